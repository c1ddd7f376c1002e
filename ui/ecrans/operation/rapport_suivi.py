"""Le rapport d'un suivi repris, simulé ou fait : ses comptes, ce qui diverge, ce qui reste à reprendre à la main."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import date_courte, nombre, pluriel
from relogement.services.suivi_import import RapportSuivi
from relogement.services.suivi_repris import Divergence
from relogement.services.suivi_repris_rapprochement import NonRapproche
from relogement.tableur.suivi.ligne import AReprendre
from ui.socle.elements import Carte, Texte, Titre, flux
from ui.socle.etats import Forme, Style
from ui.socle.modele import Colonne
from ui.socle.pastille import Pastille
from ui.socle.table import TableLignes
from ui.socle.theme import DOUBLE, PAS, Ton

COURTE = 10
"""Lignes jusqu'auxquelles une table prend juste la hauteur qu'il lui faut."""
COLONNES_DIVERGENCES = (
    Colonne[Divergence]("Ménage", lambda d: d.menage, largeur=110, fort=True),
    Colonne[Divergence]("Cellule", lambda d: d.cellule, lambda d: d.ligne, largeur=80),
    Colonne[Divergence]("Ce qui diffère", lambda d: d.champ, largeur=220),
    Colonne[Divergence]("Dans le suivi", lambda d: d.suivi, largeur=200),
    Colonne[Divergence]("Au dossier, gardé", lambda d: d.dossier, largeur=200),
)
COLONNES_NON_RAPPROCHES = (
    Colonne[NonRapproche]("Feuille", lambda n: n.feuille, largeur=110),
    Colonne[NonRapproche]("Ligne", lambda n: nombre(n.ligne), lambda n: n.ligne, "droite", 70),
    Colonne[NonRapproche]("Logement quitté", lambda n: n.logement, largeur=240, fort=True),
    Colonne[NonRapproche]("Raison", lambda n: n.raison, largeur=460),
)
COLONNES_RESTES = (
    Colonne[AReprendre]("Feuille", lambda x: x.feuille, largeur=110),
    Colonne[AReprendre]("Cellule", lambda x: x.cellule or (nombre(x.ligne) if x.ligne else ""), lambda x: x.ligne,
                        largeur=80),
    Colonne[AReprendre]("Colonne", lambda x: x.colonne, largeur=150),
    Colonne[AReprendre]("Valeur", lambda x: x.valeur, largeur=160, fort=True),
    Colonne[AReprendre]("Pourquoi", lambda x: x.raison, largeur=440),
)


def comptes_suivi(r: RapportSuivi) -> list[Style]:
    """Les comptes du fichier, puis ce que l'import ajoute au dossier."""
    fait = r.changements is not None
    styles = [
        Style(pluriel(r.menages, "ménage"), Ton.ACCENT),
        Style(pluriel(r.reloges, "relogé"), Ton.ACCENT),
        Style(pluriel(r.propositions, "proposition"), Ton.ACCENT),
        Style(pluriel(r.refus, "refus", "refus"), Ton.ACCENT),
    ]
    styles += [
        Style(f"{nombre(n)} {genre} {'en plus' if fait else 'à ajouter'}", Ton.RESPECTEE, Forme.COCHE)
        for genre, n in r.ajouts
    ]
    if r.inchanges:
        styles.append(Style(pluriel(r.inchanges, "ménage inchangé", "ménages inchangés"), Ton.A_VENIR, Forme.TIRET))
    for n, mots in (
        (len(r.divergences), ("divergence", "divergences")),
        (len(r.non_rapproches), ("ligne non rapprochée", "lignes non rapprochées")),
        (len(r.a_corriger), ("cellule à reprendre", "cellules à reprendre")),
    ):
        if n:
            styles.append(Style(pluriel(n, *mots), Ton.A_FAIRE, Forme.QUESTION))
    return styles


def remarques_suivi(r: RapportSuivi) -> list[str]:
    """Ce que les comptes ne disent pas : colonnes inconnues, suivi sans rien de neuf."""
    phrases = []
    if r.colonnes_inconnues:
        noms = ", ".join(f"« {nom} »" for nom in r.colonnes_inconnues)
        phrases.append(f"Colonnes non reconnues, laissées de côté : {noms}.")
    if r.plus_ancien_que:
        phrases.append(
            f"Un suivi du {date_courte(r.plus_ancien_que)} est déjà repris : celui-ci, plus ancien, ne change rien."
        )
    elif not r.ajouts and not r.modifies:
        phrases.append("Ce suivi n'apporte rien de neuf : tout est déjà au dossier.")
    else:
        phrases.append(
            "Ce que le suivi ne dit pas (le jour d'une réponse, l'écrit d'un refus, le logement refusé) reste inconnu."
        )
    return phrases


class VueSuivi(QWidget):
    """Le rapport à l'écran."""

    def __init__(self, rapport: RapportSuivi, fichier: str) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._boite = QVBoxLayout(self)
        self._boite.setContentsMargins(0, 0, 0, 0)
        self._boite.setSpacing(DOUBLE)
        arretee = f", à jour au {date_courte(rapport.date_suivi)}" if rapport.date_suivi else ""
        tete = Carte("", Titre(f"{fichier}{arretee}", "section"), flux(*map(Pastille, comptes_suivi(rapport))))
        for phrase in remarques_suivi(rapport):
            tete.ajouter(Texte(phrase))
        self._boite.addWidget(tete)
        divergences: TableLignes[Divergence] = TableLignes(
            COLONNES_DIVERGENCES, lambda d: (d.menage, d.cellule, d.champ), cle="suivi_divergences",
            mot="divergence", ajustee=len(rapport.divergences) < COURTE,
        )
        divergences.poser(list(dict.fromkeys(rapport.divergences)))
        self._montrer("Le dossier et le suivi ne disent pas la même chose", divergences, len(rapport.divergences))
        perdues: TableLignes[NonRapproche] = TableLignes(
            COLONNES_NON_RAPPROCHES, lambda n: (n.feuille, n.ligne), cle="suivi_non_rapproches", mot="ligne",
            ajustee=len(rapport.non_rapproches) < COURTE,
        )
        perdues.poser(list(rapport.non_rapproches))
        self._montrer("Lignes qu'aucun ménage du dossier ne réclame", perdues, len(rapport.non_rapproches))
        self.restes: TableLignes[AReprendre] = TableLignes(
            COLONNES_RESTES, lambda x: x, cle="suivi_a_reprendre", mot="cellule",
            ajustee=len(rapport.a_corriger) < COURTE,
        )
        self.restes.poser(list(dict.fromkeys(rapport.a_corriger)))
        self._montrer("À reprendre à la main : rien n'est perdu, ces cellules sont gardées", self.restes,
                      len(rapport.a_corriger))
        self._boite.addStretch(1)
        self._boite.addSpacing(PAS)

    def _montrer(self, titre: str, table: QWidget, lignes: int) -> None:
        """Une table sous son titre ; rien si elle est vide."""
        if lignes:
            self._boite.addWidget(Carte(titre, table))
        else:
            table.deleteLater()
