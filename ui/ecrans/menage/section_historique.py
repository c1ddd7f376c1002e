"""L'historique : chaque geste, qui, quand, ce qu'il a changé, et le bouton qui l'annule."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from relogement.formats import date_courte, heure
from relogement.regles.charte.constat import Constat
from relogement.services.annulation import annuler
from relogement.services.charte import Resume
from relogement.services.historique import details_geste
from relogement.stockage.lectures import FicheMenage, Ligne
from relogement.stockage.lectures_historique import MAXIMUM
from ui.ecrans.menage.detail_geste import DetailGeste
from ui.ecrans.menage.section import Ouvrir, Section
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EtatVide, Filet, Texte
from ui.socle.etats import Forme, Style
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes
from ui.socle.theme import Ton


def annulable(geste: Ligne) -> bool:
    """Vrai pour un geste de ce ménage seul, qui n'est ni annulé ni une annulation."""
    return not geste["annule"] and geste["annule_id"] is None and geste["menage_id"] is not None


def _etat(geste: Ligne) -> Style | None:
    if geste["annule"]:
        return Style("annulé", Ton.NEUTRE, Forme.TIRET)
    return None


class SectionHistorique(Section):
    """Le journal du ménage, du plus récent au plus ancien ; sous la liste, ce que le geste choisi a changé."""

    cle = "historique"
    titre = "Historique"

    def __init__(self, contexte: Contexte[Any], ouvrir: Ouvrir) -> None:
        super().__init__(contexte, ouvrir)
        fuseau = contexte.maintenant().tzinfo or UTC

        def instant(geste: Ligne) -> datetime:
            le: datetime = geste["le"]
            return le.astimezone(fuseau) if le.tzinfo else le

        colonnes = (
            Colonne[Ligne](
                "Quand",
                lambda g: f"{date_courte(instant(g).date())} à {heure(instant(g))}",
                tri=lambda g: instant(g).timestamp(),
                largeur=170,
            ),
            Colonne[Ligne]("Geste", lambda g: g["libelle"], largeur=320),
            Colonne[Ligne]("État", lambda g: "annulé" if g["annule"] else "", style=_etat, largeur=90),
            Colonne[Ligne]("Agent", lambda g: g["agent"], largeur=160),
        )
        self.table: TableLignes[Ligne] = TableLignes(
            colonnes, lambda g: g["id"], cle="historique", mot="geste", preferences=contexte
        )
        self.bouton = Bouton("Annuler ce geste", self.annuler_choisi, icone="undo-2")
        self._vide = EtatVide("Chaque geste fait sur ce dossier se lira ici, avec son auteur et son heure.")
        self._carte = Carte("Historique")
        self._carte.a_droite(self.bouton)
        for element in (self._vide, self.table):
            self._carte.ajouter(element, 1)
        self._suite = Texte(f"Les {MAXIMUM} derniers gestes.", "petit")
        self._carte.ajouter(self._suite)
        self.detail = DetailGeste()
        self._carte.ajouter(Filet())
        self._carte.ajouter(self.detail)
        self._boite.insertWidget(0, self._carte, 1)
        self._boite.setStretch(1, 0)
        self._menage: UUID | None = None
        self.table.setMinimumHeight(280)
        self.table.choisie.connect(lambda *_: self._actualiser())
        self.table.ouvrir.connect(lambda *_: self.detail.basculer())

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Voir `Section` ; la table garde sa ligne courante et son tri."""
        self.table.poser(fiche.gestes)
        self.table.setVisible(bool(fiche.gestes))
        self._vide.setVisible(not fiche.gestes)
        self.detail.setVisible(bool(fiche.gestes))
        self._suite.setVisible(len(fiche.gestes) >= MAXIMUM)
        self._menage = fiche.menage["id"]
        self._actualiser()

    def _choisi(self) -> Ligne | None:
        courant = self.table.identifiant_courant
        return next((g for g in self.table.lignes if g["id"] == courant), None)

    def _actualiser(self) -> None:
        choisi = self._choisi()
        self.bouton.setEnabled(choisi is not None and annulable(choisi))
        large = choisi is not None and choisi["menage_id"] is None
        self.bouton.setToolTip("Ce geste touche d'autres dossiers : il s'annule depuis son opération." if large else "")
        lus = None if choisi is None or self._menage is None else details_geste(
            self.contexte.base, choisi["id"], self._menage
        )
        self.detail.montrer(lus)

    def annuler_choisi(self) -> None:
        """Annule le geste choisi ; un geste suivi d'autres sur les mêmes fiches le dit et ne change rien."""
        choisi = self._choisi()
        if choisi is not None and annulable(choisi):
            cle: UUID = choisi["id"]
            self.contexte.executer(annuler, cle)
