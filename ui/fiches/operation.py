"""La fiche d'une opération : la créer, ou la corriger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import Changements
from relogement.services.operations import creer_operation, modifier_operation
from relogement.stockage.base import Base
from relogement.stockage.lectures import LigneOperation
from relogement.vocabulaire import GenreBailleur, NatureOperation, ZonePlafonds
from ui.socle.champs import Champ, Genre, Valeur
from ui.socle.contexte import Contexte
from ui.socle.formulaire import Formulaire

CODE = Champ(
    "code", "Code", obligatoire=True, demi=True, aide="Court, par exemple BEL : il commencera les références.",
    manque="Donnez un code court à l'opération, par exemple BEL.",
)
_OUI_NON = "Répondez oui ou non : le pilote et les règles de la charte en dépendent."
NOM = Champ("nom", "Nom", obligatoire=True, demi=True, manque="Donnez un nom à l'opération.")
CHAMPS = (
    Champ("nature", "Nature", Genre.CHOIX, obligatoire=True, choix=NatureOperation, manque="Choisissez la nature."),
    Champ(
        "demolition_partielle", "Avec une démolition partielle", Genre.OUI_NON_INCONNU, obligatoire=True,
        aide="Une démolition partielle suit les règles des démolitions.", manque=_OUI_NON,
    ),
    Champ("anru", "Projet ANRU", Genre.OUI_NON_INCONNU, obligatoire=True, demi=True, manque=_OUI_NON),
    Champ("qpv", "En quartier prioritaire (QPV)", Genre.OUI_NON_INCONNU, obligatoire=True, demi=True, manque=_OUI_NON),
    Champ("bailleur", "Bailleur", obligatoire=True, demi=True, manque="Indiquez le nom du bailleur."),
    Champ(
        "genre_bailleur", "Genre du bailleur", Genre.CHOIX, obligatoire=True, demi=True, choix=GenreBailleur,
        manque="Choisissez le genre du bailleur : la réduction de loyer de solidarité en dépend.",
    ),
    Champ(
        "communes", "Commune", obligatoire=True, aide="Plusieurs communes : séparez-les par une virgule.",
        manque="Indiquez la commune.",
    ),
    Champ(
        "zone_apl", "Zone APL", Genre.ENTIER, minimum=1, maximum=3,
        aide="1, 2 ou 3 ; vide : celle de la commune, si elle est connue de l'application.",
    ),
    Champ(
        "zone_plafonds", "Zone des plafonds de ressources", Genre.CHOIX, choix=ZonePlafonds,
        aide="Vide : celle de la commune, si elle est connue de l'application (Loire-Atlantique).",
    ),
    Champ(
        "forfaits_minoration", "Forfaits de minoration de loyer prévus", Genre.ENTIER, minimum=0, maximum=10_000,
        aide="Le nombre que dimensionne la convention pluriannuelle ; vide : il n'est pas noté.",
    ),
    Champ(
        "commune_pilote", "La commune prend le pilotage", Genre.OUI_NON_INCONNU,
        aide="Hors ANRU, le bailleur pilote sauf si la commune le souhaite (article 10).",
    ),
    Champ(
        "commission", "Examen en commission étendu à cette opération", Genre.OUI_NON_INCONNU,
        aide="Une charte de site peut l'étendre au-delà des démolitions ANRU ou en QPV (article 12).",
    ),
    Champ("decision_le", "Décision", Genre.DATE, demi=True),
    Champ("annonce_le", "Annonce aux ménages (J0)", Genre.DATE, demi=True, aide="L'origine de tous les délais."),
    Champ("debut_relogement_le", "Début des relogements", Genre.DATE, demi=True),
    Champ("did_le", "Dossier d'intention de démolir (DID)", Genre.DATE, demi=True),
    Champ("travaux_le", "Début des travaux", Genre.DATE, demi=True, aide="La date à tenir."),
    Champ("cloture_le", "Clôture", Genre.DATE, demi=True),
)
_DEPART: dict[str, Valeur] = {"demolition_partielle": False}


class FicheOperation(QWidget):
    """Le formulaire ; `ligne` None : une opération nouvelle. `termine(Changements)` et `quitte` comme toute fiche."""

    termine = Signal(object)
    quitte = Signal()

    def __init__(self, contexte: Contexte[Base], ligne: LigneOperation | None = None) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._contexte = contexte
        self._cle: UUID | None = ligne.id if ligne else None
        self._brouillon = f"operation/{ligne.id}" if ligne else "operation"
        self.formulaire = Formulaire(
            (replace(NOM, demi=False), *CHAMPS) if ligne else (CODE, NOM, *CHAMPS), contexte, self._brouillon,
            valeurs=ligne.valeurs if ligne else _DEPART,
            action="Enregistrer les réglages" if ligne else "Créer l'opération",
        )
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self.formulaire)
        self.formulaire.valider.connect(self._valider)
        self.formulaire.quitter.connect(self.quitte)
        for nom in ("nature", "demolition_partielle", "anru"):
            self.formulaire.rangs[nom].saisie.modifie.connect(self._suivre)
        self._suivre()

    def _caches(self) -> Collection[str]:
        """Les questions qui ne se posent pas : la démolition partielle hors réhabilitation, le pilotage s'il est fixé.

        Une restructuration ou un changement d'usage est déjà une démolition au sens de la charte.
        """
        textes = {nom: self.formulaire.rangs[nom].texte for nom in ("nature", "demolition_partielle", "anru")}
        rehabilitation = textes["nature"] == NatureOperation.REHABILITATION.value
        caches = set() if rehabilitation else {"demolition_partielle"}
        if textes["anru"] == "oui" or (rehabilitation and textes["demolition_partielle"] != "oui"):
            caches.add("commune_pilote")
        return caches

    def _suivre(self) -> None:
        caches = self._caches()
        for nom in ("demolition_partielle", "commune_pilote"):
            self.formulaire.rangs[nom].setVisible(nom not in caches)

    def _valider(self, valeurs: dict[str, Valeur]) -> None:
        caches = self._caches()
        if "demolition_partielle" in caches:
            valeurs["demolition_partielle"] = False
        if "commune_pilote" in caches:
            valeurs["commune_pilote"] = None
        faits = self.formulaire.executer(self._enregistrer, valeurs)
        if faits is not None:
            self.termine.emit(faits)

    def _enregistrer(self, base: Any, valeurs: dict[str, Valeur]) -> Changements:
        if self._cle is None:
            return creer_operation(base, **valeurs)
        return modifier_operation(base, self._cle, **valeurs)

    @property
    def en_cours(self) -> bool:
        """Vrai si quelqu'un y tape : le clavier y est, ou un brouillon attend."""
        ici = self.focusWidget()
        return bool(ici and ici.hasFocus()) or bool(self._contexte.brouillon(self._brouillon))

    def viser(self, champ: str | None) -> None:
        """Place le clavier sur ce champ, ou au premier."""
        rangs = self.formulaire.rangs
        (rangs.get(champ or "") or next(iter(rangs.values()))).setFocus(Qt.FocusReason.OtherFocusReason)
