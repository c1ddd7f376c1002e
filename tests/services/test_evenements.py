"""Un événement collectif et l'information de chaque ménage vont toujours ensemble."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from relogement.commun import ErreurMetier
from relogement.modeles import Evenement, Geste, Information, Piece
from relogement.services import corrections
from relogement.services.annulation import annuler
from relogement.services.evenements import corriger_evenement, noter_evenement, retirer_evenement
from relogement.vocabulaire import Moyen, NatureInformation, NaturePiece
from tests.outils import cle, nouveau_menage, nouvelle_operation, photographie
from tests.services.dossier import Dossier

LE = date(2026, 3, 17)
ANNONCE, CALENDRIER = NatureInformation.ANNONCE, NatureInformation.CALENDRIER


def noter(d: Dossier, *menages: UUID, **valeurs: Any) -> UUID:
    """Une réunion d'annonce où ces ménages étaient."""
    voulues: dict[str, Any] = {"le": LE, "natures": [ANNONCE], "moyen": Moyen.REUNION} | valeurs
    return cle(noter_evenement(d.base, d.operation, menages=set(menages), **voulues))


def informations(d: Dossier, menage: UUID) -> list[Information]:
    """Ce que ce ménage a su."""
    with d.base.session() as s:
        siennes = select(Information).where(Information.menage_id == menage, col(Information.supprime_le).is_(None))
        return list(s.exec(siennes))


def test_chaque_menage_coche_recoit_son_information_d_un_seul_geste(d: Dossier) -> None:
    presents, absent = [d.menage, d.autre_menage()], d.autre_menage()
    with d.base.session() as s:
        gestes = len(s.exec(select(Geste)).all())
    evenement = noter(d, *presents, lieu="Maison de quartier", note="étapes")
    for menage in presents:
        (information,) = informations(d, menage)
        assert (information.le, information.natures, information.moyen, information.note, information.evenement_id) == (
            LE, ["annonce"], Moyen.REUNION, "étapes", evenement
        )
    assert informations(d, absent) == []
    with d.base.session() as s:
        assert len(s.exec(select(Geste)).all()) == gestes + 1


def test_l_annuler_enleve_tout_d_un_coup(d: Dossier) -> None:
    avant = photographie(d.base)
    faits = noter_evenement(
        d.base, d.operation, le=LE, natures=[ANNONCE], moyen=Moyen.COURRIER, menages={d.menage, d.autre_menage()}
    )
    assert faits.phrase == "Information collective notée : 2 ménages touchés."
    d.annuler_dernier()
    d.annuler_dernier()  # l'autre ménage : sa fiche, puis sa personne et son bail
    d.annuler_dernier()
    d.annuler_dernier()
    assert photographie(d.base) == avant


def test_corriger_la_liste_ajoute_et_retire(d: Dossier) -> None:
    autre = d.autre_menage()
    evenement = noter(d, d.menage)
    corriger_evenement(d.base, evenement, menages={autre})
    assert informations(d, d.menage) == []
    (ajoutee,) = informations(d, autre)
    assert (ajoutee.le, ajoutee.evenement_id) == (LE, evenement)


def test_un_menage_recoche_retrouve_la_meme_information_a_jour(d: Dossier) -> None:
    autre = d.autre_menage()
    evenement = noter(d, d.menage, autre)
    (premiere,) = informations(d, d.menage)
    corriger_evenement(d.base, evenement, menages={autre})
    corriger_evenement(d.base, evenement, le=date(2026, 3, 18), natures=[ANNONCE, CALENDRIER])
    corriger_evenement(d.base, evenement, menages={autre, d.menage})
    (revenue,) = informations(d, d.menage)
    assert (revenue.id, revenue.le, revenue.natures) == (premiere.id, date(2026, 3, 18), ["annonce", "calendrier"])


def test_corriger_l_evenement_corrige_chaque_menage_sans_toucher_a_la_liste(d: Dossier) -> None:
    evenement = noter(d, d.menage)
    corriger_evenement(d.base, evenement, moyen=Moyen.COURRIER, note="lettre")
    (information,) = informations(d, d.menage)
    assert (information.moyen, information.note, information.le) == (Moyen.COURRIER, "lettre", LE)


def test_on_n_annule_pas_une_date_corrigee_avant_l_ajout_d_un_menage(d: Dossier) -> None:
    evenement = noter(d, d.menage)
    date_corrigee = corriger_evenement(d.base, evenement, le=date(2026, 3, 18)).geste_id
    corriger_evenement(d.base, evenement, menages={d.menage, d.autre_menage()})
    assert date_corrigee is not None
    with pytest.raises(ErreurMetier, match="annulez d'abord les plus récents"):
        annuler(d.base, date_corrigee)


def test_retirer_l_evenement_retire_l_information_de_chacun_et_s_annule(d: Dossier) -> None:
    evenement = noter(d, d.menage)
    avant = photographie(d.base)
    retirer_evenement(d.base, evenement)
    assert informations(d, d.menage) == []
    d.annuler_dernier()
    assert photographie(d.base) == avant


def test_l_information_d_un_menage_ne_contredit_pas_l_evenement(d: Dossier) -> None:
    noter(d, d.menage)
    (information,) = informations(d, d.menage)
    corrections.corriger(d.base, "information", information.id, le=LE, personne="son fils")
    with pytest.raises(ErreurMetier, match="onglet « Information » de l'opération"):
        corrections.corriger(d.base, "information", information.id, le=date(2026, 3, 18))


@pytest.mark.parametrize(
    ("valeurs", "champ"),
    [({"natures": []}, "natures"), ({"le": date(2026, 11, 19)}, "le"), ({"lieu": "x" * 201}, "lieu")],
)
def test_ce_qui_ne_se_note_pas(d: Dossier, valeurs: dict[str, Any], champ: str) -> None:
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier) as refus:
        noter(d, d.menage, **valeurs)
    assert refus.value.champ == champ
    assert photographie(d.base) == avant


def test_le_jour_meme_se_note(d: Dossier) -> None:
    noter(d, d.menage, le=date(2026, 11, 18))
    assert len(informations(d, d.menage)) == 1


def test_il_faut_au_moins_un_menage_et_de_cette_operation(d: Dossier) -> None:
    ailleurs = nouveau_menage(d.base, nouvelle_operation(d.base, code="AUT"))
    for menages, dit in (((), "Cochez au moins un ménage"), ((d.menage, ailleurs), "n'est plus dans cette opération")):
        with pytest.raises(ErreurMetier, match=dit) as refus:
            noter(d, *menages)
        assert refus.value.champ == "menages"
    evenement = noter(d, d.menage)
    with pytest.raises(ErreurMetier, match="Cochez au moins un ménage"):
        corriger_evenement(d.base, evenement, menages=set())


@pytest.mark.parametrize(
    ("moyen", "nature"), [(Moyen.REUNION, NaturePiece.EMARGEMENT), (Moyen.COURRIER, NaturePiece.COURRIER)]
)
def test_le_document_se_range_avec_l_evenement(
    d: Dossier, tmp_path: Path, moyen: Moyen, nature: NaturePiece
) -> None:
    feuille = tmp_path / "feuille.pdf"
    feuille.write_bytes(b"%PDF feuille")
    evenement = d.lire(Evenement, noter(d, d.menage, moyen=moyen, document=feuille))
    assert evenement.piece_id is not None
    piece = d.lire(Piece, evenement.piece_id)
    assert (piece.operation_id, piece.menage_id, piece.nature, piece.le) == (d.operation, None, nature, LE)
    with pytest.raises(ErreurMetier, match="document de l'information collective du 17/03/2026"):
        corrections.retirer(d.base, "piece", piece.id)
    corriger_evenement(d.base, evenement.id, document=feuille)
    corrections.retirer(d.base, "piece", piece.id)


def test_un_document_illisible_n_inscrit_rien(d: Dossier, tmp_path: Path) -> None:
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match="ne peut pas être lu"):
        noter(d, d.menage, document=tmp_path / "absent.pdf")
    assert photographie(d.base) == avant
