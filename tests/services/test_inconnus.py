"""Dire une donnée inconnue, et pourquoi : la revue peut partir, l'inconnu reste inconnu, et se compte."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from sqlalchemy import select
from sqlmodel import col

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.controle_revue import controler_revue
from relogement.services.corrections import corriger
from relogement.services.inconnus import DATE, MOTIF, dire_inconnu, oublier_inconnus
from relogement.services.revues_emises import emettre_revue, reemettre_revue, revues_emises
from relogement.stockage.base import Base
from relogement.vocabulaire import MotifRefus, Reponse
from tests.services import base_douze as douze
from tests.services import base_revue as b

RAISON = "Le suivi d'alors ne le dit pas ; Mme Guérin est partie"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    """Les douze ménages : l'accord du n° 6 sans date, le premier refus du n° 5 sans motif."""
    neuve = b.base_neuve(tmp_path)
    cles = douze.remplir(neuve)
    with neuve.geste("essai", "Essai") as g:
        proposition(g.s, cles[6]).repondue_le = None
        refus = proposition(g.s, cles[5])
        refus.motif = refus.motif_texte = None
    yield neuve
    neuve.fermer()


def proposition(s: object, menage_id: UUID) -> m.Proposition:
    """Sa première proposition."""
    requete = select(m.Proposition).where(col(m.Proposition.menage_id) == menage_id).order_by(col(m.Proposition.rang))
    return s.scalars(requete).first()  # type: ignore[attr-defined,no-any-return]  # une session


def manques(base: Base) -> list[tuple[UUID, str]]:
    """Les deux qui manquent, dans l'ordre du contrôle."""
    champs = {"repondue": DATE, "motif": MOTIF}
    controle = controler_revue(base, "2026-T3", ("BEL",))
    return [(UUID(str(f.cible.id)), champs[str(f.cible.champ)]) for f in controle.bloquantes]


def test_dites_inconnues_elles_ne_bloquent_plus_et_la_revue_emise_les_compte(base: Base, tmp_path: Path) -> None:
    avant = controler_revue(base, "2026-T3", ("BEL",))
    assert [f.regle for f in avant.bloquantes] == ["reponse_sans_date", "refus_sans_motif"]
    with pytest.raises(ErreurMetier, match="dites pourquoi la date ou le motif reste inconnu"):
        emettre_revue(base, "2026-T3", ("BEL",))
    faits = dire_inconnu(base, manques(base), f" {RAISON} ")
    assert faits.phrase == "2 données dites inconnues : la revue les comptera inconnues."
    apres = controler_revue(base, "2026-T3", ("BEL",))
    assert (apres.emettable, [f.regle for f in apres.levees]) == (True, ["reponse_sans_date", "refus_sans_motif"])
    assert apres.douteuses == avant.douteuses
    emise = emettre_revue(base, "2026-T3", ("BEL",))
    assert "2 inconnues dites et motivées" in emise.phrase
    assert revues_emises(base)[0].levees == 2
    assert emise.id is not None
    reemettre_revue(base, emise.id, tmp_path / "r.xlsx")
    qualite = [[c.value for c in r] for r in openpyxl.load_workbook(tmp_path / "r.xlsx")["Qualité"].iter_rows()]
    levees = [r for r in qualite if r[2] == "levée" and isinstance(r[1], str)]
    assert len(levees) == 2
    assert all(str(r[3]).endswith("Dit inconnu le 05/10/2026.") for r in levees)
    # La raison, un texte libre, ne sort pas.
    assert "Guérin" not in str(qualite)


def test_la_raison_est_datee_gardee_et_s_annule_d_un_coup(base: Base) -> None:
    vises = manques(base)
    dire_inconnu(base, vises, RAISON)
    with base.session() as s:
        p = s.get_one(m.Proposition, vises[0][0])
        assert (p.date_inconnue, p.date_inconnue_le, p.repondue_le) == (RAISON, date(2026, 10, 5), None)
    geste = dernier_annulable(base)
    assert geste is not None
    annuler(base, geste[0])
    assert manques(base) == vises
    seule = dire_inconnu(base, vises[:1], RAISON)
    assert seule.phrase == "1 donnée dite inconnue : la revue la comptera inconnue."
    assert manques(base) == vises[1:]


def test_ce_qui_se_retrouve_n_est_plus_dit_inconnu(base: Base) -> None:
    (date_, _), (motif, _) = vises = manques(base)
    dire_inconnu(base, vises, RAISON)
    corriger(base, "proposition", date_, repondue_le=date(2026, 8, 20))
    corriger(base, "proposition", motif, motif=MotifRefus.QUARTIER, motif_texte="Trop loin")
    with base.session() as s:
        lues = [s.get_one(m.Proposition, cle) for cle, _ in vises]
        assert {x for p in lues for x in (p.date_inconnue, p.date_inconnue_le)} == {None}
        assert {x for p in lues for x in (p.motif_inconnu, p.motif_inconnu_le)} == {None}
    assert controler_revue(base, "2026-T3", ("BEL",)).levees == ()


def test_les_seuls_mots_du_menage_sont_deja_un_motif(base: Base) -> None:
    """Un suivi repris ne donne parfois que des mots, sans code : ce n'est plus un inconnu."""
    dire_inconnu(base, manques(base), RAISON)
    with base.geste("essai", "Essai") as g:
        refus = g.s.scalars(select(m.Proposition).where(col(m.Proposition.motif_inconnu).is_not(None))).one()
        assert refus.date_inconnue is None
        refus.motif_texte = "trop loin de l'école"
        oublier_inconnus(refus)
        assert (refus.motif_inconnu, refus.motif_inconnu_le) == (None, None)


@pytest.mark.parametrize("raison", ["", "  "])
def test_sans_raison_rien_n_est_leve(base: Base, raison: str) -> None:
    vises = manques(base)
    with pytest.raises(ErreurMetier, match="pourquoi cela ne se retrouve pas"):
        dire_inconnu(base, vises, raison)
    assert manques(base) == vises


def test_une_donnee_connue_ou_une_proposition_sans_reponse_ne_se_dit_pas_inconnue(base: Base) -> None:
    with base.session() as s:
        toutes = s.scalars(select(m.Proposition)).all()
        connue = next(p.id for p in toutes if p.repondue_le and p.motif)
        ouverte = next(p.id for p in toutes if p.reponse is None)
        acceptee = next(p.id for p in toutes if p.reponse is Reponse.ACCEPTEE)
    for cle, quoi, phrase in (
        (connue, DATE, "est connue"), (connue, MOTIF, "est connue"), (ouverte, DATE, "d'abord la réponse"),
        (acceptee, MOTIF, "d'abord la réponse"),
    ):
        vises = [*manques(base), (cle, quoi)]
        with pytest.raises(ErreurMetier, match=phrase):
            dire_inconnu(base, vises, RAISON)
        assert len(manques(base)) == 2
