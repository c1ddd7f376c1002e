"""La page « Ajustements » : ce qui a changé depuis les revues émises, chiffre par chiffre, et chez qui."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import date_courte, nombre
from relogement.regles.revue.ajustements import ORIGINE_INCONNUE, Ajustement
from relogement.regles.revue.pages.catalogue import feuille, feuilles
from relogement.stockage.base import Base
from relogement.tableur.revue.avancement import TITRE as AVANCEMENT
from relogement.tableur.revue.notes import dire_references
from relogement.tableur.revue.page import AJUSTEMENTS
from ui.ecrans.revue.lecture import LectureRevue, Nomme
from ui.ecrans.revue.mots import dire_chiffre, dire_ecart
from ui.socle.contexte import Contexte
from ui.socle.elements import Carte, EtatVide, Texte, Titre
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes
from ui.socle.theme import DOUBLE

TITRE = AJUSTEMENTS
SANS_REFERENCE = (
    "Quand une revue de ces opérations sera émise, ce qui aura été corrigé ensuite se lira ici : une revue émise ne "
    "change plus, la suivante dit ses ajustements."
)

DITES = 2
"""Les revues corrigées que la page nomme en tête, pour que la liste garde sa place ; une bulle les dit toutes."""
TUS = "les ajustements ne disent pas leurs ménages quand ils révéleraient une difficulté sociale ou la santé"


@dataclass(frozen=True, slots=True)
class LigneAjustement:
    """Un chiffre qui a changé ; `rang` le désigne dans la liste."""

    rang: int
    page: str
    ajustement: Ajustement


def _passe(avant: int, apres: int) -> str:
    """« 41 → 42 » ; un seul nombre s'il n'a pas changé."""
    return nombre(apres) if avant == apres else f"{nombre(avant)} → {nombre(apres)}"


@dataclass(frozen=True, slots=True)
class LigneCorrigee:
    """Un ménage d'un ajustement : ce qu'il y fait, et ce qui a été corrigé à son dossier."""

    menage: Nomme
    code: str
    effet: str
    corrections: str


CHIFFRES = (
    Colonne[LigneAjustement]("Revue", lambda x: str(x.ajustement.de.arret), largeur=92),
    Colonne[LigneAjustement]("Page", lambda x: x.page, largeur=150),
    Colonne[LigneAjustement](
        "Chiffre", lambda x: x.ajustement.recalcule.indicateur.libelle.strip(), largeur=240, fort=True, part=1
    ),
    Colonne[LigneAjustement]("Émis", lambda x: dire_chiffre(x.ajustement.emis), alignement="droite", largeur=96),
    Colonne[LigneAjustement](
        "Recalculé", lambda x: dire_chiffre(x.ajustement.recalcule), alignement="droite", largeur=96
    ),
    Colonne[LigneAjustement](
        "Écart", lambda x: dire_ecart(x.ajustement.emis, x.ajustement.recalcule), alignement="droite", largeur=90,
    ),
    Colonne[LigneAjustement](
        "Connus", lambda x: _passe(x.ajustement.emis.connus, x.ajustement.recalcule.connus), alignement="droite",
        largeur=96,
    ),
    Colonne[LigneAjustement](
        "Inconnus", lambda x: _passe(x.ajustement.emis.inconnus, x.ajustement.recalcule.inconnus),
        alignement="droite", largeur=84,
    ),
    Colonne[LigneAjustement](
        "Ménages", lambda x: str(len(x.ajustement.concernes)), lambda x: len(x.ajustement.concernes), "droite", 84
    ),
)
MENAGES = (
    Colonne[LigneCorrigee]("Référence", lambda x: x.menage.reference, largeur=92),
    Colonne[LigneCorrigee]("Ménage", lambda x: x.menage.nom, largeur=160, fort=True, part=1),
    Colonne[LigneCorrigee]("Dans le chiffre", lambda x: x.effet, largeur=150),
    Colonne[LigneCorrigee]("Corrigé au dossier", lambda x: x.corrections, largeur=300, part=2),
)


class PageAjustements(QWidget):
    """`ouvrir(LigneCorrigee)` : un ménage choisi. En haut les chiffres, en bas les ménages de celui qui est choisi."""

    ouvrir = Signal(object)

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._lecture: LectureRevue | None = None
        self._tete, self._qui = Texte("", "fort"), Titre("", "section")
        self._vide = EtatVide(SANS_REFERENCE)
        self.chiffres: TableLignes[LigneAjustement] = TableLignes(
            CHIFFRES, lambda x: x.rang, cle="revue_ajustements", mot="chiffre", preferences=contexte
        )
        self.menages: TableLignes[LigneCorrigee] = TableLignes(
            MENAGES, lambda x: x.code, cle="revue_corrections", mot="ménage", preferences=contexte, au_clic=True
        )
        self.chiffres.choisie.connect(self._montrer_menages)
        self.chiffres.ouvrir.connect(lambda _: self.menages.setFocus(Qt.FocusReason.OtherFocusReason))
        self.menages.ouvrir.connect(self._ouvrir)
        haut = Carte("", self._tete)
        haut.ajouter(self.chiffres, 1)
        haut.ajouter(self._vide, 1)
        self._bas = Carte("", self._qui)
        self._bas.ajouter(self.menages, 1)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(haut, 5)
        boite.addWidget(self._bas, 4)

    def montrer(self, lecture: LectureRevue) -> None:
        """Change les ajustements."""
        self._lecture, revue = lecture, lecture.revue
        lieux = feuilles(revue) if revue.ajustements else {}
        lignes = [LigneAjustement(n, _page(a, lieux), a) for n, a in enumerate(revue.ajustements)]
        self.chiffres.poser(lignes)
        dites = dire_references(revue)
        self._tete.setText("\n".join(dites[:DITES]))
        self._tete.setToolTip("\n".join(dites) if len(dites) > DITES else "")
        self._tete.setVisible(revue.reference is not None)
        self.chiffres.setVisible(bool(lignes))
        self._vide.setVisible(revue.reference is None)
        self._bas.setVisible(bool(lignes))
        if lignes and self.chiffres.identifiant_courant is None:
            self.chiffres.choisir(0)
        self._montrer_menages(self.chiffres.identifiant_courant)

    def _montrer_menages(self, rang: object) -> None:
        choisie = next((x for x in self.chiffres.lignes if x.rang == rang), None)
        if choisie is None or self._lecture is None:
            self.menages.poser([])
            return
        libelle = choisie.ajustement.recalcule.indicateur.libelle.strip()
        self._qui.setText(f"{libelle}{_suite(choisie.ajustement)}")
        self.menages.poser(corriges(choisie.ajustement, self._lecture.menages))

    def _ouvrir(self, code: object) -> None:
        choisie = next((x for x in self.menages.lignes if x.code == code), None)
        if choisie is not None:
            self.ouvrir.emit(choisie)


def _page(a: Ajustement, lieux: Mapping[str, str]) -> str:
    cle = a.recalcule.indicateur.cle
    return AVANCEMENT if cle.startswith("avancement:") else feuille(cle, lieux)


def _suite(a: Ajustement) -> str:
    """Ce qui manque sous le chiffre : ses ménages, qu'on tait, ou ce qui l'a corrigé ; vide si tout y est."""
    return f" : {TUS}" if a.tait_ses_menages else "" if a.corrections else f" : {ORIGINE_INCONNUE}"


def corriges(a: Ajustement, noms: Mapping[str, Nomme]) -> Sequence[LigneCorrigee]:
    """Les ménages concernés, ceux qui entrent d'abord ; un ménage retiré n'a plus de dossier à ouvrir.

    Aucun d'un chiffre sensible.
    """
    if a.tait_ses_menages:
        return []
    fiches: defaultdict[str, list[str]] = defaultdict(list)
    for c in a.corrections:
        fiches[c.menage].append(f"{c.fiche}, le {date_courte(c.le)}")
    entres, sortis = set(a.entres), set(a.sortis)
    effets = {code: "y entre" if code in entres else "en sort" if code in sortis else "" for code in a.concernes}
    codes = sorted((c for c in a.concernes if c in noms), key=lambda c: (not effets[c], effets[c], noms[c].reference))
    return [LigneCorrigee(noms[c], c, effets[c], " ; ".join(fiches[c])) for c in codes]
