"""Rapprocher une liste entière de la base, avant d'écrire : chaque ligne, son logement, son ménage.

Tout est rapproché d'abord : un ménage vu ailleurs dans la liste a déménagé, il n'est pas parti. Chaque étape ne retient
que ce qui est sans rival (une ligne, une fiche) ; ce qui reste douteux n'est jamais marié.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from relogement.modeles import Logement, Menage
from relogement.services.identites import (
    Accord,
    accord,
    de_la_personne,
    du_titulaire,
    lettres,
    meme_personne,
    nes_ailleurs,
    sure,
)
from relogement.services.inventaire import Inventaire
from relogement.services.lieux import (
    cle_de,
    numeros_contraires,
    place,
    places_compatibles,
    se_confondent,
    situe,
)
from relogement.tableur.doublons import numero_comparable
from relogement.tableur.etat_locatif import LigneLocative


@dataclass(slots=True)
class Paire:
    """Une ligne et ce que la base en connaît ; None : logement ou ménage nouveau."""

    ligne: LigneLocative
    cle: str
    logement: Logement | None = None
    menage: Menage | None = None
    nouveau: bool = False
    """Vrai pour un ménage créé par cet import."""
    contestee: bool = False
    """Le même bail au même logement, mais une autre personne : à l'agent de dire qui."""


Candidats = Callable[[Paire], Iterable[Menage]]


class Appariement:
    """Les paires d'une liste ; après `faire()` : `paires`, `reconnus` (logements) et `vus` (ménages)."""

    def __init__(self, inv: Inventaire, lignes: Iterable[LigneLocative]) -> None:
        self.inv = inv
        self.cles: Counter[str] = Counter()
        self.paires: list[Paire] = []
        for ligne in lignes:
            cle = cle_de(ligne)
            self.cles[cle] += 1
            self.paires.append(Paire(ligne, cle if self.cles[cle] == 1 else f"{cle} ({self.cles[cle]})"))
        self.reconnus: set[UUID] = set()
        self.vus: set[UUID] = set()
        self._ranger()

    def _ranger(self) -> None:
        """Les ménages par logement, par bail, par naissance et par entrée."""
        self.ici: dict[UUID, list[Menage]] = defaultdict(list)
        self.par_bail: dict[str, list[Menage]] = defaultdict(list)
        self.par_date: dict[tuple[str, date], list[Menage]] = defaultdict(list)
        for menage in self.inv.menages.values():
            if menage.parent_id is not None and menage.id not in self.inv.rangee_du_menage:
                continue  # un décohabitant n'a pas de ligne à lui
            foyer, bail = self.inv.foyer(menage), self.inv.baux.get(menage.id)
            for logement in {foyer, menage.logement_id}:
                if logement is not None:
                    self.ici[logement].append(menage)
            if bail is not None and bail.numero:
                self.par_bail[lettres(bail.numero)].append(menage)
            if bail is not None and bail.debut:
                self.par_date["entree", bail.debut].append(menage)
            if naissance := self.inv.identite(menage).naissance:
                self.par_date["naissance", naissance].append(menage)

    def faire(self) -> list[Paire]:
        """Les logements, puis les ménages, puis les logements que leur ménage fait reconnaître."""
        self._par_cle()
        self._par_numero()
        self._par_place()
        for candidats in (
            lambda p: self._sous_le_bail(p, self._chez_lui(p)),
            lambda p: self._sous_le_bail(p, self.par_bail.get(lettres(p.ligne.bail), ())),
            lambda p: self._surs(p, self._chez_lui(p)),
            lambda p: self._surs(p, self._du_meme_jour(p)),
            lambda p: self._vraisemblables(p, presents=True),
            lambda p: self._vraisemblables(p, presents=False),
        ):
            self._unir(candidats)
        self._unir(self._contestes, contestee=True)
        self._suivre()
        return self.paires

    def _retenir(self, paire: Paire, logement: Logement) -> None:
        paire.logement = logement
        self.reconnus.add(logement.id)

    def _par_cle(self) -> None:
        """Une ligne sans numéro : la même clé qu'une ligne déjà importée ; deux lignes d'une même porte attendent."""
        rangees = {r.cle: r for r in self.inv.rangees.values()}
        for paire in self.paires:
            seule = not paire.ligne.porte or self.cles[paire.cle] == 1
            rangee = rangees.get(paire.cle) if seule and not paire.ligne.ug else None
            logement = self.inv.logements.get(rangee.logement_id) if rangee else None
            if logement is not None:
                self._retenir(paire, logement)

    def _par_numero(self) -> None:
        """Le n° que la dernière liste donnait, sinon celui du dossier."""
        numeros: dict[str, Logement] = {}
        for logement in self.inv.logements.values():
            if logement.ug:
                numeros.setdefault(numero_comparable(logement.ug), logement)
        for rangee in self.inv.rangees.values():
            if (ug := rangee.valeurs.get("ug")) and rangee.logement_id in self.inv.logements:
                numeros[numero_comparable(ug)] = self.inv.logements[rangee.logement_id]
        for paire in self.paires:
            trouve = numeros.get(numero_comparable(paire.ligne.ug)) if paire.ligne.ug else None
            if trouve is not None and trouve.id not in self.reconnus:
                self._retenir(paire, trouve)

    def _par_place(self) -> None:
        """La place exacte ; puis, pour qui n'a pas de numéro contraire, la même porte sans rien qui contredise."""
        self._unir_places(lambda ligne, logement: place(ligne) == place(logement) and (
            any(place(ligne)[:3]) or not numeros_contraires(ligne, logement)
        ))
        self._unir_places(lambda ligne, logement: (
            places_compatibles(place(ligne), place(logement)) and not numeros_contraires(ligne, logement)
        ))

    def _unir_places(self, convient: Callable[[LigneLocative, Logement], bool]) -> None:
        portes: dict[str, list[Logement]] = defaultdict(list)
        for logement in self.inv.logements.values():
            if logement.id not in self.reconnus and logement.porte:
                portes[place(logement)[3]].append(logement)
        couples = [
            (paire, logement)
            for paire in self.paires
            if paire.logement is None and paire.ligne.porte
            for logement in portes.get(place(paire.ligne)[3], ())
            if convient(paire.ligne, logement)
        ]
        for paire, logement in _sans_rival(couples):
            self._retenir(paire, logement)

    def _unir(self, candidats: Candidats, *, contestee: bool = False) -> None:
        couples = [
            (paire, menage)
            for paire in self.paires
            if paire.menage is None and not paire.ligne.vacant
            for menage in {m.id: m for m in candidats(paire) if m.id not in self.vus}.values()
        ]
        for paire, menage in _sans_rival(couples):
            paire.menage, paire.contestee = menage, contestee
            self.vus.add(menage.id)

    def _chez_lui(self, paire: Paire) -> Iterable[Menage]:
        if paire.logement is not None:
            return self.ici.get(paire.logement.id, ())
        return () if situe(paire.ligne) else self.par_bail.get(lettres(paire.ligne.bail), ())

    def _sous_le_bail(self, paire: Paire, menages: Iterable[Menage]) -> Iterable[Menage]:
        """Le même n° de bail, et son titulaire ou l'un de ses cotitulaires."""
        lue = du_titulaire(paire.ligne)
        for menage in menages:
            connues = [self.inv.identite(menage), *map(de_la_personne, self.inv.cotitulaires(menage.id))]
            if self._baux(paire, menage) is True and any(meme_personne(lue, c) for c in connues):
                yield menage

    def _surs(self, paire: Paire, menages: Iterable[Menage]) -> Iterable[Menage]:
        lue = du_titulaire(paire.ligne)
        for menage in menages:
            bail = self.inv.baux.get(menage.id)
            if sure(lue, self.inv.identite(menage), (paire.ligne.entree, bail.debut if bail else None)):
                yield menage

    def _du_meme_jour(self, paire: Paire) -> Iterable[Menage]:
        dates = (("naissance", paire.ligne.naissance), ("entree", paire.ligne.entree))
        return [m for genre, jour in dates if jour for m in self.par_date.get((genre, jour), ())]

    def _vraisemblables(self, paire: Paire, *, presents: bool) -> Iterable[Menage]:
        """Au même logement, le même nom, ou une ligne qui ne nomme personne ; le bail ne le dément pas."""
        lue = du_titulaire(paire.ligne)
        for menage in self._chez_lui(paire):
            connue = self.inv.identite(menage)
            noms = accord(lue, connue)
            complets = noms >= Accord.PROCHE and lue.prenom is not None and _prenomme(connue.prenom, menage)
            if (
                self.inv.present(menage) is presents
                and noms >= Accord.INCONNU
                and not nes_ailleurs(lue, connue)
                and (self._baux(paire, menage) is not False or complets)
            ):
                yield menage

    def _contestes(self, paire: Paire) -> Iterable[Menage]:
        """Le ménage en place, sous le même bail ou né le même jour, mais que la liste nomme autrement."""
        for menage in self._chez_lui(paire):
            bail, naissance = self.inv.baux.get(menage.id), self.inv.identite(menage).naissance
            entrees = {paire.ligne.entree, bail.debut if bail else None} - {None}
            meme_bail = self._baux(paire, menage) is True and len(entrees) < 2
            ne_ce_jour = naissance is not None and naissance == paire.ligne.naissance
            if self.inv.present(menage) and (meme_bail or (ne_ce_jour and self._baux(paire, menage) is not False)):
                yield menage

    def _baux(self, paire: Paire, menage: Menage) -> bool | None:
        """Vrai si les n° de bail sont les mêmes, faux s'ils diffèrent, None si l'un est inconnu."""
        bail = self.inv.baux.get(menage.id)
        if bail is None or not bail.numero or not paire.ligne.bail:
            return None
        return lettres(bail.numero) == lettres(paire.ligne.bail)

    def _suivre(self) -> None:
        """Une ligne au logement inconnu, son ménage connu : le même logement renuméroté, ou une ligne sans lieu."""
        for paire in self.paires:
            foyer = self.inv.foyer(paire.menage) if paire.logement is None and paire.menage else None
            logement = self.inv.logements.get(foyer) if foyer else None
            if logement is None or logement.id in self.reconnus:
                continue
            if not situe(paire.ligne) or se_confondent(paire.ligne, logement):
                self._retenir(paire, logement)


def _prenomme(prenom: str | None, menage: Menage) -> bool:
    """Vrai si le prénom est connu : au dossier, ou dans un nom d'usage de plusieurs mots."""
    return prenom is not None or " " in menage.nom.strip()


def _sans_rival(couples: list[tuple[Paire, Any]]) -> list[tuple[Paire, Any]]:
    """Les couples dont ni la ligne ni la fiche n'a d'autre prétendant."""
    lignes = Counter(id(paire) for paire, _ in couples)
    fiches = Counter(fiche.id for _, fiche in couples)
    return [(p, f) for p, f in couples if lignes[id(p)] == 1 and fiches[f.id] == 1]
