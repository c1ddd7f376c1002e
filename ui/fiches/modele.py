"""La déclaration d'une fiche : ses champs, ce qu'elle montre au départ, le geste qu'elle fait."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from relogement.commun import Changements
from relogement.regles.charte.constat import Cible
from relogement.stockage.lectures import Ligne
from relogement.vocabulaire import NaturePiece
from ui.fiches.dossier import Dossier, Ouverture
from ui.fiches.vidange import Vidange
from ui.socle.champs import Champ, Genre, Valeur

D = TypeVar("D", bound=Ouverture)
Textes = Mapping[str, str]
Valeurs = dict[str, Valeur]


@dataclass(frozen=True)
class Depot:
    """Le fichier que la fiche accepte ; rangé au dossier, sa clé arrive au geste sous `nom`.

    `manque` : la phrase quand il est obligatoire et absent ; vide : facultatif. `brut` : le geste reçoit le chemin du
    fichier et le range lui-même ; `repris` : alors aussi quand la fiche corrige une ligne. `joint` : la colonne de la
    ligne reprise qui dit la pièce déjà jointe ; elle reste si rien d'autre n'est choisi.
    """

    nom: str
    nature: NaturePiece
    libelle: str
    manque: str = ""
    brut: bool = False
    repris: bool = False
    joint: str = ""


@dataclass(frozen=True)
class Note(Generic[D]):
    """Une phrase au-dessus du champ `avant`, refaite quand un de ces `champs` change."""

    avant: str
    champs: tuple[str, ...]
    texte: Callable[[D, Textes], str]


@dataclass(frozen=True)
class Calcul(Generic[D]):
    """Ce que le dossier permet de répondre à la place de l'agent, refait quand un de ces `champs` change.

    `faire` rend la phrase à montrer au-dessus de chacun des champs `avant`, et les textes que des champs prennent tant
    que l'agent n'y a rien mis d'autre.
    """

    avant: tuple[str, ...]
    champs: tuple[str, ...]
    faire: Callable[[D, Textes], tuple[Mapping[str, str], Mapping[str, str]]]


@dataclass(frozen=True)
class Reponse:
    """Le texte que prendrait un champ, et la phrase qui dit pourquoi."""

    phrase: str
    champ: str
    texte: str


@dataclass(frozen=True)
class Suggestion(Generic[D]):
    """Une réponse proposée au-dessus du champ `avant`, refaite quand un de ces `champs` change ; None : rien à dire."""

    avant: str
    champs: tuple[str, ...]
    bouton: str
    faire: Callable[[D, Textes], Reponse | None]


@dataclass(frozen=True)
class Renvoi(Generic[D]):
    """Ce que l'on dit avant de valider, et où le régler, refait quand un de ces `champs` change ; None : rien à dire.

    Rien n'est bloqué : on peut valider quand même.
    """

    champs: tuple[str, ...]
    bouton: str
    faire: Callable[[D, Textes], tuple[str, Cible] | None]


def _rien(_: Ouverture) -> Mapping[str, Valeur]:
    return {}


@dataclass(frozen=True)
class ModeleDe(Generic[D]):
    """Une fiche déclarée, sur un ménage (`Modele`) ou sur une opération.

    `cible` choisit la ligne à reprendre (None : une nouvelle) ; `exige` : la phrase montrée à la place de la fiche
    quand il en faut une et qu'il n'y en a pas. `titres` : un intertitre avant le champ de ce nom. `caches` : les champs
    à ne pas montrer selon ce qui est tapé ; `alerte` : ce que l'on dit avant de valider selon ce qui est tapé.
    `note` : ce que l'on montre, et de quels champs cela dépend ; refait quand l'un d'eux change. `calcul` : ce que l'on
    répond d'avance, refait de même ; `suggestion` : ce que l'on propose de répondre ; `renvoi` : ce qui se règle
    ailleurs ;
    `vidange` : ce qui se vide quand une réponse change.
    `entrees` : viser le champ de ce nom pose d'abord cet autre champ à ce texte. `retrait` : l'objet de
    `services.corrections` que la fiche reprise permet de mettre à la corbeille, ou dont elle vide les colonnes
    `efface` quand elle n'en montre qu'une partie. `pour` : qui ou quoi, à la suite du titre.
    """

    titre: str
    champs: Callable[[D], Sequence[Champ]]
    geste: Callable[[Any, D, Valeurs], Changements]
    valeurs: Callable[[D], Mapping[str, Valeur]] = _rien
    cible: Callable[[D], Ligne | None] = lambda _: None
    exige: str = ""
    intro: str = ""
    action: str = "Enregistrer"
    titres: Mapping[str, str] = field(default_factory=dict)
    caches: Callable[[D, Textes], Collection[str]] | None = None
    alerte: Callable[[D, Textes], str] | None = None
    note: Note[D] | None = None
    calcul: Calcul[D] | None = None
    suggestion: Suggestion[D] | None = None
    renvoi: Renvoi[D] | None = None
    vidange: Vidange | None = None
    depot: Depot | None = None
    entrees: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    retrait: str = ""
    efface: tuple[str, ...] = ()
    pour: Callable[[D], str] = lambda _: ""

    def titre_pour(self, dossier: D) -> str:
        """Le titre, suivi de qui ou de quoi il s'agit quand la page ne le dit pas déjà."""
        return " : ".join(filter(None, (self.titre, self.pour(dossier))))


Modele = ModeleDe[Dossier]


def fixes(*champs: Champ) -> Callable[[Ouverture], Sequence[Champ]]:
    """Des champs qui ne dépendent pas du dossier."""
    return lambda _: champs


def jour(nom: str = "le", libelle: str = "Date", *, demi: bool = False, aide: str = "") -> Champ:
    """Le jour d'un fait passé, obligatoire."""
    return Champ(
        nom, libelle, Genre.DATE, obligatoire=True, passee=True, demi=demi, aide=aide,
        manque="Indiquez la date : 12/03/2026, ou « aujourd'hui ».",
    )


def reprendre(*noms: str) -> Callable[[Ouverture], Mapping[str, Valeur]]:
    """Les valeurs de départ : ces colonnes de la ligne retenue."""
    return lambda d: d.valeurs(*noms)


def sans(valeurs: Valeurs, *noms: str) -> Valeurs:
    """Les valeurs sauf celles-ci."""
    return {nom: valeur for nom, valeur in valeurs.items() if nom not in noms}
