"""Rendre compte : revues remises trimestre par trimestre, évaluation de l'opération, présentation à la CIL."""

from __future__ import annotations

from functools import partial

from relogement.formats import date_courte, oui_non
from relogement.regles.revue.objectifs import dire, unite_visee, visables
from relogement.services.corrections import retirer
from relogement.services.verifications_operation import VOLETS
from relogement.stockage.lectures import Ligne
from relogement.stockage.lectures_operation import VieOperation
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.volet import VoletCartes
from ui.fiches.bilan import nom_trimestre, trimestres_a_remettre
from ui.socle.elements import Bouton, Carte, EtatVide, Texte

PAS_DE_TRIMESTRE = "La première revue se remettra à la fin du premier trimestre de l'opération."
PAS_D_EVALUATION = "Une fois l'opération close, son pilote l'évalue : chiffres, parole des ménages, intégration."
PAS_D_OBJECTIF = "Ce que la convention ou la charte de site vise, pour un chiffre de la revue et à une date."
PAS_DE_CIL = "L'évaluation globale se présente chaque année à la conférence intercommunale du logement."
MOTS_VOLETS = dict(zip(VOLETS, ("quantitatif", "qualitatif", "intégration"), strict=True))


class VoletEvaluation(VoletCartes):
    """Un trimestre clos sans revue remise se montre aussi."""

    cle, titre = "evaluation", "Évaluation"

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        vie = lecture.vie
        cle = vie.operation["id"]
        lues = (vie.operation, vie.revues, vie.emises, lecture.au)
        self.cartes.remplacer(
            self.cartes.carte("revues", lues, lambda: self._revues(lecture)),
            self.cartes.carte("objectifs", (cle, vie.objectifs), lambda: self._objectifs(vie)),
            self.cartes.carte("evaluations", (cle, vie.evaluations), lambda: self._evaluations(vie)),
            self.cartes.carte("cil", (cle, vie.presentations), lambda: self._cil(vie)),
        )

    def compte(self, lecture: LectureOperation) -> int | None:
        """Le nombre de revues remises ou émises."""
        return len(lecture.vie.revues) + len(lecture.vie.emises) or None

    def _revues(self, lecture: LectureOperation) -> Carte:
        carte = Carte("Revues trimestrielles")
        carte.a_droite(Bouton("Noter une revue remise", partial(self.ouvrir, "revue"), icone="plus"))
        rangs: list[list[Cellule]] = []
        for t in trimestres_a_remettre(lecture.vie.operation, lecture.au):
            nom = nom_trimestre(t)
            remises = [self._remise(r, nom) for r in lecture.vie.revues if r["trimestre"] == str(t)]
            emises = [self._emise(r, nom) for r in lecture.vie.emises if r["trimestre"] == str(t)]
            rangs += [*emises, *remises] or [self._a_remettre(str(t), nom)]
        if not rangs:
            carte.ajouter(EtatVide(PAS_DE_TRIMESTRE))
            return carte
        colonnes = ("Trimestre", "Remise le", "À qui", "Avec la répartition", "")
        carte.ajouter(Grille(colonnes, rangs, parts=(3, 2, 6, 3, 0)))
        return carte

    def _remise(self, r: Ligne, nom: str) -> list[Cellule]:
        boutons = gestes(
            lien("Modifier", partial(self.ouvrir, "revue", r["id"]), f"Modifier la revue du {nom}"),
            self._retrait("revueremise", r, f"la revue du {nom}"),
        )
        return [nom, date_courte(r["le"]), r["destinataire"] or "à préciser", oui_non(r["equilibre"]), boutons]

    def _emise(self, r: Ligne, nom: str) -> list[Cellule]:
        """Émise, elle vaut remise ; noter à qui reste possible, et n'est pas dû."""
        ouvrir = partial(self.ouvrir, "revue", None, f"trimestre={r['trimestre']}")
        noter = gestes(lien("Noter la remise", ouvrir, f"Noter la remise : {nom}"))
        return [nom, date_courte(r["le"]), f"émise ici par {r['auteur']}", oui_non(True), noter]

    def _a_remettre(self, trimestre: str, nom: str) -> list[Cellule]:
        ouvrir = partial(self.ouvrir, "revue", None, f"trimestre={trimestre}")
        return [nom, "pas remise", "", "", gestes(lien("Noter la remise", ouvrir, f"Noter la remise : {nom}"))]

    def _objectifs(self, vie: VieOperation) -> Carte:
        carte = Carte("Objectifs locaux")
        carte.a_droite(Bouton("Noter un objectif", partial(self.ouvrir, "objectif"), icone="plus"))
        if not vie.objectifs:
            carte.ajouter(EtatVide(PAS_D_OBJECTIF))
            return carte
        rangs: list[list[Cellule]] = []
        for o in vie.objectifs:
            nom, unite = visables()[o["indicateur"]][0], unite_visee(o["indicateur"])
            initiale = "non dite" if o["initiale"] is None else dire(o["initiale"], unite)
            boutons = gestes(
                lien("Modifier", partial(self.ouvrir, "objectif", o["id"]), f"Modifier l'objectif : {nom}"),
                self._retrait("objectiflocal", o, f"l'objectif : {nom}"),
            )
            rangs.append([nom, initiale, dire(o["cible"], unite), date_courte(o["horizon"]), o["source"], boutons])
        colonnes = ("Chiffre visé", "Au départ", "Cible", "Horizon", "Fixé par", "")
        carte.ajouter(Grille(colonnes, rangs, parts=(6, 2, 2, 2, 4, 0)))
        return carte

    def _evaluations(self, vie: VieOperation) -> Carte:
        carte = Carte("Évaluation de l'opération par son pilote")
        carte.a_droite(Bouton("Noter une évaluation", partial(self.ouvrir, "evaluation"), icone="plus"))
        if not vie.evaluations:
            carte.ajouter(EtatVide(PAS_D_EVALUATION))
            return carte
        rangs: list[list[Cellule]] = []
        for e in reversed(vie.evaluations):
            quoi = f"l'évaluation du {date_courte(e['le'])}"
            boutons = gestes(
                lien("Modifier", partial(self.ouvrir, "evaluation", e["id"]), f"Modifier {quoi}"),
                self._retrait("evaluation", e, quoi),
            )
            rangs.append([date_courte(e["le"]), e["auteur"], volets_ecrits(e), boutons])
        carte.ajouter(Grille(("Le", "Menée par", "Volets", ""), rangs, parts=(2, 4, 6, 0)))
        return carte

    def _cil(self, vie: VieOperation) -> Carte:
        carte = Carte("Évaluation globale présentée à la CIL")
        carte.a_droite(Bouton("Noter une présentation", partial(self.ouvrir, "cil"), icone="plus"))
        carte.ajouter(Texte("Pour toutes les opérations de cette base.", "doux"))
        if not vie.presentations:
            carte.ajouter(EtatVide(PAS_DE_CIL))
            return carte
        rangs: list[list[Cellule]] = []
        for p in reversed(vie.presentations):
            quoi = f"la présentation de {p['annee']}"
            boutons = gestes(
                lien("Modifier", partial(self.ouvrir, "cil", p["id"]), f"Modifier {quoi}"),
                self._retrait("presentationcil", p, quoi),
            )
            rangs.append([str(p["annee"]), date_courte(p["le"]), p["note"] or "", boutons])
        carte.ajouter(Grille(("Année", "Présentée le", "Note", ""), rangs, parts=(2, 2, 8, 0)))
        return carte

    def _retrait(self, objet: str, ligne: Ligne, quoi: str) -> Bouton:
        return lien("Retirer", partial(self.contexte.executer, retirer, objet, ligne["id"]), f"Retirer {quoi}")


def volets_ecrits(e: Ligne) -> str:
    """« quantitatif, intégration ; manque : qualitatif »."""
    faits = [mot for volet, mot in MOTS_VOLETS.items() if e[volet]]
    manquent = [mot for volet, mot in MOTS_VOLETS.items() if not e[volet]]
    return ", ".join(faits) + (f" ; manque : {', '.join(manquent)}" if manquent else "")
