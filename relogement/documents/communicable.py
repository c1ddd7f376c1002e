"""Le dossier communicable : tout ce qui concerne la personne qui le demande, les autres masqués, et ce qui l'est.

Le droit d'accès (RGPD, article 15) porte sur tout, notes comprises ; la copie ne porte pas atteinte aux droits
d'autrui (§ 4).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from reportlab.platypus import Spacer

from relogement.commun import sans_accents
from relogement.documents.donnees import Dossier
from relogement.documents.donnees_menage import Foyer, PersonneFoyer, SouhaitExprime
from relogement.documents.dossier import histoire
from relogement.documents.formats import jour
from relogement.documents.mise_en_page import Histoire, note_signes, section, tableau, texte, titre_document, vide
from relogement.documents.page import rendre
from relogement.documents.polices import signes_manquants
from relogement.documents.retraits import AUTRUI, MASQUE, Omission, retirer
from relogement.formats import pluriel

T = TypeVar("T")
_ACCENTS = {"a": "àáâãä", "c": "ç", "e": "èéêë", "i": "ìíîï", "n": "ñ", "o": "òóôõö", "u": "ùúûü", "y": "ýÿ"}
RIEN = "Rien n'a été retiré : aucune autre personne n'apparaît dans ce dossier."


@dataclass(frozen=True, slots=True)
class Tiers:
    """Une personne du foyer à masquer : ce qui la désigne dans la copie, et les façons de la nommer dans un texte."""

    libelle: str
    noms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Communicable:
    """La copie : le dossier masqué, qui la demande, ce qui en a été retiré."""

    dossier: Dossier
    demandeur: str
    omissions: tuple[Omission, ...]


def communicable(c: Communicable, *, invariant: bool = False) -> bytes:
    """Le PDF ; la page de tête dit ce qui a été retiré."""
    e = c.dossier.entete
    suite = [*_tete(c), *histoire(c.dossier), *note_signes(signes_manquants((c.demandeur, c.omissions)))]
    return rendre(e, f"Copie du dossier {e.reference}", suite, invariant=invariant)


def _tete(c: Communicable) -> Histoire:
    e = c.dossier.entete
    lignes = [(o.quoi, o.raison) for o in c.omissions]
    retire = tableau((("Ce qui n'est pas dans cette copie", 60), ("Pourquoi", 60)), lignes) if lignes else [vide(RIEN)]
    return [
        *titre_document("Droit d'accès", "Copie de votre dossier de relogement"),
        texte(f"Établie le {jour(e.le)} pour {c.demandeur}, dossier {e.reference}, au titre de l'article 15 du RGPD. "
              "Elle reprend tout ce que le dossier tient sur vous, notes et appréciations comprises. La copie de vos "
              "pièces, énumérées à la fin, vous est remise à part si vous la demandez.", "aere"),
        texte("Vous pouvez faire corriger ou compléter ce qui est inexact, et saisir la CNIL si la réponse ne vous "
              "convient pas.", "aere"),
        *section("Ce qui a été retiré"), *retire, Spacer(1, 18),
    ]


def masquer(d: Dossier, tiers: Mapping[int, Tiers]) -> tuple[Dossier, tuple[Omission, ...]]:
    """Le dossier sans les `tiers` (par rang dans le foyer), et ce qui en a été retiré.

    Leurs noms sont remplacés partout, notes comprises ; leurs ressources retirées, et tout ce dont elles se déduisent.
    """
    omissions = [Omission(f"L'identité et la date de naissance : {t.libelle}", AUTRUI) for t in tiers.values()]
    noms = {d.foyer.personnes[rang].nom for rang in tiers}
    siennes = [r for r in d.foyer.ressources if r.personne in noms]
    if siennes:
        combien = pluriel(len(siennes), "ligne de ressources", "lignes de ressources")
        omissions.append(Omission(f"{combien[0].upper()}{combien[1:]} d'une autre personne", AUTRUI))
    masque, deduites = retirer(d, noms) if tiers else (d, ())
    masque, autres = _a_cote(replace(masque, foyer=_foyer(masque.foyer, tiers, noms)))
    return _sans_noms(masque, _motif(tiers)), (*omissions, *deduites, *autres)


def _foyer(f: Foyer, tiers: Mapping[int, Tiers], noms: set[str]) -> Foyer:
    personnes = (
        PersonneFoyer(tiers[rang].libelle, None, p.lien, p.statut_bail, None, None) if rang in tiers else p
        for rang, p in enumerate(f.personnes)
    )
    return replace(
        f, personnes=tuple(personnes),
        informations=tuple(replace(i, personne=MASQUE) if i.personne in noms else i for i in f.informations),
    )


def _a_cote(d: Dossier) -> tuple[Dossier, tuple[Omission, ...]]:
    """Les autres ménages et les témoins."""
    omissions = []
    if d.couverture.drapeaux and any("décohabitant" in x for x in d.couverture.drapeaux):
        omissions.append(Omission("Le lien avec le dossier d'un autre ménage", AUTRUI))
        gardes = tuple(x for x in d.couverture.drapeaux if "décohabitant" not in x)
        d = replace(d, couverture=replace(d.couverture, drapeaux=gardes))
    if any(p.temoin for p in d.propositions):
        omissions.append(Omission("Le nom du témoin d'un refus de signer", AUTRUI))
        d = replace(d, propositions=tuple(replace(p, temoin=MASQUE) if p.temoin else p for p in d.propositions))
    return d, tuple(omissions)


def _motif(tiers: Mapping[int, Tiers]) -> tuple[re.Pattern[str], dict[str, str]] | None:
    """De quoi trouver chaque nom en entier, accents ou non, le plus long d'abord."""
    par_nom = {_cle(nom): t.libelle for t in tiers.values() for nom in t.noms if nom.strip()}
    if not par_nom:
        return None
    longs = sorted(par_nom, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_souple, longs))})(?!\w)", re.IGNORECASE), par_nom


def _cle(nom: str) -> str:
    """Un nom sans accents, ses mots séparés d'une espace : un trait d'union ou une insécable n'y fait rien."""
    return " ".join(re.split(r"[\s-]+", sans_accents(nom).replace("’", "'").strip()))


def _souple(cle: str) -> str:
    """De quoi trouver un nom écrit avec ou sans accents, traits d'union ou ligature."""
    lettres = {base: f"[{base}{accents}]" for base, accents in _ACCENTS.items()}
    lettres |= {x: f"(?:{lettres[x[0]]}{lettres['e']}|{ligature})" for x, ligature in (("oe", "œ"), ("ae", "æ"))}
    lettres |= {" ": r"[\s-]+", "'": "['’]"}
    return "".join(lettres.get(x, re.escape(x)) for x in re.findall("oe|ae|.", cle))


def _sans_noms(valeur: T, motif: tuple[re.Pattern[str], dict[str, str]] | None) -> T:
    """La même donnée, chaque nom de tiers remplacé dans tous ses textes."""
    if motif is None:
        return valeur
    chercher, par_nom = motif

    def parcourir(x: Any) -> Any:
        if isinstance(x, str):
            return chercher.sub(lambda trouve: par_nom[_cle(trouve[0])], x)
        if isinstance(x, tuple):
            return tuple(map(parcourir, x))
        if is_dataclass(x) and not isinstance(x, type):
            return replace(x, **{f.name: parcourir(getattr(x, f.name)) for f in fields(x)})
        return x

    resultat: T = parcourir(valeur)
    return resultat


def a_relire(d: Dossier) -> tuple[str, ...]:
    """Les textes libres à relire avant de remettre la copie : ce qu'ils disent d'autrui ne se voit pas d'ici."""
    libres = (
        ("la note du ménage", [d.foyer.note]),
        ("les informations données", [i.note for i in d.foyer.informations]),
        ("les contraintes des souhaits", [s.contraintes for s in _souhaits(d)]),
        ("les conclusions des entretiens", [e.conclusion for e in d.entretiens.tenus]),
        ("les acteurs sociaux et l'accompagnement", [*(x.nom for x in d.entretiens.acteurs),
                                                     *(x.objet for x in d.entretiens.mesures)]),
        ("les notes des acteurs sociaux", [x.note for x in d.entretiens.acteurs]),
        ("les raisons d'un envoi", [p.raison_envoi for p in d.propositions]),
        ("les raisons d'un accord", [p.raison_accord for p in d.propositions]),
        ("les motifs de refus", [p.motif_texte for p in d.propositions]),
        ("les visites du suivi", [v.constat for v in (d.suivi.visites if d.suivi else ())]),
        ("les réponses des contingents", [t for x in d.entretiens.demandes for t in (x.sans_objet, x.reponse)]),
        ("les enquêtes", [e.note for e in d.enquetes]),
    )
    return tuple(nom for nom, textes in libres if any(t and t.strip() for t in textes))


def _souhaits(d: Dossier) -> list[SouhaitExprime]:
    """Ceux des entretiens et ceux qu'aucun ne porte."""
    return [*(e.souhait for e in d.entretiens.tenus if e.souhait is not None), *d.entretiens.souhaits]
