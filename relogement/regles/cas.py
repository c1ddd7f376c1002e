"""Les cas de la charte, écrits en TOML par qui ne programme pas : les lire, les évaluer, dire les écarts.

Le format est décrit dans `tests/cas/LISEZMOI.md`. Une clé mal écrite n'est jamais ignorée.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from relogement.commun import ErreurMetier, sans_accents
from relogement.regles.alertes.moteur import alertes_menage, alertes_operation
from relogement.regles.calendrier import jour_fr
from relogement.regles.cas_alertes import AlerteAttendue, ecarts_alertes, lire_alertes
from relogement.regles.cas_champs import Schema, choix, entier, jour, oui_non, plusieurs, sous_table, texte
from relogement.regles.cas_charte import charte_du_cas, lire_parametres
from relogement.regles.cas_dossier import Dossier
from relogement.regles.cas_toml import lire_toml
from relogement.regles.cas_types import PERSONNE, TYPES
from relogement.regles.charte.cles import FRAIS_POSTES, PROLONGATION_VISITES, SUIVI_VISITES
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import OBLIGATIONS_TOUTES, evaluer, evaluer_base, evaluer_operation
from relogement.regles.charte.parametres import Charte
from relogement.regles.charte.valeurs import Valeur
from relogement.regles.faits import Bail, FaitsMenage, FaitsOperation
from relogement.regles.faits_accompagnement import Nur
from relogement.regles.faits_operation import DossierOperation, FaitsBase
from relogement.vocabulaire import GenreBailleur, MotifPriorite, NatureOperation, Pilote, ZonePlafonds


@dataclass(frozen=True, slots=True)
class Attendu:
    """Ce qu'un cas attend d'une obligation ; None : le cas n'en dit rien. `dit` : un morceau de la phrase."""

    id: str
    etat: Etat
    echeance: date | None = None
    jours: int | None = None
    dit: str | None = None


@dataclass(frozen=True, slots=True)
class Cas:
    """Un cas : les faits d'un ménage, le jour où on les regarde, ce qu'on en attend."""

    fichier: str
    nom: str
    le: date
    faits: FaitsMenage
    attendus: tuple[Attendu, ...]
    dossier: DossierOperation
    base: FaitsBase
    alertes: tuple[AlerteAttendue, ...] = ()
    """Ce que le cas attend des alertes de la loi."""
    parametres: Mapping[str, Valeur] = field(default_factory=dict)
    """Ce que le cas change à la charte."""


@dataclass(frozen=True, slots=True)
class Ecart:
    """Une obligation ou une alerte qui ne donne pas ce que le cas attend, en mots."""

    cas: str
    id: str
    attendu: str
    trouve: str


BAIL = Schema({"numero": texte, "debut": jour, "fin": jour, "conge": jour})
OPERATION = Schema(
    {
        "nature": choix(NatureOperation),
        **dict.fromkeys(("decision", "annonce", "debut_relogement", "did", "travaux", "cloture"), jour),
        **dict.fromkeys(("demolition_partielle", "anru", "qpv", "commune_pilote"), oui_non),
        "bailleur": choix(GenreBailleur),
        "pilote": choix(Pilote),
        "pilote_le": jour,
        "autorisation": jour,
        "logements": entier,
        "commission": oui_non,
        "zone_plafonds": choix(ZonePlafonds),
    },
    ("nature",),
)
MENAGE = Schema(
    {
        "decohabitant": oui_non,
        "decohabite_le": jour,
        "bail": sous_table(BAIL),
        "bail_parent": sous_table(BAIL),
        "personnes": plusieurs(sous_table(PERSONNE)),
        "nur": texte,
        "nur_le": jour,
        "employeur_cotisant": oui_non,
        "employeur_le": jour,
        "priorites": plusieurs(choix(MotifPriorite)),
        "reloue": jour,
    }
)
TAILLE_MAX = 1 << 20
"""La taille d'un fichier de cas, en octets : les plus longs de la charte en font cinquante fois moins."""
_CLES_CAS = ("nom", "le", "charte", "operation", "menage", "evenements", "attendu", "alertes")
_CLES_COMMUN = ("charte", "operation", "menage", "evenements")


def lire_cas(chemin: Path) -> list[Cas]:
    """Lit les cas d'un fichier ; ErreurMetier qui nomme le fichier, le cas et la clé à la première faute."""
    brut = lire_toml(_source(chemin), chemin.name)
    _cles(brut, ("cas", "commun"), chemin.name)
    commun = _table(brut.get("commun", {}), f"{chemin.name}, commun")
    _cles(commun, _CLES_COMMUN, f"{chemin.name}, commun")
    bruts = brut.get("cas")
    if not isinstance(bruts, list) or not bruts:
        raise ErreurMetier(f"{chemin.name} : aucun cas. Commencez-en un par une ligne [[cas]].")
    cas = [_cas(_table(c, chemin.name), commun, chemin.name, rang) for rang, c in enumerate(bruts, 1)]
    noms = [c.nom for c in cas]
    if doubles := sorted({nom for nom in noms if noms.count(nom) > 1}):
        raise ErreurMetier(f"{chemin.name} : deux cas portent le nom « {doubles[0]} ». Renommez-en un.", "nom")
    return cas


def _source(chemin: Path) -> str:
    try:
        # Ni un périphérique sans fin, ni un tube qui attend : seulement un fichier, et de la taille d'un texte.
        if chemin.exists() and (not chemin.is_file() or chemin.stat().st_size > TAILLE_MAX):
            raise ErreurMetier(f"{chemin.name} : ce n'est pas un fichier de cas de moins de 1 Mio ; choisissez-en un.")
        # Le Bloc-notes de Windows pose parfois une marque invisible en tête de fichier : elle ne compte pas.
        return chemin.read_text(encoding="utf-8-sig")
    except OSError as e:
        raise ErreurMetier(f"{chemin.name} : ce fichier de cas ne peut pas être lu.") from e
    except UnicodeDecodeError as e:
        raise ErreurMetier(f"{chemin.name} : ce fichier n'est pas un texte UTF-8 ; enregistrez-le en UTF-8.") from e


def evaluer_cas(cas: Cas, charte: Charte) -> list[Ecart]:
    """Évalue un cas ; la liste est vide quand tout est comme attendu.

    ErreurMetier si un poste de frais ou le mois d'une visite n'est pas de la charte : une faute de frappe ne doit pas
    passer pour un fait.
    """
    charte = charte_du_cas(charte, cas.parametres)
    _verifier_postes(cas, charte)
    _verifier_visites(cas, charte)
    trouves = {c.id: c for c in constats_du_cas(cas, charte)}
    ecarts = [
        Ecart(cas.nom, a.id, _dire_attendu(a), f"{_dire(a, trouves[a.id])} — {trouves[a.id].phrase}")
        for a in cas.attendus
        if not _conforme(a, trouves[a.id])
    ]
    vues = [*alertes_menage(cas.faits, charte, cas.le), *alertes_operation(cas.dossier, charte, cas.le)]
    return ecarts + [Ecart(cas.nom, *ecart) for ecart in ecarts_alertes(cas.alertes, vues)]


def constats_du_cas(cas: Cas, charte: Charte) -> list[Constat]:
    """Tous les constats du cas ce jour-là : ceux du ménage, de son opération et de la base."""
    constats = [*evaluer(cas.faits, charte, cas.le), *evaluer_operation(cas.dossier, charte, cas.le)]
    return [*constats, *evaluer_base(cas.base, charte, cas.le)]


def _verifier_postes(cas: Cas, charte: Charte) -> None:
    for relogement in cas.faits.relogements:
        postes = dict(charte.postes(FRAIS_POSTES, relogement.demenagement or relogement.bail_signe))
        for frais in relogement.frais:
            if frais.poste not in postes:
                raise ErreurMetier(
                    f"{cas.fichier}, cas « {cas.nom} » : le poste de frais « {frais.poste} » n'est pas de la charte. "
                    f"Postes possibles : {', '.join(postes)}.",
                    "postes",
                )


def _verifier_visites(cas: Cas, charte: Charte) -> None:
    for visite in cas.faits.visites:
        mois = [m for cle in (SUIVI_VISITES, PROLONGATION_VISITES) for m in charte.entiers(cle, visite.le)]
        if visite.mois not in mois:
            raise ErreurMetier(
                f"{cas.fichier}, cas « {cas.nom} » : la charte ne prévoit pas de visite de suivi au mois "
                f"{visite.mois}. Mois possibles : {', '.join(map(str, mois))}.",
                "mois",
            )


def _conforme(a: Attendu, c: Constat) -> bool:
    return (
        c.etat is a.etat
        and (a.echeance is None or c.echeance == a.echeance)
        and (a.jours is None or (c.jours or 0) == a.jours)
        and (a.dit is None or a.dit in c.phrase)
    )


def _dire_attendu(a: Attendu) -> str:
    return _mots(a.etat, a.echeance, a.jours) + (f", une phrase qui dit « {a.dit} »" if a.dit else "")


def _dire(a: Attendu, c: Constat) -> str:
    return _mots(c.etat, c.echeance if a.echeance else None, c.jours or 0 if a.jours is not None else None)


def _mots(etat: Etat, echeance: date | None, jours: int | None) -> str:
    parts = [etat.value]
    parts += [f"échéance {jour_fr(echeance)}"] if echeance else []
    parts += [f"{jours} j"] if jours is not None else []
    return ", ".join(parts)


def _table(brut: object, ou: str) -> dict[str, Any]:
    if not isinstance(brut, dict):
        raise ErreurMetier(f"{ou} : une table est attendue, pas « {brut} ».")
    return brut


def _cles(brut: dict[str, Any], connues: tuple[str, ...], ou: str) -> None:
    if inconnues := [cle for cle in brut if cle not in connues]:
        raise ErreurMetier(
            f"{ou} : la clé « {inconnues[0]} » n'existe pas. Clés possibles : {', '.join(connues)}.", inconnues[0]
        )


def _cas(brut: dict[str, Any], commun: dict[str, Any], fichier: str, rang: int) -> Cas:
    ou = f"{fichier}, cas n° {rang}"
    nom = _lu(brut, "nom", texte, ou)
    ou = f"{fichier}, cas « {nom} »"
    _cles(brut, _CLES_CAS, ou)
    le = _lu(brut, "le", jour, ou)
    operation = OPERATION.lire(_fondu(commun, brut, "operation", ou), f"{ou}, operation")
    menage = MENAGE.lire(_fondu(commun, brut, "menage", ou), f"{ou}, menage")
    evenements = [*_liste(commun, f"{fichier}, commun"), *_liste(brut, ou)]
    pose = _poses(menage, evenements, ou)
    faits = _faits(operation, menage, pose)
    dossier = DossierOperation(
        faits.operation, menages=(faits,), **{liste: tuple(lus) for liste, lus in pose.operation.items()}
    )
    base = FaitsBase((faits.operation,), tuple(pose.presentations))
    alertes = lire_alertes(brut["alertes"], ou) if "alertes" in brut else ()
    attendus = _attendus(brut.get("attendu"), ou) if "attendu" in brut or not alertes else ()
    parametres = lire_parametres(_fondu(commun, brut, "charte", ou), f"{ou}, charte")
    return Cas(fichier, nom, le, faits, attendus, dossier, base, alertes, parametres)


def _lu(brut: dict[str, Any], cle: str, lecteur: Callable[[object], Any], ou: str) -> Any:
    return Schema({cle: lecteur}, (cle,)).lire({c: v for c, v in brut.items() if c == cle}, ou)[cle]


def _fondu(commun: dict[str, Any], brut: dict[str, Any], cle: str, ou: str) -> dict[str, Any]:
    """La table commune du fichier, où le cas remplace ce qu'il redit."""
    return {**_table(commun.get(cle, {}), ou), **_table(brut.get(cle, {}), f"{ou}, {cle}")}


def _liste(brut: dict[str, Any], ou: str) -> list[Any]:
    evenements = brut.get("evenements", [])
    if not isinstance(evenements, list):
        raise ErreurMetier(f"{ou} : écrivez chaque événement sous une ligne [[cas.evenements]].", "evenements")
    return evenements


def _poses(menage: dict[str, Any], evenements: list[Any], ou: str) -> Dossier:
    dossier = Dossier(personnes=[dict(p) for p in menage.get("personnes", ())])
    for rang, brut in enumerate(evenements, 1):
        _poser(dossier, _table(brut, ou), f"{ou}, événement n° {rang}")
    return dossier


def _faits(operation: dict[str, Any], menage: dict[str, Any], dossier: Dossier) -> FaitsMenage:
    nur = menage.get("nur")
    return FaitsMenage(
        id="menage",
        operation=FaitsOperation(**operation),
        bail=_bail(menage.get("bail"), "bail"),
        bail_parent=_bail(menage.get("bail_parent"), "bail-parent"),
        decohabitant=menage.get("decohabitant", False),
        decohabite_le=menage.get("decohabite_le"),
        nur=Nur(nur, menage.get("nur_le")) if nur else None,
        employeur_cotisant=menage.get("employeur_cotisant"),
        employeur_le=menage.get("employeur_le"),
        priorites=frozenset(menage.get("priorites", ())),
        reloue=menage.get("reloue"),
        **dossier.faits(),
    )


def _bail(brut: dict[str, Any] | None, identifiant: str) -> Bail | None:
    if brut is None:
        return None
    return Bail(identifiant, brut.get("numero"), brut.get("debut"), brut.get("fin"), brut.get("conge"))


def _poser(dossier: Dossier, brut: dict[str, Any], ou: str) -> None:
    mot = _lu(brut, "type", texte, ou)
    type_ = TYPES.get(sans_accents(mot).replace(" ", "_"))
    if type_ is None:
        raise ErreurMetier(f"{ou} : le type « {mot} » n'existe pas. Types possibles : {', '.join(TYPES)}.", "type")
    ou = f"{ou} ({mot})"
    le = _lu(brut, "date", jour, ou)
    dossier.ou = ou
    reste = {cle: valeur for cle, valeur in brut.items() if cle not in ("type", "date")}
    type_.poser(dossier, le, type_.schema.lire(reste, ou))


_IDS = {o.id for o in OBLIGATIONS_TOUTES}


def _etat(valeur: object) -> Etat:
    mots = {e.value.casefold(): e for e in Etat} | {sans_accents(e.mot): e for e in Etat}
    trouve = mots.get(sans_accents(valeur)) if isinstance(valeur, str) else None
    if trouve is None:
        raise ValueError(f"« {valeur} » n'est pas un état ; choisissez {', '.join(e.value for e in Etat)}")
    return trouve


_ATTENDU = Schema({"etat": _etat, "echeance": jour, "jours": entier, "dit": texte}, ("etat",))


def _a_plat(brut: dict[str, Any]) -> list[tuple[str, object]]:
    """Les attentes, que l'identifiant soit entre guillemets ou non : sans, TOML lit A03.2 comme la clé 2 de A03."""
    plats: list[tuple[str, object]] = []
    for cle, valeur in brut.items():
        if isinstance(valeur, dict) and valeur and all(c.isdigit() for c in valeur):
            plats += [(f"{cle}.{suite}", v) for suite, v in valeur.items()]
        else:
            plats.append((cle, valeur))
    return plats


def _attendus(brut: object, ou: str) -> tuple[Attendu, ...]:
    if not isinstance(brut, dict) or not brut:
        phrase = "Écrivez [cas.attendu] et une obligation par ligne, ou [cas.alertes]."
        raise ErreurMetier(f"{ou} : rien n'est attendu. {phrase}", "attendu")
    attendus = []
    for identifiant, valeur in _a_plat(brut):
        if identifiant not in _IDS:
            raise ErreurMetier(
                f"{ou} : l'obligation « {identifiant} » n'existe pas ou n'est pas encore évaluée. Celles qui le sont : "
                f"{', '.join(sorted(_IDS))}.",
                identifiant,
            )
        table = valeur if isinstance(valeur, dict) else {"etat": valeur}
        attendus.append(Attendu(identifiant, **_ATTENDU.lire(table, f"{ou}, attendu « {identifiant} »")))
    return tuple(attendus)
