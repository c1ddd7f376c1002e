"""L'entretien, en mode entretien : une question à la fois, au clavier, rien ne bloque, on relit ensemble à la fin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relogement.commun import Changements, ErreurMetier
from relogement.formats import date_courte
from relogement.services.entretiens import completer_entretien, enregistrer_entretien
from ui.fiches.dossier import Dossier
from ui.fiches.entretien_etapes import ETAPES, depart
from ui.fiches.entretien_page import Page, Question, zone_de
from ui.fiches.entretien_progression import Progression
from ui.fiches.entretien_relecture import champs_entretien, phrases, recueil
from ui.fiches.fiche import Fiche
from ui.socle.champs import Valeur
from ui.socle.elements import Bouton, Carte, Texte, TexteCoupe, Titre, colonne, dire_erreur, rangee, vider
from ui.socle.theme import DOUBLE

MARQUES = "_a_completer"
ETAPE = "_etape"
DERNIERE = len(ETAPES) - 1
LARGEUR = 960
"""Au-delà, la page ne s'élargit plus : une ligne de texte reste lisible d'un coup d'œil."""
_CHAMPS_ERREUR = {"aucune_difficulte": "difficultes"}


class FicheEntretien(Fiche):
    """Les étapes de l'entretien. Entrée : suivant ; Alt+C : à compléter ; Échap : quitter, tout est gardé."""

    def __init__(self, dossier: Dossier) -> None:
        nom = dossier.fiche.menage["nom"]
        super().__init__(f"Entretien avec {nom}")
        ligne = dossier.celle(dossier.fiche.entretiens)
        self._dossier = replace(dossier, ligne=ligne)
        self.cle_brouillon = cle_entretien(dossier)
        brouillon = dossier.contexte.brouillon(self.cle_brouillon)
        valeurs = depart(self._dossier)
        self.pages = [Page(etape, self._dossier, self.cle_brouillon, valeurs) for etape in ETAPES]
        self.questions = {n: q for page in self.pages for n, q in page.questions.items()}
        self._etape = 0
        self._situe = TexteCoupe("", "doux")
        self._erreur = Texte("", "erreur")
        self._progression = Progression([e.mot for e in ETAPES])
        self._precedent = Bouton("‹ Précédent", self.reculer)
        self._suivant = Bouton("Suivant ›", self.avancer, "primaire", description="Entrée")
        self._lecture = QVBoxLayout()
        self._disposer()
        self._brancher()
        self._reprendre(brouillon)

    def _disposer(self) -> None:
        quitter = Bouton("Quitter (tout est enregistré)", self._quitter, description="Échap")
        tete = rangee(Titre(self.titre), self._situe, quitter, espace=DOUBLE)
        tete.setStretch(1, 1)
        self._lecture.setSpacing(DOUBLE)
        self.pages[-1].layout().addLayout(self._lecture)  # type: ignore[union-attr]  # Page pose sa disposition
        aide = Texte("Entrée : suivant · Alt+C : à compléter", "doux")
        aide.setWordWrap(False)
        dire_erreur(self._erreur, "")
        pied = rangee(self._precedent, None, aide, self._suivant, espace=DOUBLE)
        pied.setContentsMargins(0, DOUBLE, 0, 0)
        carte = Carte("", *self.pages, self._erreur, pied)
        page = QWidget()
        page.setMaximumWidth(LARGEUR)
        page.setLayout(colonne(tete, self._progression, carte))
        centre = QHBoxLayout()
        centre.addStretch(1)
        centre.addWidget(page, 1000)
        centre.addStretch(1)
        self._boite.addLayout(centre)

    def _brancher(self) -> None:
        self._progression.choisie.connect(self.aller)
        marque = QShortcut(QKeySequence("Alt+C"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        marque.activated.connect(self.marquer)
        for page in self.pages:
            page.suivante.connect(self.avancer)
            for question in page.questions.values():
                question.rang.quitte.connect(lambda q=question: self._relire_marque(q))

    def _reprendre(self, brouillon: dict[str, str]) -> None:
        for nom, texte in brouillon.items():
            if nom in self.questions:
                self.questions[nom].rang.reprendre(texte)
        for nom in brouillon.get(MARQUES, "").split("|"):
            if nom in self.questions:
                self.questions[nom].marquer(marquee=True)
        self.aller(min(DERNIERE, int(brouillon.get(ETAPE, "0"))))

    @property
    def etape(self) -> int:
        """Le rang de l'étape montrée, à partir de 0."""
        return self._etape

    def viser(self, champ: str | None) -> None:
        """Va à l'étape de ce champ et y place le clavier."""
        for rang, page in enumerate(self.pages):
            if champ in page.questions:
                self.aller(rang)
        self.pages[self._etape].viser(champ)

    def aller(self, rang: int) -> None:
        """Montre cette étape ; ce qui ne se lit pas sur celle que l'on quitte est marqué « à compléter »."""
        self._marquer_illisibles(self.pages[self._etape])
        self._etape = rang
        for autre, page in enumerate(self.pages):
            page.setVisible(autre == rang)
        self._progression.avancer(rang)
        self._precedent.setVisible(rang > 0)
        self._suivant.setText("Valider" if rang == DERNIERE else "Suivant ›")
        self._situer()
        if rang == DERNIERE:
            self._relire()
            self._suivant.setFocus(Qt.FocusReason.TabFocusReason)
        if (zone := zone_de(self)) is not None:
            # Une nouvelle étape se lit depuis sa question.
            zone.verticalScrollBar().setValue(0)
        self.pages[rang].viser()

    def avancer(self) -> None:
        """L'étape suivante ; à la dernière, enregistre l'entretien."""
        self._garder()
        if self._etape == DERNIERE:
            self.valider()
        else:
            self.aller(self._etape + 1)
            self._dossier.contexte.ecrire_brouillon(self.cle_brouillon, ETAPE, str(self._etape))

    def reculer(self) -> None:
        """L'étape précédente."""
        self._garder()
        self.aller(max(0, self._etape - 1))

    def marquer(self) -> None:
        """Marque « à compléter » la question qui a le clavier, ou retire sa marque, puis passe à la suivante."""
        page = self.pages[self._etape]
        question = page.courante()
        if question is None:
            return
        question.marquer(marquee=not question.marquee)
        self._ecrire_marques()
        if question.marquee:
            page.avancer()

    def _relire_marque(self, question: Question) -> None:
        if question.marquee and question.repondue:
            question.marquer(marquee=False)
            self._ecrire_marques()

    def _marquer_illisibles(self, page: Page) -> None:
        for question in page.questions.values():
            if not question.rang.verifier() and not question.marquee:
                question.marquer(marquee=True)
        self._ecrire_marques()

    def _ecrire_marques(self) -> None:
        marques = "|".join(nom for nom, q in self.questions.items() if q.marquee)
        contexte = self._dossier.contexte
        if contexte.brouillon(self.cle_brouillon).get(MARQUES, "") != marques:
            contexte.ecrire_brouillon(self.cle_brouillon, MARQUES, marques)

    def _situer(self) -> None:
        v = self.reponses()
        quand = ", ".join(filter(None, (v["lieu"].libelle if v.get("lieu") else "",
                                        date_courte(v["le"]) if v.get("le") else "")))
        self._situe.setText(f"{self._etape + 1} sur {len(ETAPES)}" + (f" · {quand}" if quand else ""))

    def reponses(self) -> dict[str, Valeur]:
        """Les réponses lisibles ; None pour le vide et pour ce qui ne se lit pas encore."""
        resultat: dict[str, Valeur] = {}
        for nom, question in self.questions.items():
            try:
                resultat[nom] = question.rang.valeur()
            except ErreurMetier:
                resultat[nom] = None
        return resultat

    def _a_completer(self) -> list[tuple[str, str, str]]:
        """Ce qui est marqué : le libellé, ce qui est tapé, pourquoi."""
        raison = "marqué à compléter pendant l'entretien"
        return [
            (q.rang.champ.libelle[:60], q.rang.texte, q.rang.erreur or raison)
            for q in self.questions.values() if q.marquee
        ]

    def _relire(self) -> None:
        vider(self._lecture)
        lus: list[QWidget] = [Texte(phrase) for phrase in phrases(self._dossier, self.reponses())]
        reste = ", ".join(libelle for libelle, _, _ in self._a_completer())
        if reste:
            lus.append(Texte(f"Reste à compléter : {reste}.", "fort"))
        for widget in lus:
            self._lecture.addWidget(widget)

    def valider(self) -> None:
        """Enregistre tout d'un seul geste ; une erreur ramène à son étape, rien n'est perdu."""
        self._garder()
        dire_erreur(self._erreur, "")
        v = self.reponses()
        if v["le"] is None:
            self._montrer_erreur(ErreurMetier("Indiquez le jour de l'entretien.", "le"))
            return
        try:
            faits = self._dossier.contexte.tenter(self._geste, v)
        except ErreurMetier as erreur:
            self._montrer_erreur(erreur)
            return
        self._dossier.contexte.effacer_brouillon(self.cle_brouillon)
        self.termine.emit(faits)

    def _geste(self, base: Any, v: dict[str, Valeur]) -> Changements:
        completes = [q.rang.champ.libelle[:60] for q in self.questions.values() if q.repondue and not q.marquee]
        suite = recueil(self._dossier, v, self._a_completer(), completes)
        if self._dossier.ligne is None:
            faits = enregistrer_entretien(base, self._dossier.menage_id, recueil=suite, **champs_entretien(v))
        else:
            faits = completer_entretien(base, self._dossier.cle, recueil=suite, **champs_entretien(v))
        if faits.geste_id is not None:
            self._dossier.contexte.ranger_brouillon(self.cle_brouillon, faits.geste_id)
        return faits

    def _montrer_erreur(self, erreur: ErreurMetier) -> None:
        champ = _CHAMPS_ERREUR.get(erreur.champ or "", erreur.champ)
        if champ in self.questions:
            self.viser(champ)
            self.questions[champ].rang.montrer_erreur(erreur.phrase)
        else:
            dire_erreur(self._erreur, erreur.phrase)

    def _garder(self) -> None:
        for question in self.questions.values():
            question.rang.garder()

    def _quitter(self) -> None:
        self._garder()
        self.quitte.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._quitter()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.avancer()
        else:
            super().keyPressEvent(event)


def cle_entretien(dossier: Dossier) -> str:
    """La clé du brouillon de l'entretien demandé, ou d'un nouveau."""
    ligne = dossier.celle(dossier.fiche.entretiens)
    return f"entretien/{dossier.menage_id}" + (f"/{ligne['id']}" if ligne else "")
