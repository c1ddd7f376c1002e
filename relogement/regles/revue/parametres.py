"""Les tranches de la revue, lues de la charte : aucune n'est officielle, la feuille « Méthode » les imprime."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from relogement.formats import nombre
from relogement.regles.charte import cles
from relogement.regles.charte.parametres import Charte, Parametre, charger_charte

CLES = (
    cles.BANDES_TAILLE, cles.BANDES_AGE, cles.BANDES_ANCIENNETE, cles.BANDES_RESSOURCES, cles.BANDES_BAISSE,
    cles.BANDES_HAUSSE, cles.BANDES_EFFORT, cles.BANDES_RESTE, cles.RESTE_JOURS, cles.SURFACE_EQUIVALENTE,
    cles.NEUF_AGE, cles.SORTIS_COMPTES, cles.EFFECTIF_MINIMUM,
)
"""Les paramètres de la charte que la revue lit, dans l'ordre où « Méthode » les dit."""


@dataclass(frozen=True, slots=True)
class Bande:
    """Une tranche, bornes comprises ; None : sans borne de ce côté."""

    libelle: str
    minimum: int | None
    maximum: int | None

    @property
    def code(self) -> str:
        """Ce qui la désigne d'une revue à l'autre : ses bornes, et non son libellé."""
        mini, maxi = ("" if b is None else str(b) for b in (self.minimum, self.maximum))
        return f"{mini}..{maxi}"

    def contient(self, valeur: int | Decimal) -> bool:
        """Vrai si la valeur est dans la tranche, bornes comprises."""
        return (self.minimum is None or valeur >= self.minimum) and (self.maximum is None or valeur <= self.maximum)


Bandes = tuple[Bande, ...]


@dataclass(frozen=True, slots=True)
class Parametres:
    """Les tranches d'une revue ; montants en centimes par mois, reste à vivre par unité de consommation et par jour."""

    tailles: Bandes
    ages: Bandes
    anciennetes: Bandes
    ressources: Bandes
    ecarts: Bandes
    """L'écart de mensualité résiduelle."""
    efforts: Bandes
    """En dix-millièmes : 30 % vaut 3 000."""
    restes: Bandes
    surface: int
    """Jusqu'à tant de pour cent, en plus ou en moins, la surface est équivalente."""
    neuf_ans: int
    """L'âge jusqu'auquel un logement est neuf ou récent, en années, non compris."""
    sortis_comptes: bool
    """Vrai si les sortis sans relogement restent au dénominateur de la part relogée."""
    effectif_minimum: int
    """Le plus petit effectif que la variante diffusable montre."""
    lus: tuple[Parametre, ...]
    """Tels que la charte les fixe, pour « Méthode »."""


def parametres_de(charte: Charte, au: date) -> Parametres:
    """Les tranches que fixe la version de la charte en vigueur ce jour-là."""
    def seuils(cle: str) -> tuple[int, ...]:
        return charte.entiers(cle, au)

    return Parametres(
        tailles=_depuis(seuils(cles.BANDES_TAILLE), "personne", 1, debut=1),
        ages=_depuis(seuils(cles.BANDES_AGE), "an", 1),
        anciennetes=_depuis(seuils(cles.BANDES_ANCIENNETE), "an", 1),
        ressources=_jusqu_a(seuils(cles.BANDES_RESSOURCES)),
        ecarts=_ecarts(seuils(cles.BANDES_BAISSE), seuils(cles.BANDES_HAUSSE)),
        efforts=_depuis(seuils(cles.BANDES_EFFORT), "%", 100),
        restes=_depuis(seuils(cles.BANDES_RESTE), "€", 100),
        surface=charte.entier(cles.SURFACE_EQUIVALENTE, au),
        neuf_ans=charte.entier(cles.NEUF_AGE, au),
        sortis_comptes=bool(charte.entier(cles.SORTIS_COMPTES, au)),
        effectif_minimum=charte.entier(cles.EFFECTIF_MINIMUM, au),
        lus=tuple(charte.parametre(cle, au) for cle in CLES),
    )


def parametres_communs(chartes: Iterable[Charte], au: date) -> Parametres:
    """Ceux des opérations si elles ont tous les mêmes, sinon ceux de la charte livrée."""
    uns = {tuple(c.parametre(cle, au).valeur for cle in CLES): c for c in chartes}
    return parametres_de(next(iter(uns.values())) if len(uns) == 1 else charger_charte(), au)


def bande_de(bandes: Bandes, valeur: int | Decimal | None) -> Bande | None:
    """La tranche qui contient la valeur ; None si la valeur est inconnue ou hors de toute tranche."""
    return None if valeur is None else next((b for b in bandes if b.contient(valeur)), None)


def libelle_bande(bandes: Bandes, valeur: int | Decimal | None) -> str | None:
    """Le libellé de cette tranche."""
    bande = bande_de(bandes, valeur)
    return bande.libelle if bande else None


def _depuis(seuils: tuple[int, ...], mot: str, facteur: int, debut: int = 0) -> Bandes:
    """« moins de 30 ans », « 30 à 44 ans », « 75 ans ou plus » : chaque seuil commence une tranche."""
    bornes = [debut, *(s for s in seuils if s > debut)]
    bandes = []
    for bas, haut in zip(bornes, [*bornes[1:], None], strict=True):
        mini = None if bas == debut and debut == 0 else bas * facteur
        bandes.append(Bande(_nom(bas, haut, mot, facteur, debut), mini, None if haut is None else haut * facteur - 1))
    return tuple(bandes)


def _nom(bas: int, haut: int | None, mot: str, facteur: int, debut: int) -> str:
    if haut is None:
        return f"{_mot(bas, mot)} ou plus"
    if bas == debut == 0:
        return f"moins de {_mot(haut, mot)}"
    if facteur > 1:
        return f"de {bas} à moins de {_mot(haut, mot)}"
    if haut - bas == 1:
        return _mot(bas, mot)
    return f"{bas} {'ou' if haut - bas == 2 else 'à'} {_mot(haut - 1, mot)}"


def _mot(n: int, mot: str) -> str:
    return f"{n} {mot}{'s' if n > 1 and mot.isalpha() else ''}"


def _jusqu_a(seuils: tuple[int, ...]) -> Bandes:
    """« 600 € au plus », « plus de 600 à 1 000 € », « plus de 2 000 € » : chaque seuil finit une tranche."""
    bandes, bas = [], None
    for haut in seuils:
        nom = f"{nombre(haut)} € au plus" if bas is None else f"plus de {nombre(bas)} à {nombre(haut)} €"
        bandes.append(Bande(nom, None if bas is None else bas * 100 + 1, haut * 100))
        bas = haut
    if bas is not None:
        bandes.append(Bande(f"plus de {nombre(bas)} €", bas * 100 + 1, None))
    return tuple(bandes)


def _ecarts(baisses: tuple[int, ...], hausses: tuple[int, ...]) -> Bandes:
    """Les baisses, de la plus forte à la plus faible, puis sans changement, puis les hausses."""
    sens = ("baisse", baisses), ("hausse", hausses)
    descend, monte = (
        [Bande(f"{mot} de {b.libelle}", max(1, b.minimum or 1), b.maximum) for b in _jusqu_a(seuils)]
        or [Bande(mot, 1, None)]
        for mot, seuils in sens
    )
    vers_le_bas = [
        Bande(b.libelle, None if b.maximum is None else -b.maximum, -(b.minimum or 1)) for b in reversed(descend)
    ]
    return (*vers_le_bas, Bande("sans changement", 0, 0), *monte)
