"""La solidarité : par acteur, les relogements promis et faits, les souhaits honorés, les objectifs de la convention."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from relogement.formats import date_courte, nombre, pluriel, pourcent
from relogement.regles.convention.accessibilite import Accessibilite
from relogement.regles.convention.arrivees import Manque
from relogement.regles.convention.objectifs import Atteinte, Cibles, Prioritaires
from relogement.regles.convention.part import Part
from relogement.regles.convention.solidarite import LigneSolidarite
from relogement.services.solidarite import ACompleter, TableauSolidarite, tableau_solidarite
from relogement.vocabulaire import GenreActeur
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien, paires
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.volet import VoletCartes
from ui.socle.elements import Bouton, Carte, EtatVide, Texte, flux

VIDE_ACCORDS = "Ce que bailleurs, réservataires et communes promettent pour cette opération, avec le texte qui le dit."
VIDE_TOTAUX = "Les attributions d'une année, recopiées d'un bilan : la base ne contient que ses propres relogements."
_OU = {
    Manque.SOUHAIT: ("entretiens", "souhaits"),
    Manque.REPONSE: ("entretiens", "souhaits"),
    Manque.QUARTIER: ("propositions", "hors_quartier"),
}
"""Où se complète ce qui manque : la section du dossier et son champ."""
_TITRES = {
    GenreActeur.BAILLEUR: "Par bailleur d'accueil",
    GenreActeur.RESERVATAIRE: "Par réservataire",
    GenreActeur.COMMUNE: "Par commune d'accueil",
}


class VoletSolidarite(VoletCartes):
    """Articles 12 et 13, et les indicateurs C1 à C5 de la convention ; ne calcule que si on le regarde."""

    cle, titre = "solidarite", "Solidarité"
    _lecture: LectureOperation | None = None
    _noter: Bouton | None = None

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        self._lecture = lecture
        if self.isVisible():
            self._calculer()

    def showEvent(self, event: QShowEvent) -> None:
        """Calcule ce qui a changé pendant que l'onglet était caché."""
        self._calculer()
        super().showEvent(event)

    def viser(self, champ: str | None) -> None:
        """Le clavier sur le geste qui note un accord."""
        if self._noter is not None:
            self._noter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _calculer(self) -> None:
        if self._lecture is None:
            return
        operation = self._lecture.operation.id
        t = tableau_solidarite(self.contexte.base, operation, self._lecture.au)
        self.cartes.remplacer(
            self.cartes.carte("acteurs", (operation, t.solidarite), lambda: self._acteurs(t)),
            self.cartes.carte("a_completer", (operation, t.a_completer), lambda: self._a_completer(t)),
            self.cartes.carte("accords", (operation, t.accords), lambda: self._accords(t)),
            self.cartes.carte("totaux", (t.prioritaires, t.cibles), lambda: self._totaux(t)),
            self.cartes.carte(
                "indicateurs", (operation, t.imputation, t.motifs, t.parc), lambda: self._indicateurs(t)
            ),
        )

    def _acteurs(self, t: TableauSolidarite) -> Carte:
        carte = Carte("Relogements promis et faits (articles 12 et 13)")
        self._noter = Bouton("Noter un accord local", partial(self.ouvrir, "accord"), icone="plus")
        carte.a_droite(self._noter)
        s = t.solidarite
        combien = pluriel(s.relogements, "relogement définitif", "relogements définitifs")
        souhaits = f"souhaits de rester ou de partir : {dire_souhaits(s.souhaits)}"
        carte.ajouter(Texte(f"{combien} au {date_courte(t.au)} ; {souhaits}.", "doux"))
        sans = dict(s.sans_acteur)
        for genre in GenreActeur:
            siennes = [x for x in s.lignes if x.genre is genre]
            if siennes:
                carte.ajouter(_grille(genre, siennes))
            if sans[genre]:
                carte.ajouter(Texte(f"{genre.libelle.capitalize()} non noté : {', '.join(sans[genre])}.", "petit"))
        return carte

    def _a_completer(self, t: TableauSolidarite) -> Carte:
        carte = Carte("Souhaits de rester ou de partir à répondre")
        for manque in Manque:
            siens = [a for a in t.a_completer if a.manque is manque]
            if siens:
                carte.ajouter(Texte(f"{manque.libelle[:1].upper()}{manque.libelle[1:]} : {nombre(len(siens))}", "doux"))
                carte.ajouter(flux(*(self._reference(a) for a in siens)))
        if not t.a_completer:
            carte.ajouter(Texte("Rien ne manque aux ménages relogés.", "doux"))
        return carte

    def _reference(self, a: ACompleter) -> Bouton:
        section, champ = _OU[a.manque]
        cible = {"id": a.id, "section": section, "champ": champ}
        if a.manque is Manque.REPONSE:
            cible["fiche"] = a.souhait_id
        dit = f"{a.reference} : {a.manque.libelle}"
        return lien(a.reference, lambda: self.contexte.naviguer("menage", **cible), dit)

    def _accords(self, t: TableauSolidarite) -> Carte:
        carte = Carte("Accords locaux")
        if not t.accords:
            carte.ajouter(EtatVide(VIDE_ACCORDS))
            return carte
        rangs: list[list[Cellule]] = [
            [a.acteur, a.genre.libelle, nombre(a.promis), _periode(a.du, a.au), a.source,
             gestes(self._modifier("accord", a.id, f"l'accord de {a.acteur}"))]
            for a in t.accords
        ]
        titres = ("Acteur", "Genre", "Promis", "Période", "Texte", "")
        carte.ajouter(Grille(titres, rangs, parts=(3, 2, 1, 3, 4, 0), droite=frozenset({2})))
        return carte

    def _totaux(self, t: TableauSolidarite) -> Carte:
        carte = Carte("Attributions annuelles (convention, axes I et II)")
        carte.a_droite(Bouton("Noter une année", partial(self.ouvrir, "total_annuel"), icone="plus"))
        if not t.prioritaires:
            carte.ajouter(EtatVide(VIDE_TOTAUX))
            return carte
        cibles = {c.total.id: c for c in t.cibles}
        rangs = [self._total(p, cibles.get(p.total.id)) for p in t.prioritaires]
        titres = ("Année", "Acteur", "Attributions", "À des prioritaires", "Dont hors QPV", "Ménages cibles en QPV", "")
        carte.ajouter(Grille(titres, rangs, parts=(1, 3, 2, 3, 2, 3, 0), droite=frozenset({2})))
        return carte

    def _total(self, p: Prioritaires, c: Cibles | None) -> list[Cellule]:
        qui = f"les attributions {p.total.annee} de {p.total.acteur}"
        acteur = Texte(f"{p.total.acteur}\n{p.total.source}")
        return [
            str(p.total.annee), acteur, nombre(p.total.attributions), dire_prioritaires(p), _part(p.hors_qpv),
            dire_cibles(c), gestes(self._modifier("total_annuel", p.total.id, qui)),
        ]

    def _modifier(self, nom: str, cle: str, quoi: str) -> Bouton:
        return lien("Modifier", partial(self.ouvrir, nom, UUID(cle)), f"Modifier {quoi}")

    def _indicateurs(self, t: TableauSolidarite) -> QWidget:
        sans = f"non noté : {', '.join(t.imputation.sans)}" if t.imputation.sans else ""
        imputes = [f"{r.libelle} : {nombre(n)}" for r, n in t.imputation.par_reservataire]
        parc = [f"{a.libelle} : {nombre(t.parc.nombre(a))}" for a in Accessibilite if t.parc.nombre(a)]
        motifs = [f"{motif} : {nombre(n)}" for motif, n in t.motifs]
        return Carte(
            "Autres indicateurs de la convention",
            paires([
                ("Ménages prioritaires", " ; ".join(motifs) or "aucun motif connu"),
                ("Réservataire d'imputation", " ; ".join(filter(None, (*imputes, sans))) or "aucun relogement"),
                ("Logements proposables hors QPV", " ; ".join(parc) or "aucun"),
            ]),
        )


def _grille(genre: GenreActeur, lignes: list[LigneSolidarite]) -> Grille:
    rangs: list[list[Cellule]] = [
        [x.acteur, "–" if x.promis is None else nombre(x.promis), nombre(x.faits), dire_ecart(x),
         *_souhaits(x.souhaits)]
        for x in lignes
    ]
    titres = (_TITRES[genre], "Promis", "Faits", "Reste", "Souhaits honorés", "Non honorés", "Inconnus")
    return Grille(titres, rangs, parts=(4, 1, 1, 2, 2, 2, 1), droite=frozenset({1, 2, 3, 4, 5, 6}))


def _souhaits(p: Part) -> tuple[str, str, str]:
    return nombre(p.nombre), nombre(p.connus - p.nombre), nombre(p.inconnus)


def dire_ecart(x: LigneSolidarite) -> str:
    """« 3 », « tenu », « 2 de plus » ; « – » sans promesse."""
    if x.ecart is None:
        return "–"
    return nombre(x.ecart) if x.ecart > 0 else "tenu" if x.ecart == 0 else f"{nombre(-x.ecart)} de plus"


def dire_souhaits(p: Part) -> str:
    """« 12 honorés sur 15, 3 inconnus »."""
    inconnus = f", {pluriel(p.inconnus, 'inconnu')}" if p.inconnus else ""
    return f"{pluriel(p.nombre, 'honoré')} sur {nombre(p.connus)}{inconnus}"


def dire_prioritaires(p: Prioritaires) -> str:
    """« 24,8 % : sous l'objectif (25 %) » ; « inconnu » si la source ne le dit pas."""
    fin = f" : {p.atteinte.libelle} ({p.objectif} %)" if p.atteinte else ""
    return f"{_part(p.part)}{fin}"


def dire_cibles(c: Cibles | None) -> str:
    """« 22 % : objectif atteint (20 à 30 %) » ; « inconnu » si la source ne le dit pas."""
    if c is None or c.atteinte is None:
        return "inconnu"
    mot = "dans l'objectif" if c.atteinte is Atteinte.ATTEINT else c.atteinte.libelle
    return f"{_part(c.part)} : {mot} ({c.minimum} à {c.maximum} %)"


def _part(p: Part) -> str:
    return pourcent(None if p.pour_cent is None else p.pour_cent / 100)


def _periode(du: date, au: date | None) -> str:
    fin = f" au {date_courte(au)}" if au else ""
    return f"{'du' if fin else 'depuis le'} {date_courte(du)}{fin}"
