"""Imprimer en lot : les dossiers ou un courrier de tous les ménages d'une opération, dans l'ordre des portes.

Tout est d'abord écrit à côté : un lot interrompu n'écrit rien et ne range rien. Les courriers d'un lot se rangent d'un
seul geste. La mémoire ne tient que quelques ménages à la fois, et le PDF unique s'il y en a un.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from relogement.commun import Changements, ErreurMetier
from relogement.formats import pluriel
from relogement.modeles import Logement, Menage, Operation
from relogement.regles.portes import rang_de_porte
from relogement.services.courriers import courriers_de
from relogement.services.impression_courrier import Courrier, ranger_courrier
from relogement.services.impression_menage import fiches
from relogement.services.lots_imprimables import DOSSIER, Imprimable, composer
from relogement.services.outils import pas_futur, trouver
from relogement.services.provision import provision
from relogement.services.sorties import PDF, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages

if TYPE_CHECKING:
    from relogement.documents.page import Recueil

PAQUET = 40
"""Combien de ménages se lisent d'un coup."""
Avancer = Callable[[int, int], object]
_HORS_NOM = re.compile(r"[^\w-]")


@dataclass(frozen=True, slots=True)
class Echec:
    """Un ménage du lot qui ne s'est pas imprimé, et pourquoi."""

    reference: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Lot:
    """Ce qu'un lot a donné, par référence ; `blancs` : ce qui reste à remplir à la main."""

    imprimes: tuple[str, ...]
    echecs: tuple[Echec, ...]
    blancs: tuple[tuple[str, tuple[str, ...]], ...]
    fichiers: tuple[Path, ...]
    changements: Changements

    @property
    def phrase(self) -> str:
        """« 45 ménages imprimés, 2 non imprimés, 3 à compléter à la main. »"""
        suites = [pluriel(len(self.imprimes), "ménage imprimé", "ménages imprimés")]
        if self.echecs:
            suites.append(pluriel(len(self.echecs), "non imprimé", "non imprimés"))
        if self.blancs:
            suites.append(f"{len(self.blancs)} à compléter à la main")
        return f"{', '.join(suites)}."

    @property
    def prevision(self) -> str:
        """« 45 ménages s'imprimeraient, 2 non, 3 à compléter à la main. »"""
        suites = [pluriel(len(self.imprimes), "ménage s'imprimerait", "ménages s'imprimeraient")]
        suites += [f"{len(self.echecs)} non"] if self.echecs else []
        suites += [f"{len(self.blancs)} à compléter à la main"] if self.blancs else []
        return f"{', '.join(suites)}."

    @property
    def a_reprendre(self) -> list[str]:
        """Une ligne par raison, avec les ménages qu'elle touche, dans l'ordre du lot."""
        par_raison: dict[str, list[str]] = {}
        for e in self.echecs:
            par_raison.setdefault(e.phrase, []).append(e.reference)
        for reference, blancs in self.blancs:
            par_raison.setdefault(f"À remplir à la main : {', '.join(blancs)}.", []).append(reference)
        return [f"{raison} {', '.join(references)}" for raison, references in par_raison.items()]


@dataclass(frozen=True, slots=True)
class _Fait:
    """Un document composé, écrit à côté (None : seulement dans le recueil) ; sa référence sert de nom."""

    menage_id: UUID
    reference: str
    courrier: Courrier | None
    fichier: Path | None


@dataclass(slots=True)
class _Travail:
    """Ce qui s'accumule pendant le lot : des chemins et des phrases, jamais les documents."""

    dossier: Path
    code: str
    recueil: Recueil | None
    faits: list[_Fait] = field(default_factory=list)

    def ajouter(self, menage: Menage, i: Imprimable) -> None:
        """Compose le document : dans le recueil, et à part s'il se range ou si chacun a son fichier."""
        if self.recueil is not None:
            self.recueil.ajouter(i.entete, i.titre, i.histoire())
        fichier = None
        if self.recueil is None or i.courrier is not None:
            fichier = self.dossier / self._nom(menage.reference)
            fichier.touch(mode=0o600)
            fichier.write_bytes(i.pdf())
        self.faits.append(_Fait(menage.id, menage.reference, i.courrier, fichier))

    def _nom(self, reference: str) -> str:
        """« 0003_BEL-0018_annonce.pdf » : rangés par nom, les fichiers suivent l'ordre des portes."""
        return f"{len(self.faits) + 1:04d}_{_HORS_NOM.sub('_', f'{reference}_{self.code}')}.pdf"


def modeles_de_lot(base: Base, operation_id: UUID) -> list[tuple[str, str]]:
    """Ce qui s'imprime en lot pour cette opération : le code et le titre."""
    return [(DOSSIER, "Dossier du ménage"), *courriers_de(base, operation_id)]


def imprimer_lot(
    base: Base, operation_id: UUID, code: str, sortie: Path, au: date, *, un_par_menage: bool,
    avancer: Avancer | None = None,
) -> Lot:
    """Les dossiers (`DOSSIER`) ou ce courrier, dans le PDF `sortie`, ou un PDF par ménage dans le dossier `sortie`.

    Chaque fichier porte son rang de porte en porte, la référence du ménage et `code`, et n'en remplace aucun.
    `avancer(faits, en tout)` est appelé avant chacun ; ce qu'il lève arrête là : rien n'est écrit ni rangé.
    ErreurMetier : sortie refusée, fichier déjà là, modèle inconnu, ou rien à imprimer.
    """
    pas_futur(au, base.aujourd_hui(), "au")
    parent = _preparer(base, sortie, un_par_menage)
    with tempfile.TemporaryDirectory(prefix=".relogement-", dir=parent) as provisoire:
        travail = _Travail(Path(provisoire), code, None if un_par_menage else _recueil(base, operation_id, code))
        echecs = _chacun(base, operation_id, code, au, travail.ajouter, avancer)
        if not travail.faits:
            premier = f" {echecs[0].reference} : {echecs[0].phrase}" if echecs else ""
            raise ErreurMetier(f"Aucun ménage de cette opération ne s'imprime.{premier}", "modele")
        return _publier(base, travail, echecs, sortie, au)


def menages_en_ordre(s: Session, operation_id: UUID) -> list[Menage]:
    """Les ménages de l'opération, porte après porte, puis par référence."""
    trouver(s, Operation, operation_id)
    logements = {x.id: x for x in fiches(s, Logement, "operation_id", operation_id)}

    def rang(menage: Menage) -> tuple[object, ...]:
        x = logements.get(menage.logement_id) if menage.logement_id else None
        ou = (x.batiment, x.escalier, x.etage, x.porte) if x else (None, None, None, None)
        return rang_de_porte(*ou), menage.reference

    return sorted(fiches(s, Menage, "operation_id", operation_id), key=rang)


def _preparer(base: Base, sortie: Path, un_par_menage: bool) -> Path:
    """Le dossier où l'on travaille ; ErreurMetier si l'on ne peut pas y écrire."""
    if not un_par_menage:
        verifier_sortie(base, sortie, PDF)
        return sortie.parent
    try:
        sortie.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise ErreurMetier("Ce dossier ne peut pas être créé : choisissez-en un autre.", "sortie") from e
    return sortie


def _recueil(base: Base, operation_id: UUID, code: str) -> Recueil:
    from relogement.documents.page import Recueil

    with base.session() as s:
        return Recueil(f"Lot {code} {trouver(s, Operation, operation_id).code}")


def verifier_lot(base: Base, operation_id: UUID, code: str, au: date, avancer: Avancer | None = None) -> Lot:
    """Ce que le lot donnerait, sans rien imprimer : qui n'a pas de quoi, et ce qui restera en blanc."""
    faits: list[_Fait] = []

    def compter(menage: Menage, i: Imprimable) -> None:
        faits.append(_Fait(menage.id, menage.reference, i.courrier, None))

    echecs = _chacun(base, operation_id, code, au, compter, avancer)
    return _lot(faits, echecs, (), Changements(frozenset(), ""))


def _chacun(
    base: Base, operation_id: UUID, code: str, au: date, faire: Callable[[Menage, Imprimable], None],
    avancer: Avancer | None,
) -> list[Echec]:
    """Fait de chaque ménage ce que dit `faire`, par paquets ; rend ceux qui n'ont pas de quoi."""
    echecs: list[Echec] = []
    with base.session() as s:
        menages = menages_en_ordre(s, operation_id)
        composer_un = composer(s, operation_id, code, base.agent_nom, au)
        for debut in range(0, len(menages), PAQUET):
            paquet: Sequence[Menage] = menages[debut : debut + PAQUET]
            faits = faits_menages(s, menages=[x.id for x in paquet])
            with provision(s, paquet, faits):
                for rang, menage in enumerate(paquet, start=debut):
                    if avancer is not None:
                        avancer(rang, len(menages))
                    try:
                        faire(menage, composer_un(menage, faits))
                    except ErreurMetier as e:
                        echecs.append(Echec(menage.reference, e.phrase))
    return echecs


def _publier(base: Base, travail: _Travail, echecs: list[Echec], sortie: Path, au: date) -> Lot:
    """Met les fichiers à leur place et range les courriers, ou ne fait ni l'un ni l'autre."""
    courriers = [x for x in travail.faits if x.courrier is not None]
    if not courriers:
        fichiers = _poser(base, travail, sortie)
        phrase = f"{pluriel(len(travail.faits), 'dossier écrit', 'dossiers écrits')} : {sortie.name}"
        return _lot(travail.faits, echecs, fichiers, Changements(frozenset(), phrase))
    assert courriers[0].courrier is not None
    titre = courriers[0].courrier.modele.titre
    quoi = f"{titre}, {pluriel(len(courriers), 'ménage')}"
    with base.geste("imprimer_lot", f"Courriers imprimés : {quoi}") as g:
        for x in courriers:
            assert x.courrier is not None
            assert x.fichier is not None
            trouver(g.s, Menage, x.menage_id)
            ranger_courrier(g.s, x.courrier, x.fichier.read_bytes(), x.menage_id, au)
        fichiers = _poser(base, travail, sortie)
        return _lot(travail.faits, echecs, fichiers, g.changements(f"{quoi} : imprimés et rangés dans les pièces."))


def _poser(base: Base, travail: _Travail, sortie: Path) -> tuple[Path, ...]:
    if travail.recueil is not None:
        octets = travail.recueil.octets()
        ecrire_sortie(sortie, lambda provisoire: provisoire.write_bytes(octets))
        return (sortie,)
    places = [(x.fichier, sortie / x.fichier.name) for x in travail.faits if x.fichier is not None]
    for _, place in places:
        verifier_sortie(base, place, PDF)
        if place.exists():
            raise ErreurMetier(
                f"« {place.name} » est déjà dans ce dossier : choisissez-en un autre, ou retirez-en les fichiers d'un "
                "lot précédent.", "sortie",
            )
    try:
        for fichier, place in places:
            os.replace(fichier, place)
    except OSError as e:
        raise ErreurMetier(
            "Un fichier ne peut pas être posé dans ce dossier : vérifiez le droit d'écriture, ou changez-en.",
            "sortie",
        ) from e
    return tuple(place for _, place in places)


def _lot(faits: list[_Fait], echecs: list[Echec], fichiers: tuple[Path, ...], changements: Changements) -> Lot:
    blancs = ((x.reference, x.courrier.blancs) for x in faits if x.courrier is not None)
    return Lot(
        tuple(x.reference for x in faits), tuple(echecs), tuple((r, b) for r, b in blancs if b), fichiers, changements
    )
