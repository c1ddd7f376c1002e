"""L'import d'une liste de logements offerts : le vivier rempli, puis tenu à jour, en un seul geste."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, sans_accents
from relogement.formats import pluriel
from relogement.modeles import LogementOffert, Organisme
from relogement.regles.vivier import EtatOffre
from relogement.services.colonnes import SANS_EMETTEUR, choix_de
from relogement.services.doublons_probables import DoublonProbable, doublons_probables
from relogement.services.fusion import Conflit, Fusion, FusionTenace, en_texte
from relogement.services.meme_logement import Portes, du_vivier, meme_voie
from relogement.services.outils import creer, exiger, organisme_nomme, remplir
from relogement.stockage.base import Base
from relogement.stockage.journal import GesteEnCours
from relogement.stockage.lectures_vivier import vivier
from relogement.tableur.catalogues import GenreListe
from relogement.tableur.doublons import forme
from relogement.tableur.ligne_locative import Defaut
from relogement.tableur.vivier import LIEU, LigneOfferte, ListeOfferte, identite, lire_vivier
from relogement.vocabulaire import Reservataire

_PLUS_DANS_LA_LISTE = "Plus dans la liste de "
"""Le début de la raison notée d'un logement que la liste de son émetteur ne dit plus."""


@dataclass(frozen=True, slots=True)
class RapportVivier:
    """Ce que la liste contient et ce qu'elle change ; `changements` None : rien n'est écrit."""

    logements: int
    ajoutes: int = 0
    modifies: int = 0
    inchanges: int = 0
    doublons: int = 0
    divergences: tuple[tuple[str, Conflit], ...] = ()
    """(désignation, conflit) : la valeur de l'agent est gardée."""
    absents: tuple[str, ...] = ()
    """Ceux que cet émetteur offrait et que sa liste ne dit plus : leurs désignations."""
    repris: int = 0
    """Combien d'absents sont notés repris, à la demande de l'agent."""
    doublons_probables: tuple[DoublonProbable, ...] = ()
    """Les logements de cette liste qu'une autre source offre peut-être déjà ; rien n'est fondu."""
    a_corriger: tuple[Defaut, ...] = ()
    colonnes_inconnues: tuple[str, ...] = ()
    date_liste: date | None = None
    changements: Changements | None = None


class _Simulation(Exception):
    """Sort de la transaction sans rien écrire."""


@dataclass
class _Compte:
    ajoutes: int = 0
    modifies: int = 0
    inchanges: int = 0
    repris: int = 0
    divergences: list[tuple[str, Conflit]] = field(default_factory=list)
    absents: tuple[str, ...] = ()
    doublons_probables: tuple[DoublonProbable, ...] = ()


def importer_vivier(
    base: Base,
    chemin: Path,
    *,
    emetteur: str,
    reservataire: Reservataire | None = None,
    simuler: bool = False,
    reprendre_absents: bool = False,
) -> RapportVivier:
    """Importe une liste de logements offerts ; la même liste ne change rien, ce que l'agent a tapé n'est pas écrasé.

    `emetteur` : le bailleur ou le réservataire qui l'envoie ; il est le bailleur des logements si la liste n'en dit pas
    et s'il n'est pas réservataire. `reservataire` : celui des logements dont la liste ne le dit pas.
    `reprendre_absents` : note repris ceux qu'il offrait et que la liste ne dit plus, s'ils sont libres.
    ErreurMetier, base intacte, si le fichier n'est pas une telle liste ou si l'émetteur manque.
    """
    propre = _deja_nomme(base, exiger(emetteur, SANS_EMETTEUR, "emetteur"))
    liste = lire_vivier(chemin, choix_de(base, GenreListe.VIVIER, propre))
    compte, faits = _Compte(), None
    try:
        with base.geste("importer_vivier", "Import de logements offerts") as g:
            reprise = _Reprise(g, propre, reservataire, compte)
            reprise.reprendre(liste)
            reprise.absents(base.aujourd_hui(), reprendre=reprendre_absents)
            g.s.flush()
            compte.doublons_probables = doublons_probables(du_vivier(g.s), reprise.vus)
            faits = g.changements(_phrase(compte))
            if simuler:
                raise _Simulation
    except _Simulation:
        faits = None
    return RapportVivier(
        len(liste.lignes), compte.ajoutes, compte.modifies, compte.inchanges, liste.doublons,
        tuple(compte.divergences), compte.absents, compte.repris, compte.doublons_probables,
        liste.defauts, liste.inconnues, liste.date_liste,
        faits,
    )


class _Reprise:
    """Reprend chaque ligne : le logement connu est mis à jour, les autres s'ajoutent."""

    def __init__(
        self, g: GesteEnCours, emetteur: str, reservataire: Reservataire | None, compte: _Compte
    ) -> None:
        self.g, self.emetteur, self.reservataire, self.compte = g, emetteur, reservataire, compte
        self.connus = _connus(g.s)
        self.portes = Portes({f.id: f for f in self.connus.values()}.values())
        self.vus: set[UUID] = set()

    def reprendre(self, liste: ListeOfferte) -> None:
        for ligne in liste.lignes:
            self._ligne(ligne)

    def _ligne(self, ligne: LigneOfferte) -> None:
        valeurs = dict(ligne.valeurs)
        bailleur = valeurs.pop("bailleur", None) or (None if self.reservataire else self.emetteur)
        organisme = organisme_nomme(self.g.s, bailleur) if bailleur else None
        self.g.s.flush()
        if organisme is not None:
            valeurs["bailleur_id"] = organisme.id
        if self.reservataire is not None:
            valeurs.setdefault("reservataire", self.reservataire)
        valeurs.setdefault("libelle", _designer(valeurs))
        cle = identite(valeurs, valeurs.get("bailleur_id"))
        fiche = self.connus.get(cle) or self.portes.deja_la(valeurs, self.vus)
        if fiche is None:
            self._ajouter(cle, valeurs)
        elif fiche.emetteur is None or self._de_lui(fiche):
            self._mettre_a_jour(fiche, valeurs)
        else:
            self._completer(fiche, valeurs)

    def _de_lui(self, fiche: LogementOffert) -> bool:
        return bool(forme(fiche.emetteur) == forme(self.emetteur))

    def _ajouter(self, cle: tuple[str, ...], valeurs: dict[str, Any]) -> None:
        fiche = creer(
            self.g.s, LogementOffert, **valeurs, emetteur=self.emetteur, liste=_en_json(valeurs),
            liste_le=self.g.instant.date(),
        )
        self.connus[cle] = fiche
        self.vus.add(fiche.id)
        self.compte.ajoutes += 1

    def _mettre_a_jour(self, fiche: LogementOffert, valeurs: Mapping[str, Any]) -> None:
        self.vus.add(fiche.id)
        fusion = FusionTenace(fiche.liste or {})
        fusion.remplir(fiche, {colonne: (colonne, v) for colonne, v in valeurs.items()})
        self._revenir(fiche, fusion)
        dite = {**(fiche.liste or {}), **_en_json(valeurs)}
        if dite != fiche.liste or fiche.emetteur != self.emetteur:
            remplir(fiche, {"liste": dite, "emetteur": self.emetteur, "liste_le": self.g.instant.date()})
        self._compter(fiche, fusion)

    def _completer(self, fiche: LogementOffert, valeurs: Mapping[str, Any]) -> None:
        """Un autre l'offre déjà : la fiche reste la sienne, ce qu'elle tait se remplit, le reste se montre."""
        self.vus.add(fiche.id)
        fusion = Fusion({})
        tus = ("libelle", "adresse") if meme_voie(fiche, valeurs) else ("libelle",)
        du_lieu = {c: v for c, v in valeurs.items() if c not in tus}
        fusion.remplir(fiche, {colonne: (colonne, v) for colonne, v in du_lieu.items()})
        self._revenir(fiche, fusion)
        if self.emetteur not in fiche.aussi:
            remplir(fiche, {"aussi": sorted({*fiche.aussi, self.emetteur})})
        self._compter(fiche, fusion)

    def _revenir(self, fiche: LogementOffert, fusion: Fusion) -> None:
        """Noté repris parce qu'une liste ne le disait plus, et dit de nouveau, il redevient libre."""
        if fiche.repris_le is not None and (fiche.reprise or "").startswith(_PLUS_DANS_LA_LISTE):
            remplir(fiche, {"repris_le": None, "reprise": None})
            fusion.change = True

    def _compter(self, fiche: LogementOffert, fusion: Fusion) -> None:
        self.compte.divergences += [(fiche.libelle, self._nommer(c)) for c in fusion.conflits]
        if fusion.change:
            self.compte.modifies += 1
        else:
            self.compte.inchanges += 1

    def _nommer(self, c: Conflit) -> Conflit:
        """Un bailleur se lit à son nom."""
        if c.champ != "bailleur_id":
            return c
        noms = (self.g.s.get_one(Organisme, UUID(cle)).nom for cle in (c.en_base, c.dans_la_liste))
        return Conflit(c.champ, *noms)

    def absents(self, le: date, *, reprendre: bool) -> None:
        """Ceux que cet émetteur offrait et qu'il ne dit plus ; les libres sont notés repris si l'agent le veut.

        Celui qu'un autre émetteur offre encore n'est pas repris : il le sera quand aucune liste ne le dira plus.
        """
        connus = {f.id: f for f in self.connus.values()}.values()
        for f in connus:
            if f.id not in self.vus and self.emetteur in f.aussi:
                remplir(f, {"aussi": [nom for nom in f.aussi if nom != self.emetteur]})
        partis = [f for f in connus if self._de_lui(f) and f.id not in self.vus
                  and f.repris_le is None]
        lus = {v.id: v for v in vivier(self.g.s, au=le, logements=[f.id for f in partis])} if partis else {}
        partis = [f for f in partis if lus[f.id].situation.etat is not EtatOffre.ATTRIBUE]
        self.compte.absents = tuple(f.libelle for f in partis)
        if reprendre:
            libres = [f for f in partis if lus[f.id].situation.etat is EtatOffre.LIBRE and not f.aussi]
            for fiche in libres:
                remplir(fiche, {"repris_le": le, "reprise": f"{_PLUS_DANS_LA_LISTE}{self.emetteur}."})
            self.compte.repris = len(libres)


def _connus(s: Session) -> dict[tuple[str, ...], LogementOffert]:
    """Chaque logement par ce qu'en disait sa dernière liste, et par ce qu'un agent en a noté ou corrigé depuis."""
    fiches = du_vivier(s)
    connus = {identite(f.liste, f.liste.get("bailleur_id")): f for f in fiches if f.liste}
    for f in fiches:
        notees = {c: getattr(f, c) for c in ("reference", *LIEU, "type", "surface")}
        connus.setdefault(identite(notees, f.bailleur_id), f)
    return connus


def _designer(valeurs: Mapping[str, Any]) -> str:
    """De quoi le nommer quand la liste n'a pas de résidence : son adresse et sa porte, sinon sa référence."""
    lieu = ", ".join(filter(None, (valeurs.get("adresse"), valeurs.get("batiment"), valeurs.get("porte"))))
    return (lieu or f"Logement {valeurs.get('reference') or valeurs.get('porte') or ''}").strip()[:200]


def _en_json(valeurs: Mapping[str, Any]) -> dict[str, Any]:
    return {c: str(v) if isinstance(v, UUID) else en_texte(v) for c, v in valeurs.items()}


def _phrase(c: _Compte) -> str:
    repris = f", {c.repris} repris" if c.repris else ""
    ajoutes = pluriel(c.ajoutes, "logement ajouté", "logements ajoutés")
    modifies, inchanges = pluriel(c.modifies, "modifié"), pluriel(c.inchanges, "inchangé")
    return f"Liste importée : {ajoutes}, {modifies}, {inchanges}{repris}."


def emetteurs_connus(base: Base) -> list[str]:
    """Les noms à proposer comme émetteurs : les bailleurs connus, puis ceux qui ont déjà envoyé une liste."""
    with base.session() as s:
        noms: Iterable[str] = s.scalars(select(Organisme.nom).where(col(Organisme.supprime_le).is_(None)))
        deja: Collection[str | None] = list(s.scalars(select(LogementOffert.emetteur).distinct()))
        connus = {forme(nom): nom for nom in (*filter(None, deja), *noms)}
        return sorted(connus.values(), key=sans_accents)


def _deja_nomme(base: Base, emetteur: str) -> str:
    """L'émetteur tel qu'il est déjà écrit, à la casse, aux accents et aux blancs près."""
    return next((nom for nom in emetteurs_connus(base) if forme(nom) == forme(emetteur)), emetteur)
