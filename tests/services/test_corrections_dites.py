"""Une correction d'un chiffre émis se dit une fois, dans la prochaine revue émise : jamais perdue, jamais répétée."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from relogement import modeles as m
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.chiffre import Chiffre
from relogement.regles.revue.pages.catalogue import chiffres_figes, pages
from relogement.services.pieces import ranger_contenu
from relogement.services.revue import composer_revue, exporter_revue
from relogement.services.revues_emises import chiffres_emis, emettre_revue, reemettre_revue, revues_emises
from relogement.stockage.base import Base
from relogement.stockage.chiffres_emis import en_octets
from relogement.vocabulaire import MomentRevue, Reponse
from tests.hasard import exemples
from tests.outils import Horloge, nouvelle_base
from tests.services import base_revue as b

ETAPE = Arret(MomentRevue.POINT_ETAPE, date(2026, 8, 15))
Dite = tuple[str, str, object, object]
"""La revue corrigée, la clé du chiffre, ce qui en était dit, ce qui en est dit."""


class Vie:
    """Cinq ménages relogés le 1er mai 2026 (T2), cinq qui ne le sont pas ; un jour qui avance."""

    def __init__(self, base: Base, horloge: Horloge) -> None:
        self.base, self._horloge = base, horloge
        with base.geste("essai", "Essai") as g:
            operation = b.operation(g.s, base)
            cles = [b.menage(g.s, operation, f"BEL-{n:04d}") for n in range(1, 11)]
            for cle in cles:
                b.rencontrer(g.s, cle, date(2026, 2, 3))
            for cle in cles[:5]:
                p = b.proposer(
                    g.s, cle, date(2026, 3, 1), reponse=Reponse.ACCEPTEE, repondue=date(2026, 3, 20)
                )
                b.reloger(g.s, cle, p, date(2026, 3, 25), date(2026, 5, 1))
        self.cles = cles

    def demenager(self, numero: int, le: date) -> UUID:
        """Corrige le jour du déménagement de ce ménage ; le geste."""
        with self.base.geste("essai", "Essai") as g:
            cle = self.cles[numero - 1]
            g.s.scalars(select(m.Relogement).where(col(m.Relogement.menage_id) == cle)).one().demenage_le = le
        return g.id

    def emettre(self, quand: Arret | str, le: date, *operations: str) -> UUID:
        """La revue émise ce jour-là."""
        self._horloge.jour = le
        emise = emettre_revue(self.base, quand, operations).id
        assert emise is not None
        return emise

    def dites(self, quand: Arret | str, famille: str = "reloges") -> list[Dite]:
        """Ce que la revue de ce moment dit corrigé de ce chiffre, toutes colonnes confondues."""
        return [
            (str(a.de.arret), a.recalcule.indicateur.cle, a.emis.valeur, a.recalcule.valeur)
            for a in composer_revue(self.base, quand).ajustements
            if a.recalcule.indicateur.cle.split("/")[-1] == famille
        ]

    def pont(self, quand: Arret | str) -> tuple[object, ...]:
        """Des relogés : émis au jour d'avant, corrigé, évolution, à la date ; et pendant la période."""
        (x,) = (x for x in pages(composer_revue(self.base, quand))[0].lignes if x.indicateur.cle == "reloges")
        assert x.trimestre is not None
        return x.emis and x.emis.valeur, x.corrige, x.evolution, x.au.valeur, x.trimestre.valeur


@pytest.fixture
def vie(tmp_path: Path) -> Iterator[Vie]:
    """La base au 20 juin 2026."""
    base, horloge = nouvelle_base(tmp_path, date(2026, 6, 20))
    yield Vie(base, horloge)
    base.fermer()


def test_le_pont_separe_la_correction_de_la_periode(vie: Vie) -> None:
    # Émis 5 ; deux sont en fait partis en juillet : 3 au 30 juin, 5 au 30 septembre, deux pendant T3.
    vie.emettre("2026-T2", date(2026, 7, 5))
    vie.demenager(1, date(2026, 7, 12))
    vie.demenager(2, date(2026, 7, 15))
    assert vie.pont("2026-T3") == (5, -2, 2, 5, 2)
    assert vie.dites("2026-T3") == [("2026-T2", "reloges", 5, 3), ("2026-T2", "pendant/reloges", 5, 3)]


def test_un_point_d_etape_dit_la_correction_et_le_trimestre_y_renvoie(vie: Vie, tmp_path: Path) -> None:
    vie.emettre("2026-T2", date(2026, 7, 5))
    vie.demenager(1, date(2026, 7, 12))
    vie.emettre(ETAPE, date(2026, 8, 20), "BEL")
    assert vie.dites(ETAPE) == [("2026-T2", "reloges", 5, 4), ("2026-T2", "pendant/reloges", 5, 4)]
    # Dite une fois, elle ne se redit pas ; le pont la montre, et la feuille dit où la lire.
    assert vie.dites("2026-T3") == []
    assert vie.pont("2026-T3") == (5, -1, 1, 5, 1)
    exporter_revue(vie.base, "2026-T3", tmp_path / "r.xlsx")
    feuille = openpyxl.load_workbook(tmp_path / "r.xlsx")["Ajustements"]
    textes = [str(c.value) for r in feuille.iter_rows() for c in r]
    assert (
        "Revue trimestrielle 2026-T2, émise le 05/07/2026 : aucun autre chiffre n'a changé depuis, à sa date. Déjà "
        "dit, et non répété ici : Point d'étape au 15/08/2026, émise le 20/08/2026."
    ) in textes
    # Ce que l'on corrige ensuite de T2 ne se perd pas parce qu'un point d'étape est passé entre les deux.
    vie.demenager(2, date(2026, 7, 20))
    assert vie.dites("2026-T3") == [
        ("2026-08-15", "pendant/reloges", 1, 2),
        ("2026-T2", "reloges", 4, 3), ("2026-T2", "pendant/reloges", 4, 3),
    ]


def test_emise_deux_fois_la_seconde_dit_ce_qui_a_change_depuis_la_premiere_et_depuis_le_trimestre_d_avant(
    vie: Vie, tmp_path: Path
) -> None:
    vie.emettre("2026-T2", date(2026, 7, 5))
    vie.demenager(1, date(2026, 7, 12))
    vie.emettre("2026-T3", date(2026, 10, 3))
    de_t2 = [("2026-T2", "reloges", 5, 4), ("2026-T2", "pendant/reloges", 5, 4)]
    assert vie.dites("2026-T3") == de_t2
    vie.demenager(5, date(2026, 10, 1))
    # Le n° 5 n'est parti qu'en octobre : 4 relogés au 30 septembre, dont 1 pendant T3, et 3 au 30 juin.
    attendues = [
        ("2026-T3", "reloges", 5, 4),
        ("2026-T2", "reloges", 5, 3), ("2026-T2", "pendant/reloges", 5, 3),
    ]
    assert vie.dites("2026-T3") == attendues
    seconde = vie.emettre("2026-T3", date(2026, 10, 6))
    reemettre_revue(vie.base, seconde, tmp_path / "r.xlsx")
    feuille = openpyxl.load_workbook(tmp_path / "r.xlsx")["Ajustements"]
    textes = " ".join(str(c.value) for r in feuille.iter_rows() for c in r)
    assert "Revue trimestrielle 2026-T3, émise le 03/10/2026, que celle-ci remplace" in textes
    # La suivante ne connaît que la seconde, qui a tout dit.
    vue = composer_revue(vie.base, "2026-T4")
    assert [e.id for e in vue.references] == [seconde, revues_emises(vie.base)[-1].id]
    assert vue.ajustements == ()


def test_une_correction_qui_ne_touche_que_l_avant_dernier_trimestre_se_dit(vie: Vie) -> None:
    # Parti en fait le 28 mars : ni T3 ni le 30 juin n'y changent, seul « pendant T2 » était faux.
    vie.emettre("2026-T2", date(2026, 7, 5))
    vie.emettre("2026-T3", date(2026, 10, 3))
    vie.demenager(1, date(2026, 3, 28))
    assert vie.dites("2026-T4") == [("2026-T2", "pendant/reloges", 5, 4)]
    vie.emettre("2026-T4", date(2027, 1, 4))
    assert vie.dites("2027-T1") == []
    # Corrigée encore : dite depuis la dernière fois qu'on en a parlé, et non depuis l'émission.
    vie.demenager(2, date(2026, 3, 29))
    assert vie.dites("2027-T1") == [("2026-T2", "pendant/reloges", 4, 3)]


def test_corrigee_puis_remise_la_correction_et_son_retour_se_disent_tous_les_deux(vie: Vie) -> None:
    vie.emettre("2026-T2", date(2026, 7, 5))
    vie.demenager(1, date(2026, 3, 28))
    vie.emettre("2026-T3", date(2026, 10, 3))
    vie.demenager(1, date(2026, 5, 1))
    assert vie.dites("2026-T4") == [("2026-T2", "pendant/reloges", 4, 5)]
    vie.emettre("2026-T4", date(2027, 1, 4))
    assert vie.dites("2027-T1") == []


@pytest.mark.parametrize(("quand", "vue"), [("2027-T2", True), ("2027-T3", False)])
def test_au_dela_de_quatre_trimestres_une_correction_ne_se_dit_plus(vie: Vie, quand: str, vue: bool) -> None:
    vie.emettre("2026-T2", date(2026, 7, 5))
    vie.demenager(1, date(2026, 3, 28))
    assert bool(vie.dites(quand)) is vue


def test_une_revue_emise_qui_n_a_pas_garde_ce_qu_elle_avait_dit_se_relit(vie: Vie) -> None:
    vie.emettre("2026-T2", date(2026, 7, 5))
    vie.demenager(1, date(2026, 3, 28))
    ancienne = vie.emettre("2026-T3", date(2026, 10, 3))
    with vie.base.geste("essai", "Essai") as g:
        seuls = en_octets(chiffres_emis(vie.base, ancienne))
        g.s.get_one(m.RevueEmise, ancienne).chiffres = ranger_contenu(g.s, seuls)
    # Elle ne sait plus ce qu'elle en a dit : plutôt répété que perdu.
    assert vie.dites("2026-T4") == [("2026-T2", "pendant/reloges", 5, 4)]


def test_recalculer_les_revues_emises_s_arrete_aussi(vie: Vie) -> None:
    # T2 et T3 émis ; T4 rejuge ses dix ménages au 31 décembre et au 30 septembre, puis au 30 juin.
    vie.emettre("2026-T2", date(2026, 7, 5))
    vie.emettre("2026-T3", date(2026, 10, 3))
    vus: list[tuple[int, int]] = []
    composer_revue(vie.base, "2026-T4", (), lambda faits, tout: vus.append((faits, tout)))
    assert vus == [*((n, 20) for n in range(1, 21)), *((n, 10) for n in range(1, 11))]

    def arreter(_: int, tout: int) -> None:
        if tout == 10:
            raise InterruptedError
    with pytest.raises(InterruptedError):
        composer_revue(vie.base, "2026-T4", (), arreter)


MOMENTS = (Arret.du("2026-T2"), Arret.du("2026-T3"), ETAPE, Arret(MomentRevue.AVENANT, date(2026, 9, 30)))
JOURS = (date(2026, 3, 28), date(2026, 5, 12), date(2026, 7, 12), date(2026, 8, 12), date(2026, 9, 12))
Lu = dict[str, tuple[object, int, int, frozenset[str]]]


def _lu(c: Chiffre) -> tuple[object, int, int, frozenset[str]]:
    return c.sue, c.connus, c.inconnus, frozenset(c.menages)


def _lus(chiffres: Mapping[str, Chiffre]) -> Lu:
    """Ce que l'on en lit, hors de ce qui ne compte personne."""
    return {cle: _lu(c) for cle, c in chiffres.items() if c.menages}


@exemples(5)
@given(st.randoms(use_true_random=False))
def test_qui_a_lu_toutes_les_revues_emises_sait_tout_et_ne_relit_rien(hasard: random.Random) -> None:
    with tempfile.TemporaryDirectory() as dossier:
        base, horloge = nouvelle_base(Path(dossier), date(2026, 12, 1))
        try:
            vie, su = Vie(base, horloge), {}  # type: ignore[var-annotated]
            for _ in range(5):
                vie.demenager(hasard.randint(1, 5), hasard.choice(JOURS))
                _emettre_et_lire(vie, hasard.choice(MOMENTS), su)
        finally:
            base.fermer()


def _emettre_et_lire(vie: Vie, arret: Arret, su: dict[Arret, Lu]) -> None:
    """Émet cette revue ; `su` : par arrêt, ce que sait qui a lu la dernière émise et tout ce qui l'a corrigée."""
    for a in composer_revue(vie.base, arret, ("BEL",)).ajustements:
        cle, dit = a.recalcule.indicateur.cle, _lu(a.recalcule)
        # Une revue qui en remplace une autre redit ce que celle-ci disait des trimestres d'avant.
        if arret not in su:
            assert su[a.de.arret].get(cle) != dit, cle
        su[a.de.arret][cle] = dit
    emise = vie.emettre(arret, date(2026, 12, 1), "BEL")
    su[arret] = _lus(chiffres_emis(vie.base, emise))
    for autre in (x for x in su if x.fin <= arret.fin):
        vrais = _lus(chiffres_figes(composer_revue(vie.base, autre, ("BEL",))))
        assert {cle: x for cle, x in su[autre].items() if x[-1]} == vrais, autre
