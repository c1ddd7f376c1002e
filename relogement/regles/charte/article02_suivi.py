"""A02.3, continue : de l'annonce au déménagement, jamais plus de 90 jours sans information ni contact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat, Manquement, Preuve, jours_en_lettres, passes_en_lettres
from relogement.regles.charte.contexte import CIBLE_ANNONCE, Contexte, preuve_relogement
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.faits import FaitsMenage, Relogement
from relogement.vocabulaire import Reponse

REGULIERE = Obligation(
    "A02.3",
    "Information régulière",
    "Article 2, alinéa 2",
    frozenset({Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.SANS_OBJET}),
)
_CIBLE = Cible("entretiens", "information")
_A_INFORMER = "Information ou contact à donner au ménage"
Contact = tuple[date, str, str, str]
"""Un contact, son jour d'abord : de quoi en faire une preuve, si c'est lui que l'on montre."""


def contacts(faits: FaitsMenage) -> list[Contact]:
    """Ce qui vaut information ou contact, du plus ancien au plus récent : son jour, son type, sa clé, son libellé.

    Une information, un entretien, la visite technique, une réponse à ses souhaits, une proposition reçue, visitée ou
    à laquelle il a répondu. Un envoi qu'il n'a pas reçu ou un silence n'en sont pas.
    """
    vus = [(i.le, "information", i.id, "Information") for i in faits.informations]
    vus += [(e.le, "entretien", e.id, "Entretien") for e in faits.entretiens]
    vus += [(v.le, "visite_technique", v.id, "Visite technique") for v in faits.visites_techniques]
    vus += [(s.reponse_le, "souhait", s.id, "Réponse aux souhaits") for s in faits.souhaits if s.reponse_le]
    for p in faits.propositions:
        repondue = None if p.reponse is Reponse.TACITE else p.repondue
        jours = (le for le in (p.recue, p.visite, repondue) if le is not None)
        vus += [(le, "proposition", p.id, f"Proposition n° {p.rang}") for le in jours]
    return sorted(vus)


def information_reguliere(ctx: Contexte) -> Constat:
    """A02.3 : la dernière information, ou le dernier contact, a 90 j au plus ; l'annonce elle-même vaut information.

    Due de l'annonce (ou de l'entrée du ménage) au déménagement définitif ; jugée sur ce qui manque le jour demandé, les
    manquements passés restent listés. La clôture de l'opération la fige.
    """
    if ctx.faits.decohabitant:
        return REGULIERE.sans_objet("Ménage décohabitant : l'information régulière est due au ménage d'origine")
    if ctx.emmenagement is not None:
        return _demenage(ctx, *ctx.emmenagement)
    cloture = ctx.faits.operation.cloture
    if cloture is None or cloture >= ctx.au:
        return _au(ctx, ctx.au)
    constat = _au(ctx, cloture)
    if constat.etat in (Etat.A_FAIRE, Etat.A_VENIR):
        return REGULIERE.sans_objet("L'opération s'est close avant l'échéance")
    return constat


def _demenage(ctx: Contexte, le: date, r: Relogement) -> Constat:
    passes = _manquements(ctx, contacts(ctx.faits), ajouter_jours(le, -1), parti=True)
    constat = REGULIERE.sans_objet(
        lambda: (
            f"Le ménage a déménagé le {jour_fr(le)} : l'information régulière n'est plus due"
            f"{passes_en_lettres(len(passes))}"
        ),
        (preuve_relogement(r),),
    )
    return replace(constat, manquements=passes)


def _au(ctx: Contexte, au: date) -> Constat:
    vus = [c for c in contacts(ctx.faits) if c[0] <= au]
    origine, dernier = ctx.origine, vus[-1] if vus else None
    if origine is None:
        return _sans_annonce(ctx, dernier, au)
    if origine > au:
        return REGULIERE.a_venir(lambda: f"{ctx.pas_encore_la} : l'information régulière suivra", _CIBLE)
    depuis = max(origine, dernier[0]) if dernier else origine
    echeance = _limite(ctx, depuis)
    passes = _manquements(ctx, vus, au)
    if dernier is not None and au <= _limite(ctx, dernier[0]):
        return _respecte(dernier, echeance, passes)
    vide = f"dernier contact le {jour_fr(dernier[0])}" if dernier else "aucun depuis l'annonce"
    constat = REGULIERE.a_faire(
        f"{_A_INFORMER} ({vide})", _CIBLE, au, echeance, preuves=_preuves(dernier), manquements=passes
    )
    return ctx.avec_origine(constat, _limite(ctx, origine))


def _sans_annonce(ctx: Contexte, dernier: Contact | None, au: date) -> Constat:
    if dernier is not None and au <= _limite(ctx, dernier[0]):
        return _respecte(dernier, _limite(ctx, dernier[0]), ())
    return REGULIERE.indeterminee(
        f"{_A_INFORMER} ; la date d'annonce de l'opération, qui fixe l'échéance, n'est pas connue", CIBLE_ANNONCE
    )


def _respecte(dernier: Contact, echeance: date, passes: tuple[Manquement, ...]) -> Constat:
    le = dernier[0]
    return REGULIERE.respectee(
        lambda: f"Dernière information ou dernier contact le {jour_fr(le)}{passes_en_lettres(len(passes))}",
        le=le,
        echeance=echeance,
        preuves=_preuves(dernier),
        manquements=passes,
    )


def _preuves(c: Contact | None) -> tuple[Preuve, ...]:
    if c is None:
        return ()
    le, genre, cle, libelle = c
    return (Preuve(genre, cle, le, libelle),)


def _limite(ctx: Contexte, depuis: date) -> date:
    return ajouter_jours(depuis, ctx.charte.entier(cles.INFORMATION_REGULIERE, depuis))


def _manquements(ctx: Contexte, vus: list[Contact], au: date, *, parti: bool = False) -> tuple[Manquement, ...]:
    """Les délais passés puis rattrapés, du lendemain de l'échéance au jour du contact compris.

    `parti` : le ménage a déménagé le lendemain du jour `au`, ce qui clôt le dernier.
    """
    origine = ctx.origine
    if origine is None:
        return ()
    jours = [origine, *[c[0] for c in vus if origine < c[0] <= au]]
    fins = [*jours[1:], *([au] if parti else [])]
    # Presque tous les contacts se suivent de près : le plus court délai d'aucune version n'est alors dépassé.
    court = timedelta(days=ctx.charte.minimum(cles.INFORMATION_REGULIERE))
    loin = [(le, fin) for le, fin in zip(jours, fins, strict=False) if fin - le > court]
    return tuple(_manque(limite, fin) for le, fin in loin if fin > (limite := _limite(ctx, le)))


def _manque(limite: date, fin: date) -> Manquement:
    return Manquement(ajouter_jours(limite, 1), fin, lambda: _sans_contact(limite, fin))


def _sans_contact(limite: date, fin: date) -> str:
    du, retard = ajouter_jours(limite, 1), jours_en_lettres((fin - limite).days)
    return f"Sans information ni contact du {jour_fr(du)} au {jour_fr(fin)} ({retard})"
