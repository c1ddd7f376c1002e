"""La reprise d'une ligne de liste : le logement, puis le ménage qui l'occupe, sans rien écraser."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from uuid import UUID

from relogement.commun import sans_accents
from relogement.modeles import Bail, Composition, LigneImportee, Logement, Loyer, Menage, Personne, Ressource
from relogement.modeles.table import Periode
from relogement.services.fusion import Conflit, Fusion, en_texte
from relogement.services.inventaire import PARTI, Inventaire
from relogement.services.outils import creer
from relogement.services.ressources import LISTE_DU_BAILLEUR
from relogement.tableur.etat_locatif import Defaut, LigneLocative
from relogement.vocabulaire import Lien, NatureRessource, StatutBail

LOGEMENT = (
    "ug", "batiment", "escalier", "etage", "porte", "adresse", "code_postal", "commune", "type", "surface",
    "financement",
)
ECART_DOUTEUX = 3
NATURES = {
    "salaire": NatureRessource.SALAIRE, "independant": NatureRessource.INDEPENDANT, "are": NatureRessource.CHOMAGE,
    "chomage": NatureRessource.CHOMAGE, "ass": NatureRessource.ASS, "retraite": NatureRessource.RETRAITE,
    "pension": NatureRessource.RETRAITE, "invalidite": NatureRessource.INVALIDITE, "aah": NatureRessource.AAH,
    "rsa": NatureRessource.RSA, "bourse": NatureRessource.BOURSE, "sans": NatureRessource.SANS,
}


class Reprise:
    """Une ligne de la liste face à la base ; après `faire()` : `menage`, `ajoute`, `departs`, `fusion`."""

    def __init__(self, inventaire: Inventaire, ligne: LigneLocative, defauts: list[Defaut]) -> None:
        self.inv = inventaire
        self.ligne = ligne
        self.defauts = defauts
        self.cle = cle_de(ligne)
        self.importee = inventaire.importees.get(self.cle)
        self.fusion = Fusion(self.importee.valeurs if self.importee else {})
        self.menage: Menage | None = None
        self.ajoute = False
        self.departs = 0

    def faire(self) -> None:
        """Reprend la ligne."""
        logement = self._logement()
        if self.importee is None:
            self.importee = creer(
                self.inv.s, LigneImportee, operation_id=self.inv.operation.id, cle=self.cle, logement_id=logement.id
            )
            self.inv.importees[self.cle] = self.importee
        if self.ligne.vacant:
            self._liberer()
        else:
            self._occuper(logement)
        self._signaler(logement)
        self._retenir()

    def _logement(self) -> Logement:
        logement = self.inv.logements[self.importee.logement_id] if self.importee else self._logement_connu()
        if logement is None:
            lues = {c: getattr(self.ligne, c) for c in LOGEMENT}
            logement = creer(self.inv.s, Logement, operation_id=self.inv.operation.id, **lues)
            self.inv.s.flush()
            self.inv.logements[logement.id] = logement
        else:
            self.fusion.remplir(logement, {c: (c, getattr(self.ligne, c)) for c in LOGEMENT})
        return logement

    def _logement_connu(self) -> Logement | None:
        """Un logement saisi à la main : même n°, ou même place dans le même bâtiment."""
        for logement in self.inv.logements.values():
            if self.ligne.ug and logement.ug == self.ligne.ug:
                return logement
            if not logement.ug and _place(logement) == _place(self.ligne) and logement.porte:
                return logement
        return None

    def _liberer(self) -> None:
        assert self.importee is not None
        if self.importee.menage_id is not None:
            self.departs += self.inv.partir(self.importee)
            self.importee.menage_id = None

    def _occuper(self, logement: Logement) -> None:
        assert self.importee is not None
        ici = self.importee.menage_id
        connu = self.inv.menages.get(ici) if ici else self._menage_connu(logement)
        if connu is not None and not self._meme_menage(connu):
            self.departs += self.inv.partir(self.importee) if ici else 0
            connu = None
            self.fusion = Fusion({})
        if connu is None:
            connu = self._creer_menage(logement)
        elif self.inv.revenir(self.importee, connu.id):
            self.fusion.change = True
        self.importee.menage_id = connu.id
        self.menage = connu
        self._mettre_a_jour(connu)

    def _menage_connu(self, logement: Logement) -> Menage | None:
        siens = [m for m in self.inv.menages.values() if m.logement_id == logement.id and m.parent_id is None]
        return next((m for m in siens if m.sortie_le is None and self._meme_menage(m)), None)

    def _meme_menage(self, menage: Menage) -> bool:
        """Le même n° de bail ; sans lui, le même nom de titulaire."""
        bail = self.inv.baux.get(menage.id)
        if bail is not None and bail.numero and self.ligne.bail:
            return bail.numero == self.ligne.bail
        titulaire = self.inv.titulaires.get(menage.id)
        return sans_accents(titulaire.nom if titulaire else menage.nom) == sans_accents(self.ligne.nom or "")

    def _creer_menage(self, logement: Logement) -> Menage:
        self.ajoute = True
        menage = creer(
            self.inv.s, Menage, operation_id=self.inv.operation.id, logement_id=logement.id,
            reference=self.inv.references.pop(), nom=_nom_usage(self.ligne),
        )
        self.inv.s.flush()
        titulaire = creer(
            self.inv.s, Personne, menage_id=menage.id, nom=self.ligne.nom or "Nom à compléter", lien=Lien.TITULAIRE,
            statut_bail=StatutBail.TITULAIRE,
        )
        self.inv.s.flush()
        self.inv.menages[menage.id], self.inv.titulaires[menage.id] = menage, titulaire
        if self.ligne.cotitulaire:
            nom, prenom = _cotitulaire(self.ligne)
            creer(self.inv.s, Personne, menage_id=menage.id, nom=nom, prenom=prenom, statut_bail=StatutBail.COTITULAIRE)
        return menage

    def _mettre_a_jour(self, menage: Menage) -> None:
        ligne, fusion = self.ligne, self.fusion
        fusion.remplir(menage, {"telephone": ("telephone", ligne.telephone)})
        titulaire = self.inv.titulaires.get(menage.id)
        if titulaire is not None:
            fusion.remplir(titulaire, {"prenom": ("prenom", ligne.prenom), "naissance": ("naissance", ligne.naissance)})
        bail = self.inv.baux.get(menage.id)
        if bail is None and (ligne.bail or ligne.entree):
            bail = self.inv.baux[menage.id] = creer(self.inv.s, Bail, menage_id=menage.id)
        if bail is not None:
            fusion.remplir(bail, {"numero": ("bail", ligne.bail), "debut": ("entree", ligne.entree)})
        self._loyer_double(menage)
        self._periode(Loyer, menage.id, {"loyer": ligne.loyer, "charges": ligne.charges, "apl": ligne.apl})
        self._periode(Composition, menage.id, {"occupants": ligne.occupants, "enfants": ligne.enfants})
        self._ressource(menage.id)

    def _periode(self, table: type[Periode], menage_id: UUID, valeurs: dict[str, Any]) -> None:
        actuelle = self.inv.en_cours(table, menage_id)
        pris = {c: v for c, v in valeurs.items() if self.fusion.a_prendre(c, v, getattr(actuelle, c, None))}
        if pris:
            self.inv.ouvrir(table, menage_id, pris)

    def _ressource(self, menage_id: UUID) -> None:
        """Le revenu de la liste vaut pour le foyer ; dès que l'agent a noté les ressources, c'est lui qui sait."""
        nature = _nature(self.ligne.ressource_nature)
        if nature is None and self.ligne.revenu is None:
            return
        if tenues := self._tenues(menage_id):
            self._revenu_en_conflit(tenues)
            return
        actuelle = self.inv.en_cours(Ressource, menage_id)
        propres = {"nature": nature, "revenu": self.ligne.revenu}
        en_base = {"nature": actuelle.nature, "revenu": actuelle.montant} if actuelle else {}
        pris = {c: v for c, v in propres.items() if self.fusion.a_prendre(c, v, en_base.get(c))}
        if pris:
            colonnes = {"montant" if c == "revenu" else c: v for c, v in pris.items()}
            self.inv.ouvrir(Ressource, menage_id, {"personne_id": None, "justificatif": LISTE_DU_BAILLEUR} | colonnes)

    def _tenues(self, menage_id: UUID) -> list[Ressource]:
        """Les ressources que l'agent tient à la place de la liste ; vide tant que la ligne de la liste court."""
        notees = self.inv.ressources_notees(menage_id)
        court = any(p.au is None for p in self.inv.periodes.get((Ressource, menage_id), []))
        return [] if court and all(r.personne_id is None for r in notees) else notees

    def _revenu_en_conflit(self, tenues: list[Ressource]) -> None:
        revenu = self.ligne.revenu
        if revenu is None or self.fusion.avant.get("revenu") == revenu:
            return
        par_personne = any(r.personne_id is not None for r in tenues)
        dit = "détaillées par personne" if par_personne else "notées pour le foyer"
        self.fusion.conflits.append(Conflit("revenu", dit, f"{revenu // 100},{revenu % 100:02} €"))

    def _loyer_double(self, menage: Menage) -> None:
        actuelle = self.inv.en_cours(Loyer, menage.id)
        ancien, nouveau = actuelle.loyer if actuelle else None, self.ligne.loyer
        if ancien and nouveau and (nouveau >= ECART_DOUTEUX * ancien or ancien >= ECART_DOUTEUX * nouveau):
            raison = "Le loyer a été multiplié ou divisé par trois depuis la liste précédente : vérifiez la quittance."
            self._a_completer("douteux", "loyer", f"{nouveau / 100:.2f}".replace(".", ","), raison)

    def _signaler(self, logement: Logement) -> None:
        for d in self.defauts:
            self._a_completer(d.nature, d.champ, d.valeur, d.raison, d, logement.id)
        for conflit in self.fusion.conflits:
            self._a_completer("conflit", conflit.champ, conflit.dans_la_liste, conflit.phrase)

    def _a_completer(
        self, nature: str, champ: str, texte: str, raison: str, d: Defaut | None = None, logement: UUID | None = None
    ) -> None:
        self.inv.signaler(
            nature, champ, texte, raison, menage_id=self.menage.id if self.menage else None, logement_id=logement,
            feuille=d.feuille if d else self.ligne.feuille, ligne=d.ligne if d else self.ligne.ligne,
            colonne=d.colonne if d else None,
        )

    def _retenir(self) -> None:
        """Garde ce que la liste dit aujourd'hui : la prochaine s'y comparera."""
        assert self.importee is not None
        lues = {f.name: getattr(self.ligne, f.name) for f in fields(self.ligne) if f.name not in ("feuille", "ligne")}
        lues[PARTI] = self.importee.valeurs.get(PARTI)
        lues["nature"] = _nature(self.ligne.ressource_nature)
        valeurs = {c: en_texte(v) for c, v in lues.items() if v is not None}
        if valeurs != dict(self.importee.valeurs):
            self.importee.valeurs = valeurs


def cle_de(ligne: LigneLocative) -> str:
    """La clé d'un logement d'une liste à l'autre : son n°, sinon sa place."""
    return f"ug {ligne.ug}" if ligne.ug else " / ".join(_place(ligne))


def _place(x: LigneLocative | Logement) -> tuple[str, ...]:
    etage = "" if x.etage is None else str(x.etage)
    return tuple(sans_accents(t or "") for t in (x.batiment, x.escalier, etage, x.porte))


def _nom_usage(ligne: LigneLocative) -> str:
    return " ".join(filter(None, (ligne.nom, ligne.prenom))) or "Nom à compléter"


def _cotitulaire(ligne: LigneLocative) -> tuple[str, str | None]:
    """(nom, prénom) : une colonne qui ne donne qu'un prénom prend le nom du titulaire."""
    morceaux = (ligne.cotitulaire or "").split()
    capitales = [m for m in morceaux if m.isupper() and len(m) > 1]
    autres = [m for m in morceaux if m not in capitales]
    return " ".join(capitales) or ligne.nom or "Nom à compléter", " ".join(autres) or None


def _nature(texte: str | None) -> NatureRessource | None:
    if not texte:
        return None
    mots = sans_accents(texte).split()
    return next((nature for mot, nature in NATURES.items() if mot in mots), NatureRessource.AUTRE)
