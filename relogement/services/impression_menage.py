"""Lire un ménage pour l'imprimer : foyer, ressources, référents, entretiens et souhaits."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from relogement import modeles as m
from relogement.documents import donnees_menage as d
from relogement.documents.donnees_appuis import ActeurSollicite, ContingentSollicite
from relogement.formats import lieu_nomme, telephone
from relogement.modeles.table import Table
from relogement.services.provision import provision_de, ranger
from relogement.services.reports import dire_reports
from relogement.vocabulaire import Besoin, Difficulte, Liste, MotifPriorite, NatureInformation, Verification

T = TypeVar("T", bound=Table)


def fiches(s: Session, table: type[T], colonne: str, cle: UUID, *tri: str) -> list[T]:
    """Les fiches hors corbeille dont `colonne` vaut `cle`, triées par `tri` puis par ordre de création."""
    posee = provision_de(s)
    lues = posee.fiches(table, colonne, cle) if posee is not None else None
    if lues is not None:
        return ranger(lues, tri)
    sql = table.__table__  # type: ignore[attr-defined]  # posé par SQLModel
    requete = select(table).where(sql.c[colonne] == cle, sql.c.supprime_le.is_(None))
    return list(s.scalars(requete.order_by(*(sql.c[t] for t in tri), sql.c.id)))


def libelle(membre: Liste | None) -> str | None:
    """Le libellé d'un membre de liste fermée."""
    return membre.libelle if membre is not None else None


def libelles(liste: type[Liste], codes: list[str]) -> tuple[str, ...]:
    """Les libellés des codes enregistrés, dans l'ordre."""
    return tuple(liste.de(code).libelle for code in codes)


def nom_agent(s: Session, cle: UUID | None) -> str | None:
    """Le nom d'un agent."""
    agent = s.get(m.Agent, cle) if cle else None
    return agent.nom if agent else None


def lire_foyer(s: Session, menage: m.Menage, plafonds: tuple[str, ...]) -> d.Foyer:
    """Tout ce que la section « Ménage » imprime ; `plafonds` : ce que son avis d'impôt dit des plafonds."""
    cle = menage.id
    personnes = fiches(s, m.Personne, "menage_id", cle)
    noms = {p.id: _nom(p) for p in personnes}
    return d.Foyer(
        telephone=telephone(menage.telephone), courriel=menage.courriel, nur=menage.nur, nur_le=menage.nur_le,
        action_logement=menage.action_logement, action_logement_le=menage.action_logement_le,
        priorites=libelles(MotifPriorite, menage.priorites), note=menage.note,
        logement=_logement(s, menage.logement_id), bail=lire_bail(s, cle),
        personnes=tuple(_personne(p) for p in personnes),
        occupations=tuple(
            d.OccupationDeclaree(c.du, c.au, c.occupants, c.enfants)
            for c in fiches(s, m.Composition, "menage_id", cle, "du")
        ),
        loyers=tuple(
            d.PeriodeLoyer(
                x.du, x.au, x.loyer, x.charges, x.rls, x.apl, x.avis_le, x.charges_personnelles,
                dire_reports(x.du, x.reportes),
            )
            for x in fiches(s, m.Loyer, "menage_id", cle, "du")
        ),
        ressources=tuple(
            d.RessourcePersonne(
                noms.get(r.personne_id) if r.personne_id else None, r.nature.libelle, r.montant, r.du, r.au,
                r.justificatif,
            )
            for r in fiches(s, m.Ressource, "menage_id", cle, "du")
        ),
        avis_impot=tuple(
            d.AvisVu(a.annee, a.rfr, a.invalidite, a.le, a.douze_mois_au)
            for a in fiches(s, m.AvisImpot, "menage_id", cle, "le", "annee")
        ),
        plafonds=plafonds,
        referents=tuple(
            d.ReferentMenage(nom_agent(s, r.agent_id) or "", r.du, r.au, r.dit_le)
            for r in fiches(s, m.Referent, "menage_id", cle, "du")
        ),
        informations=tuple(
            d.InformationDonnee(i.le, libelles(NatureInformation, i.natures), libelle(i.moyen), i.personne, i.note)
            for i in fiches(s, m.Information, "menage_id", cle, "le")
        ),
        a_completer=tuple(_a_completer(a) for a in _a_reprendre(s, menage)),
    )


def _nom(p: m.Personne) -> str:
    return " ".join(filter(None, (p.prenom, p.nom)))


def _personne(p: m.Personne) -> d.PersonneFoyer:
    return d.PersonneFoyer(
        _nom(p), p.naissance, p.lien.libelle, libelle(p.statut_bail), p.arrivee_le, p.depart_le, libelle(p.decision),
        p.decision_le,
    )


def _logement(s: Session, cle: UUID | None) -> d.LogementQuitte | None:
    logement = s.get(m.Logement, cle) if cle else None
    if logement is None:
        return None
    situation = (
        lieu_nomme("bâtiment", logement.batiment), lieu_nomme("escalier", logement.escalier),
        lieu_nomme("porte", logement.porte, nom_propre=False),
    )
    return d.LogementQuitte(
        adresse=adresse(logement), situation=", ".join(filter(None, situation)),
        etage=logement.etage, type=logement.type, surface=logement.surface, financement=logement.financement,
        ug=logement.ug,
    )


def adresse(logement: m.Logement) -> str | None:
    """L'adresse d'un logement, code postal et commune compris ; None si rien n'en est connu."""
    ville = " ".join(filter(None, (logement.code_postal, logement.commune)))
    return ", ".join(filter(None, (logement.adresse, ville))) or None


def lire_bail(s: Session, cle: UUID) -> d.BailOrigine | None:
    """Le bail d'origine ; None s'il n'est pas noté."""
    baux = fiches(s, m.Bail, "menage_id", cle, "debut")
    return d.BailOrigine(baux[-1].numero, baux[-1].debut, baux[-1].fin, baux[-1].conge_le) if baux else None


def _a_reprendre(s: Session, menage: m.Menage) -> list[m.ACompleter]:
    """Les points encore ouverts du ménage, puis ceux de son logement qui ne nomment aucun ménage."""
    siens = fiches(s, m.ACompleter, "menage_id", menage.id)
    if menage.logement_id:
        siens += [a for a in fiches(s, m.ACompleter, "logement_id", menage.logement_id) if a.menage_id is None]
    return [a for a in siens if a.regle_le is None]


def _a_completer(a: m.ACompleter) -> d.LigneACompleter:
    origine = (
        f"feuille « {a.feuille} »" if a.feuille else "", f"ligne {a.ligne}" if a.ligne else "",
        f"colonne « {a.colonne} »" if a.colonne else "",
    )
    return d.LigneACompleter(a.champ, a.texte, a.raison, ", ".join(filter(None, origine)) or "saisie")


def lire_entretiens(s: Session, menage_id: UUID) -> d.Entretiens:
    """Les entretiens, les souhaits qu'aucun entretien ne porte, les mesures, ceux que l'on sollicite."""
    souhaits = {x.id: _souhait(x) for x in fiches(s, m.Souhait, "menage_id", menage_id, "le")}
    tenus = fiches(s, m.Entretien, "menage_id", menage_id, "le")
    portes = {e.souhait_id for e in tenus}
    return d.Entretiens(
        tenus=tuple(_entretien(s, e, souhaits.get(e.souhait_id) if e.souhait_id else None) for e in tenus),
        souhaits=tuple(souhait for cle, souhait in souhaits.items() if cle not in portes),
        mesures=tuple(
            d.MesureAccompagnement(x.qui, x.depuis, x.objet)
            for x in fiches(s, m.Mesure, "menage_id", menage_id, "depuis")
        ),
        acteurs=tuple(
            ActeurSollicite(x.nom, x.depuis, x.accueil, x.contact_le, x.note)
            for x in fiches(s, m.ActeurSocial, "menage_id", menage_id, "depuis")
        ),
        demandes=tuple(
            ContingentSollicite(x.contingent.libelle, x.le, x.sans_objet, x.reponse, x.reponse_le)
            for x in fiches(s, m.Demande, "menage_id", menage_id, "le")
        ),
    )


def _souhait(x: m.Souhait) -> d.SouhaitExprime:
    return d.SouhaitExprime(
        x.le, x.type, x.lieux, x.contraintes, libelle(x.rester), x.autre_type, x.accession, x.refuse_neuf, x.reponse,
        x.reponse_le,
    )


def _entretien(s: Session, e: m.Entretien, souhait: d.SouhaitExprime | None) -> d.EntretienTenu:
    return d.EntretienTenu(
        le=e.le, lieu=libelle(e.lieu), agent=nom_agent(s, e.agent_id), presents=e.presents,
        verifications=libelles(Verification, e.verifications), composition_vue=e.composition_vue,
        ressources_vues=e.ressources_vues, besoins=libelles(Besoin, e.besoins),
        loyer_supportable=e.loyer_supportable, capacites=e.capacites,
        difficultes=libelles(Difficulte, e.difficultes), aucune_difficulte=e.aucune_difficulte,
        decohabitation=e.decohabitation, souhait=souhait, conclusion=e.conclusion, acteurs_sociaux=e.acteurs_sociaux,
        part_plafond=e.part_plafond, accession_possible=e.accession_possible,
    )


def references_liees(s: Session, menage: m.Menage) -> tuple[str, ...]:
    """Ce qui lie ce ménage à d'autres, par leur seule référence : décohabitant de, décohabitants."""
    parent = s.get(m.Menage, menage.parent_id) if menage.parent_id else None
    requete: Any = select(col(m.Menage.reference)).where(
        col(m.Menage.parent_id) == menage.id, col(m.Menage.supprime_le).is_(None)
    )
    enfants = list(s.scalars(requete.order_by(col(m.Menage.reference))))
    liens = [f"décohabitant de {parent.reference}"] if parent else []
    return (*liens, *(f"a pour décohabitant {reference}" for reference in enfants))
