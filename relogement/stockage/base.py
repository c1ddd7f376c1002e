"""La base : un fichier `.relogement`, une session par transaction, un geste par écriture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from relogement.commun import ErreurMetier
from relogement.modeles import Agent, Poste
from relogement.stockage import journal
from relogement.stockage.brouillons import GardeBrouillons
from relogement.stockage.chiffrement import chemin_cles, creer_cles, ouvrir_cles
from relogement.stockage.emplacement import code_poste, identite_poste, refuser_partage
from relogement.stockage.journal import GesteEnCours
from relogement.stockage.moteur import creer_moteur, ecriture, verifier_lisible
from relogement.stockage.schema import mettre_a_jour, refuser_plus_recente

AGENT_PAR_DEFAUT = "Agent"


def maintenant_local() -> datetime:
    """L'heure du poste, avec son fuseau."""
    return datetime.now(UTC).astimezone()


class Base(GardeBrouillons):
    """Une base ouverte par un agent sur un poste."""

    def __init__(self, chemin: Path, moteur: Engine, chiffree: bool, horloge: Callable[[], datetime]) -> None:
        self.chemin = chemin
        self.moteur = moteur
        self.chiffree = chiffree
        self.horloge = horloge
        self.agent_id: UUID
        self.agent_nom = ""
        self.poste_id: UUID
        self.poste_code = ""

    @property
    def nom(self) -> str:
        """Le nom du fichier, pour la barre d'état."""
        return self.chemin.name

    def aujourd_hui(self) -> date:
        """Le jour du poste."""
        return self.horloge().date()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Une lecture : rien de ce qu'on y change n'est écrit."""
        with Session(self.moteur, expire_on_commit=False) as s:
            yield s  # la fermeture défait tout, et laisse lisibles les fiches déjà chargées

    @contextmanager
    def ecriture_libre(self) -> Iterator[Session]:
        """Une écriture hors du journal : brouillons, préférences, contenus de pièces. Jamais un fait."""
        with Session(ecriture(self.moteur), expire_on_commit=False) as s, s.begin():
            yield s

    @contextmanager
    def geste(self, nom: str, libelle: str, menage_id: UUID | None = None) -> Iterator[GesteEnCours]:
        """Un geste : une transaction qui attend son tour, et une ligne de journal si quelque chose a changé."""
        # En UTC, comme la base le rend : sinon l'annulation croirait la fiche retouchée dans tout autre fuseau.
        instant = self.horloge().astimezone(UTC)
        with Session(ecriture(self.moteur), expire_on_commit=False) as s, s.begin():
            g = GesteEnCours(s, instant, self.poste_id, self.agent_id, nom, libelle, menage_id)
            with journal.ecoute(g):
                yield g
                s.flush()
            journal.inscrire(g)

    def fermer(self) -> None:
        """Rend le fichier."""
        self.moteur.dispose()

    def agir_comme(self, agent: str | None, poste: UUID) -> None:
        """Nomme l'agent et le poste ; ils ne sont inscrits qu'à leur première venue."""
        nom = (agent or "").strip()
        self.poste_id, self.poste_code = poste, code_poste(poste)
        with self.session() as s:
            connu = s.get(Poste, poste) is not None
            trouve = self._agent(s, nom)
            # La fin d'une lecture périme ses fiches : celle-ci doit lui survivre.
            s.expunge_all()
        if trouve is None or not connu:
            with self.ecriture_libre() as s:
                trouve = self._agent(s, nom) or Agent(nom=nom or AGENT_PAR_DEFAUT)
                s.merge(Poste(id=poste, code=self.poste_code))
                s.add(trouve)
        self.agent_id, self.agent_nom = trouve.id, trouve.nom

    @staticmethod
    def _agent(s: Session, nom: str) -> Agent | None:
        if nom:
            return s.scalars(select(Agent).where(col(Agent.nom) == nom)).first()
        return journal.dernier_agent(s) or s.scalars(select(Agent).order_by(col(Agent.id))).first()


def ouvrir_base(
    chemin: Path,
    phrase: Callable[[], str],
    *,
    agent: str | None = None,
    poste: UUID | None = None,
    horloge: Callable[[], datetime] = maintenant_local,
) -> Base:
    """Ouvre une base existante ; `phrase` n'est demandée que si elle est chiffrée.

    Lève ErreurMetier : fichier absent, partage réseau, phrase fausse, fichier abîmé, version plus récente.
    """
    if not chemin.is_file():
        raise ErreurMetier(f"La base « {chemin.name} » n'existe pas : vérifiez son emplacement.")
    refuser_partage(chemin)
    chiffree = chemin_cles(chemin).exists() or not _en_clair(chemin)
    cle = ouvrir_cles(chemin, phrase()) if chiffree else None
    with creer_moteur(chemin, cle, lecture_seule=True) as essai:
        verifier_lisible(essai, chemin)
        refuser_plus_recente(essai)
    return _prete(Base(chemin, creer_moteur(chemin, cle).moteur, chiffree, horloge), agent, poste)


def creer_base(
    chemin: Path,
    phrase: str | None,
    *,
    agent: str | None = None,
    poste: UUID | None = None,
    horloge: Callable[[], datetime] = maintenant_local,
) -> Base:
    """Crée une base chiffrée ; `phrase` None : base de démonstration, la seule qui reste en clair.

    Lève ErreurMetier si le fichier existe déjà ou si le dossier n'est pas utilisable.
    """
    if chemin.exists() or chemin_cles(chemin).exists():
        raise ErreurMetier(f"« {chemin.name} » existe déjà : choisissez un autre nom.")
    refuser_partage(chemin.parent)
    try:
        chemin.parent.mkdir(parents=True, exist_ok=True)
        cle = creer_cles(chemin, phrase) if phrase is not None else None
        chemin.touch(mode=0o600)
    except OSError as e:
        raise ErreurMetier("Ce dossier n'est pas accessible en écriture : choisissez-en un autre.") from e
    return _prete(Base(chemin, creer_moteur(chemin, cle).moteur, cle is not None, horloge), agent, poste)


def _prete(base: Base, agent: str | None, poste: UUID | None) -> Base:
    mettre_a_jour(base.moteur)
    base.agir_comme(agent, poste or identite_poste())
    return base


def _en_clair(chemin: Path) -> bool:
    with chemin.open("rb") as f:
        entete = f.read(16)
    return entete in (b"", b"SQLite format 3\x00")
