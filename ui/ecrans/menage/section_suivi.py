"""Suivi : les visites attendues et leurs fenêtres, les difficultés, la décision, la clôture (article 8)."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from relogement.formats import date_courte, pluriel
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.fenetres import FenetreVisite, etat_visite
from relogement.regles.enquete import dites
from relogement.regles.faits import Suivi
from relogement.services.charte import Resume
from relogement.services.tableau_menage import SuiviMenage, suivi_menage
from relogement.stockage.lectures import FicheMenage, Ligne
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien, paires
from ui.ecrans.menage.section import Section
from ui.socle.elements import Bouton, Carte, EtatVide, Texte, flux
from ui.socle.pastille import Pastille

_MOTS = {Etat.RESPECTEE: "tenue", Etat.A_FAIRE: "à tenir", Etat.EN_RETARD: "en retard", Etat.A_VENIR: "à venir"}


class SectionSuivi(Section):
    """Ce que la charte attend après l'emménagement, et ce qui a été fait."""

    cle = "suivi"
    titre = "Suivi"

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Voir `Section`."""
        au = self.contexte.aujourd_hui()
        en_cours = suivi_menage(self.contexte.base, fiche.menage["id"], au)
        if en_cours is None:
            self.remplacer(self.carte("vide", None, self._vide))
            return
        suivi = en_cours.suivi or Suivi("")
        self.remplacer(
            self.carte("suivi", (suivi, en_cours.terme), lambda: self._suivi(suivi, en_cours.terme)),
            self.carte("visites", (en_cours, fiche.visites, au), lambda: self._visites(fiche, en_cours)),
            self.carte("difficultes", fiche.difficultes, lambda: self._difficultes(fiche)),
            self.carte("enquetes", fiche.enquetes, lambda: self._enquetes(fiche)),
        )

    def compte(self, fiche: FicheMenage) -> int | None:
        """Le nombre de visites."""
        return len(fiche.visites) or None

    def _vide(self) -> QWidget:
        return Carte("Suivi après relogement", EtatVide(
            "Le suivi commence au déménagement : trois visites en six mois, les difficultés et leurs suites. "
            "Notez d'abord le jour du déménagement.",
            Bouton("Noter le jour du déménagement", self.vers("jour_demenagement", None, None)),
        ))

    def _suivi(self, suivi: Suivi, terme: date) -> QWidget:
        carte = Carte("Suivi après relogement")
        decide = f"à six mois, le {date_courte(terme)}"
        if suivi.decision:
            decide = f"{suivi.decision.libelle}, {date_courte(suivi.decision_le)}, {suivi.raison}"
        lignes = [
            ("Proposé", date_courte(suivi.propose_le, "pas encore")),
            ("Refusé", date_courte(suivi.refuse_le, "")),
            ("Décision", decide),
            ("Clôture", f"{date_courte(suivi.cloture_le)} : {suivi.bilan}" if suivi.cloture_le else "–"),
        ]
        carte.ajouter(paires([(libelle, valeur) for libelle, valeur in lignes if valeur]))
        carte.ajouter(flux(*(
            Bouton(mot, self.vers(nom, None, None))
            for mot, nom in (("Suivi proposé", "suivi"), ("Suivi refusé", "refus_suivi"),
                             ("Décider à six mois", "decision"), ("Clore le suivi", "cloture"))
        )))
        return carte

    def _visites(self, fiche: FicheMenage, en_cours: SuiviMenage) -> QWidget:
        carte = Carte("Visites")
        visites = [v for v in fiche.visites if v["le"] >= en_cours.depuis]
        refuse = en_cours.suivi is not None and en_cours.suivi.refuse_le is not None
        lignes = [self._visite(visites, fenetre, refuse=refuse) for fenetre in en_cours.fenetres]
        carte.ajouter(Grille(("Échéance", "Fenêtre", "Visite", "État", ""), lignes, parts=(2, 5, 3, 0, 0)))
        if anciennes := len(fiche.visites) - len(visites):
            combien = pluriel(anciennes, "visite d'un suivi antérieur", "visites d'un suivi antérieur")
            carte.ajouter(Texte(f"{combien}, avant le déménagement du {date_courte(en_cours.depuis)}.", "doux"))
        return carte

    def _visite(self, visites: list[Ligne], f: FenetreVisite, *, refuse: bool) -> list[Cellule]:
        siennes = [v for v in visites if v["mois"] == f.mois]
        etat = etat_visite(f, [(v["mois"], v["le"], v["refusee"]) for v in siennes], self.contexte.aujourd_hui())
        if refuse and etat is not Etat.RESPECTEE:
            etat = Etat.SANS_OBJET
        faites = ", ".join(_dire_visite(v, f) for v in siennes) or "–"
        mot = f"{f.mois} mois{' (prolongation)' if f.prolongation else ''}"
        liens = [lien("Corriger", self.vers("visite", v["id"], None), f"Corriger la visite à {mot}")
                 for v in siennes]
        if etat not in (Etat.RESPECTEE, Etat.SANS_OBJET):
            noter = self.vers("visite", None, f"mois={f.mois}")
            liens.append(lien("Noter", noter, f"Noter la visite à {mot}"))
        fenetre = f"du {date_courte(f.du)} au {date_courte(f.au)}"
        return [mot, fenetre, faites, Pastille(etat, _MOTS.get(etat)), gestes(*liens)]

    def _difficultes(self, fiche: FicheMenage) -> QWidget:
        carte = Carte("Difficultés")
        carte.a_droite(Bouton("Noter une difficulté", self.vers("difficulte", None, None), icone="plus"))
        if not fiche.difficultes:
            carte.ajouter(EtatVide("Ce qui ne va pas après l'emménagement, ce qui est fait, et comment cela finit."))
            return carte
        lignes: list[list[Cellule]] = [
            [d["genre"].libelle, date_courte(d["le"]), _suite(d["action"], d["action_le"]),
             _suite(d["issue"], d["issue_le"]),
             gestes(lien("Suite", self.vers("suite_difficulte", d["id"], None),
                         f"Suite de la difficulté : {d['genre'].libelle}"))]
            for d in reversed(fiche.difficultes)
        ]
        carte.ajouter(Grille(("Difficulté", "Repérée", "Action", "Issue", ""), lignes, parts=(3, 2, 4, 4, 0)))
        return carte


    def _enquetes(self, fiche: FicheMenage) -> QWidget:
        carte = Carte("Enquête de satisfaction")
        carte.a_droite(Bouton("Noter un contact", self.vers("enquete", None, "mode"), icone="plus"))
        if not fiche.enquetes:
            carte.ajouter(EtatVide("Chaque essai, et ce que le ménage a répondu (article 14)."))
            return carte
        lignes: list[list[Cellule]] = [
            [date_courte(e["le"]), _issue(e), _reponses(e),
             gestes(lien("Modifier", self.vers("enquete", e["id"], None),
                         f"Modifier le contact du {date_courte(e['le'])}"))]
            for e in reversed(fiche.enquetes)
        ]
        carte.ajouter(Grille(("Le", "Contact", "Réponses", ""), lignes, parts=(2, 4, 6, 0)))
        return carte


def _issue(e: Ligne) -> str:
    return f"{e['resultat'].libelle} ({e['mode'].libelle})" if e["mode"] else str(e["resultat"].libelle)


def _reponses(e: Ligne) -> str:
    lues = ", ".join(f"{sujet} : {dite}" for sujet, dite in dites(e, e["difficultes"]))
    return "\n".join(filter(None, (lues, e["note"]))) or "–"


def _dire_visite(v: Ligne, f: FenetreVisite) -> str:
    if v["refusee"]:
        return f"refusée par le ménage le {date_courte(v['le'])}"
    return f"le {date_courte(v['le'])}{' (trop tôt pour compter)' if v['le'] < f.du else ''}"


def _suite(texte: str | None, le: date | None) -> str:
    return f"{texte} ({date_courte(le)})" if texte else "à noter"
