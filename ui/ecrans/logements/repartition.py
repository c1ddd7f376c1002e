"""Répartir le vivier : la meilleure affectation d'une opération, et qui reste sans logement ; rien n'est écrit."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import date_courte, pluriel
from relogement.regles.rapprochement.affectation import SansLogement
from relogement.regles.rapprochement.convenance import Convenance
from relogement.regles.rapprochement.reserve import reserve
from relogement.services.impression_repartition import imprimer_repartition
from relogement.services.rapprochement import Repartition
from relogement.stockage.base import Base
from ui.ecrans.cartes import Cartes
from ui.ecrans.logements.convenances import PROPOSE, pastille_point
from ui.ecrans.logements.proposer import proposer
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.ecrans.menage.impression import imprimer
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EnTete, EtatVide, Texte, ZoneDefilante, flux
from ui.socle.theme import DOUBLE


class VueRepartition(QWidget):
    """La dernière répartition calculée. `retour` : revenir à la liste."""

    retour = Signal()

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self.repartition: Repartition | None = None
        self._entete = EnTete(
            "Répartir le vivier", " ", (),
            Bouton("Logements", self.retour.emit, icone="arrow-left"),
            Bouton("Imprimer", self._imprimer, icone="printer"),
        )
        self.cartes = Cartes()
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self._entete)
        boite.addWidget(ZoneDefilante(self.cartes), 1)

    def montrer(self, r: Repartition) -> None:
        """Montre cette répartition."""
        self.repartition = r
        a = r.affectation
        self._entete.situe.setText(
            f"{r.operation} · au {date_courte(r.le)} · {pluriel(len(r.menages), 'ménage')} en attente, "
            f"{pluriel(len(r.logements), 'logement')} à proposer, {_loges(len(a.paires))}"
        )
        cartes = [self._paires(r)]
        if a.sans_logement:
            cartes.append(self._sans(r))
        cartes.append(self._libres(r))
        self.cartes.remplacer(*cartes)

    def _paires(self, r: Repartition) -> Carte:
        carte = Carte("Qui irait où")
        carte.ajouter(Texte(PROPOSE, "doux"))
        if not r.affectation.paires:
            carte.ajouter(EtatVide("Aucun logement du vivier ne convient à un ménage qui attend."))
            return carte
        rangs = [self._rang(r, c) for c in r.affectation.paires]
        carte.ajouter(Grille(("Ménage", "Logement", "Points", "Mensualité", ""), rangs, parts=(3, 5, 6, 3, 0)))
        carte.ajouter(Texte(reserve(r.le), "petit"))
        return carte

    def _rang(self, r: Repartition, c: Convenance) -> list[Cellule]:
        u, x = r.menages[c.menage], r.logements[c.logement]
        boutons = gestes(
            lien("Proposer", partial(proposer, self._contexte, u.id, UUID(c.logement)), f"Proposer à {u.reference}"),
            lien("Dossier", partial(self._contexte.naviguer, "menage", id=u.id), f"Ouvrir {u.reference}"),
        )
        lieu = " · ".join(filter(None, (x.libelle, x.offre.type, x.offre.commune)))
        return [f"{u.reference} {u.nom}", lieu, flux(*(pastille_point(p) for p in c.points)), c.prix, boutons]

    def _sans(self, r: Repartition) -> Carte:
        carte = Carte("Qui reste sans logement, et pourquoi")
        rangs = [self._rang_sans(r, x) for x in r.affectation.sans_logement]
        carte.ajouter(Grille(("Ménage", "Pourquoi", ""), rangs, parts=(3, 8, 0)))
        return carte

    def _rang_sans(self, r: Repartition, x: SansLogement) -> list[Cellule]:
        u = r.menages[x.menage]
        par = ", ".join(r.menages[m].reference for m in x.pris_par)
        ouvrir = lien("Dossier", partial(self._contexte.naviguer, "menage", id=u.id), f"Ouvrir {u.reference}")
        return [f"{u.reference} {u.nom}", f"{x.raison} ({par})" if par else x.raison, gestes(ouvrir)]

    def _libres(self, r: Repartition) -> Carte:
        carte = Carte("Les logements qui restent")
        noms = [r.logements[x].libelle for x in r.affectation.libres]
        carte.ajouter(Texte(" ; ".join(noms) if noms else "Aucun : tout le vivier est affecté."))
        return carte

    def _imprimer(self) -> None:
        r = self.repartition
        if r is not None:
            nom = f"repartition-{r.operation}-{r.le.isoformat()}.pdf"
            imprimer(self._contexte, "Imprimer la répartition", nom,
                     lambda base, sortie: imprimer_repartition(base, r, sortie))


def _loges(nombre: int) -> str:
    return "un seul en aurait un" if nombre == 1 else f"{nombre} en auraient un"
