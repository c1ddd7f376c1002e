"""Les chartes locales : en tirer une d'une charte livrée, en publier les versions, la choisir pour une opération."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from relogement.commun import Changements, ErreurMetier, sans_accents
from relogement.modeles import CharteLocale, ChoixCharte, Operation, VersionLocale
from relogement.modeles.table import TEXTE_COURT
from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.derivation import Changement
from relogement.regles.charte.ecriture import texte_toml
from relogement.regles.charte.parametres import Charte, chartes_livrees
from relogement.regles.charte.saisie import verifier, verifier_ensemble
from relogement.regles.charte.valeurs import Valeur
from relogement.services.outils import creer, exiger, remplir, trouver
from relogement.services.sorties import CHARTE, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_locale, parametres_de
from relogement.stockage.journal import GesteEnCours

RIEN = "Cette version ne change rien : changez au moins un chiffre."


def creer_charte_locale(base: Base, *, nom: str, reference: str, derivee_de: str = "nantes_2017") -> Changements:
    """Une charte locale, pour l'instant pareille à la charte livrée dont elle part ; `reference` : le texte signé."""
    propre = exiger(nom, "Donnez un nom à la charte locale.", "nom")
    texte = exiger(reference, "Indiquez le texte signé : délibération ou convention, et sa date.", "reference")
    if derivee_de not in chartes_livrees():
        raise ErreurMetier("Cette charte n'existe pas dans l'application : partez d'une autre.", "derivee_de")
    with base.geste("creer_charte_locale", "Création d'une charte locale") as g:
        if any(sans_accents(c.nom) == sans_accents(propre) for c in _locales(g.s)):
            raise ErreurMetier("Une charte locale porte déjà ce nom : donnez-en un autre.", "nom")
        fiche = creer(
            g.s, CharteLocale, code=_code_libre(g.s, propre), nom=propre, reference=texte, derivee_de=derivee_de
        )
        return g.changements(f"Charte locale « {propre} » créée.", fiche.id)


def publier_version(
    base: Base, charte_id: UUID, *, du: date, libelle: str, valeurs: Mapping[str, Valeur], reference: str | None = None
) -> Changements:
    """Une version en vigueur à partir de `du`, qui ne garde de `valeurs` (clé du paramètre → valeur) que ce qui change.

    `libelle` : ce qu'elle change et pourquoi ; `reference` : où le texte l'écrit, celle de la charte sinon. Elle vient
    après toutes celles déjà en vigueur, qui ne changent plus : elles ont jugé ce qui s'est déclenché sous elles.
    """
    with base.geste("publier_version", "Version d'une charte locale") as g:
        charte = trouver(g.s, CharteLocale, charte_id)
        version = creer(
            g.s, VersionLocale, charte_id=charte.id, du=du, libelle=exiger(libelle, "Dites ce qui change.", "libelle"),
            parametres={},
        )
        _remplir(g, base, charte, version, valeurs, reference)
        return g.changements(f"Version du {jour_fr(du)} publiée.", version.id)


def corriger_version(
    base: Base, version_id: UUID, *, du: date, libelle: str, valeurs: Mapping[str, Valeur], reference: str | None = None
) -> Changements:
    """Réécrit une version qui n'est pas encore en vigueur ; ErreurMetier si elle l'est."""
    with base.geste("corriger_version", "Correction d'une version de charte locale") as g:
        version = _a_venir(g.s, base, version_id)
        charte = trouver(g.s, CharteLocale, version.charte_id)
        remplir(version, {"du": du, "libelle": exiger(libelle, "Dites ce qui change.", "libelle"), "parametres": {}})
        _remplir(g, base, charte, version, valeurs, reference)
        return g.changements(f"Version du {jour_fr(du)} corrigée.", version.id)


def retirer_version(base: Base, version_id: UUID) -> Changements:
    """Met à la corbeille une version qui n'est pas encore en vigueur ; ErreurMetier si elle l'est.

    ErreurMetier aussi si une version plus récente ne tient pas sans elle.
    """
    with base.geste("retirer_version", "Retrait d'une version de charte locale") as g:
        version = _a_venir(g.s, base, version_id)
        version.supprime_le = g.instant
        _verifier_les_suivantes(g.s, version)
        return g.changements(f"Version du {jour_fr(version.du)} retirée.", version.id)


def choisir_charte(base: Base, operation_id: UUID, *, charte: str, du: date) -> Changements:
    """La charte (code, locale ou livrée) que l'opération suit depuis `du` ; celle d'avant vaut jusqu'à la veille."""
    with base.geste("choisir_charte", "Charte de l'opération") as g:
        operation = trouver(g.s, Operation, operation_id)
        locales = {c.code: c.id for c in _locales(g.s)}
        if charte not in locales and charte not in chartes_livrees():
            raise ErreurMetier("Cette charte n'existe plus : choisissez-en une autre.", "charte")
        choisie = locales.get(charte)
        valeurs = {"locale_id": choisie, "livree": None if choisie else charte}
        passes = [c for c in _choix(g.s, operation_id) if c.du <= du]
        suivie = (passes[-1].locale_id, passes[-1].livree) if passes else (None, operation.charte)
        if suivie == tuple(valeurs.values()):
            raise ErreurMetier(f"L'opération suit déjà cette charte le {jour_fr(du)}.", "charte")
        if passes and passes[-1].du == du:
            fiche = passes[-1]
            remplir(fiche, valeurs)
        else:
            fiche = creer(g.s, ChoixCharte, operation_id=operation_id, du=du, **valeurs)
        return g.changements(f"Charte suivie à partir du {jour_fr(du)}.", fiche.id)


def exporter_charte(base: Base, charte: Charte, sortie: Path) -> None:
    """Écrit la charte entière, versions et articles, en TOML ; ErreurMetier si la sortie est refusée."""
    verifier_sortie(base, sortie, CHARTE)
    ecrire_sortie(sortie, lambda provisoire: provisoire.write_text(texte_toml(charte), encoding="utf-8"))


def _remplir(
    g: GesteEnCours, base: Base, charte: CharteLocale, version: VersionLocale, valeurs: Mapping[str, Valeur],
    reference: str | None,
) -> None:
    """Pose dans la version ce qui change vraiment ; ErreurMetier si une valeur ou la date est refusée."""
    _date_libre(g.s, base, version)
    avant = charte_locale(g.s, charte.id)
    texte = (reference or "").strip() or charte.reference
    if len(texte) > TEXTE_COURT:
        raise ErreurMetier(f"La référence dépasse {TEXTE_COURT} caractères : raccourcissez-la.", "reference")
    changes = {}
    for cle, valeur in valeurs.items():
        actuel = avant.parametre(cle, version.du)
        if valeur != actuel.valeur:
            verifier(actuel, valeur)
            changes[cle] = Changement(valeur, texte)
    if not changes:
        raise ErreurMetier(RIEN)
    version.parametres = parametres_de(changes)
    _verifier_les_suivantes(g.s, version)


def _verifier_les_suivantes(s: Session, version: VersionLocale) -> None:
    """ErreurMetier si, à partir du jour de cette version, deux chiffres de la charte se contredisent."""
    s.flush()
    for suivante in charte_locale(s, version.charte_id).versions:
        if suivante.du >= version.du:
            verifier_ensemble(suivante.parametres)


def _date_libre(s: Session, base: Base, version: VersionLocale) -> None:
    s.flush()
    requete = select(col(VersionLocale.du)).where(
        col(VersionLocale.charte_id) == version.charte_id, col(VersionLocale.id) != version.id,
        col(VersionLocale.supprime_le).is_(None),
    )
    autres = set(s.scalars(requete))
    if version.du in autres:
        raise ErreurMetier(f"Une version commence déjà le {jour_fr(version.du)} : choisissez un autre jour.", "du")
    en_vigueur = max((du for du in autres if du <= base.aujourd_hui()), default=None)
    if en_vigueur is not None and version.du < en_vigueur:
        raise ErreurMetier(
            f"La version du {jour_fr(en_vigueur)} est en vigueur : la suivante commence après ce jour.", "du"
        )


def _a_venir(s: Session, base: Base, version_id: UUID) -> VersionLocale:
    version = trouver(s, VersionLocale, version_id)
    if version.du <= base.aujourd_hui():
        raise ErreurMetier(
            f"Cette version est en vigueur depuis le {jour_fr(version.du)} : publiez-en une autre pour la changer."
        )
    return version


def _choix(s: Session, operation_id: UUID) -> list[ChoixCharte]:
    siens = select(ChoixCharte).where(col(ChoixCharte.operation_id) == operation_id)
    return list(s.scalars(siens.where(col(ChoixCharte.supprime_le).is_(None)).order_by(col(ChoixCharte.du))))


def _locales(s: Session) -> list[CharteLocale]:
    return list(s.scalars(select(CharteLocale).where(col(CharteLocale.supprime_le).is_(None))))


def _code_libre(s: Session, nom: str) -> str:
    """Un code lisible tiré du nom, que ne porte aucune charte, même à la corbeille."""
    pris = {*s.scalars(select(col(CharteLocale.code))), *chartes_livrees()}
    radical = re.sub(r"[^a-z0-9]+", "_", sans_accents(nom)).strip("_")[:34] or "charte"
    rang = 1
    while (code := radical if rang == 1 else f"{radical}_{rang}") in pris:
        rang += 1
    return code
