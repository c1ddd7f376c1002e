"""Rapprocher les lignes d'un suivi des ménages de l'opération : par la référence, le logement, la personne, le nom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from relogement.modeles import Menage
from relogement.services.appariement import Appariement, Paire
from relogement.services.identites import du_titulaire, lettres, nes_ailleurs
from relogement.services.inventaire import Inventaire
from relogement.services.lieux import dire_lieu
from relogement.tableur.suivi.ligne import LigneDeSuivi


@dataclass(frozen=True, slots=True)
class NonRapproche:
    """Une ligne qu'aucun ménage du dossier ne réclame : elle n'est pas reprise."""

    feuille: str
    ligne: int
    logement: str
    """Le logement quitté, tel que la ligne le situe."""
    raison: str


def rapprocher(inv: Inventaire, lignes: Sequence[LigneDeSuivi]) -> list[Paire]:
    """Une paire par ligne, dans leur ordre ; `menage` None : rien ne l'a rapprochée."""
    appariement = Appariement(inv, [x.locative for x in lignes])
    _par_reference(appariement, lignes)
    paires = appariement.faire()
    _par_nom(appariement)
    return paires


def _par_reference(appariement: Appariement, lignes: Sequence[LigneDeSuivi]) -> None:
    """La référence du ménage, si le suivi la note."""
    references = {lettres(m.reference): m for m in appariement.inv.menages.values()}
    for paire, ligne in zip(appariement.paires, lignes, strict=True):
        menage = references.get(lettres(str(ligne.valeurs.get("reference") or "")))
        if menage is not None and menage.id not in appariement.vus:
            _unir(appariement, paire, menage)


def _par_nom(appariement: Appariement) -> None:
    """À défaut du reste : les mêmes nom et prénom, seuls de part et d'autre, que leurs naissances ne démentent pas."""
    lignes: defaultdict[str, list[Paire]] = defaultdict(list)
    menages: defaultdict[str, list[Menage]] = defaultdict(list)
    for paire in appariement.paires:
        if paire.menage is None and paire.ligne.nom and paire.ligne.prenom:
            lignes[lettres(paire.ligne.nom, paire.ligne.prenom)].append(paire)
    for menage in appariement.inv.menages.values():
        connue = appariement.inv.identite(menage)
        if menage.id not in appariement.vus:
            menages[lettres(connue.nom, connue.prenom)].append(menage)
    for nom, siennes in lignes.items():
        if len(siennes) == len(menages.get(nom, ())) == 1:
            connue = appariement.inv.identite(menages[nom][0])
            if not nes_ailleurs(du_titulaire(siennes[0].ligne), connue):
                _unir(appariement, siennes[0], menages[nom][0])


def _unir(appariement: Appariement, paire: Paire, menage: Menage) -> None:
    paire.menage = menage
    appariement.vus.add(menage.id)


def occupants_connus(inv: Inventaire) -> Mapping[UUID, list[str]]:
    """Logement d'origine → les références de ses ménages."""
    rangees: defaultdict[UUID, list[str]] = defaultdict(list)
    for menage in inv.menages.values():
        if menage.logement_id is not None:
            rangees[menage.logement_id].append(menage.reference)
    return rangees


def dire_pourquoi(occupants: Mapping[UUID, list[str]], paire: Paire) -> NonRapproche:
    """Pourquoi cette ligne n'a pas de ménage, et quoi faire."""
    siens = occupants.get(paire.logement.id, []) if paire.logement else []
    raison = "Aucun ménage de l'opération n'a ce nom, cette naissance ni ce logement : créez-le, puis recommencez."
    if siens:
        qui = ", ".join(sorted(siens))
        raison = f"Ce logement est celui de {qui}, sous un autre nom : vérifiez qui l'occupe, puis recommencez."
    return NonRapproche(paire.ligne.feuille, paire.ligne.ligne, dire_lieu(paire.ligne), raison)
