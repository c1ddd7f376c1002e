"""La base : un fichier `.relogement`, une session par transaction, un geste par écriture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from relogement.commun import ErreurMetier
from relogement.modeles import Agent, Poste
from relogement.modeles.table import TEXTE_COURT
from relogement.stockage import journal
from relogement.stockage.brouillons import GardeBrouillons
from relogement.stockage.chiffrement import chemin_cles, creer_cles, ouvrir_cles
from relogement.stockage.emplacement import (
    code_poste,
    en_clair,
    exiger_base,
    exiger_dossier,
    identite_poste,
    refuser_partage,
    reserver_place,
)
from relogement.stockage.erreurs import pannes_de_base, pannes_de_fichier
from relogement.stockage.fichiers import synchroniser_dossier
from relogement.stockage.journal import GesteEnCours
from relogement.stockage.moteur import creer_moteur, ecriture
from relogement.stockage.schema import mettre_a_jour, refuser_etrangere, refuser_plus_recente

AGENT_PAR_DEFAUT = "Agent"


def maintenant_local() -> datetime:
    """L'heure du poste, avec son fuseau."""
    return datetime.now(UTC).astimezone()


class _SessionUnique(Session):
    """Fermée, elle l'est pour de bon : s'en resservir lève, au lieu de prendre une connexion que rien ne rendrait."""

    def __init__(self, moteur: Engine) -> None:
        super().__init__(moteur, expire_on_commit=False, close_resets_only=False)


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
        self.gestes_faits: set[UUID] = set()
        """Les gestes inscrits par cette ouverture de la base : ils ne viennent pas d'un autre programme."""

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
        with pannes_de_base(self.chemin), _SessionUnique(self.moteur) as s:
            yield s  # la fermeture défait tout, et laisse lisibles les fiches déjà chargées

    @contextmanager
    def ecriture_libre(self) -> Iterator[Session]:
        """Une écriture hors du journal : brouillons, préférences, contenus de pièces. Jamais un fait."""
        with pannes_de_base(self.chemin), _SessionUnique(ecriture(self.moteur)) as s, s.begin():
            yield s

    @contextmanager
    def geste(self, nom: str, libelle: str, menage_id: UUID | None = None) -> Iterator[GesteEnCours]:
        """Un geste : une transaction qui attend son tour, et une ligne de journal si quelque chose a changé."""
        # En UTC, comme la base le rend : sinon l'annulation croirait la fiche retouchée dans tout autre fuseau.
        instant = self.horloge().astimezone(UTC)
        with pannes_de_base(self.chemin), _SessionUnique(ecriture(self.moteur)) as s, s.begin():
            g = GesteEnCours(s, instant, self.poste_id, self.agent_id, nom, libelle, menage_id)
            with journal.ecoute(g):
                yield g
                s.flush()
            journal.inscrire(g)
            # Avant la fin de la transaction : personne ne le voit plus tôt.
            self.gestes_faits.add(g.id)

    def fermer(self) -> None:
        """Rend le fichier."""
        self.moteur.dispose()

    def preparer(self, agent: str | None, poste: UUID | None) -> None:
        """Amène la base à la dernière version et nomme qui agit ; `poste` None : celui de cet ordinateur."""
        mettre_a_jour(self.moteur)
        self.agir_comme(agent, poste or identite_poste())

    def agir_comme(self, agent: str | None, poste: UUID) -> None:
        """Nomme l'agent et le poste ; ils ne sont inscrits qu'à leur première venue.

        Lève ErreurMetier si le nom est illisible ou dépasse 200 caractères.
        """
        nom = _nom_agent(agent)
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
    with pannes_de_fichier(chemin):
        exiger_base(chemin)
        refuser_partage(chemin)
        chiffree = chemin_cles(chemin).exists() or not en_clair(chemin)
    cle = ouvrir_cles(chemin, phrase()) if chiffree else None
    with pannes_de_base(chemin):
        with creer_moteur(chemin, cle, lecture_seule=True) as essai:
            refuser_etrangere(essai, chemin)
            refuser_plus_recente(essai)
        base = Base(chemin, creer_moteur(chemin, cle).moteur, chiffree, horloge)
        with ExitStack() as defaire:
            defaire.callback(base.fermer)
            base.preparer(agent, poste)
            defaire.pop_all()
    return base


def creer_base(
    chemin: Path,
    phrase: str | None,
    *,
    agent: str | None = None,
    poste: UUID | None = None,
    horloge: Callable[[], datetime] = maintenant_local,
) -> Base:
    """Crée une base chiffrée ; `phrase` None : base de démonstration, la seule qui reste en clair.

    Lève ErreurMetier si le fichier existe déjà ou si le dossier n'est pas utilisable ; un échec ne laisse alors rien.
    """
    if chemin.suffix.lower() == chemin_cles(chemin).suffix:
        raise ErreurMetier("Ce nom est celui d'un fichier de clés : donnez à la base un nom en .relogement.")
    with ExitStack() as defaire, pannes_de_base(chemin):
        with pannes_de_fichier(chemin):
            refuser_partage(chemin.parent)
            exiger_dossier(chemin.parent)
            reserver_place(chemin)
        for fin in ("", "-wal", "-shm"):
            defaire.callback(chemin.with_name(chemin.name + fin).unlink, missing_ok=True)
        cle = None
        if phrase is not None:
            cle = creer_cles(chemin, phrase)
            defaire.callback(chemin_cles(chemin).unlink)
        base = Base(chemin, creer_moteur(chemin, cle).moteur, cle is not None, horloge)
        defaire.callback(base.fermer)
        base.preparer(agent, poste)
        synchroniser_dossier(chemin.parent)
        defaire.pop_all()
    return base


def _nom_agent(agent: str | None) -> str:
    nom = (agent or "").strip()
    if len(nom) > TEXTE_COURT:
        raise ErreurMetier(f"Le nom de l'agent dépasse {TEXTE_COURT} caractères : raccourcissez-le.", "agent")
    try:
        nom.encode()
    except UnicodeEncodeError as e:  # des octets que le terminal n'a pas su lire
        raise ErreurMetier("Le nom de l'agent contient des caractères illisibles : retapez-le.", "agent") from e
    return nom
