"""Ce qui remplit chaque obligation : l'enregistrement que le tableau demande, ajouté à un dossier un jour donné."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from relogement.regles.calendrier import Trimestre, ajouter_jours
from relogement.regles.charte.compteurs import definitives
from relogement.regles.faits import (
    Adequation,
    Bail,
    BudgetGele,
    Entretien,
    FaitsMenage,
    Information,
    Mesure,
    Personne,
    Proposition,
    Referent,
    Relogement,
    Souhait,
    VisiteSuivi,
)
from relogement.regles.faits_accompagnement import ActeurSocial, Demande, Enquete, Passage, VisiteTechnique
from relogement.regles.faits_operation import (
    DossierOperation,
    Evaluation,
    FaitsBase,
    InformationPartenaire,
    Jalon,
    Partenaire,
    PresentationCil,
    RevueRemise,
)
from relogement.regles.pilotage import pilote
from relogement.vocabulaire import (
    DecisionCommission,
    DecisionOccupant,
    EcritRefus,
    GenrePartenaire,
    Lien,
    Moyen,
    NatureInformation,
    NatureJalon,
    Payeur,
    Reponse,
    Reservataire,
    Rester,
    ResultatEnquete,
    StatutBail,
)

ID = "ajout"
OUI = Adequation(True, True, True, True)
Remplir = Callable[[FaitsMenage, date], FaitsMenage]
RemplirOperation = Callable[[DossierOperation, date], DossierOperation]


def _avec(liste: str, fait: Callable[[date], Any]) -> Remplir:
    """Ajoute un fait à cette liste du ménage."""

    def remplir(f: FaitsMenage, jour: date) -> FaitsMenage:
        ajoute: dict[str, Any] = {liste: (*getattr(f, liste), fait(jour))}
        return replace(f, **ajoute)

    return remplir


def _information(nature: NatureInformation) -> Remplir:
    return _avec("informations", lambda jour: Information(ID, jour, frozenset({nature}), Moyen.RECOMMANDE))


def _entretien(**champs: Any) -> Remplir:
    return _avec("entretiens", lambda jour: Entretien(ID, jour, **champs))


def _titulaire(f: FaitsMenage, _: date) -> FaitsMenage:
    bail = Bail(ID, "B-1", date(2010, 5, 1))
    adulte = Personne(ID, Lien.TITULAIRE, StatutBail.TITULAIRE, date(1980, 3, 4))
    return replace(f, bail=bail, bail_parent=bail, personnes=(*f.personnes, adulte))


def _referent(f: FaitsMenage, jour: date) -> FaitsMenage:
    """Un référent de plus, et chaque changement dit au ménage le jour même."""
    dits = tuple(replace(r, dit_le=r.du) for r in f.referents)
    return replace(f, referents=(*dits, Referent("zz", "Nouveau", jour, None, jour)))


def _occupants(f: FaitsMenage, jour: date) -> FaitsMenage:
    """Une décision pour chaque personne ; tous les occupants déclarés sont nommés."""
    decides = (
        replace(p, decision=DecisionOccupant.RATTACHEMENT, decision_le=min(jour, p.decision_le or jour))
        for p in f.personnes
    )
    return replace(f, personnes=tuple(decides), compositions=())


def _refus(f: FaitsMenage, _: date) -> FaitsMenage:
    return replace(f, propositions=tuple(_ecrit(p) for p in f.propositions))


def _ecrit(p: Proposition) -> Proposition:
    le = p.reponse_le
    signe = replace(p, motif="Trop loin", ecrit=EcritRefus.SIGNE, ecrit_le=le, formulaire="f", mous_a_aide=True)
    return replace(signe, preuve_reception="avis", confirme_le=le)


def _neuf(f: FaitsMenage, jour: date) -> FaitsMenage:
    """La raison notée sur la première proposition définitive, sinon le souhait d'autre chose."""
    premieres = definitives(f)
    if not premieres:
        return replace(f, souhaits=(*f.souhaits, Souhait(ID, jour, refuse_neuf=True)))
    return replace(
        f,
        propositions=tuple(
            replace(p, raison_sans_neuf="Aucun au rez-de-chaussée") if p is premieres[0] else p for p in f.propositions
        ),
    )


def _acceptee(f: FaitsMenage, jour: date) -> FaitsMenage:
    adaptee = Proposition(ID, 9, jour, reponse=Reponse.ACCEPTEE, repondue=jour, adequation=OUI)
    return replace(f, propositions=(*f.propositions, adaptee))


def _budget(f: FaitsMenage, _: date) -> FaitsMenage:
    """Autant après qu'avant, et le reste à vivre examiné le jour de l'envoi."""
    return replace(
        f,
        propositions=tuple(
            replace(p, equivalent=True, budget=BudgetGele(p.envoyee, 40000, 40000, 1500, 1500), examen_le=p.envoyee)
            for p in f.propositions
        ),
    )


def _souhaits(f: FaitsMenage, jour: date) -> FaitsMenage:
    repondus = tuple(replace(s, reponse_le=s.reponse_le or max(s.le, jour)) for s in f.souhaits)
    return replace(f, souhaits=(*repondus, Souhait(ID, jour, lieux="Ici", reponse_le=jour)))


def _baux(changer: Callable[[Relogement], dict[str, Any]]) -> Remplir:
    """Complète chaque relogement."""

    def remplir(f: FaitsMenage, _: date) -> FaitsMenage:
        return replace(f, relogements=tuple(replace(r, **changer(r)) for r in f.relogements))

    return remplir


def _visites(f: FaitsMenage, jour: date) -> FaitsMenage:
    return replace(f, visites=(*f.visites, *(VisiteSuivi(f"{ID}{m}", m, jour, True) for m in (1, 3, 6))))


def _acteurs(f: FaitsMenage, jour: date) -> FaitsMenage:
    """Chacun est joint, et un acteur l'est dans le quartier d'accueil."""
    joints = tuple(replace(a, contact=a.depuis) for a in f.acteurs)
    return replace(f, acteurs=(*joints, ActeurSocial(ID, "Centre social", jour, accueil=True, contact=jour)))


REMPLIR: dict[str, Remplir] = {
    "A01.1": _titulaire,
    "A01.2": _occupants,
    "A02.1": _information(NatureInformation.ANNONCE),
    "A02.2": _information(NatureInformation.CALENDRIER),
    "A02.3": _information(NatureInformation.SUIVI),
    "A03.1": _referent,
    "A03.2": _entretien(
        composition=True, ressources=True, souhait_type=True, souhait_lieu=True, souhait_contraintes=True,
        besoins=True, capacites=True,
    ),
    "A03.3": _avec("mesures", lambda jour: Mesure(ID, "CCAS", jour)),
    "A03.4": _entretien(decohabitation=False),
    "A04.1": _acceptee,
    "A04.2": _refus,
    "A04.3": _neuf,
    "A04.4": _baux(
        lambda r: {
            "minoration": 1,
            "minoration_demandee": r.bail_signe,
            "loyer_avant_minoration": r.loyer if r.loyer_avant_minoration is None else r.loyer_avant_minoration,
            "loyer": r.plafond_apl,
        }
    ),
    "A04.5": _information(NatureInformation.ACCESSION),
    "A04.6": _souhaits,
    "A05.1": _budget,
    "A05.2": _budget,
    "A06.1": _baux(
        lambda r: {
            "commande_le": min(r.bail_signe, r.demenagement or r.bail_signe),
            "commande_payeur": Payeur.BAILLEUR,
        }
    ),
    "A06.2": _baux(lambda r: {"frais": ()}),
    "A06.3": _baux(
        lambda r: {"depot_transfere": 1, "depot_le": r.bail_signe, "depot_complement": 0, "depot_retenue": 0}
    ),
    "A06.4": _baux(lambda r: {"debut_loyer": r.bail_signe, "fin_loyer_ancien": r.bail_signe}),
    "A07.1": _information(NatureInformation.QUARTIER),
    "A07.2": _acteurs,
    "A08.1": _visites,
    "A10.3": _avec("visites_techniques", lambda jour: VisiteTechnique(ID, jour)),
    "A10.4": _baux(lambda r: {"adresse_paye": r.demenagement}),
    "A12.1": _avec("passages", lambda jour: Passage(ID, jour, DecisionCommission.RECHERCHER)),
    "A12.2": _avec("demandes", lambda jour: Demande(ID, Reservataire.ETAT, jour)),
    "A12.3": _avec("demandes", lambda jour: Demande(ID, Reservataire.ACTION_LOGEMENT, jour)),
    "A14.1": _avec("enquetes", lambda jour: Enquete(ID, jour, ResultatEnquete.REPONDUE)),
}
"""Par obligation d'un ménage : ce qui remplit la colonne « met when », daté de ce jour."""


def _partenaires(*genres: GenrePartenaire) -> RemplirOperation:
    def remplir(d: DossierOperation, jour: date) -> DossierOperation:
        notes = tuple(Partenaire(f"{ID}-{g.value}", g, jour, nom=g.libelle) for g in genres)
        return replace(d, partenaires=(*d.partenaires, *notes))

    return remplir


def _associations(d: DossierOperation, jour: date) -> DossierOperation:
    d = _partenaires(GenrePartenaire.ASSOCIATION)(d, jour)
    information = InformationPartenaire(ID, f"{ID}-association", jour)
    modalites = Jalon(ID, NatureJalon.MODALITES, jour)
    return replace(d, informations=(*d.informations, information), jalons=(*d.jalons, modalites))


def _pilote(d: DossierOperation, jour: date) -> DossierOperation:
    return replace(d, operation=replace(d.operation, pilote=pilote(d.operation), pilote_le=jour))


def _bilan(d: DossierOperation, jour: date) -> DossierOperation:
    return replace(d, jalons=(*d.jalons, Jalon(ID, NatureJalon.BILAN_SOCIAL, jour)))


def _revues(d: DossierOperation, jour: date) -> DossierOperation:
    """La revue de chaque trimestre clos, remise au plus tard trente jours après sa fin ; les souhaits ont réponse."""
    clos = [t for an in range(2025, 2029) for rang in range(1, 5) if (t := Trimestre(an, rang)).fin < jour]
    remises = (RevueRemise(f"{ID}{t}", str(t), min(jour, ajouter_jours(t.fin, 30)), True) for t in clos)
    menages = tuple(replace(m, souhaits=(Souhait(ID, jour, rester=Rester.INDIFFERENT),)) for m in d.menages)
    return replace(d, revues=(*d.revues, *remises), menages=menages)


def _evaluation(d: DossierOperation, jour: date) -> DossierOperation:
    return replace(d, evaluations=(*d.evaluations, Evaluation(ID, jour, "Mme Le Goff", True, True, True)))


REMPLIR_OPERATION: dict[str, RemplirOperation] = {
    "A09.1": _associations,
    "A10.1": _pilote,
    "A10.2": _bilan,
    "A11.1": _partenaires(*GenrePartenaire),
    "A13.1": _revues,
    "A14.2": _revues,
    "A14.3": _evaluation,
}
"""La même chose pour une obligation de l'opération."""


def _presentations(f: FaitsBase, jour: date) -> FaitsBase:
    """Chaque année jusqu'à celle de ce jour, présentée avant sa fin."""
    tenues = (PresentationCil(f"{ID}{an}", an, min(jour, date(an, 12, 31))) for an in range(2025, jour.year + 1))
    return replace(f, presentations=(*f.presentations, *tenues))


REMPLIR_BASE: dict[str, Callable[[FaitsBase, date], FaitsBase]] = {"A14.4": _presentations}
"""La même chose pour une obligation de toute la base."""
