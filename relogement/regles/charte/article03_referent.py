"""A03.1, continue : un référent dès J0 + 15 j, puis pas un jour sans référent, chaque changement dit au ménage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat, Manquement, Preuve, jours_en_lettres, passes_en_lettres
from relogement.regles.charte.contexte import CIBLE_ANNONCE, Contexte
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, pire
from relogement.regles.faits import FaitsMenage, Referent
from relogement.vocabulaire import NatureInformation

REFERENT = Obligation(
    "A03.1",
    "Interlocuteur référent identifié",
    "Article 3, alinéa 2",
    frozenset({Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.SANS_OBJET}),
)
_CIBLE = Cible("foyer", "referent")
_AUCUN = "Aucun référent n'est affecté à ce ménage"


def referent_identifie(ctx: Contexte) -> Constat:
    """A03.1 : jugé sur ce qui manque le jour demandé ; les manquements passés restent listés.

    Pour un ménage entré après J0, tout se compte depuis son entrée : il ne peut pas être en retard avant d'exister.
    Une affectation finie avant cette origine ne compte pas. L'obligation court jusqu'à la clôture de l'opération ou du
    suivi du ménage, la première des deux.
    """
    au, clos = _dernier_jour(ctx)
    referents = sorted((r for r in ctx.faits.referents if r.du <= au), key=lambda r: (r.du, r.id))
    origine = ctx.origine
    if origine is None:
        return _sans_annonce(ctx, referents, au, clos)
    referents = [r for r in referents if r.au is None or r.au >= origine]
    echeance = ajouter_jours(origine, ctx.charte.entier(cles.REFERENT_PREMIER, origine))
    return ctx.avec_origine(_depuis(ctx, referents, origine, echeance, (au, clos)), echeance)


def _depuis(
    ctx: Contexte, referents: list[Referent], origine: date, echeance: date, dernier_jour: tuple[date, bool]
) -> Constat:
    au, clos = dernier_jour
    if not referents:
        return _au_plus_tard(REFERENT.a_faire(_AUCUN, _CIBLE, au, echeance), clos)
    manques = [*_trous(referents, origine, echeance, au), *_changements_non_dits(ctx, referents)]
    passes = _passes(manques)
    en_cours = _en_cours(referents, manques, au, echeance)
    if en_cours:
        return _au_plus_tard(replace(pire(en_cours), manquements=passes), clos)
    return _respecte(referents, passes, echeance, (au, clos))


def _passes(manques: list[Manquement]) -> tuple[Manquement, ...]:
    return tuple(m for m in manques if m.au is not None)


def _respecte(
    referents: list[Referent], passes: tuple[Manquement, ...], echeance: date | None, dernier_jour: tuple[date, bool]
) -> Constat:
    au, clos = dernier_jour
    qui = next((r for r in reversed(referents) if r.au is None or r.au >= au), referents[-1])
    return REFERENT.respectee(
        lambda: _phrase(qui, clos, len(passes)),
        le=referents[0].du,
        echeance=echeance,
        preuves=(_preuve(qui),),
        manquements=passes,
    )


def _dernier_jour(ctx: Contexte) -> tuple[date, bool]:
    fins = [d for d in (ctx.faits.operation.cloture, ctx.faits.suivi and ctx.faits.suivi.cloture_le) if d]
    fin = min(fins, default=ctx.au)
    return (fin, True) if fin < ctx.au else (ctx.au, False)


def _au_plus_tard(c: Constat, clos: bool) -> Constat:
    """Ce qui n'était pas encore dû à la clôture ne le sera plus."""
    if clos and c.etat is Etat.A_FAIRE:
        return REFERENT.sans_objet("L'opération ou le suivi du ménage s'est clos avant l'échéance")
    return c


def _sans_annonce(ctx: Contexte, referents: list[Referent], au: date, clos: bool) -> Constat:
    """Sans J0, rien ne dit quand l'obligation commence : ce qui manque depuis le premier référent est à vérifier."""
    inconnue = "la date d'annonce de l'opération, qui fixe l'échéance, n'est pas connue"
    if not referents:
        return REFERENT.indeterminee(f"{_AUCUN} ; {inconnue}", CIBLE_ANNONCE)
    debut = referents[0].du
    manques = [*_trous(referents, debut, debut, au), *_changements_non_dits(ctx, referents)]
    ouverts = [m for m in manques if m.au is None]
    if ouverts:
        quoi = ", ".join(m.phrase[0].lower() + m.phrase[1:] for m in ouverts)
        constat = REFERENT.indeterminee(f"À vérifier : {quoi} ; {inconnue}", CIBLE_ANNONCE)
        return replace(constat, manquements=_passes(manques))
    return _respecte(referents, _passes(manques), None, (au, clos))


def _preuve(r: Referent) -> Preuve:
    return Preuve("referent", r.id, r.du, f"Référent : {r.nom}")


def _phrase(r: Referent, clos: bool, passes: int) -> str:
    return f"{r.nom} {'était' if clos else 'est'} référent depuis le {jour_fr(r.du)}{passes_en_lettres(passes)}"


def _manque(du: date, au: date | None, quoi: str) -> Manquement:
    """Le manquement et sa phrase ; celle d'un manquement encore ouvert laisse le constat dire le retard."""
    if au is None:
        return Manquement(du, None, quoi)
    duree = jours_en_lettres((au - du).days + 1)
    return Manquement(du, au, f"{quoi} du {jour_fr(du)} au {jour_fr(au)} ({duree})")


def _trous(referents: list[Referent], origine: date, echeance: date, au: date) -> list[Manquement]:
    """Les périodes sans référent : avant le premier (dès le lendemain de l'échéance), puis entre deux."""
    trous = []
    if referents[0].du > ajouter_jours(echeance, 1):
        trous.append(_manque(ajouter_jours(echeance, 1), ajouter_jours(referents[0].du, -1), "Sans référent"))
    couvert = referents[0].au
    for r in referents[1:]:
        if couvert is None:
            break
        debut = max(ajouter_jours(couvert, 1), origine)
        if r.du > debut:
            trous.append(_manque(debut, ajouter_jours(r.du, -1), "Sans référent"))
        couvert = None if r.au is None else max(couvert, r.au)
    if couvert is not None and couvert < au and origine <= au:
        debut = max(ajouter_jours(couvert, 1), origine)
        trous.append(_manque(debut, None, f"Sans référent depuis le {jour_fr(debut)}"))
    return trous


def _changements_non_dits(ctx: Contexte, referents: list[Referent]) -> list[Manquement]:
    """Chaque changement non dit au ménage au jour dit, du lendemain de son échéance au jour où il est dit, compris."""
    oublis = []
    # Une information ne dit qu'un changement : celle qui a dit le précédent ne dit pas le suivant.
    depuis = referents[0].du
    for avant, r, apres in zip(referents, referents[1:], [*referents[2:], None], strict=False):
        if avant.nom == r.nom:
            continue
        limite = ajouter_jours(r.du, ctx.charte.entier(cles.REFERENT_CHANGEMENT, r.du))
        dit = _dit_le(ctx.faits, r, depuis, apres)
        depuis = max(r.du, ajouter_jours(dit, 1)) if dit else r.du
        if dit is None or dit > limite:
            fin = dit or (ajouter_jours(apres.du, -1) if apres else None)
            debut = ajouter_jours(limite, 1)
            if fin is None or fin >= debut:
                oublis.append(_manque(debut, fin, f"Changement de référent ({r.nom}) non dit au ménage"))
    return oublis


def _dit_le(faits: FaitsMenage, r: Referent, depuis: date, apres: Referent | None) -> date | None:
    """Le jour où le changement a été dit : noté sur l'affectation, ou par une information, même donnée d'avance.

    L'information compte à partir de `depuis` (le temps du référent précédent) et avant le référent suivant.
    """
    infos = [
        i.le
        for i in faits.informations
        if NatureInformation.REFERENT in i.natures and depuis <= i.le and (apres is None or i.le < apres.du)
    ]
    return min([d for d in (r.dit_le, *infos) if d is not None], default=None)


def _en_cours(referents: list[Referent], manques: list[Manquement], au: date, echeance: date) -> list[Constat]:
    constats = [REFERENT.a_faire(m.phrase, _CIBLE, au, ajouter_jours(m.du, -1)) for m in manques if m.au is None]
    couvert = any(r.au is None or r.au >= au for r in referents)
    if not couvert and not constats:
        constats.append(REFERENT.a_faire(_AUCUN, _CIBLE, au, echeance))
    return constats
