"""L'écran « Aujourd'hui » : chaque ligne ouvre le champ qui la règle."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from relogement.formats import date_courte, date_longue, pluriel
from relogement.regles.echeances import Surveillance, Urgence
from relogement.services.agenda import exporter_agenda
from relogement.services.echeances import Echeance, Journee, MenageDuJour, journee
from relogement.stockage.base import Base
from relogement.stockage.lectures import nombre_de_menages
from ui.ecrans.aujourdhui.carte import CarteEcheances
from ui.ecrans.aujourdhui.cote import CHAMPS, CarteEtapes, CarteSurveillance
from ui.ecrans.aujourdhui.filtres import Filtres
from ui.ecrans.aujourdhui.ligne import ouvrir
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, EtatVide, Texte, Titre, ZoneDefilante, colonne, flux
from ui.socle.taches import Suivi
from ui.socle.theme import DOUBLE, TRIPLE

A_COTE = 300
"""Au-delà de ce nombre de ménages, la journée se calcule à côté et la fenêtre reste vivante."""
_DELAI = 1500
_LARGEUR_COTE, _ETROIT = 296, 1180


class EcranAujourdhui(QWidget):
    """Ce qui attend. `compte(n)` : le nombre d'échéances en retard de l'agent choisi, pour le rail."""

    compte = Signal(int)

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self._tout: Journee | None = None
        self._calcul: Suivi | None = None
        self._perimee = True
        self.titre, self.situe = Titre(""), Texte("", "doux")
        self.filtres = Filtres(contexte)
        self.agenda = Bouton(
            "Agenda", self._exporter, icone="calendar-check",
            description="Exporter ces échéances vers un agenda (.ics) : des références, aucun nom",
        )
        self.cartes = {
            Urgence.EN_RETARD: CarteEcheances("Rien n'est en retard.", self._ouvrir),
            Urgence.SEPT_JOURS: CarteEcheances("Rien n'est dû dans les sept jours.", self._ouvrir),
            Urgence.TRENTE_JOURS: CarteEcheances("Rien d'autre n'est dû dans les trente jours.", self._ouvrir),
        }
        self.etapes, self.surveillance = CarteEtapes(), CarteSurveillance(self._surveiller)
        self._attente = QTimer(self, interval=_DELAI, singleShot=True)
        self._attente.timeout.connect(self._rattraper)
        self._disposer()
        self.filtres.change.connect(self._poser)
        contexte.change.connect(self._sur_changement)

    def _disposer(self) -> None:
        tete = QHBoxLayout()
        tete.setSpacing(DOUBLE)
        tete.addLayout(colonne(self.titre, self.situe, espace=4), 1)
        tete.addWidget(flux(self.filtres, self.agenda, espace=DOUBLE), 0, Qt.AlignmentFlag.AlignTop)
        droite = colonne(self.etapes, self.surveillance, None)
        droite.setContentsMargins(0, 0, 0, 0)
        cote = QWidget()
        cote.setFixedWidth(_LARGEUR_COTE)
        cote.setLayout(droite)
        corps = QHBoxLayout()
        corps.setSpacing(DOUBLE)
        corps.addLayout(colonne(*self.cartes.values(), None), 1)
        corps.addWidget(cote)
        page = QWidget()
        boite = QVBoxLayout(page)
        boite.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, DOUBLE)
        boite.setSpacing(DOUBLE)
        boite.addLayout(tete)
        boite.addWidget(ZoneDefilante(corps), 1)
        vide = EtatVide(
            "Ce qui est en retard, et ce qui vient, se lira ici. Créez une opération, puis importez l'état locatif.",
            Bouton("Ouvrir les opérations", lambda: self._contexte.naviguer("operations"), "primaire"),
        )
        self._pile = QStackedWidget()
        self._pile.addWidget(page)
        self._pile.addWidget(vide)
        tout = QVBoxLayout(self)
        tout.setContentsMargins(0, 0, 0, 0)
        tout.addWidget(self._pile)

    def _sur_changement(self, tables: frozenset[str], _phrase: str) -> None:
        if not tables:
            return
        self._perimee = True
        if self.isVisible():
            self.relire()
        else:
            self._attente.start()

    def _rattraper(self) -> None:
        """Relit derrière un autre écran ; fenêtre fermée, la base peut n'être plus là."""
        if self.window().isVisible():
            self.relire()

    def showEvent(self, event: QShowEvent) -> None:
        if self._tout is None:
            # La fenêtre se montre d'abord : à l'ouverture, le calcul ne la fait pas attendre.
            QTimer.singleShot(0, self._rattraper)
        elif self._perimee or self._tout.au != self._contexte.aujourd_hui():
            self.relire()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for carte in self.cartes.values():
            carte.ajuster(etroit=self.width() < _ETROIT)
        super().resizeEvent(event)

    def relire(self) -> None:
        """Relit la journée ; l'ancienne reste montrée le temps que la nouvelle arrive."""
        self._perimee = False
        self._attente.stop()
        self.filtres.relire()
        base, au = self._contexte.base, self._contexte.aujourd_hui()
        menages = nombre_de_menages(base)
        self._pile.setCurrentIndex(0 if menages else 1)
        if menages <= A_COTE:
            self._recevoir(journee(base, au))
            return
        if self._calcul is not None:
            self._calcul.arreter()
        self._calcul = self._contexte.taches.lancer(
            "Ce qui attend", lambda _: journee(base, au), self._recevoir, self._contexte.erreur.emit
        )

    def _recevoir(self, lue: Journee) -> None:
        self._calcul, self._tout = None, lue
        self._poser()

    @property
    def montree(self) -> Journee | None:
        """La journée telle que filtrée ; None tant qu'elle n'est pas lue."""
        if self._tout is None:
            return None
        return self._tout.de(self.filtres.agent, self.filtres.operation, self.filtres.article)

    def _poser(self) -> None:
        lue = self.montree
        if lue is None:
            return
        retards, bientot = len(lue.urgentes(Urgence.EN_RETARD)), len(lue.urgentes(Urgence.SEPT_JOURS))
        semaine, mois = lue.au + timedelta(days=7), lue.au + timedelta(days=30)
        self.titre.setText(f"Aujourd'hui, {date_longue(lue.au)}")
        self.situe.setText(f"{pluriel(retards, 'échéance')} en retard, {bientot} avant le {date_courte(semaine)}")
        titres = ("En retard", f"Avant le {date_courte(semaine)}", f"Avant le {date_courte(mois)}")
        for titre, (urgence, carte) in zip(titres, self.cartes.items(), strict=True):
            carte.poser(titre, lue.urgentes(urgence))
        self.etapes.poser(lue.menages)
        self.surveillance.poser(lue)
        self.agenda.setEnabled(bool(lue.echeances))
        self.compte.emit(retards)

    def _ouvrir(self, e: Echeance) -> None:
        ouvrir(self._contexte, e)

    def _surveiller(self, m: MenageDuJour, s: Surveillance) -> None:
        section, champ = CHAMPS[s]
        self._contexte.naviguer("menage", id=m.id, section=section, champ=champ)

    def _exporter(self) -> None:
        lue = self.montree
        sortie = self._contexte.invites.enregistrer_fichier("Exporter l'agenda", "echeances.ics", "Agenda (*.ics)")
        if lue is None or sortie is None:
            return
        chemin = sortie if sortie.suffix else sortie.with_suffix(".ics")

        def faire(_: Suivi) -> int:
            return exporter_agenda(self._contexte.base, lue, chemin)

        def dire(nombre: int) -> None:
            self._contexte.change.emit(frozenset(), f"{pluriel(nombre, 'échéance')} dans {chemin.name}, sans aucun nom")

        self._contexte.taches.lancer("Exporter l'agenda", faire, dire, self._contexte.echec.emit)

