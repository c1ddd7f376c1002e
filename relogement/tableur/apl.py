"""Estimer l'APL d'un fichier de cas : un CSV de situations entre, un CSV de résultats sort."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from relogement.commun import ErreurMetier
from relogement.regles.apl.bareme import Bareme
from relogement.regles.apl.formule import Ordre, Situation, Trace, estimer

ENTREE = (
    "id", "date", "zone", "couple", "nb_pac", "loyer_principal", "ressources_annuelles", "conventionne_hlm",
)
"""Les colonnes lues, dans n'importe quel ordre ; les autres sont ignorées."""
NUMERO = "id"
"""Sans elle, un cas porte le numéro de sa ligne."""
MONTANT_MAXIMUM = Decimal(10) ** 9
SORTIE = ("id", "net", "rls", "montant_brut", "l", "c", "p0", "rl_pct", "tl", "pp")


@dataclass(frozen=True, slots=True)
class Resultat:
    """Ce que donne un cas : sa trace, ou la phrase qui dit pourquoi il n'en a pas."""

    id: str
    trace: Trace | None
    refus: str = ""
    perime_depuis: date | None = None
    """Estimé sur un barème qui ne vaut plus ce jour-là, depuis ce jour."""


def lire_cas(chemin: Path) -> list[Mapping[str, str]]:
    """Les lignes du fichier ; ErreurMetier s'il n'est pas un CSV avec ces colonnes."""
    try:
        texte = chemin.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        raise ErreurMetier(
            f"« {chemin.name} » ne se lit pas : donnez un fichier CSV en UTF-8, séparé par des virgules."
        ) from e
    entete = texte.partition("\n")[0]
    separateur = ";" if entete.count(";") > entete.count(",") else ","
    lignes = csv.DictReader(io.StringIO(texte, newline=""), delimiter=separateur, restkey="", restval="")
    lignes.fieldnames = [c.strip().casefold() for c in lignes.fieldnames or ()]
    manquent = [c for c in ENTREE if c not in lignes.fieldnames and c != NUMERO]
    if manquent:
        raise ErreurMetier(f"Il manque à « {chemin.name} » les colonnes : {', '.join(manquent)}.")
    return [_propre(x, lignes.line_num) for x in lignes if any(x.get(c, "").strip() for c in ENTREE)]


def _propre(ligne: Mapping[str, str], rang: int) -> Mapping[str, str]:
    """Les champs lus, sans espaces autour."""
    return {c: ligne.get(c, "").strip() for c in ENTREE} | {NUMERO: ligne.get(NUMERO, "").strip() or f"ligne {rang}"}


def estimer_cas(lignes: Iterable[Mapping[str, str]], bareme: Bareme, ordre: Ordre) -> list[Resultat]:
    """Le résultat de chaque cas, dans l'ordre ; un cas qui ne s'estime pas porte sa raison."""
    return [_un(ligne, bareme, ordre) for ligne in lignes]


def _un(ligne: Mapping[str, str], bareme: Bareme, ordre: Ordre) -> Resultat:
    numero = ligne["id"]
    try:
        situation = _situation(ligne)
        return Resultat(numero, estimer(situation, bareme, ordre), perime_depuis=bareme.perime_depuis(situation.le))
    except ErreurMetier as e:
        return Resultat(numero, None, e.phrase)


def _situation(ligne: Mapping[str, str]) -> Situation:
    hlm = _oui(ligne, "conventionne_hlm")
    return Situation(
        le=_jour(ligne), zone=_entier(ligne, "zone"), couple=_oui(ligne, "couple"),
        pac=_entier(ligne, "nb_pac"), loyer=_centimes(ligne, "loyer_principal"),
        ressources=_centimes(ligne, "ressources_annuelles"), hlm=hlm, conventionne=hlm,
    )


def _jour(ligne: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(ligne["date"])
    except ValueError as e:
        raise ErreurMetier(f"« {ligne['date']} » n'est pas une date (exemple : 2026-11-01).", "date") from e


def _oui(ligne: Mapping[str, str], colonne: str) -> bool:
    """1 : oui, 0 : non ; rien d'autre ne se devine."""
    nombre = _entier(ligne, colonne)
    if nombre not in (0, 1):
        raise ErreurMetier(f"{colonne} : « {ligne[colonne]} » n'est ni 0 ni 1.", colonne)
    return nombre == 1


def _entier(ligne: Mapping[str, str], colonne: str) -> int:
    try:
        return int(ligne[colonne])
    except ValueError as e:
        texte = ligne[colonne]
        quoi = f"« {texte} » n'est pas un nombre entier" if texte else "aucun nombre n'est donné"
        raise ErreurMetier(f"{colonne} : {quoi}.", colonne) from e


def _centimes(ligne: Mapping[str, str], colonne: str) -> int:
    texte = ligne[colonne]
    try:
        montant = Decimal(texte.replace(",", "."))
    except InvalidOperation as e:
        quoi = f"« {texte} » n'est pas un montant" if texte else "aucun montant n'est donné"
        raise ErreurMetier(f"{colonne} : {quoi} (exemple : 420.52).", colonne) from e
    if not montant.is_finite() or abs(montant) > MONTANT_MAXIMUM:
        raise ErreurMetier(f"{colonne} : « {texte} » n'est pas un montant (exemple : 420.52).", colonne)
    return int((montant * 100).to_integral_value(ROUND_HALF_UP))


def ecrire_resultats(resultats: Iterable[Resultat]) -> str:
    """Le CSV des résultats ; un cas refusé n'a que son `id`."""
    tampon = io.StringIO()
    sortie = csv.writer(tampon, lineterminator="\n")
    sortie.writerow(SORTIE)
    for r in resultats:
        sortie.writerow([r.id, *_valeurs(r.trace)])
    return tampon.getvalue()


def _valeurs(t: Trace | None) -> list[str]:
    if t is None:
        return [""] * (len(SORTIE) - 1)
    net = f"{t.net:.0f}" if t.ordre is Ordre.OPENFISCA else f"{t.net:.2f}"
    return [
        net, f"{t.rls:.2f}", f"{t.brut:.2f}",
        f"{t.loyer_retenu:.2f}", f"{t.charges:.2f}", f"{t.p0:.4f}", f"{t.rl:.2f}", f"{t.tl:.5f}", f"{t.pp:.4f}",
    ]
