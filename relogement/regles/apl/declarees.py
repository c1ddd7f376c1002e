"""La base de ressources refaite à partir de ce que le dossier note (R.822-2 à R.822-20), étape par étape.

La CAF lit le net imposable de mois passés ; le dossier dit ce que chacun touche, de quand à quand. Un mois que rien ne
couvre est compté comme le premier mois noté ensuite, et le dit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from relogement.commun import ErreurMetier
from relogement.formats import euros
from relogement.regles.apl.bareme import table
from relogement.regles.apl.base_ressources import BaseRessources, Ligne, Origine, centaine
from relogement.regles.apl.etudiant import forfait_etudiant
from relogement.regles.apl.regles_ressources import Deduction, Regles
from relogement.regles.apl.releve import MOIS, Cumul, LigneNature, Releve, douze_mois
from relogement.regles.apl.situation_pro import ACTIVITE, EFFACES, Effet, effet, touche_rsa
from relogement.regles.faits import FaitsMenage
from relogement.regles.foyer import presentes
from relogement.regles.ressources import ressources_du_foyer
from relogement.vocabulaire import Lien, NatureRessource

N = NatureRessource
HORS_BASE = frozenset({N.RSA, N.AAH, N.ASS, N.PRIME_ACTIVITE, N.PRESTATIONS_FAMILIALES, N.BOURSE})
"""Ce qui n'entre pas dans R."""
_DE_TRAVAIL = frozenset({N.SALAIRE, N.CHOMAGE, N.INDEMNITES})
"""Ce dont la déduction a un minimum et un plafond."""
_PENSIONS = frozenset({N.RETRAITE, N.INVALIDITE, N.PENSION_ALIMENTAIRE})


@dataclass(frozen=True, slots=True)
class _Part:
    """Ce qu'un relevé ajoute à R, et son revenu d'activité, en centimes par an."""

    etapes: tuple[Ligne, ...]
    total: int
    activite: int


def base_declaree(lignes: Sequence[LigneNature], faits: FaitsMenage, le: date, regles: Regles) -> BaseRessources:
    """R au jour `le`, d'après les ressources notées.

    ErreurMetier si elles ne sont pas toutes connues, ou si ce qui est noté ne permet pas de savoir ce qui compte.
    """
    if ressources_du_foyer(lignes, faits, le) is None:
        raise ErreurMetier(
            "Les ressources du foyer ne sont pas toutes notées : complétez-les, ou saisissez la base de ressources de "
            "l'avis de la CAF.", "ressources",
        )
    gens = presentes(faits.personnes, le)
    titulaires = [p for p in gens if p.lien in (Lien.TITULAIRE, Lien.CONJOINT)]
    siens = _releves(lignes, [None, *(p.id for p in titulaires)])
    forfait = forfait_etudiant(titulaires, [x for r in siens for x in r.lignes], le, regles)
    if forfait is not None:
        etapes, total, supposes = [forfait[0]], forfait[1], 0
    else:
        supposes = _supposes(siens, le)
        etapes, total = _des_titulaires(siens, le, regles)
        etapes = [*_periode(le, supposes, regles), *etapes]
    for p in gens:
        if p not in titulaires:
            lues, compte = _d_un_autre(p.lien, Releve([x for x in lignes if x.personne == p.id]), le, regles)
            etapes, total = etapes + lues, total + compte
    r = centaine(total)
    etapes += [Ligne("Arrondi", euros(r), "à la centaine d'euros supérieure"), _limites(regles)]
    source = "ressources notées au dossier"
    if supposes:
        source += f", {supposes} mois sur {MOIS} supposés"
    return BaseRessources(r, Origine.DECLAREE, source, tuple(etapes))


def trop_aises(lignes: Sequence[LigneNature], faits: FaitsMenage, le: date, regles: Regles) -> frozenset[str]:
    """Les enfants dont les ressources passent le seuil : ils cessent d'être à charge.

    Un enfant dont un montant manque reste à charge : rien ne dit qu'il passe le seuil.
    """
    seuil = table(regles.seuils, le).montant
    return frozenset(
        p.id for p in presentes(faits.personnes, le)
        if p.lien is Lien.ENFANT and _touche([x for x in lignes if x.personne == p.id], le, regles) > seuil
    )


def _touche(lignes: Sequence[LigneNature], le: date, regles: Regles) -> int:
    if not lignes:
        return 0
    try:
        return _part(Releve(lignes), le, regles, rsa=touche_rsa([Releve(lignes)], le)).total
    except ErreurMetier:
        return 0


def _releves(lignes: Sequence[LigneNature], cles: Iterable[str | None]) -> list[Releve]:
    rangees = ([x for x in lignes if x.personne == cle] for cle in cles)
    return [Releve(siennes) for siennes in rangees if siennes]


def _supposes(releves: Iterable[Releve], le: date) -> int:
    """Le nombre de mois dont quelqu'un n'a rien de noté."""
    return sum(any(r.suppose(mois) for r in releves) for mois in douze_mois(le))


def _periode(le: date, supposes: int, regles: Regles) -> list[Ligne]:
    mois = douze_mois(le)
    etapes = [Ligne(
        "Mois comptés", f"de {mois[0]:%m/%Y} à {mois[-1]:%m/%Y}",
        f"douze mois, jusqu'à l'avant-dernier avant le droit ({regles.source})",
    )]
    if supposes:
        etapes.append(Ligne(
            "Mois non notés", f"{supposes} sur {MOIS}",
            "comptés comme le premier mois noté ensuite : si c'était différent, notez les périodes d'avant",
        ))
    return etapes


def _des_titulaires(releves: Sequence[Releve], le: date, regles: Regles) -> tuple[list[Ligne], int]:
    rsa = touche_rsa(releves, le)
    parts = [_part(r, le, regles, rsa=rsa) for r in releves]
    etapes = [e for p in parts for e in p.etapes]
    total = sum(p.total for p in parts)
    plancher = regles.double_activite_bmaf * table(regles.bmaf, le).montant
    if sum(p.activite >= plancher for p in parts) > 1:
        total = max(0, total - regles.double_activite)
        etapes.append(Ligne(
            "Deux personnes qui travaillent", f"- {euros(regles.double_activite)} par an",
            f"chacune gagne au moins {euros(plancher)} par an",
        ))
    return etapes, total


def _d_un_autre(lien: Lien, releve: Releve, le: date, regles: Regles) -> tuple[list[Ligne], int]:
    """D'un enfant ou d'un ascendant, seul compte ce qui dépasse le seuil ; tout autre adulte compte en entier."""
    if not releve.lignes:
        return [], 0
    part = _part(releve, le, regles, rsa=touche_rsa([releve], le))
    if not part.total:
        return list(part.etapes), 0
    if lien not in (Lien.ENFANT, Lien.ASCENDANT):
        return [*part.etapes, Ligne(
            "Ressources d'un autre adulte du foyer", f"{euros(part.total)} par an", "comptées en entier"
        )], part.total
    seuil = table(regles.seuils, le).montant
    exces = max(0, part.total - seuil)
    return [*part.etapes, Ligne(
        "Ressources d'un enfant ou d'un parent", f"{euros(exces)} par an",
        f"seul compte ce qui dépasse {euros(seuil)} par an",
    )], exces


def _part(releve: Releve, le: date, regles: Regles, *, rsa: bool) -> _Part:
    """Chaque nature d'un relevé : hors base, effacée, déduite de ses frais, réduite de 30 %."""
    du, cumuls = effet(releve, le, regles, rsa=rsa), releve.cumuls(le)
    bareme = table(regles.deductions, le)
    travail = sum(c.total for c in cumuls if c.nature in _DE_TRAVAIL and not _efface(c, du))
    deduite = _deduction(travail, bareme)
    etapes, total, activite = [], 0, 0
    for c in cumuls:
        compte, pourquoi = _compter(c, du, travail, deduite, bareme, regles)
        etapes.append(Ligne(c.nature.libelle[:1].upper() + c.nature.libelle[1:], f"{euros(compte)} par an", pourquoi))
        total += compte
        activite += compte if c.nature in ACTIVITE else 0
    return _Part(tuple(etapes), total, activite)


def _efface(c: Cumul, du: Effet) -> bool:
    return bool(du.efface) and c.nature in EFFACES


def _deduction(travail: int, d: Deduction) -> int:
    """La déduction pour frais d'une personne, entre son minimum et son plafond, jamais plus que ce qu'elle gagne."""
    return min(travail, d.maximum, max(d.minimum, travail * d.taux // 100))


def _compter(
    c: Cumul, du: Effet, travail: int, deduite: int, d: Deduction, regles: Regles
) -> tuple[int, str]:
    """Ce qui compte d'une nature, en centimes par an, et pourquoi."""
    if c.nature in HORS_BASE:
        return 0, "n'entre pas dans la base de ressources"
    if _efface(c, du):
        return 0, f"n'est pas compté, à cause de {du.efface}"
    compte, calcul = c.total, f"{euros(c.total)} de {c.mois[0]:%m/%Y} à {c.mois[-1]:%m/%Y}"
    if c.nature in _DE_TRAVAIL:
        sienne = deduite * c.total // travail
        compte -= sienne
        taux = f"{d.taux} %" if deduite == travail * d.taux // 100 else f"{euros(sienne)} de frais (minimum ou plafond)"
        calcul += f", moins {taux}"
    elif c.nature in _PENSIONS:
        compte -= c.total * d.taux // 100
        calcul += f", moins {d.taux} %"
    if c.nature in ACTIVITE and du.reduit:
        compte -= compte * regles.abattement_activite // 100
        calcul += f", puis moins {regles.abattement_activite} % ({du.reduit})"
    return compte, calcul


def _limites(regles: Regles) -> Ligne:
    return Ligne(
        "Non comptés", "inconnus",
        "pension alimentaire versée, frais réels, loyers et placements, épargne au-delà de "
        f"{euros(regles.epargne, entier=True)} : le dossier ne les note pas",
    )
