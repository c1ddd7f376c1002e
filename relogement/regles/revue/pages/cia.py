"""La page « Objectifs CIA » : les objectifs C1 à C5 de la convention intercommunale d'attributions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from relogement.regles.convention.accessibilite import parc_accessible
from relogement.regles.convention.objectifs import (
    Cibles,
    Prioritaires,
    TotalAttributions,
    cibles_par_acteur,
    prioritaires_par_acteur,
)
from relogement.regles.convention.part import Part
from relogement.regles.convention.prioritaires import RENOUVELLEMENT, priorite
from relogement.regles.revue.chiffre import Indicateur, Mesure, Unite
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.lignes import comptage, entre, ligne
from relogement.regles.revue.revue import Page, Population, Revue, Section, Tableau
from relogement.vocabulaire import MotifPriorite

TITRE = "Objectifs CIA"
_TOTAUX = "totaux annuels tapés avec leur source : la base ne contient que ses propres relogements"
_ANNEE, _ACTEUR = ("Année", None, "L'année des attributions."), ("Acteur", None, "Bailleur, réservataire ou commune.")
_SOURCE = ("Source", None, "D'où viennent les totaux.")


def page(revue: Revue) -> Page:
    """C1 et C5 sur les ménages de la revue, C2 et C4 sur des totaux annuels, C3 sur les logements proposables."""
    return Page(TITRE, (_c1(revue), _c2(revue), _c3(revue), _c4(revue), _c5(revue)))


def _c1(revue: Revue) -> Section:
    i = Indicateur(
        "cia_prioritaires",
        "Ménages prioritaires",
        "Un motif de priorité au moins : tout ménage à reloger pour le renouvellement urbain en a un (axe I, 1).",
        f"{Population.A_RELOGER.value} et sortis exclus",
        "opération et motifs de priorité du dossier",
    )
    motifs = (RENOUVELLEMENT, *(m.libelle for m in MotifPriorite))
    codes = ("renouvellement", *(m.value for m in MotifPriorite))
    lignes = [ligne(revue, i, entre(_present, comptage(lambda d: priorite(d.faits).prioritaire)))]
    for code, motif in zip(codes, motifs, strict=True):
        sien = Indicateur(
            f"cia_prioritaires:{code}", f"   dont {motif}", f"Motif de priorité : {motif}.", i.denominateur, i.source
        )
        lignes.append(ligne(revue, sien, entre(_present, comptage(_a_le_motif(motif)))))
    return Section("C1. Ménages prioritaires", tuple(lignes))


def _present(d: Dossier) -> bool:
    return d.faits.sortie is None


def _a_le_motif(motif: str) -> Callable[[Dossier], bool]:
    return lambda d: motif in priorite(d.faits).motifs


def _c2(revue: Revue) -> Tableau:
    colonnes: tuple[tuple[str, Unite | None, str], ...] = (
        _ACTEUR, _ANNEE,
        ("Attributions", Unite.NOMBRE, f"Les attributions de l'année ; {_TOTAUX}."),
        ("Prioritaires", Unite.NOMBRE, "Celles faites à des ménages prioritaires."),
        ("Part", Unite.TAUX, "Prioritaires / attributions."),
        ("Objectif", Unite.TAUX, "L'objectif de la charte à la fin de l'année ; vide : l'acteur n'en a pas."),
        ("Part hors QPV", Unite.TAUX, "Prioritaires logés hors QPV / prioritaires."),
        _SOURCE,
    )
    lus = prioritaires_par_acteur(_totaux(revue), revue.convention.charte)
    return Tableau(
        "C2. Attributions aux ménages prioritaires", colonnes, tuple(_ligne_c2(p) for p in lus), libres=(_SOURCE[0],),
        parts=(("Part", "Attributions", "Prioritaires"), ("Part hors QPV", "Prioritaires", None)),
    )


def _ligne_c2(p: Prioritaires) -> tuple[Mesure | str | None, ...]:
    objectif = "" if p.objectif is None else Decimal(p.objectif) / 100
    return (
        p.total.acteur, str(p.total.annee), p.total.attributions, p.total.prioritaires, _taux(p.part), objectif,
        _taux(p.hors_qpv), p.total.source,
    )


def _c3(revue: Revue) -> Tableau:
    parc = parc_accessible(revue.convention.vivier, revue.convention.charte, revue.au)
    colonnes: tuple[tuple[str, Unite | None, str], ...] = (
        ("Logements proposables", None, "L'accessibilité des logements hors QPV du vivier (annexe 1), au jour de "
         "l'édition : la base ne garde pas le vivier passé."),
        ("Nombre", Unite.NOMBRE, "Combien de logements."),
    )
    nombres = [(a.libelle, n) for a, n in parc.nombres]
    return Tableau("C3. Accessibilité du parc", colonnes, (*nombres, ("en QPV, hors du champ", parc.en_qpv)))


def _c4(revue: Revue) -> Tableau:
    colonnes: tuple[tuple[str, Unite | None, str], ...] = (
        _ACTEUR, _ANNEE,
        ("Attributions en QPV", Unite.NOMBRE, f"Les attributions de l'année en QPV ; {_TOTAUX}."),
        ("Ménages cibles", Unite.NOMBRE, "Employés ou retraités au-dessus de 60 % des plafonds PLUS."),
        ("Part", Unite.TAUX, "Ménages cibles / attributions en QPV."),
        ("Au moins", Unite.TAUX, "Le bas de la fourchette visée."),
        ("Au plus", Unite.TAUX, "Le haut de la fourchette visée."),
        _SOURCE,
    )
    lus = cibles_par_acteur(_totaux(revue), revue.convention.charte)
    return Tableau(
        "C4. Ménages cibles en QPV", colonnes, tuple(_ligne_c4(c) for c in lus), libres=(_SOURCE[0],),
        parts=(("Part", "Attributions en QPV", "Ménages cibles"),),
    )


def _ligne_c4(c: Cibles) -> tuple[Mesure | str | None, ...]:
    return (
        c.total.acteur, str(c.total.annee), c.total.en_qpv, c.total.cibles_en_qpv, _taux(c.part),
        Decimal(c.minimum) / 100, Decimal(c.maximum) / 100, c.total.source,
    )


def _c5(revue: Revue) -> Section:
    i = Indicateur(
        "cia_imputes",
        "Relogements imputés à un réservataire",
        "Le relogement nomme le réservataire auquel il est imputé.",
        "ménages relogés dans un logement d'accueil, décohabitants exclus",
        "relogement du dossier",
    )
    calcul = entre(lambda d: d.arrivee, comptage(lambda d: bool(d.arrivee and d.arrivee.reservataire)))
    return Section("C5. Réservataire d'imputation", (ligne(revue, i, calcul, Population.RELOGES),))


def _totaux(revue: Revue) -> list[TotalAttributions]:
    return [t for t in revue.convention.totaux if t.annee <= revue.au.year]


def _taux(part: Part) -> Decimal | None:
    return None if part.pour_cent is None else part.pour_cent / 100
