"""Réunir ce qu'un document imprime : la couverture et ses constats, le dossier entier, le formulaire de refus."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from relogement import modeles as m
from relogement.documents.donnees import (
    AlerteImprimee,
    ConstatImprime,
    Couverture,
    Dossier,
    Entete,
    FicheBudget,
)
from relogement.documents.donnees_parcours import ColonneBudget
from relogement.regles.alertes.alerte import Alerte
from relogement.regles.alertes.moteur import alertes_menage
from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.moteur import evaluer
from relogement.regles.charte.parametres import Charte
from relogement.regles.etape import drapeaux, etape
from relogement.regles.faits import FaitsMenage
from relogement.services.avis_impot import dire_avis
from relogement.services.impression_menage import (
    fiches,
    lire_entretiens,
    lire_foyer,
    nom_agent,
    references_liees,
)
from relogement.services.impression_parcours import (
    lire_budgets,
    lire_enquetes,
    lire_essai,
    lire_pieces,
    lire_propositions,
    lire_relogements,
    lire_suivi,
    lire_visites_techniques,
)
from relogement.stockage.chartes import charte_operation


def lire_dossier(
    s: Session, menage: m.Menage, faits: FaitsMenage, auteur: str, au: date, charte: Charte | None = None
) -> Dossier:
    """Le dossier d'un ménage ; `faits` : ceux du ménage, pour la charte et l'étape au jour `au`.

    `charte` : celle de son opération, si elle est déjà lue.
    """
    operation = s.get_one(m.Operation, menage.operation_id)
    charte = charte or charte_operation(s, operation.id)
    return Dossier(
        entete=entete(menage, operation, auteur, au),
        couverture=_couverture(s, menage, operation, charte, faits, au),
        alertes=tuple(alerte_imprimee(a) for a in alertes_menage(faits, charte, au)),
        foyer=lire_foyer(s, menage, dire_avis(faits, au)),
        entretiens=lire_entretiens(s, menage.id),
        budgets=lire_budgets(s, menage, au),
        propositions=lire_propositions(s, menage.id, charte),
        relogements=lire_relogements(s, menage.id, charte),
        suivi=lire_suivi(s, menage.id),
        pieces=lire_pieces(s, menage.id),
        visites_techniques=lire_visites_techniques(s, menage.id),
        enquetes=lire_enquetes(s, menage.id),
    )


def lire_fiche_budget(s: Session, p: m.Proposition, auteur: str, au: date) -> FicheBudget:
    """Le budget du logement quitté et celui d'une proposition, tels qu'ils sont figés avec elle."""
    menage = s.get_one(m.Menage, p.menage_id)
    operation = s.get_one(m.Operation, menage.operation_id)
    quitte, *suivantes = lire_budgets(s, menage, au)
    rangs = [q.id for q in fiches(s, m.Proposition, "menage_id", menage.id, "rang")]
    propose = suivantes[rangs.index(p.id)]
    offert = s.get_one(m.LogementOffert, p.logement_id)
    return _fiche(menage, entete(menage, operation, auteur, au), offert, quitte, propose)


def lire_fiche_essai(s: Session, menage: m.Menage, offert: m.LogementOffert, auteur: str, au: date) -> FicheBudget:
    """La même, pour un logement du vivier qui ne lui est pas encore proposé, au jour `au`."""
    operation = s.get_one(m.Operation, menage.operation_id)
    lue = _fiche(menage, entete(menage, operation, auteur, au), offert, *lire_essai(s, menage, offert, au))
    return replace(lue, essai=True)


def _fiche(
    menage: m.Menage, tete: Entete, offert: m.LogementOffert, quitte: ColonneBudget, propose: ColonneBudget
) -> FicheBudget:
    return FicheBudget(
        entete=tete, menage=menage.nom,
        logement=", ".join(filter(None, (offert.libelle, offert.quartier, offert.commune))),
        quitte=propose.quitte or quitte.montre, propose=propose, type=quitte.type, surface=quitte.surface,
    )


def entete(menage: m.Menage, operation: m.Operation, auteur: str, au: date) -> Entete:
    """Ce que chaque page rappelle."""
    return Entete(menage.reference, f"{operation.code} · {operation.nom}", auteur, au)


def _couverture(
    s: Session, menage: m.Menage, operation: m.Operation, charte: Charte, faits: FaitsMenage, au: date
) -> Couverture:
    nature = operation.nature.libelle
    precisions = [
        nom for vrai, nom in ((operation.demolition_partielle, "démolition partielle"), (operation.anru, "ANRU"),
                              (operation.qpv, "QPV")) if vrai
    ]
    return Couverture(
        menage=menage.nom, etape=etape(faits, au).libelle, drapeaux=_drapeaux(s, menage, faits, au),
        referent=referent_du_jour(s, menage, au), nature=", ".join((nature, *precisions)),
        bailleur=s.get_one(m.Organisme, operation.bailleur_id).nom, communes=operation.communes,
        annonce=operation.annonce_le, travaux=operation.travaux_le, charte=charte.version(au).charte,
        constats=_constats(charte, faits, au),
    )


def _constats(charte: Charte, faits: FaitsMenage, au: date) -> tuple[ConstatImprime, ...]:
    titres = {a.numero: a.titre for a in charte.articles}
    return tuple(
        ConstatImprime(c.article, titres.get(c.article, ""), c.id, c.libelle, c.etat, _phrase(c), c.echeance)
        for c in evaluer(faits, charte, au)
    )


def alerte_imprimee(a: Alerte) -> AlerteImprimee:
    """Une alerte de la loi telle qu'un document la dit."""
    niveau = "réglée" if a.reglee else a.niveau.libelle
    return AlerteImprimee(a.id, a.libelle, niveau, a.phrase, a.nature.source)


def _phrase(c: Constat) -> str:
    """La phrase du constat, puis ses manquements passés : un dossier imprimé ne les oublie pas."""
    passes = (
        f"{'Du' if x.au else 'Depuis le'} {jour_fr(x.du)}{f' au {jour_fr(x.au)}' if x.au else ''} : {x.phrase}"
        for x in c.manquements
    )
    return "\n".join((c.phrase, *passes))


def _drapeaux(s: Session, menage: m.Menage, faits: FaitsMenage, au: date) -> tuple[str, ...]:
    dits = list(references_liees(s, menage))
    temporaire = drapeaux(faits, au)
    if temporaire.temporaire_depuis is not None:
        fin = temporaire.temporaire_fin
        dits.append(
            f"relogement temporaire depuis le {jour_fr(temporaire.temporaire_depuis)}"
            + (f", retour prévu le {jour_fr(fin)}" if fin else "")
        )
    if menage.sortie_le is not None:
        motif = f" ({menage.sortie_motif.libelle})" if menage.sortie_motif else ""
        dits.append(f"sortie le {jour_fr(menage.sortie_le)}{motif}")
    return tuple(dits)


def referent_du_jour(s: Session, menage: m.Menage, au: date) -> str | None:
    """Le nom du référent du ménage ce jour-là ; None s'il n'y en a pas."""
    siens = fiches(s, m.Referent, "menage_id", menage.id, "du")
    actuels = [r for r in siens if r.du <= au and (r.au is None or r.au >= au)]
    return nom_agent(s, actuels[-1].agent_id) if actuels else None
