"""Une obligation de la charte et les constats qu'elle peut rendre : le seul endroit où un constat se fabrique."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from relogement.regles.calendrier import jours_de_retard
from relogement.regles.charte.constat import Cible, Constat, Manquement, Preuve, Texte
from relogement.regles.charte.etats import Etat
from relogement.vocabulaire import Liste


class Portee(Liste):
    """Ce que l'obligation regarde."""

    MENAGE = "M", "un ménage"
    OPERATION = "O", "une opération"
    BASE = "base", "toute la base"


GRAVITE = {
    etat: rang
    for rang, etat in enumerate(
        (
            Etat.SANS_OBJET,
            Etat.RESPECTEE,
            Etat.A_VENIR,
            Etat.A_FAIRE,
            Etat.INDETERMINEE,
            Etat.EN_RETARD,
            Etat.NON_RESPECTEE,
        )
    )
}
"""Ce qu'un état a de grave, du moins au plus : de deux constats, le plus grave se montre."""


def pire(constats: Sequence[Constat]) -> Constat:
    """Le plus grave des constats d'une obligation ; à égalité le plus en retard, puis l'échéance la plus proche."""
    if len(constats) == 1:
        return constats[0]
    return max(
        constats,
        key=lambda c: (GRAVITE[c.etat], c.jours or 0, -(c.echeance or date.max).toordinal()),
    )


_PARTAGES_MAX = 64
"""Plus qu'une obligation n'a de phrases sans rien de propre à un ménage."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """Une ligne du tableau des obligations ; `etats` : ceux qu'elle peut prendre ; `source` : l'alinéa de la charte."""

    id: str
    libelle: str
    source: str
    etats: frozenset[Etat]
    portee: Portee = Portee.MENAGE
    _partages: dict[str, Constat] = field(default_factory=dict, init=False, repr=False, compare=False)
    article: int = field(init=False)
    """Le numéro de l'article, lu dans l'identifiant."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "article", int(self.id[1:3]))

    def constat(
        self,
        etat: Etat,
        redige: Texte,
        *,
        cible: Cible | None = None,
        preuves: tuple[Preuve, ...] = (),
        echeance: date | None = None,
        jours: int | None = None,
        manquements: tuple[Manquement, ...] = (),
        limite_a_venir: bool = False,
    ) -> Constat:
        """Le constat dans cet état."""
        # Dans l'ordre des champs, sans les nommer : des centaines de milliers de constats se font ici.
        return Constat(
            self.article, self.id, self.libelle, etat, echeance, jours, preuves, cible, manquements, None, redige,
            limite_a_venir,
        )

    def sans_objet(self, redige: Texte, preuves: tuple[Preuve, ...] = ()) -> Constat:
        """L'obligation ne regarde pas ce ménage : la phrase dit pourquoi."""
        if preuves or not isinstance(redige, str):
            return self.constat(Etat.SANS_OBJET, redige, preuves=preuves)
        return self._partage(Etat.SANS_OBJET, redige)

    def a_venir(self, redige: Texte, cible: Cible | None = None) -> Constat:
        """Son déclencheur n'a pas eu lieu."""
        if cible is not None or not isinstance(redige, str):
            return self.constat(Etat.A_VENIR, redige, cible=cible)
        return self._partage(Etat.A_VENIR, redige)

    def _partage(self, etat: Etat, phrase: str) -> Constat:
        """Un constat qui n'a que sa phrase, le même pour tous les ménages ; les premières rencontrées suffisent."""
        partage = self._partages.get(phrase)
        if partage is None or partage.etat is not etat:
            partage = self.constat(etat, phrase)
            if len(self._partages) < _PARTAGES_MAX:
                self._partages[phrase] = partage
        return partage

    def indeterminee(
        self,
        redige: Texte,
        cible: Cible,
        *,
        echeance: date | None = None,
        preuves: tuple[Preuve, ...] = (),
        limite_a_venir: bool = False,
    ) -> Constat:
        """Un fait qui décide est inconnu : la phrase le nomme, la cible dit où le remplir."""
        return self.constat(
            Etat.INDETERMINEE,
            redige,
            cible=cible,
            echeance=echeance,
            preuves=preuves,
            limite_a_venir=limite_a_venir,
        )

    def a_faire(
        self,
        redige: Texte,
        cible: Cible,
        au: date,
        echeance: date | None,
        *,
        preuves: tuple[Preuve, ...] = (),
        manquements: tuple[Manquement, ...] = (),
    ) -> Constat:
        """Pas encore fait : A_FAIRE jusqu'à l'échéance comprise (ou sans échéance), EN_RETARD dès le lendemain."""
        retard = jours_de_retard(echeance, au) if echeance else 0
        return self.constat(
            Etat.EN_RETARD if retard else Etat.A_FAIRE,
            redige,
            cible=cible,
            preuves=preuves,
            echeance=echeance,
            jours=retard or None,
            manquements=manquements,
        )

    def respectee(
        self,
        redige: Texte,
        *,
        cible: Cible | None = None,
        le: date | None = None,
        echeance: date | None = None,
        preuves: tuple[Preuve, ...] = (),
        manquements: tuple[Manquement, ...] = (),
    ) -> Constat:
        """Fait le `le` ; après l'échéance, l'état reste RESPECTEE et `jours` dit le retard."""
        retard = jours_de_retard(echeance, le) if echeance and le else 0
        return self.constat(
            Etat.RESPECTEE,
            redige,
            cible=cible,
            preuves=preuves,
            echeance=echeance,
            jours=retard or None,
            manquements=manquements,
        )

    def non_respectee(
        self, redige: Texte, cible: Cible, *, preuves: tuple[Preuve, ...] = (), echeance: date | None = None
    ) -> Constat:
        """Ne peut plus l'être, ou fait autrement que la charte ne le demande."""
        return self.constat(Etat.NON_RESPECTEE, redige, cible=cible, preuves=preuves, echeance=echeance)
