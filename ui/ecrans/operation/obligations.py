"""Les obligations des ménages d'une opération, comptées par état ; un compte mène à ses ménages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from relogement.formats import nombre
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.stockage.lectures import LigneMenage
from ui.ecrans.menage.constats import ORDRE, mot_etat
from ui.socle.etats import STYLES, Style, style_etat
from ui.socle.modele import Colonne


@dataclass(frozen=True, slots=True)
class LigneObligation:
    """Une obligation et ses constats, un par ménage."""

    id: str
    libelle: str
    constats: Mapping[UUID, Constat]
    comptes: Mapping[Etat, int]

    def combien(self, etat: Etat) -> int:
        """Le nombre de ménages dans cet état."""
        return self.comptes.get(etat, 0)

    @property
    def pressant(self) -> Etat:
        """Le premier état, du plus pressant au moins, où il y a quelqu'un."""
        return next(etat for etat in ORDRE if self.combien(etat))


@dataclass(frozen=True, slots=True)
class LigneConcernee:
    """Un ménage et son constat."""

    menage: LigneMenage
    constat: Constat


def par_obligation(constats: Mapping[UUID, Sequence[Constat]]) -> list[LigneObligation]:
    """Une ligne par obligation, dans l'ordre de la charte."""
    groupes: dict[tuple[str, str], dict[UUID, Constat]] = {}
    for menage, siens in constats.items():
        for c in siens:
            groupes.setdefault((c.id, c.libelle), {})[menage] = c
    return [
        LigneObligation(cle, libelle, lus, Counter(c.etat for c in lus.values()))
        for (cle, libelle), lus in groupes.items()
    ]


def _compte(etat: Etat) -> Colonne[LigneObligation]:
    def style(o: LigneObligation) -> Style | None:
        return style_etat(etat, nombre(o.combien(etat))) if o.combien(etat) else None

    return Colonne[LigneObligation](
        _MOTS[etat][0], lambda o: nombre(o.combien(etat)) if o.combien(etat) else "", lambda o: o.combien(etat),
        largeur=_MOTS[etat][1], style=style,
        somme=lambda lignes: nombre(sum(o.combien(etat) for o in lignes)), nom=STYLES[etat].mot,
    )


_MOTS = {
    Etat.EN_RETARD: ("Retard", 62), Etat.NON_RESPECTEE: ("Non resp.", 75), Etat.A_FAIRE: ("À faire", 62),
    Etat.INDETERMINEE: ("À vérifier", 70), Etat.RESPECTEE: ("Respectée", 78), Etat.A_VENIR: ("À venir", 62),
    Etat.SANS_OBJET: ("Sans objet", 79),
}
"""Le titre court de la colonne de chaque état, et sa largeur."""
COLONNES = (
    Colonne[LigneObligation]("Obligation", lambda o: f"{o.id} {o.libelle}", largeur=185, part=1),
    *(_compte(etat) for etat in ORDRE),
)
PREMIERE = len(COLONNES) - len(ORDRE)
"""Le rang de la colonne du premier état."""
CONCERNES = (
    Colonne[LigneConcernee]("Référence", lambda r: r.menage.reference, largeur=92),
    Colonne[LigneConcernee]("Ménage", lambda r: r.menage.nom, largeur=160, fort=True),
    Colonne[LigneConcernee](
        "État", lambda r: mot_etat(r.constat), lambda r: ORDRE.index(r.constat.etat) * 10_000 - (r.constat.jours or 0),
        largeur=160, style=lambda r: style_etat(r.constat.etat, mot_etat(r.constat)),
    ),
    Colonne[LigneConcernee]("Pourquoi", lambda r: r.constat.phrase, largeur=200, part=1),
)
