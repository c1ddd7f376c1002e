"""Montrer ce qui convient : chaque rang, son résumé, ses points un à un, et de quoi le proposer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from relogement.formats import pluriel
from relogement.regles.rapprochement.convenance import Convenance, Point
from relogement.regles.rapprochement.reserve import reserve
from relogement.services.rapprochement import Rapprochement
from relogement.stockage.base import Base
from ui.ecrans.logements.proposer import essayer, proposer
from ui.ecrans.menage.grille import lien
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EtatVide, Filet, Texte, colonne, flux, rangee, vider
from ui.socle.etats import Forme, Style
from ui.socle.pastille import Pastille
from ui.socle.taches import Suivi
from ui.socle.theme import DEMI, PAS, Ton

MAXIMUM = 8
"""Au-delà, la suite se compte sans se montrer."""
PROPOSE = "L'application range et explique ; proposer ou non, c'est une personne qui décide."
_STYLES = {True: (Ton.RESPECTEE, Forme.COCHE), False: (Ton.NON_RESPECTEE, Forme.CARRE),
           None: (Ton.A_FAIRE, Forme.QUESTION)}
Nommer = Callable[[Convenance], str]


def pastille_point(p: Point) -> Pastille:
    """Le point et sa réponse ; la phrase entière se lit au survol et par un lecteur d'écran."""
    ton, forme = _STYLES[p.rempli]
    pastille = Pastille(Style(p.nom, ton, forme))
    pastille.setToolTip(p.phrase)
    pastille.setAccessibleName(f"{p.nom} : {p.phrase}")
    return pastille


def rang_convenance(contexte: Contexte[Base], rang: int, nom: str, c: Convenance) -> QWidget:
    """Un rang : qui ou quoi, ce qu'il coûterait, ses points, et « Proposer »."""
    porteur = QWidget()
    porteur.setProperty("transparent", True)
    boite = QVBoxLayout(porteur)
    boite.setContentsMargins(0, PAS, 0, PAS)
    boite.setSpacing(DEMI)
    ouvrir = lien("Proposer", partial(proposer, contexte, UUID(c.menage), UUID(c.logement)), f"Proposer : {nom}")
    cout = lien("Budget", partial(essayer, contexte, UUID(c.menage), UUID(c.logement)), f"Budget : {nom}")
    boite.addLayout(rangee(Texte(f"{rang}. {nom}", "fort"), None, cout, ouvrir))
    boite.addWidget(Texte(c.resume, "doux"))
    boite.addWidget(flux(*(pastille_point(p) for p in c.points)))
    a_lire = [p for p in c.points if p.rempli is not True]
    if a_lire:
        boite.addWidget(Texte("\n".join(f"{p.nom} : {p.phrase}" for p in a_lire), "petit"))
    return porteur


class CarteConvenances(Carte):
    """Une carte qui cherche ce qui convient quand on le demande, à côté, puis le montre rangé.

    `chercher(base)` fait le rapprochement ; `nommer` dit qui ou quoi est à chaque rang ; `vide` : rien ne convient.
    """

    def __init__(
        self, contexte: Contexte[Base], titre: str, mot: str, chercher: Callable[[Base], Rapprochement],
        nommer: Callable[[Rapprochement, Convenance], str], vide: str,
    ) -> None:
        super().__init__(titre)
        self._contexte, self._chercher, self._nommer, self._vide = contexte, chercher, nommer, vide
        self.bouton = Bouton(mot, self.lancer, icone="search")
        self._corps = QVBoxLayout()
        self._corps.setSpacing(0)
        self._attente = colonne(Texte(PROPOSE, "doux"), rangee(self.bouton, None))
        self.ajouter(_porteur(self._attente))
        self.ajouter(_porteur(self._corps))

    def lancer(self) -> None:
        """Cherche à côté ; la fenêtre reste vivante."""
        base, chercher = self._contexte.base, self._chercher
        self.bouton.setEnabled(False)

        def faire(suivi: Suivi) -> Rapprochement:
            suivi.avancer(0, 0, "Recherche…")
            return chercher(base)

        self._contexte.taches.lancer(
            "Recherche de ce qui convient", faire, self._recevoir, self._contexte.erreur.emit, self._liberer
        )

    def _liberer(self, _suivi: Suivi) -> None:
        self.bouton.setEnabled(True)

    def _recevoir(self, r: Rapprochement) -> None:
        # La page a pu être refaite entre-temps : cette carte n'y est plus.
        if isValid(self):
            self.montrer(r)

    def montrer(self, r: Rapprochement) -> None:
        """Montre les premiers rangs, combien suivent, combien sont exclus, et pourquoi pour les premiers."""
        vider(self._corps)
        if not r.convenances:
            self._corps.addWidget(EtatVide(self._vide))
        for rang, c in enumerate(r.convenances[:MAXIMUM], 1):
            if rang > 1:
                self._corps.addWidget(Filet())
            self._corps.addWidget(rang_convenance(self._contexte, rang, self._nommer(r, c), c))
        lignes = (_reste(r), *(f"{self._nommer(r, c)} : {c.phrase}" for c in r.exclues[:MAXIMUM]), reserve(r.le))
        self._corps.addWidget(Texte("\n".join(filter(None, lignes)), "petit"))
        self.bouton.setText("Chercher de nouveau")


def _reste(r: Rapprochement) -> str:
    suivent = len(r.convenances) - MAXIMUM
    dits = [f"{suivent} autres conviennent" if suivent > 0 else ""]
    if r.exclues:
        dits.append(f"{pluriel(len(r.exclues), 'exclu')}, d'après : {_exclusions(r.exclues)}")
    return " ; ".join(filter(None, dits))


def _exclusions(exclues: Sequence[Convenance]) -> str:
    comptes: dict[str, int] = {}
    for c in exclues:
        mot = c.limite.libelle if c.limite else ""
        comptes[mot] = comptes.get(mot, 0) + 1
    return ", ".join(f"{mot} {n}" for mot, n in sorted(comptes.items(), key=lambda x: -x[1]))


def _porteur(boite: QVBoxLayout) -> QWidget:
    porteur = QWidget()
    porteur.setProperty("transparent", True)
    boite.setContentsMargins(0, 0, 0, 0)
    boite.setAlignment(Qt.AlignmentFlag.AlignTop)
    porteur.setLayout(boite)
    return porteur
