"""Le relogement : un bail par proposition acceptée, et des dates qui se suivent."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.modeles import Proposition
from relogement.services import relogements
from relogement.services.corrections import corriger, retirer
from relogement.vocabulaire import ModeDemenagement, Reponse
from tests.outils import cle
from tests.services.dossier import Dossier

JUILLET, AOUT = date(2026, 7, 1), date(2026, 8, 1)
JOUR = timedelta(days=1)


def temporaire(d: Dossier) -> UUID:
    return cle(relogements.signer_bail(d.base, d.menage, None, bail_signe_le=JUILLET, temporaire=True))


def test_une_proposition_acceptee_n_a_qu_un_bail(d: Dossier) -> None:
    p = d.accepter()
    premier = d.signer(p)
    with pytest.raises(ErreurMetier, match="déjà enregistré"):
        d.signer(p)
    retirer(d.base, "relogement", premier)
    d.signer(p)


def test_une_proposition_temporaire_n_a_qu_un_bail_elle_aussi(d: Dossier) -> None:
    p = d.accepter(temporaire=True)
    assert d.relogement(d.signer(p)).temporaire
    with pytest.raises(ErreurMetier, match="Le bail de cette proposition"):
        d.signer(p)


def test_un_seul_bail_definitif_court(d: Dossier) -> None:
    seconde = d.proposer()
    temporaire(d)
    d.signer()
    with d.base.ecriture_libre() as s:  # une base d'avant : deux acceptations y étaient possibles
        fiche = s.get(Proposition, seconde)
        assert fiche is not None
        fiche.reponse, fiche.repondue_le = Reponse.ACCEPTEE, JUILLET
    with pytest.raises(ErreurMetier, match="bail définitif est déjà"):
        d.signer(seconde)


def test_un_temporaire_ne_devient_pas_un_second_definitif(d: Dossier) -> None:
    definitive, passagere = d.accepter(), d.accepter(temporaire=True)
    d.signer(definitive)
    second = d.signer(passagere)
    with pytest.raises(ErreurMetier, match="pour un relogement temporaire"):
        corriger(d.base, "relogement", second, temporaire=False)
    with pytest.raises(ErreurMetier, match="déjà enregistré"):
        corriger(d.base, "relogement", second, temporaire=False, proposition_id=definitive)


@pytest.mark.parametrize("passagere", [True, False])
def test_le_bail_est_du_genre_de_sa_proposition(d: Dossier, passagere: bool) -> None:
    p = d.accepter(temporaire=passagere)
    with pytest.raises(ErreurMetier, match="le bail doit l'être aussi") as refus:
        d.signer(p, temporaire=not passagere)
    assert refus.value.champ == "temporaire"
    assert d.relogement(d.signer(p)).temporaire is passagere


def test_un_bail_corrige_suit_les_regles_du_bail_signe(d: Dossier) -> None:
    bail = d.signer()
    corriger(d.base, "relogement", bail, bail_signe_le=date(2026, 6, 20), bail_numero="L-12")
    for valeurs, phrase in (
        ({"bail_signe_le": date(2026, 6, 19)}, "précéder l'acceptation"),
        ({"proposition_id": None}, "Choisissez la proposition"),
        ({"proposition_id": d.refuser()}, "enregistrez d'abord l'acceptation"),
    ):
        with pytest.raises(ErreurMetier, match=phrase):
            corriger(d.base, "relogement", bail, **valeurs)
    with pytest.raises(TypeError, match="demenage_le"):
        corriger(d.base, "relogement", bail, demenage_le=JUILLET)


def test_on_ne_demenage_pas_avant_d_avoir_signe(d: Dossier) -> None:
    bail = d.signer(le=JUILLET)
    with pytest.raises(ErreurMetier, match="signature du bail, le 01/07/2026"):
        relogements.enregistrer_demenagement(d.base, bail, le=JUILLET - JOUR)
    relogements.enregistrer_demenagement(d.base, bail, le=JUILLET)
    with pytest.raises(ErreurMetier, match="signature du bail, le 02/07/2026"):
        corriger(d.base, "relogement", bail, bail_signe_le=JUILLET + JOUR)


def test_un_forfait_se_verse_une_fois_decide(d: Dossier) -> None:
    bail = d.signer()
    with pytest.raises(ErreurMetier, match="Décidez d'abord"):
        relogements.payer_forfait(d.base, bail, le=AOUT)
    relogements.organiser_demenagement(d.base, bail, mode=ModeDemenagement.FORFAIT, le=AOUT, forfait=60000)
    with pytest.raises(ErreurMetier, match="avant d'être décidée"):
        relogements.payer_forfait(d.base, bail, le=AOUT - JOUR)
    relogements.payer_forfait(d.base, bail, le=AOUT)
    with pytest.raises(ErreurMetier, match="avant d'être décidée"):
        relogements.organiser_demenagement(
            d.base, bail, mode=ModeDemenagement.FORFAIT, le=AOUT + JOUR, forfait=60000
        )


def test_le_nouveau_loyer_ne_precede_pas_le_bail(d: Dossier) -> None:
    bail = d.signer(le=JUILLET)
    with pytest.raises(ErreurMetier, match="nouveau loyer") as refus:
        relogements.noter_loyers(d.base, bail, debut_loyer_le=JUILLET - JOUR, fin_loyer_ancien_le=None)
    assert refus.value.champ == "debut_loyer_le"
    relogements.noter_loyers(d.base, bail, debut_loyer_le=JUILLET, fin_loyer_ancien_le=JUILLET - JOUR)


def test_on_revient_apres_etre_parti(d: Dossier) -> None:
    bail = temporaire(d)
    with pytest.raises(ErreurMetier, match="Notez d'abord le jour du déménagement"):
        relogements.terminer_temporaire(d.base, bail, le=AOUT, retour_logement=None)
    relogements.enregistrer_demenagement(d.base, bail, le=AOUT)
    with pytest.raises(ErreurMetier, match="précéder le déménagement"):
        relogements.terminer_temporaire(d.base, bail, le=AOUT - JOUR, retour_logement=None)
    relogements.terminer_temporaire(d.base, bail, le=AOUT, retour_logement=None)
