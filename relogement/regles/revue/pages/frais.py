"""La page « Frais » : ce que le déménagement et l'installation ont coûté, et qui l'a payé (articles 6 et 10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from relogement.regles.charte import cles
from relogement.regles.faits import Relogement
from relogement.regles.revue.chiffre import Indicateur, Unite
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.lignes import Calcul, comptage, entre, ligne, somme
from relogement.regles.revue.revue import Page, Revue, Section
from relogement.regles.revue.sources import LigneFrais
from relogement.vocabulaire import ModeDemenagement

TITRE = "Frais"
_DEMENAGES = "ménages qui ont déménagé, temporairement ou pour de bon, décohabitants exclus"
_SOURCE = "frais notés au dossier, inconnus sans réponse ; liste des postes : celle de la charte"


def page(revue: Revue) -> Page:
    """Le total, puis chaque poste de la liste de la charte, et le déménagement lui-même."""
    postes = revue.convention.charte.postes(cles.FRAIS_POSTES, revue.au)
    codes = {code for code, _ in postes}
    hors = sorted({f.poste for d in revue.dossiers for f in d.frais} - codes)
    return Page(
        TITRE,
        (
            _section(revue, "Tous les postes", "frais", lambda _: True),
            *(_section(revue, _titre(mot), f"frais_{code}", _du_poste(code)) for code, mot in postes),
            *(_section(revue, f"{_titre(p)} (hors liste de la charte)", f"frais_{p}", _du_poste(p)) for p in hors),
            *_demenagement(revue),
        ),
    )


def _titre(mot: str) -> str:
    return mot[:1].upper() + mot[1:]


def _du_poste(code: str) -> Callable[[LigneFrais], bool]:
    return lambda f: f.poste == code


def demenages(d: Dossier) -> bool:
    """Vrai si un déménagement au moins a eu lieu : des frais lui sont dus."""
    return any(r.demenagement for r in d.faits.relogements)


Garde = Callable[[LigneFrais], bool]


def montant(d: Dossier, garde: Garde, lire: Callable[[LigneFrais], int | None]) -> int | None:
    """Le total des postes gardés et demandés (centimes) ; None si l'un n'a pas son montant, ou si aucun n'a de réponse.

    « Aucun » est une réponse : rien n'est demandé, et c'est zéro.
    """
    if not _repondu(d, garde):
        return None
    lus = [lire(f) for f in d.frais if f.demande and garde(f)]
    return None if None in lus else sum(x for x in lus if x is not None)


def _repondu(d: Dossier, garde: Garde) -> bool:
    return any(garde(f) for f in d.frais)


def accorde(f: LigneFrais) -> int | None:
    """Ce qui est accordé : rien pour un poste refusé ou sans réponse ; None : accordé, montant non noté."""
    return f.accorde if f.accorde_le else 0


def paye(f: LigneFrais) -> int | None:
    """Ce qui est payé : rien tant que ce ne l'est pas ; None : payé, montant non noté."""
    return f.paye if f.paye_le else 0


def _section(revue: Revue, titre: str, cle: str, garde: Garde) -> Section:
    def i(suffixe: str, libelle: str, definition: str, unite: Unite = Unite.NOMBRE) -> Indicateur:
        return Indicateur(f"{cle}_{suffixe}", libelle, definition, _DEMENAGES, _SOURCE, unite)

    def a(test: Callable[[LigneFrais], bool]) -> Callable[[Dossier], bool | None]:
        return lambda d: any(f.demande and garde(f) and test(f) for f in d.frais) if _repondu(d, garde) else None

    def total(lire: Callable[[LigneFrais], int | None]) -> Callable[[Dossier], int | None]:
        return lambda d: montant(d, garde, lire)

    nom = titre.lower()
    table: tuple[tuple[Indicateur, Calcul], ...] = (
        (i("demandeurs", "Ménages qui demandent", f"Un poste demandé au moins : {nom}."), comptage(a(lambda _: True))),
        (
            i("demande", "Montant demandé", f"Total demandé : {nom}.", Unite.EUROS),
            somme(total(lambda f: f.montant)),
        ),
        (i("accorde", "Montant accordé", f"Total accordé : {nom}.", Unite.EUROS), somme(total(accorde))),
        (i("paye", "Montant payé", f"Total payé, par qui que ce soit : {nom}.", Unite.EUROS), somme(total(paye))),
        (
            i("refuses", "Ménages dont un poste est refusé", f"Un poste refusé au moins : {nom}."),
            comptage(a(lambda f: f.refuse_le is not None)),
        ),
        (
            i("sans_reponse", "Ménages sans réponse", f"Ni demandé, ni « aucun » : {nom}."),
            comptage(lambda d: not _repondu(d, garde)),
        ),
    )
    return Section(titre, tuple(ligne(revue, i, entre(demenages, calcul)) for i, calcul in table))


def _demenagement(revue: Revue) -> tuple[Section, ...]:
    def i(cle: str, libelle: str, definition: str, unite: Unite = Unite.NOMBRE) -> Indicateur:
        return Indicateur(cle, libelle, definition, _DEMENAGES, "relogement du dossier", unite)

    def mode(voulu: ModeDemenagement) -> Callable[[Dossier], bool | None]:
        return lambda d: _mode(d, voulu)

    modes = (
        (
            i(f"demenagement:{m.value}", f"Pris en charge : {m.libelle}", f"Le dernier déménagement : {m.libelle}."),
            entre(demenages, comptage(mode(m))),
        )
        for m in ModeDemenagement
    )
    table = (
        (
            i("forfait_total", "Forfaits de déménagement décidés", "Total des sommes forfaitaires.", Unite.EUROS),
            entre(demenages, somme(_forfaits)),
        ),
        (
            replace(
                i("demenageurs_total", "Coût des déménageurs", "Total des déménagements faits par un déménageur ; "
                  "inconnu pour celui dont le coût, ou la prise en charge, n'est pas noté.", Unite.EUROS),
                denominateur="ménages déménagés par un déménageur, ou dont la prise en charge n'est pas notée",
            ),
            entre(_par_un_demenageur, somme(_couts)),
        ),
        (
            i("adresse_payee", "Changement d'adresse indemnisé",
              "La somme forfaitaire pour le changement d'adresse est payée (article 10)."),
            entre(demenages, comptage(_adresse)),
        ),
        (
            replace(
                i("depot_transfere", "Dépôt de garantie transféré",
                  "Le dépôt est transféré, sans complément ni retenue (article 6) ; inconnu si l'un n'est pas noté."),
                denominateur="ménages dont le bail définitif est signé, décohabitants exclus",
            ),
            entre(lambda d: d.bail, comptage(_depot)),
        ),
    )
    return (
        Section("Déménagement", tuple(ligne(revue, i, calcul) for i, calcul in modes), partition=True),
        Section("Forfaits, adresse et dépôt", tuple(ligne(revue, i, calcul) for i, calcul in table)),
    )


def _partis(d: Dossier) -> list[Relogement]:
    return [r for r in d.faits.relogements if r.demenagement]


def _mode(d: Dossier, voulu: ModeDemenagement) -> bool | None:
    mode = _partis(d)[-1].mode
    return None if mode is None else mode is voulu


def _forfaits(d: Dossier) -> int | None:
    montants = dict(d.forfaits)
    decides = [montants.get(r.id) for r in d.faits.relogements if r.forfait_decide]
    return None if None in decides else sum(n for n in decides if n is not None)


def _par_un_demenageur(d: Dossier) -> bool:
    """Vrai si un déménageur l'a déménagé, ou peut l'avoir fait : une prise en charge n'est pas notée."""
    return bool(demenages(d)) and any(r.mode in (None, ModeDemenagement.DEMENAGEUR) for r in _partis(d))


def _couts(d: Dossier) -> int | None:
    if any(r.mode is None for r in _partis(d)):
        return None
    montants = dict(d.couts)
    lus = [montants.get(r.id) for r in _partis(d) if r.mode is ModeDemenagement.DEMENAGEUR]
    return None if None in lus else sum(n for n in lus if n is not None)


def _adresse(d: Dossier) -> bool:
    return all(r.adresse_paye for r in _partis(d))


def _depot(d: Dossier) -> bool | None:
    """Vrai s'il est transféré en entier ; None si le complément ou la retenue n'est pas noté (A06.3)."""
    bail = d.bail
    if bail is None or bail.depot_le is None or bail.depot_complement or bail.depot_retenue:
        return False
    return None if None in (bail.depot_complement, bail.depot_retenue) else True
