"""La reprise d'une ligne de liste déjà rapprochée : le logement, puis le ménage qui l'occupe, sans rien écraser."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import Any
from uuid import UUID

from relogement.formats import euros
from relogement.modeles import Bail, LigneImportee, Logement, Menage
from relogement.services.appariement import Paire
from relogement.services.departs import revenir
from relogement.services.fusion import Conflit, Fusion, en_texte
from relogement.services.identites import du_cotitulaire, du_titulaire
from relogement.services.inventaire import PARTIS, Inventaire
from relogement.services.lieux import dire_lieu
from relogement.services.outils import creer
from relogement.services.reprise_montants import loyer_douteux, nature_lue, reprendre_montants
from relogement.services.reprise_personnes import (
    ajouter_cotitulaire,
    creer_titulaire,
    nom_usage,
    reprendre_cotitulaire,
    reprendre_titulaire,
)
from relogement.tableur.etat_locatif import Defaut, LigneLocative

LOGEMENT = (
    "ug", "batiment", "escalier", "etage", "porte", "adresse", "code_postal", "commune", "type", "surface",
    "financement",
)
DU_LOGEMENT = frozenset((*LOGEMENT, "etage_texte"))
HORS_VALEURS = frozenset(("feuille", "ligne", "vacant"))


def creer_manquants(inv: Inventaire, paires: list[Paire]) -> None:
    """Les logements, puis les ménages que la base n'a pas : deux écritures pour toute la liste."""
    for paire in paires:
        if paire.logement is None:
            lues = {c: getattr(paire.ligne, c) for c in LOGEMENT}
            paire.logement = creer(inv.s, Logement, operation_id=inv.operation.id, **lues)
            inv.logements[paire.logement.id] = paire.logement
    inv.s.flush()
    for paire in paires:
        if paire.menage is None and paire.logement is not None and not paire.ligne.vacant:
            paire.nouveau = True
            paire.menage = creer(
                inv.s, Menage, operation_id=inv.operation.id, logement_id=paire.logement.id,
                reference=inv.references.pop(), nom=nom_usage(paire.ligne.nom, paire.ligne.prenom),
            )
            inv.menages[paire.menage.id] = paire.menage
    inv.s.flush()


def reprendre_bail(inv: Inventaire, menage: Menage, ligne: LigneLocative, fusion: Fusion) -> None:
    """Le téléphone du ménage, et le bail du logement d'origine : créé s'il en manque un."""
    fusion.remplir(menage, {"telephone": ("telephone", ligne.telephone)})
    bail = inv.baux.get(menage.id)
    if bail is None and (ligne.bail or ligne.entree):
        bail = inv.baux[menage.id] = creer(inv.s, Bail, menage_id=menage.id)
    if bail is not None:
        fusion.remplir(bail, {"numero": ("bail", ligne.bail), "debut": ("entree", ligne.entree)})


class Reprise:
    """Une paire entière face à la base ; après `faire()`, `fusion` dit ce qui a changé et ce qui s'oppose."""

    def __init__(self, inventaire: Inventaire, paire: Paire, defauts: list[Defaut], colonnes: Collection[str]) -> None:
        assert paire.logement is not None
        self.inv = inventaire
        self.paire = paire
        self.ligne = paire.ligne
        self.logement = paire.logement
        self.defauts = defauts
        self.colonnes = colonnes
        self.menage = paire.menage
        self.rangee = inventaire.rangees.get(paire.logement.id)
        self.avant = self._avant()
        self.fusion = Fusion(self.avant)
        self.gelee = paire.contestee
        """Vrai si rien du ménage n'est repris : la prochaine liste se comparera encore à l'avant-dernière."""

    def _avant(self) -> dict[str, Any]:
        """Ce que la dernière liste disait de ce logement, et de ce ménage où qu'il fût."""
        du_lieu = self.rangee.valeurs if self.rangee else {}
        du_menage = self.inv.avant.get(self.menage.id, {}) if self.menage else {}
        gardees = {c: v for c, v in du_lieu.items() if c in DU_LOGEMENT}
        return gardees | {c: v for c, v in du_menage.items() if c not in DU_LOGEMENT and c != PARTIS}

    def faire(self) -> None:
        """Reprend la ligne."""
        self.fusion.remplir(self.logement, {c: (c, getattr(self.ligne, c)) for c in LOGEMENT})
        if self.menage is not None:
            self._occuper(self.menage)
        self._voisins()
        self._signaler()
        self._retenir()

    def _occuper(self, menage: Menage) -> None:
        if self.paire.contestee:
            connue = self.inv.identite(menage)
            self.fusion.conflits.append(Conflit("titulaire", connue.lisible, du_titulaire(self.ligne).lisible))
        elif self.paire.nouveau:
            creer_titulaire(self.inv, menage, self.ligne)
            if self.ligne.cotitulaire:
                ajouter_cotitulaire(self.inv, menage, du_cotitulaire(self.ligne.cotitulaire, self.ligne.nom))
            self._mettre_a_jour(menage)
        else:
            self.fusion.change |= revenir(self.inv, menage)
            self.gelee = not self._situer(menage)
            if not self.gelee:
                self._sorti(menage)
                self._personnes(menage)
                self._mettre_a_jour(menage)

    def _situer(self, menage: Menage) -> bool:
        """Suit un ménage qui a changé de logement, et le signale ; faux s'il est relogé : son origine ne bouge pas."""
        logement = self.logement
        if menage.logement_id == logement.id:
            return True
        if menage.id in self.inv.deplaces:
            self._bouge(menage, "Ce ménage est déjà relogé : son logement d'origine est gardé.")
            return False
        avant = self.inv.rangee_du_menage.get(menage.id)
        if avant is not None and avant.logement_id == logement.id:
            return True  # la liste n'a pas changé : c'est l'agent qui l'a situé ailleurs
        if menage.logement_id is None or (avant is not None and avant.logement_id == menage.logement_id):
            if menage.logement_id is not None:
                self._bouge(menage, "Son logement d'origine a suivi : vérifiez lequel compte pour la charte.")
            menage.logement_id = logement.id
            self.fusion.change = True
        else:
            ancien = self.inv.logements.get(menage.logement_id)
            en_base = dire_lieu(ancien) if ancien else "un autre logement"
            self.fusion.conflits.append(Conflit("logement", en_base, dire_lieu(logement)))
        return True

    def _bouge(self, menage: Menage, suite: str) -> None:
        ancien = self.inv.logements.get(menage.logement_id) if menage.logement_id else None
        depuis = f" au lieu de « {dire_lieu(ancien)} »" if ancien else ""
        ici = dire_lieu(self.logement)
        raison = f"La liste situe ce ménage à « {ici} »{depuis}. {suite}"
        self._a_completer("douteux", "logement", f"{ici}, liste du {self._date}", raison)

    @property
    def _date(self) -> str:
        return f"{self.inv.arretee:%d/%m/%Y}"

    def _sorti(self, menage: Menage) -> None:
        if menage.sortie_le is not None:
            raison = "Ce ménage est noté sorti, mais la liste du bailleur le montre encore : vérifiez."
            self._a_completer("douteux", "sortie", f"sorti le {menage.sortie_le:%d/%m/%Y}", raison)

    def _personnes(self, menage: Menage) -> None:
        reprendre_titulaire(self.inv, menage, self.ligne, self.fusion)
        dit = "cotitulaire" in self.colonnes
        parti = reprendre_cotitulaire(self.inv, menage, self.ligne, self.fusion, dit=dit)
        if parti is not None:
            raison = "La liste ne nomme plus ce cotitulaire du bail : il reste au foyer, vérifiez."
            self._a_completer("douteux", "cotitulaire", f"{parti}, liste du {self._date}", raison)

    def _mettre_a_jour(self, menage: Menage) -> None:
        ligne, fusion = self.ligne, self.fusion
        reprendre_bail(self.inv, menage, ligne, fusion)
        if loyer_douteux(self.inv, menage.id, ligne):
            raison = "Le loyer a été multiplié ou divisé par trois depuis la liste précédente : vérifiez la quittance."
            self._a_completer("douteux", "loyer", euros(ligne.loyer or 0), raison)
        reprendre_montants(self.inv, menage.id, ligne, fusion)

    def _voisins(self) -> None:
        """Un autre ménage, que la liste ne montre pas, tient encore ce logement au dossier."""
        for autre in self.inv.occupants.get(self.logement.id, ()):
            if self.ligne.vacant:
                raison = "La liste dit ce logement vacant, le dossier y situe toujours ce ménage : vérifiez."
                self.inv.signaler(
                    "douteux", "logement", "logement dit vacant", raison, menage_id=autre.id, **self._origine()
                )
            elif self.menage is not None and autre is not self.menage:
                raison = f"Ce logement est déjà occupé par {autre.reference} au dossier : gardez l'un des deux."
                self._a_completer("douteux", "logement", f"logement déjà occupé par {autre.reference}", raison)

    def _signaler(self) -> None:
        for d in self.defauts:
            self._a_completer(d.nature, d.champ, d.valeur, d.raison, d, self.logement.id)
        for conflit in self.fusion.conflits:
            self._a_completer("conflit", conflit.champ, conflit.dans_la_liste, conflit.phrase)

    def _a_completer(
        self, nature: str, champ: str, texte: str, raison: str, d: Defaut | None = None, logement: UUID | None = None
    ) -> None:
        self.inv.signaler(
            nature, champ, texte, raison, menage_id=self.menage.id if self.menage else None, logement_id=logement,
            **self._origine(d),
        )

    def _origine(self, d: Defaut | None = None) -> dict[str, Any]:
        source: Defaut | LigneLocative = d or self.ligne
        return {"feuille": source.feuille, "ligne": source.ligne, "colonne": d.colonne if d else None}

    def _retenir(self) -> None:
        """Garde ce que la liste dit : la prochaine s'y comparera. Ce qu'elle tait reste de la précédente."""
        valeurs = self._valeurs()
        menage_id = self.menage.id if self.menage else None
        if self.rangee is None:
            self.rangee = creer(
                self.inv.s, LigneImportee, operation_id=self.inv.operation.id, logement_id=self.logement.id,
                cle=self.inv.cle_libre(self.paire.cle), menage_id=menage_id, valeurs=valeurs,
            )
            self.inv.rangees[self.logement.id] = self.rangee
            return
        nouvelles = {
            "cle": self.inv.cle_libre(self.paire.cle, self.rangee.cle), "menage_id": menage_id, "valeurs": valeurs,
        }
        for colonne, valeur in nouvelles.items():
            if getattr(self.rangee, colonne) != valeur:
                setattr(self.rangee, colonne, valeur)

    def _valeurs(self) -> dict[str, Any]:
        lues = {f.name: getattr(self.ligne, f.name) for f in fields(self.ligne) if f.name not in HORS_VALEURS}
        lues["nature"] = nature_lue(self.ligne.ressource_nature)
        dites = {c: en_texte(v) for c, v in lues.items() if v is not None}
        if self.gelee:
            dites = {c: v for c, v in dites.items() if c in DU_LOGEMENT}
        avant = {c: v for c, v in self.avant.items() if not self.ligne.vacant or c in DU_LOGEMENT}
        if "cotitulaire" in self.colonnes and not self.gelee:
            avant.pop("cotitulaire", None)
        partis = self.rangee.valeurs.get(PARTIS) if self.rangee else None
        return avant | dites | ({PARTIS: partis} if partis else {})
