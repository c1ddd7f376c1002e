"""Le calcul de l'APL raconté ligne par ligne : « Pourquoi ce montant ? »."""

from __future__ import annotations

from decimal import Decimal

from relogement.formats import euros, nombre, pourcent
from relogement.regles.apl.bareme import Bareme, table
from relogement.regles.apl.base_ressources import ECART, Ligne
from relogement.regles.apl.formule import CENT, Trace
from relogement.regles.apl.menage import FAIT_FOI, Estimation
from relogement.regles.calendrier import jour_fr

ENCEINTE = "une femme enceinte seule compte comme un couple à la CAF : le dossier ne note pas les grossesses"
"""Seulement sans personne à charge : avec un enfant, la formule ne distingue plus un couple."""


def raconter(e: Estimation, bareme: Bareme) -> tuple[Ligne, ...]:
    """Toute la trace, dans l'ordre du calcul, chaque ligne avec sa raison."""
    return (*_qui(e), *_ressources(e), *_aide(e.trace, e, bareme), *_verse(e, bareme), *_doute(e, bareme))


def resumer(e: Estimation) -> str:
    """D'où vient l'estimation, en une phrase, avec son doute et sa réserve."""
    basse, haute = e.bornes
    entre = f"entre {euros(basse, entier=True)} et {euros(haute, entier=True)}" if basse != haute else "la même"
    perime = f"barème périmé depuis le {jour_fr(e.trace.perime_depuis)} ; " if e.trace.perime_depuis else ""
    return (
        f"APL estimée au {jour_fr(e.situation.le)}, base de ressources {e.base.origine.libelle} ({e.base.source}) ; "
        f"{perime}{entre} si cette base varie de 10 %. {FAIT_FOI}"
    )


def _qui(e: Estimation) -> tuple[Ligne, ...]:
    charge = "à charge : les enfants de moins de 21 ans qui gagnent moins que le seuil fixé pour eux"
    seule = not e.famille.couple and not e.famille.pac
    return (
        Ligne("Famille", e.famille.texte, f"{charge} ; {ENCEINTE}" if seule else charge),
        Ligne("Zone", str(e.zone.numero), e.zone.origine),
    )


def _ressources(e: Estimation) -> tuple[Ligne, ...]:
    r = Ligne(
        "Base de ressources (R)", f"{euros(e.base.montant, entier=True)} par an",
        f"{e.base.origine.libelle} ({e.base.source})",
    )
    return (*e.base.etapes, r)


def _aide(t: Trace, e: Estimation, bareme: Bareme) -> tuple[Ligne, ...]:
    le = e.situation.le
    loyers, taux = table(bareme.loyers, le), table(bareme.taux, le)
    lignes = [
        Ligne("Loyer pris en compte", _eur(t.loyer_retenu),
              f"le loyer de {euros(e.situation.loyer)}, au plus le plafond de {_eur(t.plafond)} pour cette famille"),
        Ligne("Forfait de charges", _eur(t.charges),
              f"le même pour tous les logements : {euros(loyers.charges)}, plus {euros(loyers.charges_par_personne)} "
              "par personne à charge"),
        Ligne("Part que chacun paie", _eur(t.p0),
              f"{_taux(taux.p0)} du loyer pris en compte et du forfait, au moins {euros(loyers.p0_plancher)}"),
        Ligne("Ressources non comptées (R0)", f"{_eur(t.r0)} par an", "ce que l'on peut gagner sans que l'aide baisse"),
        Ligne("Taux de participation", _taux(t.tp),
              f"{_taux(t.tf)} pour cette famille, plus {_taux(t.tl)} parce que le loyer pris en compte est à "
              f"{nombre(t.rl, 2)} % du plafond de la zone 2"),
        Ligne("Part personnelle", _eur(t.pp),
              f"{_eur(t.p0)}, plus {_taux(t.tp)} de ce qui dépasse R0 ({_eur(max(Decimal(0), t.r - t.r0))})"),
        Ligne("Aide avant minoration", _eur(t.af), "loyer pris en compte, plus forfait, moins part personnelle"),
    ]
    if t.coefficient != 1:
        lignes.append(Ligne("Loyer élevé", f"× {nombre(t.coefficient, 4)}",
                            "l'aide baisse quand le loyer dépasse de beaucoup le plafond"))
    lignes.append(Ligne("Aide après la minoration", _eur(t.brut), f"{euros(taux.minoration)} de moins par mois"))
    return tuple(lignes)


def _verse(e: Estimation, bareme: Bareme) -> tuple[Ligne, ...]:
    t, taux = e.trace, table(bareme.taux, e.situation.le)
    if t.rls:
        pourquoi = f"le bailleur baisse le loyer d'autant, l'APL baisse de {_taux(taux.rls_part)} de ce montant"
    elif e.situation.hlm:
        pourquoi = "les ressources dépassent le plafond de la réduction"
    else:
        pourquoi = "seuls les organismes HLM et les SEM l'accordent"
    return (
        *_arrondie(t),
        Ligne("Réduction de loyer (RLS)", _eur(t.rls), pourquoi),
        Ligne("Aide après la réduction", _eur(t.apres_rls)),
        Ligne("Aide versée", _eur(t.net), f"contribution sociale (CRDS) de {_taux(taux.crds)} ôtée"),
        Ligne("APL estimée", f"≈ {euros(e.apl, entier=True)}", "à l'euro près"),
    )


def _arrondie(t: Trace) -> tuple[Ligne, ...]:
    if t.arrondi == t.brut:
        return ()
    raison = "contribution sociale (CRDS) ôtée, à l'euro inférieur, puis contribution remise (CCH, art. D. 823-16)"
    return (Ligne("Aide arrondie", _eur(t.arrondi), raison),)


def _doute(e: Estimation, bareme: Bareme) -> tuple[Ligne, ...]:
    basse, haute = e.base.encadrement
    aides = ", ".join(euros(apl, entier=True) for apl, _ in e.encadrement)
    lignes = [
        Ligne("Si la base varie", aides, f"APL pour R de {euros(basse, entier=True)}, "
              f"{euros(e.base.montant, entier=True)} et {euros(haute, entier=True)} (± {ECART} %), "
              f"chaque R montée à la centaine d'euros{_perdue(e)}"),
        Ligne("Barème", f"vérifié le {jour_fr(bareme.verifie_le)}", " ; ".join(dict.fromkeys(e.trace.references))),
    ]
    if e.trace.perime_depuis is not None:
        lignes.append(Ligne("Attention", f"barème périmé depuis le {jour_fr(e.trace.perime_depuis)}",
                            "de nouveaux montants s'appliquent sans doute"))
    return (*lignes, Ligne("Réserve", "", FAIT_FOI))


def _perdue(e: Estimation) -> str:
    """La fourchette d'une mensualité va plus loin que celle de l'APL si la RLS s'y perd."""
    if len({rls for _, rls in e.encadrement}) == 1:
        return ""
    return " ; la réduction de loyer (RLS) n'est due que pour les R les plus basses"


def _eur(montant: Decimal) -> str:
    return f"{nombre(montant, 2)}\N{NO-BREAK SPACE}€"


def _taux(fraction: Decimal) -> str:
    """Une fraction en pour cent, sans zéro inutile."""
    decimales = max(0, -int((fraction * CENT).normalize().as_tuple().exponent))
    return pourcent(fraction, decimales)
