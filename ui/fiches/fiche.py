"""Une fiche à l'écran : le formulaire de son modèle, sa pièce s'il y en a une, et le geste qu'elle déclenche."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from relogement.commun import Changements, ErreurMetier
from relogement.regles.charte.constat import Cible
from relogement.services.corrections import corriger, retirer
from ui.fiches.depot import ZoneDepot
from ui.fiches.dossier import Ouverture
from ui.fiches.modele import Depot, ModeleDe, Valeurs
from ui.fiches.prefaite import Prefaite
from ui.fiches.suggestion import VueRenvoi, VueSuggestion
from ui.fiches.vidange import DIT, Vidange
from ui.socle.champs import ecrire
from ui.socle.elements import Bouton, Carte, EtatVide, Texte, Titre, dire_erreur
from ui.socle.formulaire import Formulaire
from ui.socle.theme import PAS


class Fiche(QWidget):
    """Ce que la page accueille. `termine(Changements)` : le geste est fait ; `quitte` : on referme, la frappe reste."""

    termine = Signal(object)
    quitte = Signal()

    def __init__(self, titre: str) -> None:
        super().__init__()
        self.titre = titre
        self.setProperty("transparent", True)
        self.setAccessibleName(titre)
        self._boite = QVBoxLayout(self)
        self._boite.setContentsMargins(0, 0, 0, 0)

    def viser(self, champ: str | None) -> None:
        """Place le clavier sur ce champ, ou au premier."""


class FicheSansObjet(Fiche):
    """Ce qui se montre quand la fiche n'a pas de quoi s'ouvrir : la phrase qui dit quoi faire d'abord."""

    def __init__(self, titre: str, phrase: str) -> None:
        super().__init__(titre)
        self.phrase = phrase
        self._fermer = Bouton("Fermer", self.quitte.emit)
        self._boite.addWidget(Carte(titre, EtatVide(phrase, self._fermer)))

    def viser(self, champ: str | None) -> None:
        """Place le clavier sur « Fermer »."""
        self._fermer.setFocus(Qt.FocusReason.OtherFocusReason)


class FicheDeclaree(Fiche):
    """Une fiche faite de son modèle ; ce qui est tapé se garde sous « nom/porteur/fiche »."""

    def __init__(self, nom: str, modele: ModeleDe[Any], dossier: Ouverture) -> None:
        super().__init__(modele.titre_pour(dossier))
        self._modele, self._dossier = modele, dossier
        self.cle_brouillon = cle_de(nom, dossier)
        self._depart = {**modele.valeurs(dossier), **dossier.choix}
        self.formulaire = Formulaire(
            modele.champs(dossier), dossier.contexte, self.cle_brouillon,
            valeurs=self._depart, action=modele.action,
        )
        depot = modele.depot if _se_depose(modele.depot, dossier) else None
        self.depot = ZoneDepot(depot, dossier, self.cle_brouillon) if depot else None
        self._alerte = Texte("", "erreur")
        self._note = Texte("", "doux")
        self._note_pour: tuple[str, ...] | None = None
        self._prefaite = Prefaite(modele.calcul, dossier) if modele.calcul is not None else None
        proposee = modele.suggestion
        self._suggestion = VueSuggestion(proposee, dossier, self._choisir) if proposee is not None else None
        self._renvoi = VueRenvoi(modele.renvoi, dossier, self._aller) if modele.renvoi is not None else None
        self._vide = Texte()
        self._selon = self.formulaire.rangs[modele.vidange.selon].texte if modele.vidange is not None else ""
        self._disposer()
        self.formulaire.valider.connect(self._valider)
        self.formulaire.quitter.connect(self.quitte)
        for rang in self.formulaire.rangs.values():
            rang.saisie.modifie.connect(self._suivre)
            rang.saisie.quitte.connect(self._suivre)
        self._suivre()

    def _disposer(self) -> None:
        carte = Carte(self.titre)
        if self._retirable:
            carte.a_droite(Bouton("Retirer", self.retirer, "lien", description=f"Retirer : {self._modele.titre}"))
        carte.a_droite(Bouton("Fermer (la frappe est gardée)", self._fermer, "lien", description="Échap"))
        if self._modele.intro:
            carte.ajouter(Texte(self._modele.intro, "doux"))
        if self.depot is not None:
            carte.ajouter(self.depot)
        self.formulaire.setContentsMargins(0, PAS, 0, 0)
        carte.ajouter(self.formulaire)
        self._boite.addWidget(carte)
        for avant, titre in self._modele.titres.items():
            _intercaler(self.formulaire, avant, Titre(titre, "section"))
        if self._modele.note is not None:
            _intercaler(self.formulaire, self._modele.note.avant, self._note)
        if self._prefaite is not None:
            for avant, phrase in self._prefaite.phrases.items():
                _intercaler(self.formulaire, avant, phrase)
        if self._suggestion is not None and self._modele.suggestion is not None:
            _intercaler(self.formulaire, self._modele.suggestion.avant, self._suggestion)
        if self._modele.vidange is not None:
            _intercaler(self.formulaire, self._modele.vidange.avant, self._vide)
            dire_erreur(self._vide, self._dossier.contexte.brouillon(self.cle_brouillon).get(DIT, ""))
        if self._renvoi is not None:
            _avant_les_boutons(self.formulaire, self._renvoi)
        _avant_les_boutons(self.formulaire, self._alerte)
        dire_erreur(self._alerte, "")

    @property
    def _retirable(self) -> bool:
        """Vrai si la fiche reprend quelque chose qui se retire."""
        ligne, modele = self._dossier.ligne, self._modele
        if ligne is None or not modele.retrait:
            return False
        return not modele.efface or any(ligne[colonne] is not None for colonne in modele.efface)

    def retirer(self) -> None:
        """Met à la corbeille la ligne reprise, ou vide la partie que montre la fiche ; Ctrl+Z la rend."""
        objet, cle, vides = self._modele.retrait, self._dossier.cle, dict.fromkeys(self._modele.efface)
        faits = self.formulaire.executer(
            lambda base: corriger(base, objet, cle, **vides) if vides else retirer(base, objet, cle)
        )
        if faits is not None:
            self.termine.emit(faits)

    def _fermer(self) -> None:
        self.formulaire.garder()
        self.quitte.emit()

    def viser(self, champ: str | None) -> None:
        """Place le clavier sur ce champ, ou au premier."""
        rangs = self.formulaire.rangs
        champ = (champ or "").partition("=")[0]
        if champ in self._modele.entrees:
            nom, texte = self._modele.entrees[champ]
            rangs[nom].reprendre(texte)
            self._suivre()
        rang = rangs.get(champ or "") or next((r for r in rangs.values() if not r.isHidden()), None)
        if self.depot is not None and (rang is None or champ == self.depot.nom):
            self.depot.setFocus(Qt.FocusReason.OtherFocusReason)
        elif rang is not None:
            rang.setFocus(Qt.FocusReason.OtherFocusReason)

    def textes(self) -> dict[str, str]:
        """Ce qui est tapé, tel quel, par champ."""
        return {nom: rang.texte for nom, rang in self.formulaire.rangs.items()}

    def _vider(self, v: Vidange) -> None:
        """Vide ce qui ne valait que pour la réponse d'avant, si elle a changé, et le dit."""
        textes = self.textes()
        if textes[v.selon] == self._selon:
            return
        self._selon = textes[v.selon]
        rangs, calcul = self.formulaire.rangs, self._prefaite
        depart = {c.nom: ecrire(c, self._depart.get(c.nom)) for c in v.champs}
        tapes = {nom: t for nom, t in textes.items() if calcul is None or not calcul.est_posee(nom, t)}
        pleins = v.pleins(tapes, depart)
        for champ in pleins:
            rangs[champ.nom].saisie.poser(depart[champ.nom])
            rangs[champ.nom].garder()
            rangs[champ.nom].montrer_erreur("")
            if calcul is not None:
                calcul.rendre(champ.nom)
        if pleins:
            phrase = v.phrase(pleins, textes)
            self._dossier.contexte.ecrire_brouillon(self.cle_brouillon, DIT, phrase)
            dire_erreur(self._vide, phrase)

    def _suivre(self) -> None:
        if self._modele.vidange is not None:
            self._vider(self._modele.vidange)
        if self._prefaite is not None:
            self._prefaite.suivre(self.formulaire, self.textes())
        textes = self.textes()
        if self._modele.caches is not None:
            caches = self._modele.caches(self._dossier, textes)
            for nom, rang in self.formulaire.rangs.items():
                rang.setVisible(nom not in caches)
            if self.depot is not None:
                self.depot.setVisible(self.depot.nom not in caches)
        if self._modele.alerte is not None:
            dire_erreur(self._alerte, self._modele.alerte(self._dossier, textes))
        if self._suggestion is not None:
            self._suggestion.suivre(textes)
        if self._renvoi is not None:
            self._renvoi.suivre(textes)
        self._noter(textes)

    def _choisir(self, nom: str, texte: str) -> None:
        """Répond ce que la fiche proposait ; c'est gardé comme une frappe."""
        rang = self.formulaire.rangs[nom]
        rang.saisie.poser(texte)
        rang.garder()
        self._suivre()
        rang.setFocus(Qt.FocusReason.OtherFocusReason)

    def _aller(self, cible: Cible) -> None:
        """Mène au champ du même dossier qui règle ce que la fiche a dit ; la frappe reste au brouillon."""
        self.formulaire.garder()
        ou = {"section": cible.section, "champ": cible.champ, "fiche": cible.id}
        self._dossier.contexte.naviguer("menage", id=self._dossier.porteur, **ou)

    def _noter(self, textes: dict[str, str]) -> None:
        """Refait la note si ce dont elle dépend a changé : elle peut lire la base."""
        note = self._modele.note
        pour = tuple(textes[nom] for nom in note.champs) if note else None
        if note is not None and pour != self._note_pour:
            self._note_pour = pour
            self._note.setText(note.texte(self._dossier, textes))

    def _inchangees(self, valeurs: Valeurs) -> bool:
        """Vrai si rien ne diffère de ce que la fiche montrait au départ."""
        pareilles = all(_egales(self._depart.get(nom), v) for nom, v in valeurs.items())
        return pareilles and (self.depot is None or self.depot.vide)

    def _valider(self, valeurs: Valeurs) -> None:
        if self._inchangees(valeurs):
            self.formulaire.montrer_erreur(ErreurMetier("Rien n'a changé : complétez un champ, ou fermez."))
            return
        faits = self.formulaire.executer(self._geste, dict(valeurs))
        if faits is not None:
            self.termine.emit(faits)

    def _geste(self, base: Any, valeurs: Valeurs) -> Changements:
        if self.depot is not None and not self.depot.isHidden():
            try:
                valeurs[self.depot.nom] = self.depot.ranger()
            except ErreurMetier as erreur:
                self.depot.montrer_erreur(erreur.phrase)
                raise
        faits = self._modele.geste(base, self._dossier, valeurs)
        if faits.geste_id is not None:
            # La frappe suit le geste : l'annuler la rend.
            self._dossier.contexte.ranger_brouillon(self.cle_brouillon, faits.geste_id)
        return faits


def _se_depose(depot: Depot | None, dossier: Ouverture) -> bool:
    """Un fichier brut ne se dépose qu'une fois, à moins que la fiche reprise en accepte un autre."""
    return depot is not None and (not depot.brut or depot.repris or dossier.ligne is None)


def cle_de(nom: str, dossier: Ouverture) -> str:
    """La clé du brouillon de cette fiche, une fois sa ligne retenue.

    Une frappe par fiche reprise et par entrée : deux postes de frais ne se mélangent pas.
    """
    parts: list[object] = [nom, dossier.porteur]
    ligne = dossier.ligne["id"] if dossier.ligne is not None else None
    parts += [cle for cle in dict.fromkeys((ligne, dossier.fiche_id)) if cle is not None]
    parts += [dossier.entree] if dossier.choix else []
    return "/".join(map(str, parts))


def _intercaler(formulaire: Formulaire, avant: str, widget: QWidget) -> None:
    """Place le widget au-dessus de la ligne de ce champ."""
    boite = formulaire.layout()
    assert isinstance(boite, QVBoxLayout)
    rang = formulaire.rangs[avant]
    for place in range(boite.count()):
        element = boite.itemAt(place)
        if element is None:
            continue
        ligne = element.layout()
        if element.widget() is rang or (isinstance(ligne, QLayout) and ligne.indexOf(rang) >= 0):
            boite.insertWidget(place, widget)
            return


def _avant_les_boutons(formulaire: Formulaire, widget: QWidget) -> None:
    boite = formulaire.layout()
    assert isinstance(boite, QVBoxLayout)
    # Les deux derniers éléments du formulaire sont la ligne des boutons et le vide qui pousse.
    boite.insertWidget(boite.count() - 2, widget)


def _egales(avant: Any, apres: Any) -> bool:
    """Deux valeurs de champ égales ; aucun choix coché vaut l'inconnu, mais zéro et non sont des réponses."""
    vides = (None, ())
    return (avant in vides and apres in vides) or avant == apres
