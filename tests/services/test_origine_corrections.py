"""« Corrigé au dossier » : ce qui corrige un fait d'avant l'arrêté émis, et rien des gestes ordinaires d'après."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from relogement import modeles as m
from relogement.regles.revue.pseudonyme import code_menage
from relogement.services.revue import composer_revue, exporter_revue
from relogement.services.revues_emises import emettre_revue
from relogement.stockage.lectures_emises import fiches_changees, gestes_emission
from relogement.vocabulaire import Difficulte, MotifPriorite, Reponse, Rester
from tests.outils import nouvelle_base
from tests.services import base_revue as b

FIN, APRES = date(2026, 6, 30), date(2026, 8, 4)
RETIRE = datetime(2026, 8, 25, tzinfo=UTC)


class Dossiers:
    """Quatre ménages relogés le 1er mai ; T2 émis le 5 juillet ; on est en août."""

    def __init__(self, dossier: Path) -> None:
        self.base, horloge = nouvelle_base(dossier, date(2026, 6, 20))
        with self.base.geste("essai", "Essai") as g:
            operation = b.operation(g.s, self.base)
            self.cles = [b.menage(g.s, operation, f"BEL-{n:04d}") for n in range(1, 5)]
            for cle in self.cles:
                b.rencontrer(g.s, cle, date(2026, 2, 3))
                p = b.proposer(g.s, cle, date(2026, 3, 1), reponse=Reponse.ACCEPTEE, repondue=date(2026, 3, 20))
                b.reloger(g.s, cle, p, date(2026, 4, 10), date(2026, 5, 1))
                g.s.add(m.Souhait(menage_id=cle, le=date(2026, 2, 3), rester=Rester.PARTIR))
        horloge.jour = date(2026, 7, 5)
        self.emise = emettre_revue(self.base, "2026-T2").id
        assert self.emise is not None
        horloge.jour = date(2026, 8, 25)

    def faire(self, geste: Callable[[Session], object]) -> None:
        """Un geste."""
        with self.base.geste("essai", "Essai") as g:
            geste(g.s)

    def une(self, s: Session, table: type[Any], numero: int = 1) -> Any:
        """La première fiche de cette table pour ce ménage."""
        requete = select(table).where(col(table.menage_id) == self.cles[numero - 1]).order_by(col(table.id))
        return s.scalars(requete).first()

    @property
    def corrigees(self) -> list[str]:
        """Les tables où un fait d'avant le 30 juin a changé."""
        with self.base.session() as s:
            assert self.emise is not None
            geste = gestes_emission(s, [self.emise])[self.emise]
            return sorted({c.table for c in fiches_changees(s, geste) if c.corrige(geste, FIN)})


@pytest.fixture
def dossiers(tmp_path: Path) -> Iterator[Dossiers]:
    """Voir `Dossiers`."""
    siens = Dossiers(tmp_path)
    yield siens
    siens.base.fermer()


def _changer(table: type[Any], **valeurs: Any) -> Callable[[Dossiers, Session], object]:
    def faire(d: Dossiers, s: Session) -> None:
        fiche = d.une(s, table)
        for colonne, valeur in valeurs.items():
            setattr(fiche, colonne, valeur)
    return faire


def _ajouter(table: type[Any], **valeurs: Any) -> Callable[[Dossiers, Session], object]:
    return lambda d, s: s.add(table(menage_id=d.cles[0], **valeurs))


@pytest.mark.parametrize(("geste", "tables"), [
    # Des gestes ordinaires du trimestre : rien de ce qui avait eu lieu le 30 juin n'y change.
    (_ajouter(m.Entretien, le=APRES), []),
    (_ajouter(m.Loyer, du=APRES, loyer=41000), []),
    (_ajouter(m.Souhait, le=APRES, rester=Rester.RESTER), []),
    (_ajouter(m.Personne, nom="X", naissance=date(1980, 1, 1), arrivee_le=APRES), []),
    (_changer(m.Relogement, debut_loyer_le=APRES), []),
    (_changer(m.Proposition, confirme_le=APRES), []),
    (lambda d, s: setattr(s.get_one(m.Menage, d.cles[0]), "telephone", "01 23 45 67 89"), []),
    # La borne : le jour de l'arrêté compte, le lendemain non.
    (_ajouter(m.Entretien, le=FIN), ["entretien"]),
    (_ajouter(m.Entretien, le=date(2026, 7, 1)), []),
    # Des corrections : un fait d'avant ajouté, changé, retiré, déplacé d'avant à après ou d'après à avant.
    (_changer(m.Relogement, loyer=48000), ["relogement"]),
    (_changer(m.Relogement, demenage_le=date(2026, 7, 12)), ["relogement"]),
    (_changer(m.Souhait, rester=Rester.RESTER), ["souhait"]),
    (_ajouter(m.Information, le=date(2026, 3, 1)), ["information"]),
    (_ajouter(m.Personne, nom="X", naissance=date(1980, 1, 1)), ["personne"]),
    (lambda d, s: setattr(s.get_one(m.Menage, d.cles[0]), "priorites", [MotifPriorite.PRECARITE.value]), ["menage"]),
    # Ce qui n'a pas de ménage à soi se rattache au sien.
    (lambda d, s: setattr(s.get_one(m.LogementOffert, d.une(s, m.Proposition).logement_id), "qpv", True),
     ["logementoffert"]),
    (lambda d, s: setattr(s.get_one(m.Logement, s.get_one(m.Menage, d.cles[0]).logement_id), "type", "T5"),
     ["logement"]),
    (lambda d, s: s.add(m.Frais(
        relogement_id=d.une(s, m.Relogement).id, poste="eau", demande=True, demande_le=date(2026, 6, 2))), ["frais"]),
    (lambda d, s: s.add(m.BudgetFige(
        proposition_id=d.une(s, m.Proposition).id, apres=True, le=date(2026, 3, 1))), ["budgetfige"]),
    (lambda d, s: s.add(m.BudgetFige(proposition_id=d.une(s, m.Proposition).id, apres=True, le=APRES)), []),
    # Ce qui dirait une difficulté ne se nomme pas.
    (_ajouter(m.DifficulteSuivi, le=date(2026, 6, 1), genre=Difficulte.BUDGET), []),
    (_ajouter(m.Mesure, qui="X", depuis=date(2026, 6, 1)), []),
])
def test_seul_ce_qui_corrige_un_fait_d_avant_se_nomme(
    dossiers: Dossiers, geste: Callable[[Dossiers, Session], object], tables: list[str]
) -> None:
    dossiers.faire(lambda s: geste(dossiers, s))
    assert dossiers.corrigees == tables


def test_une_fiche_retiree_est_une_correction_si_son_fait_datait_d_avant(dossiers: Dossiers) -> None:
    dossiers.faire(lambda s: s.add(m.Entretien(menage_id=dossiers.cles[0], le=APRES)))

    def retirer(s: Session) -> None:
        requete = select(m.Entretien).where(col(m.Entretien.le) == APRES)
        s.scalars(requete).one().supprime_le = RETIRE
    dossiers.faire(retirer)
    assert dossiers.corrigees == []
    dossiers.faire(lambda s: setattr(dossiers.une(s, m.Entretien), "supprime_le", RETIRE))
    assert dossiers.corrigees == ["entretien"]


def test_la_feuille_ne_nomme_que_la_correction(dossiers: Dossiers) -> None:
    def corriger(s: Session) -> None:
        dossiers.une(s, m.Relogement).loyer = 48000
        s.add(m.Entretien(menage_id=dossiers.cles[0], le=APRES))
        s.add(m.Entretien(menage_id=dossiers.cles[1], le=APRES))
    dossiers.faire(corriger)
    (moyen,) = (
        a for a in composer_revue(dossiers.base, "2026-T3").ajustements if a.recalcule.indicateur.cle == "ecart_moyen"
    )
    code = code_menage(str(dossiers.cles[0]))
    assert [(c.le, c.menage, c.fiche) for c in moyen.corrections] == [(date(2026, 8, 25), code, "Relogement")]


def test_une_correction_qui_n_est_au_dossier_de_personne_dit_que_son_origine_n_est_pas_retrouvee(
    dossiers: Dossiers, tmp_path: Path
) -> None:
    # Une annonce plus tardive change ce que la charte attend de chacun, et n'est au dossier d'aucun ménage.
    dossiers.faire(lambda s: setattr(s.scalars(select(m.Operation)).one(), "annonce_le", date(2026, 6, 1)))
    exporter_revue(dossiers.base, "2026-T3", tmp_path / "r.xlsx")
    feuille = openpyxl.load_workbook(tmp_path / "r.xlsx")["Ajustements"]
    dites = {str(r[14].value) for r in feuille.iter_rows() if r[1].value in ("Synthèse", "Charte")}
    assert dites <= {"origine non retrouvée", "None"}
    assert "origine non retrouvée" in dites
