"""Une séance : ses présents, son ordre du jour, ce qu'elle décide de chaque ménage."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import date_longue, pluriel
from relogement.services.commissions import decider, retirer_commission, retirer_de_l_ordre
from relogement.services.impression_commission import imprimer_commission
from relogement.stockage.base import Base
from relogement.stockage.lectures_commissions import (
    LigneCommission,
    LignePassage,
    commission,
    passages_commission,
)
from ui.ecrans.cartes import Cartes
from ui.ecrans.commissions.colonnes import style_seance
from ui.ecrans.menage.commissions import decision, pourquoi
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.ecrans.menage.impression import imprimer
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EnTete, EtatVide, Texte, ZoneDefilante
from ui.socle.etats import Style
from ui.socle.pastille import Pastille
from ui.socle.theme import DOUBLE, Ton

VIDE = "Aucun ménage n'est à l'ordre du jour. Inscrivez ceux que la charte demande, et ceux qui vous préoccupent."


class VueSeance(QWidget):
    """`demande(nom, fiche_id)` : une fiche à ouvrir ; `retour` : revenir à la liste."""

    demande = Signal(str, object)
    retour = Signal()

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self.seance: LigneCommission | None = None
        self._etat = Pastille(Style("", Ton.A_VENIR))
        self.inscrire = Bouton("Inscrire des ménages", partial(self._ouvrir, "inscription"), "primaire", icone="plus")
        self.imprimer = Bouton("Imprimer", self._imprimer, icone="printer")
        self._entete = EnTete(
            "", " ", (self._etat,),
            Bouton("Commissions", self.retour.emit, icone="arrow-left"),
            Bouton("Modifier la séance", partial(self._ouvrir, "commission"), icone="pencil"),
            self.imprimer, self.inscrire,
        )
        self.cartes = Cartes()
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self._entete)
        boite.addWidget(ZoneDefilante(self.cartes), 1)

    def montrer(self, cle: UUID) -> None:
        """Montre cette séance, relue ; ErreurMetier si elle n'existe plus."""
        seance = commission(self._contexte.base, cle)
        passages = passages_commission(self._contexte.base, cle)
        self.seance = seance
        self._entete.titre.setText(f"Commission du {date_longue(seance.le)}")
        self._entete.situe.setText(" · ".join(filter(None, (seance.code, seance.operation, seance.lieu))))
        self._etat.montrer(style_seance(seance, self._contexte.aujourd_hui()))
        self.imprimer.setToolTip("Le procès-verbal" if seance.decides else "L'ordre du jour")
        self.cartes.remplacer(
            self.cartes.carte("ordre", (seance, passages), lambda: self._ordre(seance, passages)),
            self.cartes.carte("seance", seance, lambda: self._details(seance)),
        )

    def _ouvrir(self, nom: str, cle: UUID | None = None) -> None:
        if self.seance is not None:
            self.demande.emit(nom, cle or self.seance.id)

    def _ordre(self, seance: LigneCommission, passages: list[LignePassage]) -> Carte:
        carte = Carte(f"Ordre du jour : {pluriel(len(passages), 'ménage')}")
        if not passages:
            carte.ajouter(EtatVide(VIDE))
            return carte
        tenue = seance.le <= self._contexte.aujourd_hui()
        rangs = [self._rang(p, tenue=tenue) for p in passages]
        carte.ajouter(Grille(("Référence", "Ménage", "Pourquoi", "Décision", ""), rangs, parts=(2, 4, 6, 6, 0)))
        return carte

    def _rang(self, p: LignePassage, *, tenue: bool) -> list[Cellule]:
        dossier = lien("Dossier", partial(self._contexte.naviguer, "menage", id=p.menage_id), f"Ouvrir {p.reference}")
        boutons = [dossier]
        if tenue:
            mot = "Corriger" if p.decision else "Décider"
            boutons.insert(0, lien(mot, partial(self._ouvrir, "decision_commission", p.id), f"{mot} : {p.nom}"))
        if p.decision is not None:
            retirer = partial(self._contexte.executer, decider, p.id, decision=None)
            boutons.append(lien("Retirer", retirer, f"Retirer la décision : {p.nom}"))
        else:
            oter = partial(self._contexte.executer, retirer_de_l_ordre, p.id)
            boutons.append(lien("Ôter", oter, f"Ôter de l'ordre du jour : {p.nom}"))
        return [p.reference, p.nom, pourquoi(p), decision(p), gestes(*boutons)]

    def _details(self, seance: LigneCommission) -> Carte:
        carte = Carte("La séance")
        carte.ajouter(Texte(f"Présents : {' ; '.join((seance.presents or 'non renseignés').splitlines())}"))
        if seance.note:
            carte.ajouter(Texte(seance.note))
        if not seance.decides:
            retirer = partial(self._contexte.executer, retirer_commission, seance.id)
            carte.a_droite(lien("Retirer cette séance", retirer, "Retirer cette séance et son ordre du jour"))
        return carte

    def _imprimer(self) -> None:
        seance = self.seance
        if seance is None:
            return
        quoi = "proces-verbal" if seance.decides else "ordre-du-jour"
        nom = f"{quoi}-{seance.code}-{seance.le.isoformat()}.pdf"
        imprimer(
            self._contexte, "Imprimer la commission", nom,
            lambda base, sortie: imprimer_commission(base, seance.id, sortie),
        )
