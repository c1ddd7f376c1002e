"""L'information collective : qui chaque réunion, chaque courrier a touché, et qui n'a jamais su la décision."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from relogement.formats import date_courte, nombre, pluriel
from relogement.services.evenements import retirer_evenement
from relogement.stockage.base import Base
from relogement.stockage.lectures import Ligne
from relogement.stockage.lectures_operation import Occupant, VieOperation
from relogement.vocabulaire import NatureInformation
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.volet import VoletCartes
from ui.ecrans.pieces import LecteurPieces
from ui.fiches.evenement import lieu
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EtatVide, Texte, flux

VIDE = "La lettre à tous, la réunion et sa feuille d'émargement : notées une fois pour tous les ménages touchés."
MONTRES = 40
"""Les ménages nommés sans annonce ; au-delà, leur nombre suffit."""


class VoletInformation(VoletCartes):
    """Les événements, du plus récent au plus ancien, et les ménages qu'aucune annonce n'a touchés."""

    cle, titre = "information", "Information"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self._lecteur = LecteurPieces(contexte)

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        vie = lecture.vie
        evenements = (vie.operation["id"], vie.evenements, vie.touches, vie.occupants, vie.pieces)
        self.cartes.remplacer(
            self.cartes.carte("annonce", (vie.operation["id"], vie.occupants), lambda: self._annonce(vie)),
            self.cartes.carte("evenements", evenements, lambda: self._evenements(vie)),
        )

    def viser(self, champ: str | None) -> None:
        """Le clavier sur le geste qui note un événement."""
        self._noter.setFocus(Qt.FocusReason.OtherFocusReason)

    def compte(self, lecture: LectureOperation) -> int | None:
        """Le nombre d'événements."""
        return len(lecture.vie.evenements) or None

    def _evenements(self, vie: VieOperation) -> Carte:
        carte = Carte("Informations collectives")
        self._noter = Bouton("Noter une information collective", partial(self.ouvrir, "evenement"), icone="plus")
        carte.a_droite(self._noter)
        if not vie.evenements:
            carte.ajouter(EtatVide(VIDE))
            return carte
        rangs = [self._rang(vie, e) for e in reversed(vie.evenements)]
        carte.ajouter(Grille(("Le", "Objet", "Moyen", "Pour", "Touchés", ""), rangs, parts=(1, 8, 1, 3, 3, 0)))
        return carte

    def _rang(self, vie: VieOperation, e: Ligne) -> list[Cellule]:
        quoi = f"l'information du {date_courte(e['le'])}"
        boutons: list[QWidget] = []
        if (piece := vie.piece(e["piece_id"])) is not None:
            boutons.append(lien("Document", partial(self._lecteur.ouvrir, piece), f"Ouvrir le document de {quoi}"))
        boutons += [
            lien("Modifier", partial(self.ouvrir, "evenement", e["id"]), f"Modifier {quoi}"),
            lien("Retirer", partial(self.contexte.executer, retirer_evenement, e["id"]), f"Retirer {quoi}"),
        ]
        ou = lieu(e["batiment"], e["escalier"]) + (f"\n{e['lieu']}" if e["lieu"] else "")
        return [date_courte(e["le"]), objet(e), e["moyen"].libelle, ou, _touches(vie, e), gestes(*boutons)]

    def _annonce(self, vie: VieOperation) -> Carte:
        # La décision se dit au ménage d'origine d'un décohabitant (article 2).
        sans = [o for o in vie.occupants if not o.annonce and not o.decohabitant]
        carte = Carte("Jamais informés de la décision (article 2)")
        if not vie.occupants:
            carte.ajouter(Texte("L'opération n'a pas encore de ménage.", "doux"))
        elif not sans:
            carte.ajouter(Texte("Une annonce a touché chaque ménage.", "doux"))
        else:
            verbe = "n'a jamais reçu" if len(sans) == 1 else "n'ont jamais reçu"
            carte.ajouter(Texte(f"{pluriel(len(sans), 'ménage')} {verbe} d'information « annonce ».", "doux"))
            carte.ajouter(flux(*(self._nom(o) for o in sans[:MONTRES])))
            if len(sans) > MONTRES:
                carte.ajouter(Texte(f"Et {pluriel(len(sans) - MONTRES, 'autre')}.", "petit"))
        return carte

    def _nom(self, o: Occupant) -> Bouton:
        cible = {"id": o.id, "section": "entretiens", "champ": "information"}
        return lien(o.nom, lambda: self.contexte.naviguer("menage", **cible), f"Noter une information : {o.reference}")


def objet(e: Ligne) -> str:
    """Ce que l'événement a fait savoir, puis sa note."""
    mots = ", ".join(n.libelle for n in NatureInformation if n.value in e["natures"])
    return mots + (f"\n{e['note']}" if e["note"] else "")


def manquants(vie: VieOperation, e: Ligne) -> list[Occupant]:
    """Les ménages du lieu visé, encore là ce jour, que l'événement n'a pas touchés."""
    siens = vie.touches.get(e["id"], frozenset())
    return [o for o in vie.attendus(e) if o.id not in siens]


def touches(vie: VieOperation, e: Ligne) -> str:
    """« 32 touchés, 4 non touchés »."""
    combien, oublies = len(vie.touches.get(e["id"], ())), len(manquants(vie, e))
    dits = f"{nombre(combien)} touché{'s' if combien > 1 else ''}"
    return dits + (f", {nombre(oublies)} non touché{'s' if oublies > 1 else ''}" if oublies else ", aucun oublié")


def _touches(vie: VieOperation, e: Ligne) -> Texte:
    """Les comptes ; la bulle nomme ceux qui n'ont pas été touchés."""
    texte = Texte(touches(vie, e))
    texte.setAccessibleName(f"Touchés : {texte.text()}")
    noms = [o.nom for o in manquants(vie, e)]
    texte.setToolTip("\n".join(["Non touchés :", *noms[:MONTRES]]) if noms else "")
    texte.setAccessibleDescription(texte.toolTip())
    return texte
