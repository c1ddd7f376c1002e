"""Les gestes du vivier : ajouter un logement que l'on pourra proposer, le corriger, noter qu'il est repris."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session

from relogement.commun import Changements, ErreurMetier
from relogement.formats import date_courte
from relogement.modeles import LogementOffert
from relogement.regles.vivier import EtatOffre
from relogement.services.aides import verifier_loyer
from relogement.services.meme_logement import deja_saisi, designation
from relogement.services.outils import (
    ABSENT,
    Absent,
    creer,
    exiger,
    organisme_connu,
    organisme_nomme,
    pas_avant,
    pas_futur,
    remplir,
    trouver,
)
from relogement.stockage.base import Base
from relogement.stockage.lectures_vivier import ligne_de, nombre_de_propositions
from relogement.vocabulaire import GenreBailleur

SANS_NOM = "Désignez le logement : résidence, adresse ou porte."


def ajouter_logement_offert(base: Base, *, libelle: str, bailleur: str | None = None, **valeurs: Any) -> Changements:
    """Un logement que l'on pourra proposer (champs de LogementOffert) ; ErreurMetier s'il est déjà au vivier."""
    with base.geste("ajouter_logement_offert", "Logement proposable") as g:
        fiche = offrir(g.s, libelle=libelle, bailleur=bailleur, **valeurs)
        return g.changements("Logement enregistré.", fiche.id)


def corriger_logement_offert(
    base: Base, logement_id: UUID, *, bailleur: str | Absent | None = ABSENT,
    genre_bailleur: GenreBailleur | None = None, **valeurs: Any,
) -> Changements:
    """Corrige un logement proposable (champs de LogementOffert) ; `bailleur` None : on ne sait plus de qui il est.

    `genre_bailleur` vaut pour tous les logements de ce bailleur ; None : inchangé.
    """
    with base.geste("corriger_logement_offert", "Correction : un logement proposable") as g:
        fiche = trouver(g.s, LogementOffert, logement_id)
        if bailleur is not ABSENT:
            organisme = organisme_nomme(g.s, bailleur, genre_bailleur) if bailleur else None
            g.s.flush()
            valeurs["bailleur_id"] = organisme.id if organisme else None
        remplir(fiche, valeurs)
        fiche.libelle = exiger(fiche.libelle, SANS_NOM, "libelle")
        _verifier(fiche)
        return g.changements("Correction enregistrée.", logement_id)


def reprendre_logement_offert(base: Base, logement_id: UUID, *, le: date, raison: str) -> Changements:
    """Celui qui l'offrait le reprend, le `le`, pour cette raison ; ErreurMetier si un bail y est signé ce jour-là."""
    pas_futur(le, base.aujourd_hui())
    with base.geste("reprendre_logement_offert", "Logement repris") as g:
        fiche = trouver(g.s, LogementOffert, logement_id)
        if fiche.repris_le is not None:
            raise ErreurMetier(f"Ce logement est déjà noté repris le {date_courte(fiche.repris_le)}.", "le")
        if ligne_de(g.s, logement_id, au=le).situation.etat is EtatOffre.ATTRIBUE:
            raise ErreurMetier("Un bail y est signé : ce logement ne peut plus être repris.", "le")
        raison = exiger(raison, "Écrivez qui le reprend, et pourquoi.", "raison")
        remplir(fiche, {"repris_le": le, "reprise": raison})
        return g.changements("Logement noté repris : il ne sera plus proposé.", logement_id)


def remettre_logement_offert(base: Base, logement_id: UUID) -> Changements:
    """Un logement repris est de nouveau offert ; ErreurMetier s'il ne l'était pas."""
    with base.geste("remettre_logement_offert", "Logement remis au vivier") as g:
        fiche = trouver(g.s, LogementOffert, logement_id)
        if fiche.repris_le is None:
            raise ErreurMetier("Ce logement n'est pas noté repris.")
        remplir(fiche, {"repris_le": None, "reprise": None})
        return g.changements("Logement remis au vivier.", logement_id)


def retirer_logement_offert(base: Base, logement_id: UUID) -> Changements:
    """Retire un logement saisi par erreur ; ErreurMetier s'il a été proposé : il fait partie d'un dossier."""
    with base.geste("retirer_logement_offert", "Retrait : un logement proposable") as g:
        fiche = trouver(g.s, LogementOffert, logement_id)
        if nombre_de_propositions(g.s, logement_id):
            raise ErreurMetier("Ce logement a été proposé : notez plutôt qu'il est repris.")
        fiche.supprime_le = g.instant
        return g.changements("Logement retiré (Ctrl+Z pour le reprendre).", logement_id)


def logement_deja_saisi(base: Base, *, bailleur: str | None = None, **valeurs: Any) -> tuple[UUID, str] | None:
    """La clé et la désignation du logement du vivier que l'on décrit à l'envoi ; None s'il n'y est pas."""
    with base.session() as s:
        connu = bailleur and organisme_connu(s, bailleur)
        # Un bailleur encore inconnu n'a rien offert : ce n'est celui d'aucun logement.
        cle = connu.id if connu else uuid4() if bailleur else None
        trouve = deja_saisi(s, {**valeurs, "bailleur_id": cle}, a_l_envoi=True)
        return (trouve.id, designation(trouve)) if trouve is not None else None


def offrir(
    s: Session, *, libelle: str | None = None, bailleur: str | None = None, genre_bailleur: GenreBailleur | None = None,
    a_l_envoi: bool = False, **valeurs: Any,
) -> LogementOffert:
    """Le logement offert, créé dans le geste en cours ; ErreurMetier, qui le désigne, s'il est déjà au vivier.

    Deux fiches du même logement s'offriraient à deux ménages sans que rien ne le dise.
    """
    propre = exiger(libelle, SANS_NOM, "libelle")
    organisme = organisme_nomme(s, bailleur, genre_bailleur) if bailleur else None
    s.flush()
    valeurs |= {"libelle": propre, "bailleur_id": organisme.id if organisme else None}
    deja = deja_saisi(s, valeurs, a_l_envoi=a_l_envoi)
    if deja is not None:
        suite = "choisissez-le dans la liste" if a_l_envoi else "ouvrez-le"
        autre = "si c'en est un autre, dites ce qui les distingue (porte, étage, référence)"
        phrase = f"Ce logement est déjà au vivier, « {designation(deja)} » : {suite} ; {autre}."
        raise ErreurMetier(phrase, "logement" if a_l_envoi else "libelle")
    offert = creer(s, LogementOffert, **valeurs)
    _verifier(offert)
    s.flush()
    return offert


def _verifier(fiche: LogementOffert) -> None:
    verifier_loyer(fiche.loyer)
    phrase = "Il serait repris avant d'être disponible."
    pas_avant(fiche.disponible_jusqu_au, fiche.disponible_le, phrase, "disponible_jusqu_au")
