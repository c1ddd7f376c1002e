"""Le budget d'un logement proposé, dit à la famille : une phrase par différence, sans mot que l'on n'explique."""

from __future__ import annotations

from relogement.documents.donnees_parcours import ColonneBudget
from relogement.formats import date_courte, euros, surface
from relogement.regles.budget import Budget

ESSAI = "Ce logement ne vous est pas encore proposé : cette fiche est un essai, pour en parler."
FAIT_FOI = (
    "C'est une estimation (« ≈ » veut dire « environ »). "
    "Seul le calcul de la CAF (la caisse d'allocations familiales) ou de la MSA (la mutualité "
    "sociale agricole) fait foi."
)
A_PART = (
    "Ces sommes ne comptent pas ce que vous payez à part : l'eau, le chauffage et l'électricité de votre logement "
    "quand ils sont à votre nom, et l'assurance."
)
_NOMS = {"loyer": "le loyer", "charges": "les charges", "rls": "la réduction de loyer", "apl": "l'aide au logement"}


def conclusion(quitte: Budget, c: ColonneBudget) -> str:
    """Ce que l'on paierait de plus ou de moins ; ce qui manque, si l'on ne peut pas le dire."""
    avant, apres = quitte.mensualite_residuelle, c.montre.mensualite_residuelle
    if avant is None or apres is None:
        return f"On ne peut pas encore comparer : {_manque(quitte, c.montre)}."
    environ = "environ " if c.estimation else ""
    if avant == apres:
        return f"Vous paieriez {environ}la même somme qu'aujourd'hui."
    sens = "plus" if apres > avant else "moins"
    return f"Vous paieriez {environ}{_somme(abs(apres - avant), c)} de {sens} par mois qu'aujourd'hui."


def fourchette(c: ColonneBudget) -> str:
    """Entre quelles sommes l'estimation se tient ; vide si elle ne varie pas."""
    if c.fourchette is None or c.fourchette[0] == c.fourchette[1]:
        return ""
    basse, haute = (euros(x, entier=True) for x in c.fourchette)
    rls = " Au-delà d'un certain revenu, la réduction de loyer n'est plus accordée." if c.rls_incertaine else ""
    return (
        f"Si la CAF compte pour vous 10 % de ressources en moins ou en plus, vous paieriez entre {basse} et {haute} "
        f"par mois.{rls}"
    )


def perime(c: ColonneBudget) -> str:
    """La réserve d'un barème périmé ; vide s'il est valable."""
    le = c.estimation.perime_depuis if c.estimation else None
    if le is None:
        return ""
    return (
        f"Attention, barème périmé depuis le {date_courte(le)} : de nouveaux montants s'appliquent sans doute."
    )


def explications(quitte: Budget, c: ColonneBudget, surface_quittee: int | None) -> list[tuple[str, str]]:
    """Chaque terme (nom, phrase), dans l'ordre du calcul."""
    return [
        ("Le loyer", _loyer(quitte.loyer, c, surface_quittee)),
        ("Les charges", "Ce que vous payez au bailleur avec le loyer, pour l'entretien de l'immeuble et les services "
         f"communs. {_variation('Elles', quitte.charges, c.montre.charges, 'seraient')}"),
        ("La réduction de loyer (RLS)", "Une baisse du loyer que le bailleur social accorde selon vos ressources. "
         f"{_variation('Elle', quitte.rls, c.montre.rls, 'serait')}"),
        ("L'aide au logement (APL)", "Une aide versée par la CAF ou la MSA, le plus souvent directement au bailleur : "
         "vous ne payez que le reste. Elle dépend du loyer, de la commune, de votre famille et de vos ressources. "
         f"{_variation('Elle', quitte.apl, c.montre.apl, 'serait', environ=c.estimation is not None)}{_au_dela(c)}"),
    ]


def _au_dela(c: ColonneBudget) -> str:
    """Ce que l'aide ne couvre pas, si le loyer dépasse son plafond ; vide sinon."""
    ecart = c.acces.ecart if c.acces else None
    if ecart is None or ecart <= 0:
        return ""
    return f" Le loyer dépasse de {euros(ecart)} ce que l'aide prend en compte : ce dépassement reste à votre charge."


def estimee_le(c: ColonneBudget) -> str:
    """Quand l'estimation a été faite ; vide s'il n'y en a pas."""
    return f"Estimation faite le {date_courte(c.estimation.le)}." if c.estimation else ""


def reste(quitte: Budget, c: ColonneBudget) -> str:
    """Ce qui resterait pour vivre ; vide si les ressources ou une mensualité sont inconnues."""
    avant, apres = quitte.reste_a_vivre, c.montre.reste_a_vivre
    if avant is None or apres is None:
        return ""
    environ = "environ " if c.estimation else ""
    return (
        f"Une fois le logement payé, il vous resterait {environ}{_somme(apres, c)} par mois pour vivre ; aujourd'hui, "
        f"il vous reste {euros(avant)}."
    )


def _loyer(avant: int | None, c: ColonneBudget, surface_quittee: int | None) -> str:
    phrase = _variation("Il", avant, c.montre.loyer, "serait")
    if surface_quittee is None or c.surface is None or c.surface == surface_quittee:
        return phrase
    taille = "plus grand" if c.surface > surface_quittee else "plus petit"
    return f"{phrase} Le logement est {taille} : {surface(c.surface)} au lieu de {surface(surface_quittee)}."


def _variation(sujet: str, avant: int | None, apres: int | None, verbe: str, *, environ: bool = False) -> str:
    """« Il serait plus élevé de 28,70 € : 341,10 € au lieu de 312,40 € par mois. »"""
    if avant is None or apres is None:
        connu = apres if apres is not None else avant
        quand = "dans ce logement" if apres is not None else "aujourd'hui"
        return "Son montant n'est pas encore connu." if connu is None else (
            f"{euros(connu, entier=environ)} {quand} ; l'autre montant n'est pas encore connu."
        )
    if avant == apres:
        return f"{sujet} ne change{'raient' if sujet == 'Elles' else 'rait'} pas : {euros(apres)} par mois."
    pluriel = "s" if sujet == "Elles" else ""
    genre = "" if sujet == "Il" else "e"
    sens = "plus élevé" if apres > avant else "moins élevé"
    difference, nouveau = euros(abs(apres - avant), entier=environ), euros(apres, entier=environ)
    de, autour = ("d'environ", "environ ") if environ else ("de", "")
    return (
        f"{sujet} {verbe} {sens}{genre}{pluriel} {de} {difference} : {autour}{nouveau} au lieu de {euros(avant)} "
        "par mois."
    )


def _somme(centimes: int, c: ColonneBudget) -> str:
    return euros(centimes, entier=c.estimation is not None)


def _manque(*budgets: Budget) -> str:
    noms = dict.fromkeys(nom for champ, nom in _NOMS.items() for b in budgets if getattr(b, champ) is None)
    return f"il manque {', '.join(noms)}"
