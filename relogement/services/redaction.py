"""Réunir ce qu'un courrier dit d'un ménage : l'opération et ses délais une fois, puis chaque ménage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.documents.courriers.donnees import Delais, FaitsCourrier, OperationConcernee
from relogement.documents.courriers.modele import Modele, Sujet, exiger_sujet, modeles, variante
from relogement.documents.donnees_parcours import RelogementFait
from relogement.documents.formats import INCONNU, type_surface
from relogement.regles.charte import cles
from relogement.regles.loi import OFFRES_MOIS, OFFRES_NOMBRE, PREAVIS, REPONSE, charger_loi
from relogement.services.courriers import est_demolition
from relogement.services.impression_dossier import entete, lire_fiche_budget, referent_du_jour
from relogement.services.impression_menage import adresse, fiches, lire_bail
from relogement.services.impression_parcours import lire_proposition, lire_relogement
from relogement.services.organisation import lire_organisation
from relogement.services.outils import trouver
from relogement.stockage.chartes import charte_operation
from relogement.vocabulaire import accord_tient


class Redaction:
    """Les courriers d'une opération au jour `au` ; `auteur` : qui imprime."""

    def __init__(self, s: Session, operation_id: UUID, auteur: str, au: date) -> None:
        self._s, self._auteur, self._au = s, auteur, au
        self._fiche = trouver(s, m.Operation, operation_id)
        self._charte = charte_operation(s, operation_id)
        self._expediteur = lire_organisation(s)
        self._operation = self._concernee()

    def modele(self, code: str) -> Modele:
        """Ce courrier, tel qu'il est écrit pour la nature de l'opération."""
        return modeles()[variante(code, demolition=self._operation.demolition)]

    def faits(self, menage: m.Menage, modele: Modele, proposition_id: UUID | None = None) -> FaitsCourrier:
        """Ce que ce courrier peut dire du ménage ; `proposition_id` None : celle dont il est le plus naturel de parler.

        ErreurMetier si le ménage n'a pas ce dont le courrier parle, ou si la proposition est d'un autre ménage.
        """
        logement = self._s.get(m.Logement, menage.logement_id) if menage.logement_id else None
        proposition = self._proposition(menage.id, modele, proposition_id)
        taille = type_surface(logement.type, logement.surface) if logement else INCONNU
        f = FaitsCourrier(
            entete(menage, self._fiche, self._auteur, self._au), self._expediteur, self._operation,
            self._delais(proposition.envoyee_le if proposition else self._au), menage.nom,
            adresse=adresse(logement) if logement else None, destination=self._destination(menage.id, logement),
            logement=None if taille == INCONNU else taille, referent=referent_du_jour(self._s, menage, self._au),
            bail=lire_bail(self._s, menage.id), relogement=self._relogement(menage.id),
            proposition=lire_proposition(self._s, proposition, self._charte) if proposition else None,
            budget=lire_fiche_budget(self._s, proposition, self._auteur, self._au) if proposition else None,
            postes=tuple(nom for _, nom in self._charte.postes(cles.FRAIS_POSTES, self._au)),
        )
        exiger_sujet(modele, f)
        return f

    def _concernee(self) -> OperationConcernee:
        o = self._fiche
        return OperationConcernee(
            o.nom, o.nature.libelle, est_demolition(o), self._s.get_one(m.Organisme, o.bailleur_id).nom, o.communes,
            self._charte.version(self._au).charte, o.decision_le, o.annonce_le, o.travaux_le,
        )

    def _delais(self, envoi: date) -> Delais:
        charte, loi, au = self._charte, charger_loi(), self._au
        return Delais(
            reponse_jours=max(charte.entier(cles.REPONSE_DELAI, envoi), loi.entier(REPONSE, envoi)),
            propositions=charte.entier(cles.PROPOSITIONS, self._fiche.annonce_le or envoi),
            offres=loi.entier(OFFRES_NOMBRE, envoi), offres_mois=loi.entier(OFFRES_MOIS, envoi),
            preavis_mois=loi.entier(PREAVIS, au), forfait_jours=charte.entier(cles.FORFAIT, au),
            frais_jours=charte.entier(cles.FRAIS, au), depot_jours=charte.entier(cles.DEPOT, au),
            suivi_mois=charte.entier(cles.SUIVI_DUREE, au), suivi_visites=charte.entiers(cles.SUIVI_VISITES, au),
            prolongation_mois=charte.entier(cles.PROLONGATION_DUREE, au),
        )

    def _proposition(self, menage_id: UUID, modele: Modele, voulue: UUID | None) -> m.Proposition | None:
        """Celle que l'on demande ; sinon la dernière acceptée pour un accord, ou la dernière sans réponse."""
        siennes = fiches(self._s, m.Proposition, "menage_id", menage_id, "rang")
        if voulue is not None:
            if all(p.id != voulue for p in siennes):
                raise ErreurMetier("Cette proposition n'est pas, ou plus, dans ce dossier.", "proposition")
            siennes = [p for p in siennes if p.id == voulue]
        if modele.sujet is Sujet.ACCORD:
            siennes = [p for p in siennes if accord_tient(p.reponse, p.caleol_decision)]
        ouvertes = [p for p in siennes if p.reponse is None]
        retenues = ouvertes or siennes
        return retenues[-1] if retenues else None

    def _relogement(self, menage_id: UUID) -> RelogementFait | None:
        """Le dernier, définitif s'il y en a un."""
        signes = fiches(self._s, m.Relogement, "menage_id", menage_id, "bail_signe_le")
        definitifs = [r for r in signes if not r.temporaire]
        if not signes:
            return None
        choisi = (definitifs or signes)[-1]
        return replace(lire_relogement(self._s, choisi, self._charte), logement=self._ou(choisi))

    def _destination(self, menage_id: UUID, logement: m.Logement | None) -> str | None:
        """L'adresse du dernier logement où le ménage a déménagé et dont il n'est pas revenu, sinon celle d'origine."""
        for r in reversed(fiches(self._s, m.Relogement, "menage_id", menage_id, "bail_signe_le")):
            la = r.demenage_le is not None and r.demenage_le <= self._au
            if la and (r.retour_le is None or r.retour_le > self._au):
                return self._adresse(r)
        return adresse(logement) if logement else None

    def _adresse(self, r: m.Relogement) -> str | None:
        o = self._offert(r)
        if o is None:
            return None
        return ", ".join(filter(None, (o.adresse or o.libelle, " ".join(filter(None, (o.code_postal, o.commune))))))

    def _ou(self, r: m.Relogement) -> str | None:
        """Le nouveau logement : ce qui le désigne, son adresse, sa commune ; None s'il n'est pas connu."""
        o = self._offert(r)
        return ", ".join(filter(None, (o.libelle, o.adresse, o.commune))) if o else None

    def _offert(self, r: m.Relogement) -> m.LogementOffert | None:
        proposition = self._s.get(m.Proposition, r.proposition_id) if r.proposition_id else None
        return self._s.get(m.LogementOffert, proposition.logement_id) if proposition else None
