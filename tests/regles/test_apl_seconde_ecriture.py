"""La formule écrite une seconde fois, en fractions exactes, depuis le relevé des arrêtés : elles s'accordent."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor

from hypothesis import given, settings
from hypothesis import strategies as st

from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.apl.formule import PAC_MAXIMUM, Ordre, Situation, estimer
from tests.regles.test_apl import tableau

F = Fraction
BAREME = charger_bareme()
TABLES = {nom: tableau(nom) for nom in ("loyers", "charges", "r0", "rls", "plafonds")}
TF = [F("2.70"), F("2.38"), F("2.01"), F("1.85"), F("1.79"), F("1.73")]


def centime(x: F) -> F:
    """Au centime le plus proche, la moitié vers le haut."""
    return F(floor(x * 100 + F(1, 2)), 100)


def colonne(nom: str, le: date, tete: int) -> int:
    """Le rang de la table en vigueur ce jour."""
    dates = TABLES[nom][0]
    return max(n for n in range(tete, len(dates)) if dates[n] <= le.isoformat())


def valeurs(nom: str, le: date, zone: str | None) -> list[F]:
    """Les montants d'une table, de « seul » à « de plus »."""
    tete = 1 if zone is None else 2
    n = colonne(nom, le, tete)
    return [F(x[n]) for x in TABLES[nom][1:] if zone is None or x[0] == zone]


def famille(v: list[F], s: Situation) -> F:
    """Seul, couple, 1 personne à charge, 2…, puis tant de plus."""
    if not s.pac:
        return v[1 if s.couple else 0]
    connues = v[2:-1]
    return connues[min(s.pac, len(connues)) - 1] + max(0, s.pac - len(connues)) * v[-1]


def seconde(s: Situation, ordre: Ordre) -> dict[str, F]:
    """Chaque grandeur, par l'énoncé."""
    loyer, r = F(s.loyer, 100), F(ceil(F(s.ressources, 10_000)) * 100)
    plafond, reference = (famille(valeurs("loyers", s.le, f"zone {z}"), s) for z in (s.zone, 2))
    forfait, par_pac, plancher, *_ = valeurs("charges", s.le, None)
    retenu, charges = min(loyer, plafond), forfait + s.pac * par_pac
    p0 = max(F("0.085") * (retenu + charges), plancher)
    tf = (F("3.15") if s.couple else F("2.83")) if not s.pac else TF[min(s.pac, 6) - 1] - F("0.06") * max(0, s.pac - 6)
    rl = centime(100 * retenu / reference)
    brut_tl = F(0) if rl < 45 else F("0.0045") * (rl - 45) if rl < 75 else F("0.135") + F("0.0068") * (rl - 75)
    tl = F(floor(brut_tl * 1000 + F(1, 2)), 1000)
    r0 = famille(valeurs("r0", s.le, None), s)
    pp = p0 + (tf + tl) / 100 * max(F(0), r - r0)
    af = max(F(0), retenu + charges - pp)
    debut, fin = (centime(plafond * F(k)) for k in (("3.4", "4") if s.zone == 1 else ("2.5", "3.1")))
    coef = F(1) if s.handicap or loyer <= debut else max(F(0), 1 - (loyer - debut) / (fin - debut))
    brut = max(F(0), centime(af * coef) - 5)
    lignes = [x[2:] for x in TABLES["plafonds"][1:] if x[0] <= s.le.isoformat() and x[1] == f"zone {s.zone}"]
    due = s.hlm and s.conventionne and r / 12 < famille([F(x) for x in lignes[-1]], s)
    rls = famille(valeurs("rls", s.le, f"z{s.zone}"), s) if due else F(0)
    return {
        "r": r, "plafond": plafond, "loyer_retenu": retenu, "charges": charges, "p0": p0, "r0": r0, "tf": tf / 100,
        "rl": rl, "tl": tl / 100, "pp": pp, "af": af, "brut": brut, "rls": rls, "net": net(s, brut, rls, af, ordre),
    }


def net(s: Situation, brut: F, rls: F, af: F, ordre: Ordre) -> F:
    """Les deux ordres des dernières étapes."""
    def crds(x: F) -> F:
        return F(floor(x * F("0.005") * 100), 100)

    seuil = 0 if s.conventionne else 10
    if ordre is Ordre.OPENFISCA:
        apres = max(F(0), brut - F("0.98") * rls) if af >= seuil else F(0)
        return F(floor(apres - crds(apres)))
    entier = floor(brut - crds(brut))
    if not rls:
        return F(entier) if entier + crds(brut) >= seuil else F(0)
    apres = max(F(0), entier + crds(brut) - F("0.98") * rls)
    return centime(apres - crds(apres))


@settings(max_examples=1_500, deadline=None)
@given(
    st.builds(
        Situation, le=st.dates(date(2020, 10, 1), date(2028, 2, 29)), zone=st.sampled_from((1, 2, 3)),
        couple=st.booleans(), pac=st.integers(0, PAC_MAXIMUM),
        loyer=st.integers(1, 60_000) | st.integers(1, 250_000),
        ressources=st.just(0) | st.integers(0, 3_500_000) | st.integers(0, 350).map(lambda n: n * 10_000),
        hlm=st.booleans(), conventionne=st.booleans(), handicap=st.booleans(),
    ),
    st.sampled_from(Ordre),
)
def test_les_deux_ecritures_s_accordent_grandeur_par_grandeur(s: Situation, ordre: Ordre) -> None:
    trace, attendu = estimer(s, BAREME, ordre), seconde(s, ordre)
    assert {nom: F(getattr(trace, nom)) for nom in attendu} == attendu
