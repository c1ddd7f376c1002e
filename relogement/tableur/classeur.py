"""Lire un classeur .xlsx ou .xlsm avec openpyxl, en flux, sans croire ce qu'il dit de sa taille."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, Protocol, cast
from xml.sax.saxutils import unescape

from relogement.commun import ErreurMetier
from relogement.tableur.brut import Brut, nettoyer
from relogement.tableur.lecture import COLONNES_MAX, Commentaire, Feuille, Fusion, Rangee, rangees

DECOMPRESSE_MAX = 60_000_000
"""Octets de XML une fois décompressés : au-delà, le classeur est piégé ou démesuré."""

_ABIME = "Ce classeur est abîmé ou incomplet : ouvrez-le dans le tableur, enregistrez-le de nouveau, ou redemandez-le."
_FORMULE_SANS_VALEUR = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*'
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELLULE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_FUSION = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')


class _Onglet(Protocol):
    """Ce que l'on demande à une feuille lue en flux : openpyxl ne type pas cette classe."""

    _worksheet_path: str
    sheet_state: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self, *, values_only: bool = False) -> Iterator[tuple[Any, ...]]: ...


def _verifier_archive(archive: zipfile.ZipFile) -> None:
    noms = set(archive.namelist())
    if "mimetype" in noms or "content.xml" in noms:
        raise ErreurMetier("C'est un fichier LibreOffice (.ods) : enregistrez-le en .xlsx.")
    if "xl/workbook.bin" in noms:
        raise ErreurMetier("C'est un classeur binaire (.xlsb) : enregistrez-le en .xlsx.")
    if "[Content_Types].xml" not in noms or not any(n.startswith("xl/") for n in noms):
        raise ErreurMetier("C'est une archive ou un document, pas un classeur : il faut la liste elle-même, en .xlsx.")
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise ErreurMetier("Ce classeur est protégé par un mot de passe : enlevez le mot de passe et enregistrez-le.")
    lus = [i for i in archive.infolist() if i.filename.endswith((".xml", ".rels"))]
    if sum(i.file_size for i in lus) > DECOMPRESSE_MAX or len(lus) > 2000:
        raise ErreurMetier("Ce classeur est démesuré une fois ouvert : copiez la seule liste dans un nouveau classeur.")


def lire_classeur(octets: bytes) -> tuple[Feuille, ...]:
    """Les feuilles de calcul du classeur ; lève ErreurMetier s'il est abîmé, protégé, démesuré ou d'un autre format."""
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            _verifier_archive(archive)
            return _lire(octets, archive)
    except ErreurMetier:
        raise
    except Exception as erreur:
        # Un fichier abîmé peut faire lever n'importe quoi aux lecteurs de zip et de XML ; tout cela veut dire la même
        # chose pour l'utilisateur, et la cause reste attachée.
        raise ErreurMetier(_ABIME) from erreur


def _lire(octets: bytes, archive: zipfile.ZipFile) -> tuple[Feuille, ...]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # openpyxl avertit des mises en forme qu'il ignore : rien qui touche aux valeurs.
        warnings.simplefilter("ignore")
        classeur = load_workbook(io.BytesIO(octets), read_only=True, data_only=True, keep_links=False)
        feuilles: list[Feuille] = []
        for nom in classeur.sheetnames:
            if not hasattr(classeur[nom], "_worksheet_path"):
                continue  # une feuille de graphique n'a pas de cellules
            onglet = cast(_Onglet, classeur[nom])
            source = archive.read(onglet._worksheet_path)
            lues = _avec_formules(rangees(enumerate(_valeurs(onglet), 1)), source)
            notes = _commentaires(archive, onglet._worksheet_path)
            feuilles.append(Feuille(nom, lues, _fusions(source), onglet.sheet_state != "visible", notes))
        return tuple(feuilles)


def _valeurs(onglet: _Onglet) -> Iterator[tuple[Brut, ...]]:
    # La dimension écrite dans le fichier est souvent fausse : on lit jusqu'au bout des lignes présentes.
    onglet.reset_dimensions()
    return onglet.iter_rows(values_only=True)


def _avec_formules(lues: tuple[Rangee, ...], source: bytes) -> tuple[Rangee, ...]:
    """Les rangées, avec le texte des formules que le tableur n'a pas calculées avant l'enregistrement."""
    trouvees: dict[int, list[tuple[int, str]]] = {}
    for m in _FORMULE_SANS_VALEUR.finditer(source):
        formule = "=" + unescape((m[3] or b"").decode("utf-8", "replace"))
        trouvees.setdefault(int(m[2]), []).append((_rang(m[1]), formule))
    par_numero = {r.numero: r for r in lues}
    for numero, formules in trouvees.items():
        cellules = par_numero[numero].cellules if numero in par_numero else ()
        par_numero[numero] = Rangee(numero, cellules, tuple(formules))
    return tuple(par_numero[n] for n in sorted(par_numero))


def _commentaires(archive: zipfile.ZipFile, chemin: str) -> tuple[Commentaire, ...]:
    """Les notes des cellules : en flux, openpyxl ne les donne pas, elles sont dans une partie à elles."""
    from openpyxl.packaging.relationship import get_dependents, get_rels_path
    from openpyxl.xml.constants import COMMENTS_NS
    from openpyxl.xml.functions import fromstring

    liens, presents = str(get_rels_path(chemin)), set(archive.namelist())  # type: ignore[no-untyped-call]
    if liens not in presents:
        return ()
    trouves: list[Commentaire] = []
    for lien in get_dependents(archive, liens).find(COMMENTS_NS):
        if lien.target not in presents:
            continue
        for note in fromstring(archive.read(lien.target)).iter(f"{{{_NS}}}comment"):
            if m := _CELLULE.fullmatch(note.get("ref", "")):
                mots = "".join(t.text or "" for t in note.iter(f"{{{_NS}}}t"))
                trouves.append(Commentaire(int(m[2]), _rang(m[1].encode()), nettoyer(mots)))
    return tuple(trouves)


def _rang(lettres: bytes) -> int:
    rang = 0
    for lettre in lettres:
        rang = rang * 26 + lettre - 64
    return rang - 1


def _fusions(source: bytes) -> tuple[Fusion, ...]:
    # En flux, openpyxl ne donne pas les fusions : elles sont écrites en clair à la fin de la feuille.
    return tuple(
        Fusion(int(m[2]), _rang(m[1]), int(m[4]), min(_rang(m[3]), COLONNES_MAX)) for m in _FUSION.finditer(source)
    )
