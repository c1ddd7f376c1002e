"""Foyer et ressources : ce qui reste à compléter, qui vit là, où, ce que cela coûte, ce que le foyer touche."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt

from relogement.regles.charte.constat import Constat
from relogement.services.charte import Resume
from relogement.stockage.lectures import FicheMenage
from relogement.vocabulaire import Lien
from ui.ecrans.menage.foyer_argent import carte_loyer, carte_ressources
from ui.ecrans.menage.foyer_champs import ChampsCoordonnees, ChampsLogement
from ui.ecrans.menage.foyer_completer import carte_a_completer, ou_completer
from ui.ecrans.menage.foyer_decohabitation import carte_decohabitation, resumes_lies
from ui.ecrans.menage.foyer_liens import carte_bail, carte_referent, carte_sortie
from ui.ecrans.menage.foyer_personnes import carte_personnes
from ui.ecrans.menage.foyer_plafonds import carte_plafonds
from ui.ecrans.menage.foyer_situation import carte_situation
from ui.ecrans.menage.section import Ouvrir, Section
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, amener

_DEBUTS = {"statut_bail": "Modifier ", "ressources": "Ajouter une ressource"}
"""Ce qui ne se règle pas d'un champ : le début du nom du bouton à prendre."""


class SectionFoyer(Section):
    """La première section ; ses champs libres s'enregistrent quand on les quitte."""

    cle = "foyer"
    titre = "Foyer et ressources"

    def __init__(self, contexte: Contexte[Any], ouvrir: Ouvrir) -> None:
        super().__init__(contexte, ouvrir)
        self._menage: UUID | None = None
        self._titulaire: UUID | None = None
        self.coordonnees: ChampsCoordonnees | None = None
        self.logement: ChampsLogement | None = None

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Voir `Section` ; les champs libres ne sont refaits que pour un autre ménage."""
        au = self.contexte.aujourd_hui()
        self._titulaire = next((p["id"] for p in fiche.personnes if p["lien"] is Lien.TITULAIRE), None)
        coordonnees, logement = self._champs(fiche)
        lies = resumes_lies(self, fiche)
        parent = (fiche.menage["parent_id"], fiche.menage["decohabite_le"], fiche.decohabitants, lies)
        a_completer = [a for a in fiche.a_completer if a["regle_le"] is None]
        cartes = [
            self.carte("personnes", (fiche.personnes, fiche.compositions), lambda: carte_personnes(self, fiche, au)),
            coordonnees,
            logement,
            self.carte("bail", fiche.bail, lambda: carte_bail(self, fiche)),
            self.carte("loyer", fiche.loyers, lambda: carte_loyer(self, fiche, au)),
            self.carte(
                "ressources",
                (fiche.ressources, fiche.personnes, fiche.compositions),
                lambda: carte_ressources(self, fiche, au),
            ),
            self.carte(
                "plafonds",
                (fiche.avis_impot, fiche.personnes, fiche.compositions, fiche.operation, au),
                lambda: carte_plafonds(self, fiche, au),
            ),
            self.carte("situation", self._situation(fiche), lambda: carte_situation(self, fiche)),
            self.carte("referent", (fiche.referents, fiche.agents), lambda: carte_referent(self, fiche, au)),
            self.carte("decohabitation", parent, lambda: carte_decohabitation(self, fiche, lies)),
            self.carte(
                "sortie", (fiche.menage["sortie_le"], fiche.menage["sortie_motif"]), lambda: carte_sortie(self, fiche)
            ),
        ]
        if a_completer:
            cartes.insert(0, self.carte("a_completer", a_completer, lambda: carte_a_completer(self, a_completer)))
        self.remplacer(*cartes)

    def _champs(self, fiche: FicheMenage) -> tuple[Carte, Carte]:
        if self._menage != fiche.menage["id"] or self.coordonnees is None or self.logement is None:
            self._menage = fiche.menage["id"]
            self.coordonnees = ChampsCoordonnees(self.contexte, fiche)
            self.logement = ChampsLogement(self.contexte, fiche)
        self.coordonnees.montrer(fiche)
        self.logement.montrer(fiche)
        return self.coordonnees, self.logement

    def _situation(self, fiche: FicheMenage) -> tuple[object, ...]:
        return tuple(fiche.menage[nom] for nom in ("action_logement", "action_logement_le", "priorites"))

    def compte(self, fiche: FicheMenage) -> int | None:
        """Ce qui reste à compléter ; rien quand tout est réglé."""
        return sum(a["regle_le"] is None for a in fiche.a_completer) or None

    def viser(self, champ: str | None, fiche_id: UUID | None) -> bool:
        """Place le clavier sur un champ libre, ou sur le geste à faire : modifier une personne, dire une ressource."""
        if champ in _DEBUTS:
            return self._viser_bouton(_DEBUTS[champ])
        for champs in (self.coordonnees, self.logement):
            if champs is not None and champ in champs.champs:
                amener(champs.champs[champ])
                champs.champs[champ].setFocus()
                return True
        return False

    def _viser_bouton(self, debut: str) -> bool:
        """Amène sous les yeux, et au clavier, le premier bouton dont le nom commence ainsi ; faux s'il n'y en a pas."""
        # Les cartes d'avant, cachées, ne disparaissent qu'au tour suivant.
        montres = (b for b in self.findChildren(Bouton) if b.isVisibleTo(self))
        bouton = next((b for b in montres if b.accessibleName().startswith(debut)), None)
        if bouton is not None:
            amener(bouton)
            bouton.setFocus(Qt.FocusReason.OtherFocusReason)
        return bouton is not None

    def completer(self, champ: str) -> None:
        """Va au champ ou au formulaire qui règle une ligne « à compléter » ; la liste parle du titulaire."""
        but = ou_completer(champ)
        if but.fiche is None:
            self.viser(but.champ, None)
        else:
            titulaire = but.fiche == "personne" and but.champ != "nom"
            self.ouvrir(but.fiche, self._titulaire if titulaire else None, but.champ)
