"""Le rapprochement lu de la base : qui attend, ce qui est à proposer, et rien n'est écrit."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from relogement.commun import ErreurMetier
from relogement.modeles import Geste
from relogement.regles.rapprochement.convenance import Limite
from relogement.services.adequation import examiner_offre
from relogement.services.menages import noter_loyer, noter_ressource
from relogement.services.propositions import envoyer_proposition, refuser_proposition
from relogement.services.rapprochement import pour_logement, pour_menage, repartir
from relogement.services.vivier import ajouter_logement_offert, reprendre_logement_offert
from relogement.vocabulaire import GenreBailleur, MotifRefus, NatureRessource
from tests.outils import cle, nouveau_menage
from tests.services.dossier import ENVOI, Dossier

LE = date(2026, 6, 20)


def offrir(d: Dossier, libelle: str = "Les Quais", **valeurs: Any) -> UUID:
    defauts: dict[str, Any] = {"type": "T1", "commune": "Nantes", "loyer": 30_000, "charges": 5_000}
    defauts |= {"bailleur": "Erdre", "genre_bailleur": GenreBailleur.HLM}
    return cle(ajouter_logement_offert(d.base, libelle=libelle, **(defauts | valeurs)))


def argent(d: Dossier) -> None:
    """Un loyer, une aide et un salaire au foyer."""
    noter_loyer(d.base, d.menage, du=date(2026, 1, 1), loyer=40_000, charges=9_000, rls=3_000, apl=10_000)
    noter_ressource(
        d.base, d.menage, du=date(2025, 1, 1), nature=NatureRessource.SALAIRE, montant=120_000, personne_id=None
    )


def test_un_logement_refuse_ne_revient_pas_un_autre_convient(d: Dossier) -> None:
    refuse, libre = offrir(d), offrir(d, "Les Pins")
    p = cle(envoyer_proposition(d.base, d.menage, refuse, envoyee_le=ENVOI))
    refuser_proposition(d.base, p, le=ENVOI, motif=MotifRefus.COUT, motif_texte="trop cher")
    r = pour_menage(d.base, d.menage, LE)
    assert [c.logement for c in r.convenances] == [str(libre)]
    assert [(c.logement, c.limite) for c in r.exclues] == [(str(refuse), Limite.DEJA)]
    assert "refusée" in r.exclues[0].phrase


def test_le_budget_du_rapprochement_est_celui_de_la_proposition(d: Dossier) -> None:
    argent(d)
    logement = offrir(d)
    (c,) = pour_menage(d.base, d.menage, LE).convenances
    examen = {e.point: e for e in examiner_offre(d.base, d.menage, LE, logement_id=logement)}
    assert c.mensualite is not None
    for nom, colonne in (("type", "adapte_type"), ("lieu", "adapte_lieu"), ("accessibilité", "adapte_accessibilite"),
                         ("budget", "adapte_budget")):
        (point,) = [p for p in c.points if p.nom == nom]
        assert (point.rempli, point.phrase) == (examen[colonne].rempli, examen[colonne].phrase)


def test_qui_a_une_proposition_en_cours_n_attend_plus(d: Dossier) -> None:
    logement, autre = offrir(d), offrir(d, "Les Pins")
    assert list(pour_logement(d.base, autre, LE).menages) == [str(d.menage)]
    envoyer_proposition(d.base, d.menage, logement, envoyee_le=ENVOI)
    assert pour_logement(d.base, autre, LE).convenances == ()


def test_la_repartition_n_ecrit_rien_et_ne_prend_que_le_libre(d: Dossier) -> None:
    offrir(d)
    repris = offrir(d, "Repris")
    reprendre_logement_offert(d.base, repris, le=ENVOI, raison="loué")
    offrir(d, "Échu", disponible_jusqu_au=date(2026, 6, 19))
    nouveau_menage(d.base, d.operation, nom="VOISIN Paul")
    avant = gestes(d)
    r = repartir(d.base, "bel", LE)
    assert (len(r.menages), len(r.logements)) == (2, 1)
    assert (len(r.affectation.paires), len(r.affectation.sans_logement)) == (1, 1)
    assert gestes(d) == avant


def test_la_repartition_dit_ce_qui_lui_manque(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="Aucun logement du vivier"):
        repartir(d.base, "BEL", LE)
    offert = offrir(d)
    envoyer_proposition(d.base, d.menage, offert, envoyee_le=ENVOI)
    offrir(d, "Les Pins")
    with pytest.raises(ErreurMetier, match=r"n'attend de logement"):
        repartir(d.base, "BEL", LE)
    with pytest.raises(ErreurMetier, match="n'existe pas"):
        repartir(d.base, "ZZZ", LE)


def test_la_repartition_s_arrete_quand_on_le_demande(d: Dossier) -> None:
    offrir(d)

    def arreter(fait: int, total: int) -> None:
        assert (fait, total) == (0, 1)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        repartir(d.base, "BEL", LE, arreter)


def gestes(d: Dossier) -> int:
    with d.base.session() as s:
        return int(s.execute(select(func.count()).select_from(Geste)).scalar_one())
