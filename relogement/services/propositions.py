"""Les gestes des propositions : offrir, envoyer, réception, acceptation, refus et son écrit (article 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.formats import date_courte
from relogement.modeles import BudgetFige, Logement, LogementOffert, Menage, Operation, Proposition
from relogement.regles.apl.figee import EstimationFigee
from relogement.regles.charte.article04_envois import propositions_prevues
from relogement.regles.charte.parametres import Charte
from relogement.services.aides import verifier_apl
from relogement.services.attributions import un_seul_accord
from relogement.services.budgets import budget_au
from relogement.services.equivalences import valeurs_equivalence
from relogement.services.estimations import Estimateur
from relogement.services.motifs_envoi import avant_l_operation, de_trop, exiger_raison, occupation, points_a_non
from relogement.services.outils import (
    ABSENT,
    Absent,
    creer,
    donnee,
    exiger,
    pas_avant,
    pas_futur,
    remplir,
    trouver,
)
from relogement.services.partages import verifier_accord
from relogement.services.pieces import exiger_piece
from relogement.services.vivier import offrir
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_operation
from relogement.stockage.journal import GesteEnCours
from relogement.vocabulaire import EcritRefus, ModeEnvoi, MotifRefus, Reponse

POINTS = (
    "adapte_type", "adapte_lieu", "adapte_accessibilite", "adapte_budget",
    "loi_etat", "loi_hygiene", "loi_besoins", "loi_moyens", "loi_perimetre",
)


def envoyer_proposition(
    base: Base,
    menage_id: UUID,
    logement_id: UUID | None,
    *,
    envoyee_le: date,
    rls: int | None = None,
    apl: int | None = None,
    raison_envoi: str | None = None,
    nouveau: Mapping[str, Any] | None = None,
    equivalent: bool | None = None,
    equivalent_raison: str | None = None,
    refusee_le: date | None = None,
    motif: MotifRefus | None = None,
    motif_texte: str | None = None,
    **valeurs: Any,
) -> Changements:
    """Une proposition numérotée, son budget figé ce jour ; `rls`, `apl` : pour le logement proposé.

    `apl` None : l'estimation du jour de l'envoi est figée avec sa trace ; inconnue si elle ne peut se faire.
    Sans `logement_id`, le logement est créé du même geste avec `nouveau` (champs de LogementOffert et `bailleur`) ;
    ErreurMetier, qui le désigne, s'il est déjà au vivier.
    Demande une raison au-delà de trois propositions définitives, si un point est « non », si la date précède
    l'opération, ou si le logement est déjà proposé à un autre ménage ou n'est plus gardé. ErreurMetier s'il est repris,
    ou attribué à un autre. En main propre contre récépissé, elle est reçue ce jour-là (`noter_reception` corrige).
    Notée après coup, elle se juge à son jour ; si le logement a été offert à un autre pendant que ce ménage l'attendait
    encore, il faut une raison. `refusee_le`, `motif`, `motif_texte` : son refus déjà donné, du même geste.
    `equivalent` : ce que l'agent dit de l'équivalence au logement quitté, avec sa raison ; None, la règle.
    """
    pas_futur(envoyee_le, base.aujourd_hui(), "envoyee_le")
    pas_futur(refusee_le, base.aujourd_hui(), "refusee_le")
    temporaire = bool(valeurs.get("temporaire"))
    with base.geste("envoyer_proposition", "Proposition", menage_id) as g:
        menage = trouver(g.s, Menage, menage_id)
        connu = trouver(g.s, LogementOffert, logement_id) if logement_id is not None else None
        offert = connu or offrir(g.s, **nouveau or {}, a_l_envoi=True)
        if menage.sortie_le is not None:
            raise ErreurMetier("Ce ménage est sorti de l'opération : annulez d'abord sa sortie.")
        deja = _propositions(g.s, menage_id)
        operation = trouver(g.s, Operation, menage.operation_id)
        prevues = propositions_prevues(charte_de(g.s, menage), operation.annonce_le, envoyee_le)
        pourquoi = exiger_raison(raison_envoi, [
            *avant_l_operation(operation, envoyee_le),
            *de_trop(prevues, deja, temporaire=temporaire), *points_a_non(valeurs),
            *occupation(g.s, offert, menage, envoyee_le, base.aujourd_hui(), refusee_le, temporaire=temporaire),
        ])
        rang = _dernier_rang(g.s, menage_id) + 1
        g.libelle = f"Proposition {rang}"
        proposition = creer(
            g.s, Proposition, menage_id=menage_id, logement_id=offert.id, rang=rang, envoyee_le=envoyee_le,
            **pourquoi, **valeurs,
            **valeurs_equivalence(equivalent, envoyee_le, base.agent_nom, equivalent_raison),
        )
        recue = _recevoir_en_main_propre(g.s, proposition)
        refus = _refus_deja_donne(proposition, refusee_le, motif, motif_texte)
        g.s.flush()
        _figer(g.s, menage, offert, proposition, rls, apl)
        return g.changements(f"Proposition {rang} enregistrée, budget figé.{recue}{refus}", proposition.id)


def _recevoir_en_main_propre(s: Session, p: Proposition) -> str:
    """Le récépissé signé date la réception : c'est le jour de la remise ; la phrase qui le dit, vide sinon."""
    if p.mode is not ModeEnvoi.REMISE:
        return ""
    p.recue_le = p.envoyee_le
    p.reponse_attendue_le = _reponse_attendue(s, p, None, None)
    return f" Reçue le {date_courte(p.recue_le)} : rangez-en le récépissé signé, il le prouve."


def _refus_deja_donne(p: Proposition, le: date | None, motif: MotifRefus | None, motif_texte: str | None) -> str:
    """Le refus d'une proposition notée après coup ; la phrase qui le dit, vide sans refus."""
    if le is None:
        if motif is not None or (motif_texte or "").strip():
            raise ErreurMetier("Indiquez le jour du refus.", "refusee_le")
        return ""
    pas_avant(le, p.envoyee_le, "Le refus ne peut pas précéder l'envoi.", "refusee_le")
    _refuser(p, le, motif, motif_texte)
    return f" Refusée le {date_courte(le)}."


def noter_reception(
    base: Base,
    proposition_id: UUID,
    *,
    presentee_le: date | Absent | None = ABSENT,
    recue_le: date | Absent | None = ABSENT,
    reponse_attendue_le: date | Absent | None = ABSENT,
    visite_le: date | Absent | None = ABSENT,
    preuve_reception_id: UUID | None = None,
) -> Changements:
    """Première présentation, réception, visite ; la réponse est attendue au plus tôt dix jours après (R. 441-10).

    Une date omise garde ce qui est noté, None l'efface. Le délai court de la réception, sinon de la présentation ;
    sans date de réponse donnée, celle qui est notée reste, et n'est jamais avant le minimum légal.
    `preuve_reception_id` : la pièce qui prouve la réception (avis, récépissé signé) ; None garde celle qui est jointe.
    """
    donnees = {
        "presentee_le": presentee_le, "recue_le": recue_le, "reponse_attendue_le": reponse_attendue_le,
        "visite_le": visite_le,
    }
    pas_futur(donnee(presentee_le), base.aujourd_hui(), "presentee_le")
    pas_futur(donnee(recue_le), base.aujourd_hui(), "recue_le")
    with _reponse_a(base, proposition_id, "noter_reception", "Réception de la proposition {}") as (g, p):
        tacite_au = p.reponse_attendue_le if p.reponse is Reponse.TACITE else None
        notee, saisie = p.reponse_attendue_le, donnees.pop("reponse_attendue_le")
        remplir(p, {c: v for c, v in donnees.items() if v is not ABSENT})
        pas_avant(p.presentee_le, p.envoyee_le, "La présentation ne peut pas précéder l'envoi.", "presentee_le")
        pas_avant(p.recue_le, p.envoyee_le, "La réception ne peut pas précéder l'envoi.", "recue_le")
        pas_avant(p.recue_le, p.presentee_le, "La réception ne peut pas précéder la présentation.", "recue_le")
        p.reponse_attendue_le = _reponse_attendue(g.s, p, notee, notee if saisie is ABSENT else saisie)
        if preuve_reception_id is not None:
            _prouver_reception(g.s, p, preuve_reception_id)
        if tacite_au is not None and p.reponse_attendue_le != tacite_au:
            raise ErreurMetier("Le refus tacite est confirmé d'après ces dates : annulez-le d'abord pour les changer.")
        return g.changements("Réception enregistrée.", p.id)


def _prouver_reception(s: Session, p: Proposition, preuve_id: UUID) -> None:
    """Joint la pièce ; ErreurMetier si rien n'est reçu ni présenté, ou si elle est d'un autre dossier."""
    if p.recue_le is None and p.presentee_le is None:
        raise ErreurMetier("Notez d'abord la présentation ou la réception que cette pièce prouve.", "recue_le")
    exiger_piece(s, preuve_id, p.menage_id, "preuve_reception")
    p.preuve_reception_id = preuve_id


def _reponse_attendue(s: Session, p: Proposition, notee: date | None, voulue: date | None) -> date | None:
    """Le jour où la réponse est attendue ; None tant que rien n'est présenté ni reçu.

    `voulue` égale à `notee` n'a pas été retapée : un délai qui part plus tard la repousse, rien ne l'avance.
    """
    depart = p.recue_le or p.presentee_le
    if depart is None:
        if voulue not in (None, notee):
            phrase = "Notez d'abord la présentation ou la réception : le délai de réponse court à partir d'elle."
            raise ErreurMetier(phrase, "reponse_attendue_le")
        return None
    jours = charte_de(s, trouver(s, Menage, p.menage_id)).entier("proposition_reponse_jours", depart)
    plancher = depart + timedelta(days=jours)
    if voulue != notee:
        phrase = f"Le ménage a au moins {jours} jours pour répondre : pas avant le {plancher:%d/%m/%Y}."
        pas_avant(voulue, plancher, phrase, "reponse_attendue_le")
    return max(voulue or plancher, plancher)


def accepter_proposition(
    base: Base, proposition_id: UUID, *, le: date, raison_accord: str | None = None
) -> Changements:
    """Le ménage accepte. Une réponse donnée ne se réécrit pas : elle s'annule.

    Demande une raison si un autre ménage a déjà accepté ce logement, ou s'il est repris ou n'est plus gardé.
    """
    with _reponse_a(base, proposition_id, "accepter_proposition", "Acceptation de la proposition {}", le) as (g, p):
        _sans_reponse(p)
        raison = (raison_accord or "").strip() or None
        remplir(p, {"reponse": Reponse.ACCEPTEE, "repondue_le": le, "raison_accord": raison})
        un_seul_accord(g.s, p)
        verifier_accord(g.s, p, le, base.aujourd_hui())
        return g.changements(f"Proposition {p.rang} acceptée.", p.id)


def refuser_proposition(
    base: Base,
    proposition_id: UUID,
    *,
    le: date,
    motif: MotifRefus | None,
    motif_texte: str,
    mous_a_aide: bool | None = None,
) -> Changements:
    """Le ménage refuse : motif codé et motif en ses mots, obligatoires (article 4)."""
    with _reponse_a(base, proposition_id, "refuser_proposition", "Refus de la proposition {}", le) as (g, p):
        _sans_reponse(p)
        _refuser(p, le, motif, motif_texte, mous_a_aide)
        return g.changements(f"Refus de la proposition {p.rang} enregistré.", p.id)


def _refuser(
    p: Proposition, le: date, motif: MotifRefus | None, motif_texte: str | None, mous_a_aide: bool | None = None
) -> None:
    remplir(p, {"reponse": Reponse.REFUSEE, "repondue_le": le, "motif": motif, "motif_texte": motif_texte,
                "mous_a_aide": mous_a_aide})
    verifier_motif(p)


def verifier_motif(p: Proposition) -> None:
    """Un refus se motive par un code et avec les mots du ménage (article 4) ; il n'y a de motif qu'à un refus."""
    if p.reponse is not Reponse.REFUSEE:
        raise ErreurMetier("Enregistrez d'abord le refus du ménage, puis son motif.", "motif")
    if p.motif is None:
        raise ErreurMetier("Choisissez le motif du refus dans la liste.", "motif")
    p.motif_texte = exiger(p.motif_texte, "Écrivez le motif du refus avec les mots du ménage.", "motif_texte")


def enregistrer_ecrit_refus(
    base: Base,
    proposition_id: UUID,
    *,
    ecrit: EcritRefus,
    le: date,
    formulaire_id: UUID | None = None,
    temoin: str | None = None,
    mous_a_aide: bool | None = None,
) -> Changements:
    """L'écrit du refus : le scan signé, ou « refuse de signer » avec un témoin (article 4)."""
    with _reponse_a(base, proposition_id, "enregistrer_ecrit_refus", "Écrit du refus de la proposition {}", le) as (
        g, p,
    ):
        if p.reponse is not Reponse.REFUSEE:
            raise ErreurMetier("Enregistrez d'abord le refus du ménage, puis son écrit.")
        pas_avant(le, p.repondue_le, "L'écrit ne peut pas précéder le refus.", "le")
        if ecrit is EcritRefus.SIGNE:
            if formulaire_id is None:
                raise ErreurMetier("Joignez le formulaire signé (photo ou scan).", "formulaire")
            exiger_piece(g.s, formulaire_id, p.menage_id, "formulaire")
            temoin = None
        else:
            temoin = exiger(temoin, "Indiquez qui a constaté le refus de signer.", "temoin")
        valeurs = {"ecrit": ecrit, "ecrit_le": le, "formulaire_id": formulaire_id, "temoin": temoin}
        remplir(p, valeurs | ({} if mous_a_aide is None else {"mous_a_aide": mous_a_aide}))
        return g.changements("Écrit du refus enregistré.", p.id)


def confirmer_refus_tacite(
    base: Base, proposition_id: UUID, *, le: date, preuve_reception_id: UUID | None
) -> Changements:
    """Sans réponse à la date attendue, l'agent confirme le refus tacite avec la preuve de réception (R. 441-10).

    `preuve_reception_id` None : celle qui est déjà jointe à la réception.
    """
    with _reponse_a(
        base, proposition_id, "confirmer_refus_tacite", "Refus tacite de la proposition {}", le
    ) as (g, p):
        _sans_reponse(p)
        if p.reponse_attendue_le is None:
            raise ErreurMetier("Notez d'abord la réception : le délai de réponse court à partir d'elle.")
        fin = p.reponse_attendue_le
        pas_avant(le, fin + timedelta(days=1), f"Le ménage peut répondre jusqu'au {fin:%d/%m/%Y} compris.", "le")
        preuve = preuve_reception_id or p.preuve_reception_id
        if preuve is None:
            raise ErreurMetier("Joignez la preuve de réception ou de présentation.", "preuve_reception")
        _prouver_reception(g.s, p, preuve)
        remplir(p, {"reponse": Reponse.TACITE, "repondue_le": fin + timedelta(days=1), "confirme_le": le})
        return g.changements(f"Refus tacite de la proposition {p.rang} confirmé.", p.id)


def charte_de(s: Session, menage: Menage) -> Charte:
    """La charte de l'opération du ménage."""
    return charte_operation(s, menage.operation_id)


@contextmanager
def _reponse_a(
    base: Base, proposition_id: UUID, nom: str, libelle: str, le: date | None = None
) -> Iterator[tuple[GesteEnCours, Proposition]]:
    """Le geste sur une proposition, nommé par son rang ; `le` : ni futur, ni avant l'envoi."""
    pas_futur(le, base.aujourd_hui())
    with base.geste(nom, libelle) as g:
        p = trouver(g.s, Proposition, proposition_id)
        g.libelle, g.menage_id = libelle.format(p.rang), p.menage_id
        pas_avant(le, p.envoyee_le, "Cette date précède l'envoi de la proposition.", "le")
        yield g, p


def _sans_reponse(p: Proposition) -> None:
    if p.reponse is not None:
        raise ErreurMetier("Une réponse est déjà enregistrée : annulez d'abord ce geste pour la changer.")


def _propositions(s: Session, menage_id: UUID) -> list[Proposition]:
    requete = select(Proposition).where(Proposition.menage_id == menage_id, col(Proposition.supprime_le).is_(None))
    return list(s.exec(requete))


def _dernier_rang(s: Session, menage_id: UUID) -> int:
    """Le dernier numéro donné ; une proposition retirée garde le sien."""
    return s.exec(select(func.max(Proposition.rang)).where(Proposition.menage_id == menage_id)).one() or 0


def _figer(
    s: Session, menage: Menage, offert: LogementOffert, p: Proposition, rls: int | None, apl: int | None
) -> None:
    verifier_apl(offert.loyer, offert.charges, apl)
    estimation = _estimer(s, menage, offert, p.envoyee_le) if apl is None else None
    if estimation is not None:
        apl, rls = estimation.apl, estimation.rls if rls is None else rls
    avant = budget_au(s, menage.id, p.envoyee_le)
    apres = replace(
        avant, loyer=offert.loyer, charges=offert.charges, rls=rls, apl=apl, forfait=offert.forfait_charges
    )
    quitte = s.get(Logement, menage.logement_id) if menage.logement_id else None
    acces = Estimateur(s, menage).acces(offert, offert.loyer, p.envoyee_le)
    for cote, budget, logement in ((False, avant, quitte), (True, apres, offert)):
        creer(
            s, BudgetFige, proposition_id=p.id, apres=cote, le=p.envoyee_le, loyer=budget.loyer,
            charges=budget.charges, rls=budget.rls, apl=budget.apl, ressources=budget.ressources,
            uc_dixiemes=budget.uc_dixiemes, personnes=budget.personnes, jours_par_an=budget.jours_par_an,
            type=logement.type if logement else None, surface=logement.surface if logement else None,
            forfait_charges=budget.forfait,
            estimation=estimation.en_json() if cote and estimation else None,
            plafond_apl=acces.plafond if cote else None,
            plafond_origine=acces.origine or None if cote else None,
        )


def _estimer(s: Session, menage: Menage, offert: LogementOffert, le: date) -> EstimationFigee | None:
    try:
        return Estimateur(s, menage).offert(offert, le)
    except ErreurMetier:
        return None
