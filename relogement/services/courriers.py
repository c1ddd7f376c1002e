"""Les textes des courriers : celui qui vaut, le récrire, revenir au texte livré ; les versions restent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.documents.courriers.gabarit import verifier
from relogement.documents.courriers.modele import Modele, modeles
from relogement.modeles import Operation, VersionCourrier
from relogement.services.outils import creer, exiger, trouver
from relogement.stockage.base import Base
from relogement.vocabulaire import NatureOperation


@dataclass(frozen=True, slots=True)
class TexteCourrier:
    """L'objet et le corps d'un courrier, champs entre accolades."""

    objet: str
    corps: str


@dataclass(frozen=True, slots=True)
class Version:
    """Un texte récrit ce jour-là ; `texte` None : retour au texte livré."""

    id: UUID
    le: date
    texte: TexteCourrier | None


@dataclass(frozen=True, slots=True)
class LigneCourrier:
    """Un courrier, le texte qui vaut, et ses versions de la plus récente à la plus ancienne."""

    modele: Modele
    texte: TexteCourrier
    versions: tuple[Version, ...]

    @property
    def recrit(self) -> bool:
        """Vrai si l'organisation l'a récrit."""
        return bool(self.versions) and self.versions[0].texte is not None


def courriers(base: Base) -> list[LigneCourrier]:
    """Tous les courriers, dans l'ordre du relogement."""
    with base.session() as s:
        versions = _versions(s)
    return [LigneCourrier(m, _en_vigueur(m, versions[m.code]), tuple(versions[m.code])) for m in modeles().values()]


def courriers_de(base: Base, operation_id: UUID) -> list[tuple[str, str]]:
    """Les courriers qui conviennent à cette opération : leur code et leur titre, dans l'ordre du relogement."""
    with base.session() as s:
        demolition = est_demolition(trouver(s, Operation, operation_id))
    return [(modele.code, modele.titre) for modele in modeles().values() if modele.convient(demolition)]


def est_demolition(operation: Operation) -> bool:
    """Vrai au sens du préambule de la charte : tout sauf une réhabilitation sans démolition partielle."""
    return operation.nature is not NatureOperation.REHABILITATION or operation.demolition_partielle


def textes(s: Session) -> dict[str, TexteCourrier]:
    """Le texte qui vaut de chaque courrier, par code."""
    versions = _versions(s)
    return {code: _en_vigueur(modele, versions[code]) for code, modele in modeles().items()}


def modele_de(code: str) -> Modele:
    """Le courrier de ce code ; ErreurMetier, qui nomme ceux qui existent, s'il n'existe pas."""
    if code not in modeles():
        raise ErreurMetier(f"Le courrier « {code} » n'existe pas ; au choix : {', '.join(modeles())}.", "modele")
    return modeles()[code]


def recrire_courrier(base: Base, code: str, *, objet: str, corps: str) -> Changements:
    """Un texte nouveau, qui vaut aussitôt ; ErreurMetier, qui le nomme, si un champ n'existe pas."""
    modele = modele_de(code)
    texte = TexteCourrier(
        " ".join(exiger(objet, "Donnez un objet au courrier.", "objet").split()),
        exiger(_lignes(corps), "Écrivez le texte du courrier.", "corps"),
    )
    verifier(texte.objet, "objet")
    verifier(texte.corps, "corps")
    with base.geste("recrire_courrier", f"Texte du courrier : {modele.titre}") as g:
        if texte == textes(g.s)[code]:
            raise ErreurMetier("Rien n'a changé : modifiez le texte, ou fermez.", "corps")
        donnees = {} if texte == livre(modele) else {"objet": texte.objet, "corps": texte.corps}
        version = creer(g.s, VersionCourrier, modele=code, le=base.aujourd_hui(), **donnees)
        return g.changements(f"Texte enregistré : {modele.titre}.", version.id)


def revenir_au_texte_livre(base: Base, code: str) -> Changements:
    """Le texte livré vaut de nouveau ; ErreurMetier s'il vaut déjà."""
    modele = modele_de(code)
    with base.geste("revenir_au_texte_livre", f"Texte livré du courrier : {modele.titre}") as g:
        if textes(g.s)[code] == livre(modele):
            raise ErreurMetier("C'est déjà le texte livré.")
        version = creer(g.s, VersionCourrier, modele=code, le=base.aujourd_hui())
        return g.changements(f"Retour au texte livré : {modele.titre}.", version.id)


def livre(modele: Modele) -> TexteCourrier:
    """Le texte livré avec l'application."""
    return TexteCourrier(modele.objet, _lignes(modele.corps))


def _lignes(corps: str) -> str:
    return "\n".join(ligne.rstrip() for ligne in corps.strip().splitlines())


def _en_vigueur(modele: Modele, versions: list[Version]) -> TexteCourrier:
    return (versions[0].texte if versions else None) or livre(modele)


def _versions(s: Session) -> Mapping[str, list[Version]]:
    vivantes = select(VersionCourrier).where(col(VersionCourrier.supprime_le).is_(None))
    par_code: defaultdict[str, list[Version]] = defaultdict(list)
    for v in s.exec(vivantes.order_by(col(VersionCourrier.id).desc())):
        texte = None if v.objet is None or v.corps is None else TexteCourrier(v.objet, v.corps)
        par_code[v.modele].append(Version(v.id, v.le, texte))
    return par_code
