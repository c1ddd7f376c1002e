"""Les gestes du dossier : ménage, logement d'origine, personnes, baux, loyers, ressources, souhaits, référent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import (
    ACompleter,
    Bail,
    Composition,
    Information,
    Logement,
    Loyer,
    Menage,
    Operation,
    Personne,
    Referent,
    Ressource,
    Souhait,
)
from relogement.services.decohabitations import faire_decohabiter
from relogement.services.outils import (
    agent_nomme,
    creer,
    exiger,
    pas_avant,
    pas_futur,
    remplir,
    trouver,
)
from relogement.services.periodes import corriger_periode, ouvrir_periode
from relogement.services.references import prochaines_references
from relogement.services.ressources import poser_ressource
from relogement.stockage.base import Base
from relogement.vocabulaire import DecisionOccupant, MotifSortie, Moyen, NatureInformation

FIGES = {"id", "reference", "operation_id", "parent_id", "menage_id", "cree_le", "modifie_le", "supprime_le"}


def creer_menage(base: Base, operation_id: UUID, *, nom: str, **logement: Any) -> Changements:
    """Un ménage saisi à la main, avec son logement d'origine (champs de Logement)."""
    with base.geste("creer_menage", "Création du ménage") as g:
        operation = trouver(g.s, Operation, operation_id)
        quitte = creer(g.s, Logement, operation_id=operation_id, **logement)
        g.s.flush()
        (reference,) = prochaines_references(base, g.s, operation, 1)
        propre = exiger(nom, "Indiquez le nom du ménage.", "nom")
        menage = creer(
            g.s, Menage, operation_id=operation_id, logement_id=quitte.id, reference=reference, nom=propre
        )
        g.menage_id = menage.id
        return g.changements(f"Ménage {reference} créé.", menage.id)


def modifier_menage(base: Base, menage_id: UUID, **valeurs: Any) -> Changements:
    """Corrige les coordonnées, le numéro unique, la note d'un ménage, la date de sa décohabitation."""
    for champ in ("nur_le", "decohabite_le", "base_apl_le"):
        pas_futur(valeurs.get(champ), base.aujourd_hui(), champ)
    with base.geste("modifier_menage", "Modification du ménage", menage_id) as g:
        remplir(trouver(g.s, Menage, menage_id), _sans_figes(valeurs))
        return g.changements("Enregistré.", menage_id)


def modifier_logement(base: Base, menage_id: UUID, **valeurs: Any) -> Changements:
    """Corrige le logement d'origine d'un ménage ; le crée s'il n'en a pas."""
    with base.geste("modifier_logement", "Modification du logement d'origine", menage_id) as g:
        menage = trouver(g.s, Menage, menage_id)
        if menage.logement_id is None:
            logement = creer(g.s, Logement, operation_id=menage.operation_id, **valeurs)
            g.s.flush()
            menage.logement_id = logement.id
        else:
            remplir(trouver(g.s, Logement, menage.logement_id), _sans_figes(valeurs))
        return g.changements("Logement enregistré.", menage.logement_id)


def ajouter_personne(base: Base, menage_id: UUID, **valeurs: Any) -> Changements:
    """Une personne de plus dans le foyer (champs de Personne)."""
    with base.geste("ajouter_personne", "Ajout d'une personne au foyer", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        exiger(valeurs.get("nom"), "Indiquez le nom de la personne.", "nom")
        pas_futur(valeurs.get("naissance"), base.aujourd_hui(), "naissance")
        personne = creer(g.s, Personne, menage_id=menage_id, **valeurs)
        return g.changements("Personne ajoutée.", personne.id)


def modifier_personne(base: Base, personne_id: UUID, **valeurs: Any) -> Changements:
    """Corrige une personne ; son départ se note par `depart_le`, elle n'est pas effacée."""
    with base.geste("modifier_personne", "Modification d'une personne du foyer") as g:
        personne = trouver(g.s, Personne, personne_id)
        g.menage_id = personne.menage_id
        pas_futur(valeurs.get("naissance"), base.aujourd_hui(), "naissance")
        remplir(personne, _sans_figes(valeurs))
        pas_avant(personne.depart_le, personne.arrivee_le, "Le départ ne peut pas précéder l'arrivée.", "depart_le")
        return g.changements("Personne enregistrée.", personne_id)


def decider_occupant(base: Base, personne_id: UUID, *, decision: DecisionOccupant, le: date) -> Changements:
    """Ce qui est décidé pour un occupant adulte sans titre (article 1)."""
    with base.geste("decider_occupant", "Décision pour un occupant sans titre") as g:
        personne = trouver(g.s, Personne, personne_id)
        g.menage_id = personne.menage_id
        pas_futur(le, base.aujourd_hui())
        remplir(personne, {"decision": decision, "decision_le": le})
        return g.changements("Décision enregistrée.", personne_id)


def creer_decohabitant(
    base: Base, menage_id: UUID, *, nom: str, le: date, personnes: Collection[UUID] = ()
) -> Changements:
    """Un ménage décohabitant, lié à celui d'origine, avec son propre dossier (article 3).

    `personnes` : celles qui quittent le foyer d'origine pour le sien, avec leurs ressources. ErreurMetier si l'une n'y
    vit pas ce jour-là, ou si plus personne n'y resterait.
    """
    with base.geste("creer_decohabitant", "Décohabitation", menage_id) as g:
        parent = trouver(g.s, Menage, menage_id)
        pas_futur(le, base.aujourd_hui())
        operation = trouver(g.s, Operation, parent.operation_id)
        (reference,) = prochaines_references(base, g.s, operation, 1)
        enfant = creer(
            g.s, Menage, operation_id=parent.operation_id, logement_id=parent.logement_id, parent_id=parent.id,
            decohabite_le=le, reference=reference, nom=exiger(nom, "Indiquez le nom du décohabitant.", "nom"),
        )
        g.s.flush()
        faire_decohabiter(g, parent, enfant, personnes, le)
        return g.changements(f"Ménage décohabitant {reference} créé.", enfant.id)


def enregistrer_bail(base: Base, menage_id: UUID, **valeurs: Any) -> Changements:
    """Le bail du logement d'origine (numéro, début, fin, congé) ; le corrige s'il existe."""
    with base.geste("enregistrer_bail", "Bail d'origine", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        bail = g.s.exec(select(Bail).where(Bail.menage_id == menage_id, col(Bail.supprime_le).is_(None))).first()
        bail = bail or creer(g.s, Bail, menage_id=menage_id)
        remplir(bail, _sans_figes(valeurs))
        pas_avant(bail.fin, bail.debut, "La fin du bail ne peut pas précéder son début.", "fin")
        return g.changements("Bail enregistré.", bail.id)


def noter_loyer(base: Base, menage_id: UUID, *, du: date, **montants: Any) -> Changements:
    """Ce que coûte le logement d'origine à partir d'un jour ; la période précédente reste."""
    with base.geste("noter_loyer", "Loyer et aides", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        fiche = ouvrir_periode(g.s, Loyer, menage_id, du, montants)
        return g.changements("Loyer et aides enregistrés.", fiche.id)


def noter_composition(base: Base, menage_id: UUID, *, du: date, **valeurs: Any) -> Changements:
    """Le nombre d'occupants à partir d'un jour."""
    with base.geste("noter_composition", "Composition du foyer", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        fiche = ouvrir_periode(g.s, Composition, menage_id, du, valeurs)
        return g.changements("Composition enregistrée.", fiche.id)


def noter_ressource(base: Base, menage_id: UUID, *, du: date, **valeurs: Any) -> Changements:
    """Une ressource d'une personne, à partir d'un jour ; la même nature de la même personne s'arrête la veille."""
    with base.geste("noter_ressource", "Ressource", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        fiche = poser_ressource(g, menage_id, du=du, **valeurs)
        return g.changements("Ressource enregistrée.", fiche.id)


def arreter_ressource(base: Base, ressource_id: UUID, *, au: date) -> Changements:
    """Une ressource qui s'arrête : elle compte encore ce jour-là, au plus tard la veille de la ligne suivante."""
    with base.geste("arreter_ressource", "Fin d'une ressource") as g:
        fiche = trouver(g.s, Ressource, ressource_id)
        g.menage_id = fiche.menage_id
        corriger_periode(g, fiche, {"au": au})
        return g.changements("Fin de la ressource enregistrée.", ressource_id)


def noter_souhaits(base: Base, menage_id: UUID, *, le: date, **valeurs: Any) -> Changements:
    """Les souhaits exprimés ce jour ; les plus anciens restent au dossier."""
    with base.geste("noter_souhaits", "Souhaits du ménage", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        pas_futur(le, base.aujourd_hui())
        fiche = creer(g.s, Souhait, menage_id=menage_id, le=le, **valeurs)
        return g.changements("Souhaits enregistrés.", fiche.id)


def repondre_souhaits(base: Base, souhait_id: UUID, *, reponse: str, le: date) -> Changements:
    """La réponse donnée aux souhaits (article 4, réhabilitation)."""
    with base.geste("repondre_souhaits", "Réponse aux souhaits") as g:
        fiche = trouver(g.s, Souhait, souhait_id)
        g.menage_id = fiche.menage_id
        pas_futur(le, base.aujourd_hui())
        pas_avant(le, fiche.le, "La réponse ne peut pas précéder les souhaits.", "le")
        remplir(fiche, {"reponse": exiger(reponse, "Indiquez la réponse donnée.", "reponse"), "reponse_le": le})
        return g.changements("Réponse enregistrée.", souhait_id)


def affecter_referent(
    base: Base, menage_id: UUID, *, agent: str, du: date, dit_le: date | None = None
) -> Changements:
    """L'interlocuteur du ménage à partir d'un jour (article 3) ; `dit_le` : le jour où le ménage l'a su."""
    with base.geste("affecter_referent", "Référent du ménage", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        pas_futur(du, base.aujourd_hui(), "du")
        pas_futur(dit_le, base.aujourd_hui(), "dit_le")
        agent_id = agent_nomme(g.s, agent).id
        g.s.flush()
        fiche = ouvrir_periode(g.s, Referent, menage_id, du, {"agent_id": agent_id, "dit_le": dit_le})
        return g.changements("Référent enregistré.", fiche.id)


def dire_referent(base: Base, referent_id: UUID, *, dit_le: date) -> Changements:
    """Le jour où le changement de référent a été dit au ménage."""
    with base.geste("dire_referent", "Référent dit au ménage") as g:
        fiche = trouver(g.s, Referent, referent_id)
        g.menage_id = fiche.menage_id
        pas_futur(dit_le, base.aujourd_hui(), "dit_le")
        fiche.dit_le = dit_le
        return g.changements("Enregistré.", referent_id)


def noter_information(
    base: Base,
    menage_id: UUID,
    *,
    le: date,
    natures: list[NatureInformation],
    moyen: Moyen | None = None,
    personne: str | None = None,
    note: str | None = None,
) -> Changements:
    """Une information qui a atteint le ménage : date, moyen, qui, quoi (article 2)."""
    with base.geste("noter_information", "Information du ménage", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        pas_futur(le, base.aujourd_hui())
        if not natures:
            raise ErreurMetier("Cochez au moins une chose dont le ménage a été informé.", "natures")
        fiche = creer(
            g.s, Information, menage_id=menage_id, le=le, natures=[n.value for n in natures], moyen=moyen,
            personne=personne, note=note,
        )
        return g.changements("Information enregistrée.", fiche.id)


def enregistrer_sortie(base: Base, menage_id: UUID, *, le: date, motif: MotifSortie) -> Changements:
    """Le ménage sort sans relogement : ce qui n'était pas dû devient sans objet, ce qui était en retard le reste."""
    with base.geste("enregistrer_sortie", "Sortie du ménage", menage_id) as g:
        menage = trouver(g.s, Menage, menage_id)
        pas_futur(le, base.aujourd_hui())
        remplir(menage, {"sortie_le": le, "sortie_motif": motif})
        return g.changements("Sortie enregistrée.", menage_id)


def regler_a_completer(base: Base, ligne_id: UUID) -> Changements:
    """Une ligne « à compléter » est réglée ; son texte d'origine reste au dossier."""
    with base.geste("regler_a_completer", "Ligne à compléter réglée") as g:
        ligne = trouver(g.s, ACompleter, ligne_id)
        g.menage_id = ligne.menage_id
        ligne.regle_le = base.aujourd_hui()
        return g.changements("Réglé.", ligne_id)


def _sans_figes(valeurs: dict[str, Any]) -> dict[str, Any]:
    interdits = FIGES & valeurs.keys()
    if interdits:
        raise TypeError(f"colonnes qui ne se corrigent pas : {', '.join(sorted(interdits))}")
    return valeurs
