"""Lire le parcours d'un ménage pour l'imprimer : budgets, propositions, relogements, suivi, pièces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.documents import donnees_parcours as d
from relogement.documents.donnees_appuis import ContactEnquete, VisiteDepart
from relogement.regles.apl.figee import EstimationFigee, relire
from relogement.regles.budget import Budget
from relogement.regles.charte.cles import FRAIS_POSTES
from relogement.regles.charte.neuf import est_neuf
from relogement.regles.charte.parametres import Charte
from relogement.regles.convention.acces import CE_MENAGE, Acces, situe
from relogement.regles.enquete import dites
from relogement.services.budgets import budget_au, foyer_au
from relogement.services.estimations import Estimateur
from relogement.services.impression_menage import fiches, libelle
from relogement.vocabulaire import Malgre, Reponse

_ADEQUATION = (
    ("Type", "adapte_type"), ("Lieu", "adapte_lieu"), ("Accessibilité", "adapte_accessibilite"),
    ("Budget", "adapte_budget"),
)
_TREIZE_BIS = (
    ("État", "loi_etat"), ("Hygiène", "loi_hygiene"), ("Besoins", "loi_besoins"), ("Moyens", "loi_moyens"),
    ("Périmètre", "loi_perimetre"),
)


def lire_propositions(s: Session, menage_id: UUID, charte: Charte) -> tuple[d.PropositionFaite, ...]:
    """Les propositions, dans leur ordre."""
    return tuple(lire_proposition(s, p, charte) for p in fiches(s, m.Proposition, "menage_id", menage_id, "rang"))


def lire_proposition(s: Session, p: m.Proposition, charte: Charte) -> d.PropositionFaite:
    """Une proposition et le logement qu'elle offre ; `charte` : celle de l'opération, qui dit ce qui est neuf."""
    return d.PropositionFaite(
        rang=p.rang, logement=_offert(s, p, charte), envoyee=p.envoyee_le, temporaire=p.temporaire,
        mode=libelle(p.mode), presentee=p.presentee_le, recue=p.recue_le, reponse_attendue=p.reponse_attendue_le,
        visite=p.visite_le, raison_envoi=p.raison_envoi, raison_sans_neuf=p.raison_sans_neuf,
        envoi_malgre=tuple(Malgre.de(code).libelle for code in p.envoi_malgre or ()),
        raison_accord=p.raison_accord,
        adequation=tuple((nom, getattr(p, champ)) for nom, champ in _ADEQUATION),
        treize_bis=tuple((nom, getattr(p, champ)) for nom, champ in _TREIZE_BIS),
        reponse=libelle(p.reponse), refusee=p.reponse in (Reponse.REFUSEE, Reponse.TACITE),
        tacite=p.reponse is Reponse.TACITE, repondue=p.repondue_le,
        motif=libelle(p.motif), motif_texte=p.motif_texte, date_inconnue=p.date_inconnue,
        motif_inconnu=p.motif_inconnu, ecrit=libelle(p.ecrit), ecrit_le=p.ecrit_le,
        temoin=p.temoin, mous_a_aide=p.mous_a_aide, formulaire_joint=p.formulaire_id is not None,
        preuve_jointe=p.preuve_reception_id is not None, confirme_le=p.confirme_le,
        hors_quartier=p.hors_quartier, construit_pour_lui=p.construit_pour_lui, caleol=libelle(p.caleol),
        caleol_le=p.caleol_le, caleol_decision=libelle(p.caleol_decision), examen=p.examen, examen_le=p.examen_le,
    )


def _offert(s: Session, p: m.Proposition, charte: Charte) -> d.LogementPropose:
    o = s.get_one(m.LogementOffert, p.logement_id)
    bailleur = s.get(m.Organisme, o.bailleur_id) if o.bailleur_id else None
    return d.LogementPropose(
        libelle=o.libelle, type=o.type, surface=o.surface, etage=o.etage, ascenseur=o.ascenseur, commune=o.commune,
        quartier=o.quartier, qpv=o.qpv, neuf=est_neuf(o.neuf, o.livre_le, p.envoyee_le, charte),
        bailleur=bailleur.nom if bailleur else None, reservataire=libelle(o.reservataire), loyer=o.loyer,
        charges=o.charges,
    )


def lire_budgets(s: Session, menage: m.Menage, au: date) -> tuple[d.ColonneBudget, ...]:
    """Le logement quitté, chaque proposition figée, chaque nouveau logement ; vide si rien n'est encore connu."""
    estimateur = Estimateur(s, menage)
    quitte = _quitte(s, estimateur, au)
    proposees = [_proposee(s, p, estimateur) for p in fiches(s, m.Proposition, "menage_id", menage.id, "rang")]
    signes = fiches(s, m.Relogement, "menage_id", menage.id, "bail_signe_le")
    nouveaux = [_nouveau(s, r, quitte.budget, au, estimateur) for r in signes]
    if not proposees and not nouveaux and _vide(quitte.budget):
        return ()
    return (quitte, *proposees, *nouveaux)


def lire_essai(s: Session, menage: m.Menage, o: m.LogementOffert, le: date) -> tuple[d.ColonneBudget, d.ColonneBudget]:
    """Le logement quitté, puis ce que coûterait ce logement du vivier s'il lui était proposé ce jour-là."""
    estimateur = Estimateur(s, menage)
    quitte, foyer = _quitte(s, estimateur, le), foyer_au(s, menage.id, le)
    budget = foyer.dans(Budget(o.loyer, o.charges, forfait=o.forfait_charges))
    essai = d.ColonneBudget(
        f"Essai : {o.libelle}", budget, le, False, o.type, o.surface, quitte.montre,
        acces=estimateur.acces(o, o.loyer, le),
    )
    return quitte, _estimee(essai, lambda: estimateur.offert(o, le))


def _vide(b: Budget) -> bool:
    """Vrai si l'on ne sait que qui vit là : aucun montant du mois."""
    return (b.loyer, b.charges, b.rls, b.apl, b.ressources) == (None,) * 5


def _quitte(s: Session, estimateur: Estimateur, au: date) -> d.ColonneBudget:
    """Le logement quitté au jour de l'impression, ou au dernier jour où son loyer courait."""
    menage = estimateur.menage
    commences = [x for x in fiches(s, m.Loyer, "menage_id", menage.id, "du") if x.du <= au]
    fin = commences[-1].au if commences else None
    le = fin if fin is not None and fin < au else au
    logement = s.get(m.Logement, menage.logement_id) if menage.logement_id else None
    budget = budget_au(s, menage.id, le)
    return _estimee(
        d.ColonneBudget(
            "Logement quitté", budget, le, type=logement.type if logement else None,
            surface=logement.surface if logement else None,
        ),
        lambda: estimateur.quitte(budget.loyer, le),
    )


def _estimee(colonne: d.ColonneBudget, estimer: Callable[[], EstimationFigee]) -> d.ColonneBudget:
    """La colonne, son APL inconnue estimée, ou la raison pour laquelle elle ne l'est pas."""
    if colonne.budget.apl is not None or colonne.budget.loyer is None:
        return colonne
    try:
        return replace(colonne, estimation=estimer())
    except ErreurMetier as e:
        return replace(colonne, refus=(e.phrase, e.champ))


def _proposee(s: Session, p: m.Proposition, estimateur: Estimateur) -> d.ColonneBudget:
    titre = f"Proposition n° {p.rang}"
    figes = {b.apres: b for b in fiches(s, m.BudgetFige, "proposition_id", p.id)}
    apres = figes.get(True)
    o = s.get_one(m.LogementOffert, p.logement_id)
    if apres is None:
        budget = Budget(o.loyer, o.charges, forfait=o.forfait_charges)
        acces = estimateur.acces(o, o.loyer, p.envoyee_le)
        colonne = d.ColonneBudget(titre, budget, p.envoyee_le, False, o.type, o.surface, acces=acces)
        return _estimee(colonne, lambda: estimateur.offert(o, p.envoyee_le))
    avant = _fige(figes[False], None) if False in figes else None
    colonne = d.ColonneBudget(
        titre, _fige(apres, o.forfait_charges), apres.le, True, apres.type, apres.surface, avant,
        acces=_acces_fige(apres, o, estimateur),
    )
    if apres.estimation is not None:
        return replace(colonne, estimation=relire(apres.estimation))
    return _estimee(colonne, lambda: estimateur.offert(o, p.envoyee_le))


def _acces_fige(b: m.BudgetFige, o: m.LogementOffert, estimateur: Estimateur) -> Acces:
    """Avec le plafond figé à l'envoi ; à défaut, celui que le dossier dit aujourd'hui de ce jour-là."""
    if b.plafond_apl is None:
        return estimateur.acces(o, b.loyer, b.le)
    return situe(b.loyer, b.plafond_apl, estimateur.marge(b.le), CE_MENAGE, b.plafond_origine or "")


def _fige(b: m.BudgetFige, forfait: int | None) -> Budget:
    """Un budget figé ; son forfait inconnu prend celui que le logement dit depuis."""
    connu = forfait if b.forfait_charges is None else b.forfait_charges
    return Budget(b.loyer, b.charges, b.rls, b.apl, b.ressources, b.uc_dixiemes, b.personnes, connu, b.jours_par_an)


def _nouveau(
    s: Session, r: m.Relogement, quitte: Budget, au: date, estimateur: Estimateur
) -> d.ColonneBudget:
    foyer = foyer_au(s, r.menage_id, au)
    offert = _offert_du_bail(s, r)
    budget = foyer.dans(Budget(r.loyer, r.charges, r.rls, r.apl, forfait=offert.forfait_charges if offert else None))
    colonne = d.ColonneBudget(
        "Logement temporaire" if r.temporaire else "Nouveau logement", budget, au, False,
        offert.type if offert else None, offert.surface if offert else None, quitte,
        acces=_acces_du_bail(r, offert, estimateur),
    )
    reportee = _estimation_reportee(s, r)
    if reportee is not None:
        return replace(colonne, estimation=reportee)
    return _estimee(colonne, lambda: estimateur.du_bail(offert, r.loyer, r.bail_signe_le))


def _acces_du_bail(r: m.Relogement, offert: m.LogementOffert | None, estimateur: Estimateur) -> Acces:
    """Le plafond tapé avec la minoration l'emporte."""
    if r.plafond_apl is None:
        return estimateur.acces(offert, r.loyer, r.bail_signe_le)
    return situe(r.loyer, r.plafond_apl, estimateur.marge(r.bail_signe_le), CE_MENAGE, "plafond tapé par un agent")


def _estimation_reportee(s: Session, r: m.Relogement) -> EstimationFigee | None:
    """L'estimation de la proposition, que le bail a reprise telle quelle ; None si ses montants ont changé depuis."""
    if r.proposition_id is None:
        return None
    apres = next((b for b in fiches(s, m.BudgetFige, "proposition_id", r.proposition_id) if b.apres), None)
    if apres is None or apres.estimation is None:
        return None
    memes = (r.loyer, r.rls, r.apl) == (apres.loyer, apres.rls, apres.apl)
    return relire(apres.estimation) if memes else None


def _offert_du_bail(s: Session, r: m.Relogement) -> m.LogementOffert | None:
    proposition = s.get(m.Proposition, r.proposition_id) if r.proposition_id else None
    return s.get(m.LogementOffert, proposition.logement_id) if proposition else None


def lire_relogements(s: Session, menage_id: UUID, charte: Charte) -> tuple[d.RelogementFait, ...]:
    """Les relogements et leurs frais, nommés comme la charte en vigueur au déménagement (ou au bail) les nomme."""
    siens = fiches(s, m.Relogement, "menage_id", menage_id, "bail_signe_le")
    return tuple(lire_relogement(s, r, charte) for r in siens)


def lire_relogement(s: Session, r: m.Relogement, charte: Charte) -> d.RelogementFait:
    """Un relogement, son bail, son déménagement et ses frais."""
    offert = _offert_du_bail(s, r)
    noms = dict(charte.postes(FRAIS_POSTES, r.demenage_le or r.bail_signe_le))
    return d.RelogementFait(
        temporaire=r.temporaire, logement=offert.libelle if offert else None, bail_signe=r.bail_signe_le,
        bail_numero=r.bail_numero, reservataire=libelle(r.reservataire), retour_le=r.retour_le,
        retour_logement=r.retour_logement, loyer=r.loyer, charges=r.charges, rls=r.rls, apl=r.apl,
        debut_loyer=r.debut_loyer_le, fin_loyer_ancien=r.fin_loyer_ancien_le, chevauchement_paye=r.chevauchement_paye,
        mode=libelle(r.mode), commande_le=r.commande_le, commande_payeur=libelle(r.commande_payeur), forfait=r.forfait,
        forfait_decide=r.forfait_decide_le, forfait_paye=r.forfait_paye_le, demenage=r.demenage_le,
        depot_transfere=r.depot_transfere, depot_le=r.depot_le, depot_complement=r.depot_complement,
        depot_retenue=r.depot_retenue, adresse_forfait=r.adresse_forfait, adresse_paye=r.adresse_paye_le,
        plafond_apl=r.plafond_apl, loyer_avant_minoration=r.loyer_avant_minoration, minoration=r.minoration,
        minoration_demandee=r.minoration_demandee_le,
        frais=tuple(_frais(f, noms) for f in fiches(s, m.Frais, "relogement_id", r.id, "demande_le")),
    )


def _frais(f: m.Frais, noms: dict[str, str]) -> d.FraisInstallation:
    return d.FraisInstallation(
        poste=noms.get(f.poste, f.poste), demande=f.demande, demande_le=f.demande_le, montant=f.montant,
        accorde=f.accorde, accorde_le=f.accorde_le, paye=f.paye, paye_le=f.paye_le, paye_par=libelle(f.paye_par),
        refuse_le=f.refuse_le, raison_refus=f.raison_refus, recu=f.recu_id is not None,
    )


def lire_suivi(s: Session, menage_id: UUID) -> d.SuiviFait | None:
    """Le suivi, ses visites et ses difficultés ; None si rien n'en est encore noté."""
    suivis = fiches(s, m.Suivi, "menage_id", menage_id)
    visites = tuple(
        d.VisiteFaite(v.mois, v.le, v.refusee, v.constat)
        for v in fiches(s, m.VisiteSuivi, "menage_id", menage_id, "le")
    )
    difficultes = tuple(
        d.DifficulteSuivie(x.genre.libelle, x.le, x.precision, x.action, x.action_le, x.issue, x.issue_le)
        for x in fiches(s, m.DifficulteSuivi, "menage_id", menage_id, "le")
    )
    if not suivis:
        return d.SuiviFait(visites=visites, difficultes=difficultes) if visites or difficultes else None
    x = suivis[0]
    return d.SuiviFait(
        x.propose_le, x.refuse_le, libelle(x.decision), x.decision_le, x.raison, x.cloture_le, x.bilan, visites,
        difficultes,
    )


def lire_visites_techniques(s: Session, menage_id: UUID) -> tuple[VisiteDepart, ...]:
    """Les visites du logement quitté, par date."""
    return tuple(VisiteDepart(v.le, v.constat) for v in fiches(s, m.VisiteTechnique, "menage_id", menage_id, "le"))


def lire_enquetes(s: Session, menage_id: UUID) -> tuple[ContactEnquete, ...]:
    """Les prises de contact pour l'enquête de satisfaction, par date."""
    return tuple(
        ContactEnquete(e.le, libelle(e.mode), e.resultat.libelle, dites(e.model_dump(), e.difficultes), e.note)
        for e in fiches(s, m.Enquete, "menage_id", menage_id, "le")
    )


def lire_pieces(s: Session, menage_id: UUID) -> tuple[d.PieceJointe, ...]:
    """Les pièces, par date."""
    return tuple(
        d.PieceJointe(p.nature.libelle, p.libelle, p.le, p.taille, p.empreinte)
        for p in fiches(s, m.Piece, "menage_id", menage_id, "le")
    )
