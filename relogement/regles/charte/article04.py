"""Article 4 : les propositions adaptées, le parc neuf ; les autres obligations et les envois ont leur module."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.article04_accession import ACCESSION, accession_presentee
from relogement.regles.charte.article04_attentes import ATTENTES, attentes_prises_en_compte
from relogement.regles.charte.article04_envois import (
    avant_travaux,
    declencheur,
    echeance_premiere,
    echeance_suivante,
    pire_envoi,
)
from relogement.regles.charte.article04_minoration import MINORATION, minoration_demandee
from relogement.regles.charte.article04_refus import REFUS, refus_ecrits
from relogement.regles.charte.compteurs import (
    POINTS_CHARTE,
    Compteur,
    adaptee,
    numeros,
    points_inconnus,
)
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import (
    BAIL_SEUL,
    CIBLE_PROPOSITION,
    CIBLE_TRAVAUX,
    Contexte,
    Regle,
    preuve_proposition,
)
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.neuf import age_du_neuf, dans_le_neuf
from relogement.regles.charte.obligation import Obligation
from relogement.regles.faits import Proposition

PROPOSITIONS = Obligation(
    "A04.1",
    "Propositions adaptées (3 au plus)",
    "Article 4, alinéas 1 et 2",
    frozenset({Etat.SANS_OBJET, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.NON_RESPECTEE}),
)
NEUF = Obligation(
    "A04.3",
    "Parc neuf ou de moins de 5 ans ouvert",
    "Article 4, alinéa 4",
    frozenset({Etat.A_FAIRE, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.NON_RESPECTEE, Etat.SANS_OBJET}),
)
_QUI = "par le bailleur ou la MOUS"


def propositions_adaptees(ctx: Contexte) -> Constat:
    """A04.1 : en démolition, une proposition adaptée acceptée, ou trois propositions adaptées refusées.

    La première est due 180 j avant les travaux, la suivante 60 j après la réponse précédente. Un refus ne compte que si
    la proposition était adaptée ; si un point inconnu en décide, le constat est à vérifier. Après trois refus comptés,
    l'obligation est remplie : accepter ensuite un logement qui n'est pas adapté n'y change rien. Remplie, elle dit
    encore le retard du plus tardif des envois.
    """
    if not ctx.faits.operation.demolition:
        return PROPOSITIONS.sans_objet("Les trois propositions ne sont prévues que pour une démolition")
    acceptees = [p for p in ctx.definitives if p.accord]
    compteur = ctx.refus
    nombre = ctx.charte.entier(cles.PROPOSITIONS, declencheur(ctx))
    if acceptees and (compteur.nombre < nombre or any(adaptee(p) for p in acceptees)):
        return _acceptee(ctx, acceptees, compteur.comptees[:nombre])
    preuves = tuple(preuve_proposition(p) for p in ctx.definitives)
    if compteur.nombre >= nombre:
        comptees = compteur.comptees[:nombre]
        tardif = pire_envoi(ctx, comptees[-1], comptees)
        return PROPOSITIONS.respectee(
            lambda: _avec(compteur, f"Obligation remplie : {_refusees(nombre)}") + tardif.texte,
            le=tardif.le,
            echeance=tardif.echeance,
            preuves=preuves,
        )
    if compteur.nombre + len(compteur.incertaines) >= nombre:
        p = compteur.incertaines[0]
        return PROPOSITIONS.indeterminee(
            lambda: (
                f"À vérifier : {compteur.en_suspens} ; cela décide du compte des refus ({_compte(compteur, nombre)})"
            ),
            Cible("propositions", "confirmation" if adaptee(p) else "adequation", p.id),
            preuves=preuves,
        )
    if ctx.bail_seul is not None:
        return PROPOSITIONS.indeterminee(f"À vérifier : {BAIL_SEUL}", CIBLE_PROPOSITION, preuves=preuves)
    return _suivante(ctx, compteur, nombre, preuves)


def _refusees(nombre: int) -> str:
    return f"{'trois' if nombre == 3 else nombre} propositions adaptées refusées"


def _acceptee(ctx: Contexte, acceptees: list[Proposition], comptees: tuple[Proposition, ...]) -> Constat:
    p = next((p for p in acceptees if adaptee(p)), acceptees[-1])
    preuves = (preuve_proposition(p),)
    cible = Cible("propositions", "adequation", p.id)
    match adaptee(p):
        case True:
            tardif = pire_envoi(ctx, p, comptees)
            return PROPOSITIONS.respectee(
                lambda: (
                    f"La proposition n° {p.rang}, adaptée, est acceptée"
                    + (f" depuis le {jour_fr(p.repondue)}" if p.repondue else "")
                    + tardif.texte
                ),
                le=tardif.le,
                echeance=tardif.echeance,
                preuves=preuves,
            )
        case False:
            return PROPOSITIONS.non_respectee(
                lambda: f"La proposition acceptée (n° {p.rang}) n'est pas adaptée : {_a_non(p)}",
                cible,
                preuves=preuves,
            )
    return PROPOSITIONS.indeterminee(
        lambda: (
            f"À vérifier : la proposition n° {p.rang} est acceptée, mais on ne sait pas si elle est adaptée "
            f"({points_inconnus(POINTS_CHARTE, p.adequation.points)})"
        ),
        cible,
        preuves=preuves,
    )


def _a_non(p: Proposition) -> str:
    return ", ".join(nom for nom, point in zip(POINTS_CHARTE, p.adequation.points, strict=True) if point is False)


def _suivante(ctx: Contexte, compteur: Compteur, nombre: int, preuves: tuple[Preuve, ...]) -> Constat:
    """Ce qui reste à faire tant qu'aucune proposition adaptée n'est acceptée."""
    ouvertes = tuple(p for p in ctx.definitives if p.reponse is None)
    if ouvertes:
        return PROPOSITIONS.a_faire(
            lambda: _avec(compteur, f"{_attend(ouvertes, ctx.au)} ({_compte(compteur, nombre)})"),
            Cible("propositions", "reponse", ouvertes[-1].id),
            ctx.au,
            None,
            preuves=preuves,
        )
    if ctx.definitives:
        sans_date = next((p for p in ctx.definitives if p.reponse_le is None), None)
        if sans_date is not None:
            return PROPOSITIONS.indeterminee(
                lambda: f"À vérifier : la date de la réponse à la proposition n° {sans_date.rang} n'est pas connue",
                Cible("propositions", "repondue", sans_date.id),
                preuves=preuves,
            )
        return PROPOSITIONS.a_faire(
            lambda: _avec(compteur, f"Proposition suivante à faire {_QUI} ({_compte(compteur, nombre)})"),
            CIBLE_PROPOSITION,
            ctx.au,
            echeance_suivante(ctx, ctx.definitives),
            preuves=preuves,
        )
    echeance = echeance_premiere(ctx)
    if echeance is None:
        return PROPOSITIONS.indeterminee(
            f"Première proposition à faire {_QUI} ; la date des travaux, qui fixe l'échéance, n'est pas connue",
            CIBLE_TRAVAUX,
        )
    constat = PROPOSITIONS.a_faire(f"Première proposition à faire {_QUI}", CIBLE_PROPOSITION, ctx.au, echeance)
    return ctx.avec_origine(constat, echeance, avant_travaux(ctx))


def _compte(compteur: Compteur, nombre: int) -> str:
    return f"{compteur.nombre} refus compté{'s' if compteur.nombre > 1 else ''} sur {nombre}"


def _attend(ouvertes: tuple[Proposition, ...], au: date) -> str:
    if len(ouvertes) == 1:
        attendue = ouvertes[0].reponse_attendue
        if attendue is not None and attendue < au:
            depuis = f"est sans réponse depuis le {jour_fr(attendue)} : un refus tacite est à confirmer"
            return f"{numeros(ouvertes).capitalize()} {depuis}"
        return f"{numeros(ouvertes).capitalize()} attend sa réponse"
    return f"{len(ouvertes)} propositions sont ouvertes en même temps alors qu'elles se suivent : {numeros(ouvertes)}"


def _avec(compteur: Compteur, texte: str) -> str:
    """Le texte, suivi de ce que le compteur n'a pas pu compter."""
    return f"{texte} ; {compteur.phrase}" if compteur.phrase else texte


def parc_neuf_ouvert(ctx: Contexte) -> Constat:
    """A04.3 : une proposition dans le neuf ou le récent, ou pourquoi aucune ne convenait, ou un autre souhait.

    Échéance : l'envoi de la 3e proposition, sinon l'acceptation ; ces jours-là sont à temps. Des souhaits qui parlent
    du neuf jusque-là, les derniers comptent.
    """
    if ctx.revenu_chez_lui:
        return NEUF.sans_objet("Le ménage est revenu chez lui : il n'y a pas eu de relogement définitif")
    limite = _limite_neuf(ctx)
    vues = [p for p in ctx.definitives if limite is None or p.envoyee <= limite]
    neuve = next((p for p in vues if dans_le_neuf(p, ctx.charte)), None)
    if neuve is not None:
        return NEUF.respectee(
            lambda: f"La proposition n° {neuve.rang} est dans {_parc(ctx, neuve.envoyee)}",
            preuves=(preuve_proposition(neuve),),
        )
    raison = next((p for p in vues if (p.raison_sans_neuf or "").strip()), None)
    if raison is not None:
        return NEUF.respectee(
            lambda: f"Aucun logement neuf ne convenait : {raison.raison_sans_neuf}",
            preuves=(preuve_proposition(raison),),
        )
    dits = [s for s in ctx.faits.souhaits if s.refuse_neuf is not None and (limite is None or s.le <= limite)]
    souhait = max(dits, key=lambda s: s.le, default=None)
    if souhait is not None and souhait.refuse_neuf:
        return NEUF.respectee(
            lambda: f"Le ménage souhaite autre chose que le parc neuf (souhaits du {jour_fr(souhait.le)})",
            preuves=(Preuve("souhait", souhait.id, souhait.le, "Souhaits"),),
        )
    return _neuf_non_ouvert(ctx, limite, vues)


def _neuf_non_ouvert(ctx: Contexte, limite: date | None, vues: list[Proposition]) -> Constat:
    preuves = tuple(preuve_proposition(p) for p in vues)
    inconnue = next((p for p in vues if dans_le_neuf(p, ctx.charte) is None), None)
    if inconnue is not None:
        return NEUF.indeterminee(
            lambda: (
                f"À vérifier : on ne sait pas si la proposition n° {inconnue.rang} est dans "
                f"{_parc(ctx, inconnue.envoyee)}"
            ),
            Cible("propositions", "neuf", inconnue.id),
            preuves=preuves,
            echeance=limite,
            limite_a_venir=limite is None,
        )
    bail = ctx.bail_seul
    if bail is not None and bail.bail_signe == limite:
        return NEUF.indeterminee(
            lambda: f"À vérifier : {BAIL_SEUL}, on ne sait pas si le logement est dans {_parc(ctx, bail.bail_signe)}",
            CIBLE_PROPOSITION,
            preuves=preuves,
            echeance=limite,
        )
    cible = Cible("propositions", "raison_sans_neuf", vues[-1].id if vues else None)
    if limite is None:
        return NEUF.a_faire(
            lambda: (
                f"Ouvrir {_parc(ctx, ctx.au)} par une proposition, ou noter pourquoi aucun logement n'y convient, "
                f"{_avant(ctx)}"
            ),
            cible,
            ctx.au,
            None,
            preuves=preuves,
        )
    return NEUF.non_respectee(
        lambda: f"Au {jour_fr(limite)}, {_parc(ctx, limite)} n'était pas ouvert au ménage, sans raison notée",
        cible,
        preuves=preuves,
        echeance=limite,
    )


def _parc(ctx: Contexte, le: date) -> str:
    return f"le parc neuf ou de moins de {age_du_neuf(ctx.charte, le)} ans"


def _avant(ctx: Contexte) -> str:
    rang = ctx.charte.entier(cles.NEUF_RANG, declencheur(ctx))
    return f"avant l'envoi de la proposition n° {rang}" if rang else "avant l'acceptation"


def _limite_neuf(ctx: Contexte) -> date | None:
    """Le jour où il est trop tard : l'envoi de la 3e proposition ou l'acceptation, le premier des deux."""
    rang = ctx.charte.entier(cles.NEUF_RANG, declencheur(ctx))
    limites = [p.envoyee for p in ctx.definitives[rang - 1 : rang]] if rang else []
    limites += [p.repondue or p.envoyee for p in ctx.definitives if p.accord]
    if ctx.definitif is not None:
        limites.append(ctx.definitif.bail_signe)
    return min(limites, default=None)


REGLES = (
    Regle(PROPOSITIONS, propositions_adaptees),
    Regle(REFUS, refus_ecrits),
    Regle(NEUF, parc_neuf_ouvert),
    Regle(MINORATION, minoration_demandee),
    Regle(ACCESSION, accession_presentee),
    Regle(ATTENTES, attentes_prises_en_compte),
)
