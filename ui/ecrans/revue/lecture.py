"""Ce que l'écran montre d'une revue : ses pages, ses ménages nommés, ce qui la fausse ; calculé à côté."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from relogement.commun import ramassage_suspendu
from relogement.formats import date_courte
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.pages.catalogue import pages
from relogement.regles.revue.qualite.anomalie import Anomalie
from relogement.regles.revue.qualite.moteur import anomalies
from relogement.regles.revue.revue import Revue
from relogement.services.importation import Avancer
from relogement.services.revue import composer_revue
from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_menages
from relogement.tableur.revue.notes import notes_page
from ui.ecrans.revue.avancement import page_avancement, restants
from ui.ecrans.revue.blocs import PageVue, page_vue
from ui.ecrans.revue.images import Images, images
from ui.socle.graphiques import Restants


@dataclass(frozen=True, slots=True)
class Demande:
    """Ce qu'on veut voir : un moment, les codes des opérations (vide : toutes)."""

    arret: Arret
    operations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nomme:
    """Un ménage de la revue, nommé : l'écran est pour qui le suit."""

    id: UUID
    reference: str
    nom: str
    operation: str


@dataclass(frozen=True)
class LectureRevue:
    """Une revue calculée ; `menages` par code, `anomalies` les bloquantes d'abord."""

    demande: Demande
    revue: Revue
    pages: tuple[PageVue, ...]
    menages: Mapping[str, Nomme]
    anomalies: tuple[Anomalie, ...]
    notes: tuple[str, ...]
    courbe: Restants
    images: Images


def lire_revue(base: Base, demande: Demande, avancer: Avancer | None = None) -> LectureRevue:
    """Calcule la revue et ses pages ; `avancer` : voir `composer_revue`. ErreurMetier si une opération manque."""
    # Des centaines de milliers d'objets durables : les relire sans cesse figerait aussi la fenêtre.
    with ramassage_suspendu():
        return _lire(base, demande, avancer)


def _lire(base: Base, demande: Demande, avancer: Avancer | None) -> LectureRevue:
    revue = composer_revue(base, demande.arret, demande.operations, avancer)
    synthese, *autres = (page_vue(revue, p) for p in pages(revue))
    return LectureRevue(
        demande,
        revue,
        (synthese, page_avancement(revue), *autres),
        _nommes(base, revue),
        anomalies(revue.dossiers),
        _notes(revue),
        restants(revue),
        images(revue),
    )


def _notes(revue: Revue) -> tuple[str, ...]:
    """Ce qu'il faut savoir avant de lire : provisoire, arrivées d'après, comparé à quoi."""
    _, *notes = notes_page(revue)
    avant = revue.emise_avant
    if avant is not None:
        notes.append(
            f"Au {date_courte(avant.arret.fin)} : les valeurs de la revue émise le {date_courte(avant.le)}, puis ce "
            "que les corrections faites depuis y changent."
        )
    return tuple(notes)


def _nommes(base: Base, revue: Revue) -> dict[str, Nomme]:
    """Par code ; un ménage retiré pendant le calcul n'a plus de nom à donner."""
    codes = {UUID(d.faits.id): d.code for d in revue.dossiers}
    lus = lignes_menages(base, au=revue.edition)
    return {codes[m.id]: Nomme(m.id, m.reference, m.nom, m.operation) for m in lus if m.id in codes}
