"""Les ménages d'un chiffre : ceux qu'il compte et pourquoi, les autres, ceux dont la donnée manque."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from relogement.formats import date_courte, nombre, pluriel
from relogement.regles.revue.chiffre import Chiffre, Unite, dire_part
from relogement.regles.revue.completer import ou_completer
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.revue import Revue
from relogement.stockage.base import Base
from relogement.tableur.revue.cellules import Colonne as ColonneMenages
from relogement.tableur.revue.cellules import Genre
from relogement.tableur.revue.raisons import raisons
from ui.ecrans.menage.grille import lien
from ui.ecrans.revue.blocs import Choix, Liste, Quand, objectifs_de
from ui.ecrans.revue.lecture import LectureRevue, Nomme
from ui.ecrans.revue.mots import dire, dire_chiffre, dire_sur
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, Texte, Titre, ZoneDefilante, flux, rangee, vider
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes
from ui.socle.theme import PAS

BASSE = 800
"""Sous cette hauteur de fenêtre, la définition se déplie à la demande : la liste d'abord."""
LISTE = 180
"""De quoi lire quelques ménages ; sur une petite fenêtre, le volet défile plutôt que de se recouvrir."""
A_COMPLETER = "La donnée manque pour ces ménages : Entrée ou un clic ouvre de quoi la compléter."


@dataclass(frozen=True, slots=True)
class LigneDuChiffre:
    """Un ménage du chiffre, et ce qui l'y fait compter."""

    menage: Nomme
    code: str
    raison: str


COLONNES = (
    Colonne[LigneDuChiffre]("Référence", lambda x: x.menage.reference, largeur=92),
    Colonne[LigneDuChiffre]("Ménage", lambda x: x.menage.nom, largeur=100, fort=True, part=1),
    Colonne[LigneDuChiffre]("Pourquoi", lambda x: x.raison, largeur=104, part=2),
)


class VoletMenages(Carte):
    """`ouvrir(LigneDuChiffre)` : un ménage choisi ; `ferme` : on referme le volet. Vide : aucun chiffre choisi."""

    ouvrir = Signal(object)
    ferme = Signal()

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.choix: Choix | None = None
        self._lecture: LectureRevue | None = None
        self._bloc = Texte("", "petit")
        self._titre, self._valeur = Titre("", "section"), Texte("", "fort")
        self._dit, self._aide = Texte("", "petit"), Texte(A_COMPLETER, "petit")
        self.definition = Bouton("Définition", self._basculer, "lien", description="Montrer ou cacher la définition")
        self.definition.setFixedHeight(28)
        self._dite: bool | None = None
        self._autres, self._listes = QVBoxLayout(), QVBoxLayout()
        self.fermer = Bouton("Fermer", self.ferme.emit, "lien", description="Échap")
        self.fermer.setFixedHeight(24)
        self.table: TableLignes[LigneDuChiffre] = TableLignes(
            COLONNES, lambda x: x.code, cle="revue_menages", mot="ménage", preferences=contexte, au_clic=True
        )
        self.table.ouvrir.connect(self._ouvrir)
        tete, suite = rangee(self._titre, self.fermer), rangee(self._valeur, self.definition)
        for ligne in (tete, suite):
            ligne.setStretch(0, 1)
        self.table.setMinimumHeight(LISTE)
        self.ajouter(ZoneDefilante(_pile(
            self._bloc, tete, suite, self._dit, self._autres, self._listes, self._aide, self.table
        )), 1)

    def montrer(self, choix: Choix, lecture: LectureRevue) -> None:
        """Montre ce chiffre et ses ménages."""
        self.choix, self._lecture = choix, lecture
        c = choix.chiffre
        revue = self._revue(choix)
        self._bloc.setText(choix.bloc)
        self._bloc.setVisible(bool(choix.bloc))
        self._titre.setText(c.indicateur.libelle.strip())
        self._valeur.setText(" · ".join(filter(None, (dire_chiffre(c), dire_part(c), dire_sur(c)))))
        self._dit.setText("\n".join((*_definition(c), *objectifs_de(lecture.revue, c.indicateur))))
        self._refaire_autres(choix)
        self._refaire_listes(choix)
        self._aide.setVisible(choix.liste is Liste.INCONNUS)
        self._montrer_definition()
        self.table.poser(self._lignes(choix, revue))

    def _basculer(self) -> None:
        self._dite = not self._dit.isVisibleTo(self)
        self._montrer_definition()

    def _montrer_definition(self) -> None:
        """Dépliée si la fenêtre est assez haute, tant que personne n'en a décidé."""
        self._dit.setVisible(self.window().height() >= BASSE if self._dite is None else self._dite)

    def _revue(self, choix: Choix) -> Revue:
        """Celle du trimestre, ou d'avant si c'est le chiffre d'avant que l'on ouvre."""
        assert self._lecture is not None
        revue = self._lecture.revue
        return revue.precedente if choix.quand in (Quand.AVANT, Quand.EMIS) and revue.precedente is not None else revue

    def _lignes(self, choix: Choix, revue: Revue) -> list[LigneDuChiffre]:
        assert self._lecture is not None
        noms = self._lecture.menages
        # Un chiffre émis nomme parfois un ménage que la photographie d'avant, refaite aujourd'hui, n'a plus.
        dossiers = {**self._lecture.revue.par_code, **revue.par_code}
        colonnes = raisons(revue, choix.chiffre.indicateur.cle)
        return [
            LigneDuChiffre(noms[code], code, _raison(dossiers[code], colonnes))
            for code in codes(choix.chiffre)[choix.liste]
            if code in noms and code in dossiers
        ]

    def _refaire_autres(self, choix: Choix) -> None:
        """Les autres chiffres de la ligne : du trimestre, d'avant, des décohabitants."""
        vider(self._autres)
        if choix.ligne is None or self._lecture is None:
            return
        revue = self._lecture.revue
        avant = date_courte(revue.arret.precedent)
        mots = {
            Quand.AU: f"Au {date_courte(revue.au)}", Quand.TRIMESTRE: revue.arret.periode,
            Quand.EMIS: f"Au {avant}, émis", Quand.AVANT: f"Au {avant}, recalculé",
            Quand.DECOHABITANTS: "Décohabitants, à part",
        }
        boutons = [
            self._bouton(f"{mots[quand]} : {_dire(c.chiffre)}", c, quand is choix.quand)
            for quand in Quand if (c := choix.a(quand)) is not None
        ]
        self._poser(self._autres, boutons)

    def _refaire_listes(self, choix: Choix) -> None:
        vider(self._listes)
        mesure = choix.chiffre.indicateur.unite not in (Unite.NOMBRE, Unite.ACTES)
        mots = {
            Liste.COMPTES: "Mesurés" if mesure else "Comptés", Liste.AUTRES: "Les autres",
            Liste.INCONNUS: "Inconnus, à compléter",
        }
        siens = codes(choix.chiffre)
        boutons = [
            self._bouton(f"{mots[liste]} : {nombre(len(siens[liste]))}", replace(choix, liste=liste),
                         liste is choix.liste)
            for liste in Liste if siens[liste] or liste is choix.liste
        ]
        self._poser(self._listes, boutons)

    def _bouton(self, mot: str, choix: Choix, courant: bool) -> QWidget:
        if courant:
            return Texte(mot, "fort")
        assert self._lecture is not None
        return lien(mot, partial(self.montrer, choix, self._lecture), f"Voir {mot}")

    def _poser(self, boite: QVBoxLayout, boutons: Sequence[QWidget]) -> None:
        porteur = flux(*boutons, centre=True)
        boite.addWidget(porteur)
        # Qt ne le montrerait qu'au tour suivant.
        porteur.show()

    def _ouvrir(self, code: object) -> None:
        choisie = next((x for x in self.table.lignes if x.code == code), None)
        if choisie is not None:
            self.ouvrir.emit(choisie)

    def cible(self, ligne: LigneDuChiffre) -> dict[str, object]:
        """Ce que la page du ménage doit ouvrir : le champ qui manque, ou tout le dossier."""
        if self.choix is None or self._lecture is None or self.choix.liste is not Liste.INCONNUS:
            return {}
        ou = ou_completer(self.choix.chiffre.indicateur.cle, self._lecture.revue.par_code[ligne.code])
        return {} if ou is None else {"section": ou.section, "champ": ou.champ, "fiche": ou.id}


def _pile(*elements: QWidget | QLayout) -> QVBoxLayout:
    """Les uns sous les autres ; le dernier prend la hauteur libre."""
    boite = QVBoxLayout()
    boite.setSpacing(PAS)
    for element in elements:
        if isinstance(element, QWidget):
            boite.addWidget(element)
        else:
            boite.addLayout(element)
    boite.setStretch(len(elements) - 1, 1)
    return boite


def codes(c: Chiffre) -> dict[Liste, tuple[str, ...]]:
    """Les codes de chaque liste d'un chiffre ; « autres » : connus, et pas comptés."""
    comptes = frozenset(c.menages)
    return {
        Liste.COMPTES: c.menages, Liste.AUTRES: tuple(x for x in c.sur if x not in comptes), Liste.INCONNUS: c.ignores
    }


def _dire(c: Chiffre) -> str:
    """« 3 », « 26 (3 inconnus) », « sans objet »."""
    inconnus = f" ({pluriel(c.inconnus, 'inconnu')})" if c.connus and c.inconnus else ""
    return f"{dire_chiffre(c) or 'sans objet'}{inconnus}"


def _definition(c: Chiffre) -> Sequence[str]:
    i = c.indicateur
    return i.definition, f"Sur : {i.denominateur}.", f"Source : {i.source}."


def _raison(d: Dossier, colonnes: Sequence[ColonneMenages[Dossier]]) -> str:
    """« 18/09/2025 », « Propositions : 2 », « Loyer avant : 431,73 € · Loyer après : 378,52 € ».

    Seule, une date, une tranche ou un montant se comprend sous le titre du chiffre ; sans objet, rien ne se dit.
    """
    dits = [(c.titre, dire(c.lire(d), c.genre)) for c in colonnes]
    if len(dits) == 1 and dits[0][1] not in ("oui", "non") and colonnes[0].genre is not Genre.NOMBRE:
        return dits[0][1]
    return " · ".join(f"{titre} : {texte}" for titre, texte in dits if texte)
