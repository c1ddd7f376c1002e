"""La solidarité d'une opération (articles 12 et 13) et les objectifs de la convention : les noter, les lire."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from relogement.commun import Changements
from relogement.modeles import AccordLocal, Operation, TotalAnnuel
from relogement.regles.charte.elagage import faits_au
from relogement.regles.convention.accessibilite import ParcAccessible, parc_accessible
from relogement.regles.convention.arrivees import Imputation, Manque, arrivee, imputation
from relogement.regles.convention.objectifs import (
    Cibles,
    Prioritaires,
    TotalAttributions,
    cibles_par_acteur,
    prioritaires_par_acteur,
)
from relogement.regles.convention.prioritaires import Priorite, priorite
from relogement.regles.convention.solidarite import Accord, Solidarite, solidarite
from relogement.services.charte import chartes_operations
from relogement.services.outils import creer, exiger, trouver
from relogement.services.parc import communes_connues, proposable
from relogement.services.verifications_solidarite import (
    SANS_SOURCE,
    SANS_TEXTE,
    acteur_connu,
    verifier_accord,
    verifier_total,
)
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.stockage.lectures import Ligne, logements_offerts
from relogement.stockage.lectures_solidarite import accords_operation, bailleurs_proposes, references, totaux_annuels
from relogement.vocabulaire import GenreActeur


@dataclass(frozen=True, slots=True)
class ACompleter:
    """Un ménage relogé et ce qui manque à son souhait ; `souhait_id` : celui auquel répondre."""

    id: UUID
    reference: str
    manque: Manque
    souhait_id: UUID | None


@dataclass(frozen=True, slots=True)
class TableauSolidarite:
    """Ce que l'onglet et la ligne de commande montrent, au jour `au`."""

    au: date
    solidarite: Solidarite
    accords: tuple[Accord, ...]
    priorites: tuple[Priorite, ...]
    """C1, un par ménage encore à suivre ; `menage` : sa référence."""
    prioritaires: tuple[Prioritaires, ...]
    """C2, de l'année la plus récente à la plus ancienne."""
    parc: ParcAccessible
    """C3, sur tous les logements proposables de la base."""
    cibles: tuple[Cibles, ...]
    """C4."""
    imputation: Imputation
    """C5."""
    a_completer: tuple[ACompleter, ...]
    """Les ménages relogés dont le souhait, sa réponse ou le quartier manque."""

    @property
    def motifs(self) -> tuple[tuple[str, int], ...]:
        """Combien de ménages ont chaque motif de priorité, du plus fréquent au moins."""
        return tuple(Counter(m for p in self.priorites for m in p.motifs).most_common())


def noter_accord(
    base: Base, operation_id: UUID, *, genre: GenreActeur, acteur: str, promis: int, du: date, source: str,
    au: date | None = None,
) -> Changements:
    """Un nombre de relogements promis pour cette opération, par qui, depuis quand (et jusqu'à quand), selon quel texte.

    ErreurMetier : acteur ou source vide, réservataire hors liste, fin avant le début, nombre négatif.
    """
    acteur, source = acteur_connu(genre, acteur), exiger(source, SANS_TEXTE, "source")
    with base.geste("noter_accord", f"Accord local : {genre.libelle}") as g:
        trouver(g.s, Operation, operation_id)
        fiche = creer(
            g.s, AccordLocal, operation_id=operation_id, genre=genre, acteur=acteur, promis=promis, du=du, au=au,
            source=source,
        )
        verifier_accord(fiche)
        return g.changements("Accord noté.", fiche.id)


def noter_total_annuel(
    base: Base, *, annee: int, genre: GenreActeur, acteur: str, attributions: int, source: str,
    prioritaires: int | None = None, hors_qpv: int | None = None, prioritaires_hors_qpv: int | None = None,
    en_qpv: int | None = None, cibles_en_qpv: int | None = None,
) -> Changements:
    """Les attributions d'une année d'un acteur, recopiées de leur source ; None : elle ne le dit pas.

    ErreurMetier : acteur ou source vide, année à venir, nombres qui se contredisent, total déjà noté.
    """
    acteur, source = acteur_connu(genre, acteur), exiger(source, SANS_SOURCE, "source")
    with base.geste("noter_total_annuel", f"Attributions de {annee}") as g:
        fiche = creer(
            g.s, TotalAnnuel, annee=annee, genre=genre, acteur=acteur, attributions=attributions, source=source,
            prioritaires=prioritaires, hors_qpv=hors_qpv, prioritaires_hors_qpv=prioritaires_hors_qpv, en_qpv=en_qpv,
            cibles_en_qpv=cibles_en_qpv,
        )
        verifier_total(g.s, fiche, base.aujourd_hui().year)
        return g.changements("Total annuel noté.", fiche.id)


def tableau_solidarite(base: Base, operation_id: UUID, au: date) -> TableauSolidarite:
    """Lit et calcule tout pour une opération au jour `au`."""
    with base.session() as s:
        tous = faits_menages(s, operation_id)
        noms, bailleurs = references(s, operation_id), bailleurs_proposes(s, operation_id)
        charte = chartes_operations(base)[str(operation_id)]
    cles = {nom: cle for cle, nom in noms.items()}
    faits = {noms[cle]: faits_au(f, au) for cle, f in tous.items()}
    arrivees = tuple(a for nom, f in faits.items() if (a := arrivee(f, nom, bailleurs)) is not None)
    accords = tuple(accord_lu(r) for r in accords_operation(base, operation_id))
    totaux = [total_lu(r) for r in totaux_annuels(base) if r["annee"] <= au.year]
    communes = communes_connues(base)
    vivier = (proposable(o, communes, au) for o in logements_offerts(base) if not o["hors_vivier"])
    return TableauSolidarite(
        au=au,
        solidarite=solidarite(accords, arrivees, au),
        accords=accords,
        priorites=tuple(Priorite(nom, priorite(f).motifs) for nom, f in faits.items() if f.sortie is None),
        prioritaires=prioritaires_par_acteur(totaux, charte),
        parc=parc_accessible(vivier, charte, au),
        cibles=cibles_par_acteur(totaux, charte),
        imputation=imputation(arrivees),
        a_completer=tuple(
            ACompleter(cles[a.menage], a.menage, manque, UUID(a.souhait_id) if a.souhait_id else None)
            for a in arrivees
            if (manque := a.manque) is not None
        ),
    )


def accord_lu(r: Ligne) -> Accord:
    """Un accord local, tel que les règles le lisent."""
    return Accord(str(r["id"]), r["genre"], r["acteur"], r["promis"], r["du"], r["au"], r["source"])


def total_lu(r: Ligne) -> TotalAttributions:
    """Un total annuel, tel que les règles le lisent."""
    return TotalAttributions(
        str(r["id"]), r["annee"], r["genre"], r["acteur"], r["attributions"], r["prioritaires"], r["hors_qpv"],
        r["prioritaires_hors_qpv"], r["en_qpv"], r["cibles_en_qpv"], r["source"],
    )
