"""L'import d'un suivi tenu à la main : chaque ménage rapproché, son parcours repris, en un seul geste qui s'annule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from relogement.commun import Changements
from relogement.formats import pluriel
from relogement.modeles import Menage, Operation, SuiviRepris
from relogement.services.appariement import Paire
from relogement.services.importation import Avancer, choix_de_l_operation, refuser_futur
from relogement.services.inventaire import Inventaire
from relogement.services.outils import creer, trouver
from relogement.services.reprise import creer_manquants
from relogement.services.ressources import SUIVI_REPRIS
from relogement.services.suivi_repris import Divergence, RepriseSuivi
from relogement.services.suivi_repris_couts import reprendre_couts_quittes
from relogement.services.suivi_repris_dossiers import Dossiers
from relogement.services.suivi_repris_entretien import reprendre_entretien, reprendre_visites
from relogement.services.suivi_repris_origine import reprendre_notes, reprendre_origine
from relogement.services.suivi_repris_propositions import reprendre_accueil, reprendre_propositions
from relogement.services.suivi_repris_rapprochement import (
    NonRapproche,
    dire_pourquoi,
    occupants_connus,
    rapprocher,
)
from relogement.services.suivi_repris_relogement import reprendre_relogement
from relogement.stockage.base import Base
from relogement.tableur.catalogues import GenreListe
from relogement.tableur.suivi.classeur import lire_suivi
from relogement.tableur.suivi.ligne import AReprendre, ClasseurDeSuivi, LigneDeSuivi


@dataclass(frozen=True, slots=True)
class RapportSuivi:
    """Ce que le suivi contient (comptes du fichier) et ce qu'il apporte ; `changements` None : rien n'est écrit."""

    menages: int
    reloges: int
    """Ménages dont la date de déménagement est notée."""
    propositions: int
    refus: int
    ajouts: tuple[tuple[str, int], ...] = ()
    """Ce que l'import ajoute, par genre de fait : (« entretiens », 42)."""
    modifies: int = 0
    inchanges: int = 0
    divergences: tuple[Divergence, ...] = ()
    non_rapproches: tuple[NonRapproche, ...] = ()
    a_corriger: tuple[AReprendre, ...] = ()
    colonnes_inconnues: tuple[str, ...] = ()
    date_suivi: date | None = None
    plus_ancien_que: date | None = None
    """La date d'un suivi plus récent déjà importé : celui-ci ne change alors rien du tout."""
    changements: Changements | None = None


class _Simulation(Exception):
    """Sort de la transaction sans rien écrire."""


@dataclass(slots=True)
class _Compte:
    ajouts: Counter[str] = field(default_factory=Counter)
    modifies: int = 0
    inchanges: int = 0
    divergences: list[Divergence] = field(default_factory=list)
    restes: list[AReprendre] = field(default_factory=list)
    lus: dict[tuple[str, int], list[AReprendre]] = field(default_factory=dict)
    """(feuille, ligne) → ce que la lecture n'y a pas compris."""
    non_rapproches: list[NonRapproche] = field(default_factory=list)


def importer_suivi(
    base: Base, operation_id: UUID, chemin: Path, *, simuler: bool = False, avancer: Avancer | None = None
) -> RapportSuivi:
    """Reprend un suivi : ce que le dossier ignore s'y ajoute, ce qu'il dit autrement est une divergence, jamais écrasé.

    Le même suivi n'ajoute rien ; un suivi plus récent n'ajoute que ce qui est neuf ; un plus ancien que le dernier
    importé ne change rien. Une opération sans ménage les reçoit tous ; sinon une ligne que rien ne rapproche d'un
    ménage connu n'est pas reprise, et le rapport le dit. ErreurMetier, base intacte, si le fichier n'est pas un suivi.
    """
    suivi = lire_suivi(chemin, choix_de_l_operation(base, GenreListe.SUIVI, operation_id))
    refuser_futur(suivi.arretee_le, base.aujourd_hui())
    compte, faits, recent = _Compte(restes=list(suivi.a_reprendre)), None, None
    try:
        with base.geste("importer_suivi", "Import d'un suivi tenu à la main") as g:
            # Les fiches se citent l'une l'autre : les liens ne se vérifient qu'à la fin, toutes écrites.
            g.s.execute(text("PRAGMA defer_foreign_keys = ON"))
            operation = trouver(g.s, Operation, operation_id)
            repris = _repris(g.s, operation_id)
            arretee = _arretee(suivi, repris, base.aujourd_hui())
            recent = max((x.arretee_le for x in repris if x.arretee_le > arretee), default=None)
            if recent is None:
                inventaire = Inventaire.lire(base, g.s, operation, arretee, len(suivi.lignes))
                inventaire.justificatif = SUIVI_REPRIS
                _reprendre(inventaire, suivi, compte, avancer)
                _inscrire(g.s, operation_id, suivi, arretee, repris, compte)
            faits = g.changements(_phrase(compte, recent))
            if simuler:
                raise _Simulation
    except _Simulation:
        faits = None
    return RapportSuivi(
        suivi.menages, suivi.reloges, suivi.propositions, suivi.refus, tuple(compte.ajouts.items()), compte.modifies,
        compte.inchanges, tuple(compte.divergences), tuple(compte.non_rapproches), tuple(compte.restes),
        suivi.colonnes_inconnues, suivi.arretee_le, recent, faits,
    )


def _repris(s: Session, operation_id: UUID) -> list[SuiviRepris]:
    requete = select(SuiviRepris).where(
        SuiviRepris.operation_id == operation_id, col(SuiviRepris.supprime_le).is_(None)
    )
    return list(s.exec(requete))


def _arretee(suivi: ClasseurDeSuivi, repris: Sequence[SuiviRepris], aujourd_hui: date) -> date:
    """La date du suivi ; sans date, celle de son premier import, sinon aujourd'hui."""
    memes = [x.arretee_le for x in repris if x.empreinte == suivi.sha256]
    return suivi.arretee_le or min(memes, default=aujourd_hui)


def _reprendre(inv: Inventaire, suivi: ClasseurDeSuivi, compte: _Compte, avancer: Avancer | None) -> None:
    vide = not inv.menages
    paires = rapprocher(inv, suivi.lignes)
    if vide:
        creer_manquants(inv, [p for p in paires if p.menage is None])
    dossiers = Dossiers.lire(inv.s, inv.operation.id)
    lignes = {(x.feuille, x.ligne): x for x in suivi.lignes}
    for reste in suivi.a_reprendre:
        compte.lus.setdefault((reste.feuille, reste.ligne), []).append(reste)
    occupants = occupants_connus(inv)
    for faites, paire in enumerate(paires):
        if avancer is not None:
            avancer(faites, len(paires))
        ligne = lignes[paire.ligne.feuille, paire.ligne.ligne]
        if paire.menage is None or paire.contestee:
            compte.non_rapproches.append(dire_pourquoi(occupants, paire))
        else:
            _reprendre_menage(inv, dossiers, ligne, paire, paire.menage, compte)


def _reprendre_menage(
    inv: Inventaire, d: Dossiers, ligne: LigneDeSuivi, paire: Paire, menage: Menage, compte: _Compte
) -> None:
    r = RepriseSuivi(inv, ligne, menage, d.memoire(menage.id), compte.lus.get((ligne.feuille, ligne.ligne), ()))
    reprendre_origine(r, paire.logement, nouveau=paire.nouveau)
    reprendre_entretien(r, d)
    reprendre_propositions(r, d)
    reprendre_accueil(r, d)
    reprendre_relogement(r, d)
    reprendre_couts_quittes(r, d)
    reprendre_visites(r, d)
    reprendre_notes(r)
    r.retenir()
    compte.ajouts += r.ajouts
    compte.divergences += r.divergences
    compte.restes += r.restes
    compte.modifies += r.change and not paire.nouveau
    compte.inchanges += not r.change


def _inscrire(
    s: Session, operation_id: UUID, suivi: ClasseurDeSuivi, arretee: date, repris: Sequence[SuiviRepris],
    compte: _Compte,
) -> None:
    """Un suivi nouveau s'inscrit même s'il n'apporte rien ; tout ce qui reste à reprendre y est gardé."""
    if (suivi.sha256, arretee) in {(x.empreinte, x.arretee_le) for x in repris}:
        return
    restes = [*map(asdict, compte.restes), *map(asdict, compte.non_rapproches)]
    creer(
        s, SuiviRepris, operation_id=operation_id, empreinte=suivi.sha256, arretee_le=arretee, menages=suivi.menages,
        restes=restes,
    )


def _phrase(compte: _Compte, recent: date | None) -> str:
    if recent is not None:
        return f"Suivi plus ancien que celui du {recent:%d/%m/%Y} : rien n'est changé."
    if not compte.ajouts and not compte.modifies:
        return "Ce suivi n'apporte rien de neuf : tout est déjà au dossier."
    faits = ", ".join(f"{n} {genre}" for genre, n in compte.ajouts.items())
    return f"Suivi repris : {faits or pluriel(compte.modifies, 'ménage complété', 'ménages complétés')}."
