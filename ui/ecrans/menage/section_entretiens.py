"""Entretiens et souhaits : ce qui a été dit et vérifié, ce que le ménage veut, ce qu'il a su, qui l'accompagne."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from relogement.formats import date_courte, euros, oui_non
from relogement.regles.charte.constat import Constat
from relogement.services.charte import Resume
from relogement.stockage.lectures import FicheMenage, Ligne
from relogement.vocabulaire import Besoin, Difficulte, Liste, NatureInformation, Verification
from ui.ecrans.menage.entretiens_appuis import carte_acteurs, carte_demandes
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien, paires
from ui.ecrans.menage.section import Section
from ui.socle.elements import Bouton, Carte, EtatVide, Filet, Texte, rangee

A_COMPLETER = "à compléter"


class SectionEntretiens(Section):
    """Du plus récent au plus ancien."""

    cle = "entretiens"
    titre = "Entretiens et souhaits"

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Voir `Section`."""
        tenus = (fiche.entretiens, fiche.agents)
        self.remplacer(
            self.carte("entretiens", tenus, lambda: self._entretiens(fiche)),
            self.carte("souhaits", fiche.souhaits, lambda: self._souhaits(fiche)),
            self.carte("informations", fiche.informations, lambda: self._informations(fiche)),
            self.carte("mesures", fiche.mesures, lambda: self._mesures(fiche)),
            self.carte("acteurs", (fiche.acteurs, fiche.entretiens), lambda: carte_acteurs(self, fiche)),
            self.carte("demandes", fiche.demandes, lambda: carte_demandes(self, fiche)),
        )

    def compte(self, fiche: FicheMenage) -> int | None:
        """Le nombre d'entretiens."""
        return len(fiche.entretiens) or None

    def _entretiens(self, fiche: FicheMenage) -> Carte:
        carte = Carte("Entretiens")
        carte.a_droite(Bouton("Noter un entretien", self.vers("entretien", None, None), icone="plus"))
        if not fiche.entretiens:
            carte.ajouter(EtatVide("Chaque entretien : ce qui a été vérifié, les besoins, les difficultés, la suite."))
        for rang, entretien in enumerate(reversed(fiche.entretiens)):
            if rang:
                carte.ajouter(Filet())
            for element in self._un_entretien(entretien, fiche):
                carte.ajouter(element)
        return carte

    def _un_entretien(self, e: Ligne, fiche: FicheMenage) -> list[QWidget]:
        qui = fiche.agents.get(e["agent_id"]) if e["agent_id"] else None
        tete = " · ".join(
            filter(None, (date_courte(e["le"]), e["lieu"].libelle if e["lieu"] else None, qui and f"par {qui}"))
        )
        completer = lien(
            "Compléter", self.vers("entretien", e["id"], None), f"Compléter l'entretien du {tete}"
        )
        haut = QWidget()
        haut.setProperty("transparent", True)
        ligne = rangee(Texte(tete, "fort"), None, completer)
        ligne.setContentsMargins(0, 0, 0, 0)
        ligne.setStretch(0, 1)
        haut.setLayout(ligne)
        origine = fiche.origines.get(e["id"])
        return [haut, paires([*_reponses(e), *([("Repris de", origine)] if origine else [])])]

    def _souhaits(self, fiche: FicheMenage) -> Carte:
        carte = Carte("Souhaits")
        carte.a_droite(Bouton("Noter des souhaits", self.vers("souhaits", None, None), icone="plus"))
        if not fiche.souhaits:
            carte.ajouter(EtatVide("Ce que le ménage souhaite : type, lieux, contraintes, rester ou partir."))
        for rang, souhait in enumerate(reversed(fiche.souhaits)):
            if rang:
                carte.ajouter(Filet())
            carte.ajouter(self._tete_souhait(souhait, dernier=rang == 0))
            carte.ajouter(paires(_valeurs_souhait(souhait)))
        return carte

    def _tete_souhait(self, s: Ligne, *, dernier: bool) -> QWidget:
        quand = f"Souhaits du {date_courte(s['le'])}" + ("" if dernier else " (plus anciens)")
        mot = "Modifier" if s["reponse_le"] else "Répondre ou modifier"
        geste = lien(mot, self.vers("souhaits", s["id"], None), f"{mot} : {quand}")
        haut = QWidget()
        haut.setProperty("transparent", True)
        ligne = rangee(Texte(quand, "fort" if dernier else "doux"), None, geste)
        ligne.setContentsMargins(0, 0, 0, 0)
        ligne.setStretch(0, 1)
        haut.setLayout(ligne)
        return haut

    def _informations(self, fiche: FicheMenage) -> Carte:
        carte = Carte("Informations données au ménage")
        carte.a_droite(Bouton("Noter une information", self.vers("information", None, None), icone="plus"))
        if not fiche.informations:
            carte.ajouter(EtatVide("L'annonce, le calendrier, les contacts : quand, par quel moyen, qui a été touché."))
            return carte
        rangs = [self._rang_information(i) for i in reversed(fiche.informations)]
        carte.ajouter(Grille(("Le", "Objet", "Moyen", "Qui", ""), rangs, parts=(2, 4, 2, 2, 0)))
        return carte

    def _rang_information(self, i: Ligne) -> list[Cellule]:
        objet = _mots(NatureInformation, i["natures"]) + (f"\n{i['note']}" if i["note"] else "")
        quand = date_courte(i["le"])
        geste = lien(
            "Modifier", self.vers("information", i["id"], None), f"Modifier l'information du {quand}"
        )
        moyen = i["moyen"].libelle if i["moyen"] else "à renseigner"
        return [quand, objet, moyen, i["personne"] or "", gestes(geste)]

    def _mesures(self, fiche: FicheMenage) -> Carte:
        carte = Carte("Accompagnement renforcé")
        carte.a_droite(Bouton("Noter une mesure", self.vers("mesure", None, "qui"), icone="plus"))
        if not fiche.mesures:
            carte.ajouter(EtatVide("Qui accompagne le ménage, depuis quand et sur quoi (article 3)."))
            return carte
        rangs: list[list[Cellule]] = []
        for m in reversed(fiche.mesures):
            geste = lien(
                "Modifier", self.vers("mesure", m["id"], None), f"Modifier la mesure de {m['qui']}"
            )
            rangs.append([m["qui"], date_courte(m["depuis"]), m["objet"] or "", gestes(geste)])
        carte.ajouter(Grille(("Portée par", "Depuis le", "Objet", ""), rangs, parts=(3, 2, 5, 0)))
        return carte


def _mots(liste: type[Liste], codes: Iterable[str]) -> str:
    """Les libellés de ces codes ; un code disparu de la liste reste lisible tel quel."""
    connus = {str(membre.value): membre.libelle for membre in liste}
    return ", ".join(connus.get(code, code) for code in codes)


def _reponses(e: Ligne) -> list[tuple[str, str]]:
    """Ce qui a été répondu ; une question sans réponse le dit."""
    vues = (("composition", e["composition_vue"]), ("ressources", e["ressources_vues"]))
    revu = ", ".join(mot for mot, oui in vues if oui)
    difficultes = _mots(Difficulte, e["difficultes"]) or ("aucune" if e["aucune_difficulte"] else A_COMPLETER)
    return [
        ("Présents", e["presents"] or A_COMPLETER),
        ("Vérifié sur pièce", _mots(Verification, e["verifications"]) or "rien de noté"),
        ("Revu ensemble", revu or A_COMPLETER),
        ("Besoins", _mots(Besoin, e["besoins"]) or A_COMPLETER),
        ("Capacités", e["capacites"] or A_COMPLETER),
        ("Loyer supportable", euros(e["loyer_supportable"], A_COMPLETER)),
        ("Difficultés", difficultes),
        ("Besoin de décohabitation", _dite(e["decohabitation"])),
        ("Suivi par un travailleur social", _dite(e["acteurs_sociaux"])),
        ("Plafonds PLUS", A_COMPLETER if e["part_plafond"] is None else f"ressources à {e['part_plafond']} %"),
        ("Accession possible", _dite(e["accession_possible"])),
        ("Conclusion", e["conclusion"] or A_COMPLETER),
    ]


def _dite(reponse: bool | None) -> str:
    return A_COMPLETER if reponse is None else oui_non(reponse)


def _valeurs_souhait(s: Ligne) -> list[tuple[str, str]]:
    rester = s["rester"].libelle if s["rester"] else A_COMPLETER
    oui_ou_non = [
        ("Demande un autre type que celui qu'il quitte", s["autre_type"]),
        ("Intéressé par l'accession", s["accession"]),
        ("Ne veut pas de logement neuf", s["refuse_neuf"]),
    ]
    valeurs = [
        ("Type", s["type"] or A_COMPLETER),
        ("Lieux", s["lieux"] or A_COMPLETER),
        ("Contraintes", s["contraintes"] or A_COMPLETER),
        ("Quartier", rester),
        *((mot, oui_non(valeur)) for mot, valeur in oui_ou_non if valeur is not None),
    ]
    if s["reponse"]:
        le = f" (le {date_courte(s['reponse_le'])})" if s["reponse_le"] else ""
        valeurs.append(("Réponse donnée", s["reponse"] + le))
    return valeurs
