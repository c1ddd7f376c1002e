"""La formule de l'APL, pas à pas (D.823-16 et D.823-17) : chaque grandeur reste lisible.

Tout est en `Decimal`, en euros, par mois sauf R et R0, qui sont annuels. « Arrondi » sans plus : au plus proche, la
moitié vers le haut.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import Enum

from relogement.commun import ErreurMetier
from relogement.regles.apl.bareme import Bareme, TableLoyer, Taux, table

ZERO, CENT = Decimal(0), Decimal(100)
_CENTIME, _EURO = Decimal("0.01"), Decimal(1)
PAC_MAXIMUM = 12
"""Au-delà, c'est une faute de frappe plus qu'une famille."""


class Ordre(Enum):
    """L'ordre des dernières étapes. `D823_16` suit le texte en vigueur, c'est celui de la fenêtre."""

    OPENFISCA = "openfisca"
    D823_16 = "d823_16"


@dataclass(frozen=True, slots=True)
class Situation:
    """Ce dont l'aide dépend, au jour `le` (l'ouverture du droit).

    `loyer` : loyer principal, centimes par mois, avant la RLS et hors charges. `ressources` : la base R, centimes par
    an. `zone` : 1 (1 bis comprise) à 3. `hlm` : le bailleur est un organisme HLM ou une SEM, seul cas de RLS ;
    `conventionne` faux : l'aide est l'allocation logement. `handicap` : AAH ou AEEH au foyer, la dégressivité ne
    s'applique pas.
    """

    le: date
    zone: int
    couple: bool
    pac: int
    loyer: int
    ressources: int
    hlm: bool = True
    conventionne: bool = True
    handicap: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """Chaque grandeur de la formule ; euros par mois, R et R0 par an, les taux en fractions, `rl` en pour cent.

    `brut` : montant après la minoration, avant la RLS. `arrondi` : ce dont la RLS s'ôte. `net` : ce qui serait versé.
    """

    r: Decimal
    plafond: Decimal
    loyer_retenu: Decimal
    charges: Decimal
    p0: Decimal
    r0: Decimal
    tf: Decimal
    rl: Decimal
    tl: Decimal
    tp: Decimal
    pp: Decimal
    af: Decimal
    coefficient: Decimal
    brut: Decimal
    arrondi: Decimal
    rls: Decimal
    apres_rls: Decimal
    net: Decimal
    ordre: Ordre
    perime_depuis: date | None
    references: tuple[str, ...]


def estimer(s: Situation, bareme: Bareme, ordre: Ordre = Ordre.D823_16) -> Trace:
    """L'aide estimée, avec toute sa trace.

    ErreurMetier : date sans barème, zone inconnue, loyer nul ou négatif, ressources négatives, personnes à charge en
    nombre impossible.
    """
    _verifier(s)
    bareme.exiger(s.le)
    loyers, taux = table(bareme.loyers, s.le), table(bareme.taux, s.le)
    tables_r0, tables_rls = table(bareme.r0, s.le), table(bareme.rls, s.le)
    r = _au_dessus(_euros(s.ressources), CENT)
    plafond = _famille(loyers, s.zone, s)
    retenu = min(_euros(s.loyer), plafond)
    charges = _euros(loyers.charges + s.pac * loyers.charges_par_personne)
    p0 = max(taux.p0 * (retenu + charges), _euros(loyers.p0_plancher))
    r0 = _euros(tables_r0.montants.pour(couple=s.couple, pac=s.pac))
    rl, tl = _taux_loyer(retenu, _famille(loyers, 2, s), taux)
    tf = taux.tf(couple=s.couple, pac=s.pac)
    pp = p0 + (tf + tl) * max(ZERO, r - r0)
    af = max(ZERO, retenu + charges - pp)
    coefficient = _degressivite(s, plafond, taux)
    brut = max(ZERO, _arrondi(af * coefficient) - _euros(taux.minoration))
    rls = _rls(s, r, bareme)
    arrondi = brut if ordre is Ordre.OPENFISCA else _a_l_euro(brut, taux)
    apres, net = _net(s, arrondi, rls, af, taux, ordre)
    return Trace(
        r=r, plafond=plafond, loyer_retenu=retenu, charges=charges, p0=p0, r0=r0, tf=tf, rl=rl, tl=tl, tp=tf + tl,
        pp=pp, af=af, coefficient=coefficient, brut=brut, arrondi=arrondi, rls=rls, apres_rls=apres, net=net,
        ordre=ordre, perime_depuis=bareme.perime_depuis(s.le),
        references=(loyers.reference, tables_r0.reference, taux.reference, tables_rls.reference),
    )


def palier_loyer(s: Situation, bareme: Bareme) -> tuple[int, int]:
    """Les loyers (centimes par mois, bornes comprises) entre lesquels l'aide ne dépend plus du loyer.

    Du plafond au début de la dégressivité : le plafond en dit autant.
    """
    plafond = _famille(table(bareme.loyers, s.le), s.zone, s)
    debut = plafond if s.handicap else _arrondi(plafond * table(bareme.taux, s.le).degressivite[s.zone - 1][0])
    return int(plafond * CENT), int(debut * CENT)


def _verifier(s: Situation) -> None:
    if s.zone not in (1, 2, 3):
        raise ErreurMetier("La zone APL est 1, 2 ou 3 : indiquez celle de la commune.", "zone")
    if s.loyer <= 0:
        raise ErreurMetier("Le loyer doit être supérieur à zéro : indiquez le loyer hors charges.", "loyer")
    if s.ressources < 0:
        raise ErreurMetier("Les ressources ne peuvent pas être négatives : corrigez-les.", "ressources")
    verifier_charge(s.pac)


def verifier_charge(pac: int) -> None:
    """ErreurMetier si le nombre de personnes à charge n'est pas celui d'une famille."""
    if not 0 <= pac <= PAC_MAXIMUM:
        raise ErreurMetier(
            f"{pac} personnes à charge : le nombre va de 0 à {PAC_MAXIMUM}, vérifiez la composition du foyer.", "pac"
        )


def _famille(loyers: TableLoyer, zone: int, s: Situation) -> Decimal:
    return _euros(loyers.zones[zone - 1].pour(couple=s.couple, pac=s.pac))


def _taux_loyer(retenu: Decimal, reference: Decimal, taux: Taux) -> tuple[Decimal, Decimal]:
    """RL, en pour cent à deux décimales, et TL, en fraction à cinq ; la référence est toujours celle de la zone 2."""
    rl = _arrondi(CENT * retenu / reference)
    depuis, pente, base = next((t for t in reversed(taux.tranches) if rl >= t[0]), (ZERO, ZERO, ZERO))
    tl = (base + pente * (rl - depuis) / CENT).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return rl, tl / CENT


def _degressivite(s: Situation, plafond: Decimal, taux: Taux) -> Decimal:
    """La baisse de l'aide quand le loyer, sans plafond, dépasse de beaucoup le plafond."""
    if s.handicap:
        return _EURO
    debut, fin = (_arrondi(plafond * fois) for fois in taux.degressivite[s.zone - 1])
    loyer = _euros(s.loyer)
    if loyer <= debut:
        return _EURO
    return max(ZERO, 1 - (loyer - debut) / (fin - debut))


def _rls(s: Situation, r: Decimal, bareme: Bareme) -> Decimal:
    """La RLS, due par un bailleur HLM ou SEM sous le plafond mensuel de ressources, même sans aide."""
    if not (s.hlm and s.conventionne):
        return ZERO
    plafonds, montants = table(bareme.rls_plafonds, s.le), table(bareme.rls, s.le)
    plafond = _euros(plafonds.zones[s.zone - 1].pour(couple=s.couple, pac=s.pac))
    if r / 12 >= plafond:
        return ZERO
    return _euros(montants.zones[s.zone - 1].pour(couple=s.couple, pac=s.pac))


def _a_l_euro(brut: Decimal, taux: Taux) -> Decimal:
    """Le montant, contribution ôtée, à l'euro inférieur ; la contribution y est remise (CCH, D. 823-16)."""
    contribution = _crds(brut, taux)
    return _au_dessous(brut - contribution, _EURO) + contribution if brut else ZERO


def _net(
    s: Situation, avant: Decimal, rls: Decimal, af: Decimal, taux: Taux, ordre: Ordre
) -> tuple[Decimal, Decimal]:
    """Le montant après RLS et le net, dans l'ordre demandé ; `avant` : ce dont la RLS s'ôte."""
    seuil = _euros(taux.seuil_apl if s.conventionne else taux.seuil_al)
    if ordre is Ordre.OPENFISCA:
        apres = max(ZERO, avant - taux.rls_part * rls) if s.conventionne or af >= seuil else ZERO
        return apres, _au_dessous(apres - _crds(apres, taux), _EURO)
    if avant < seuil:
        return ZERO, ZERO
    if not rls:
        # La contribution rendue est celle que l'on vient d'ôter : le net reste un nombre entier d'euros.
        return avant, _au_dessous(avant - _crds(avant, taux), _EURO)
    apres = max(ZERO, avant - taux.rls_part * rls)
    apres = apres if apres >= seuil else ZERO
    return apres, _arrondi(apres - _crds(apres, taux))


def _crds(montant: Decimal, taux: Taux) -> Decimal:
    return _au_dessous(montant * taux.crds, _CENTIME)


def _euros(centimes: int) -> Decimal:
    return Decimal(centimes) / CENT


def _arrondi(montant: Decimal) -> Decimal:
    return montant.quantize(_CENTIME, ROUND_HALF_UP)


def _au_dessous(montant: Decimal, pas: Decimal) -> Decimal:
    return (montant / pas).to_integral_value(ROUND_FLOOR) * pas


def _au_dessus(montant: Decimal, pas: Decimal) -> Decimal:
    return (montant / pas).to_integral_value(ROUND_CEILING) * pas
