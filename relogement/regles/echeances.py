"""Ce qui attend : les constats en retard ou dus bientôt, et les ménages à surveiller, à un jour donné."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from relogement.regles.alertes.alerte import Alerte, Niveau
from relogement.regles.charte.constat import Constat, jours_en_lettres
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.etats import Etat
from relogement.regles.etape import Etape, etape
from relogement.regles.faits import FaitsMenage

SANS_NOUVELLES = "A02.3"
"""L'information régulière : en retard, elle dit que le ménage est sans nouvelles."""
NUR = "L4"
"""L'alerte du numéro unique à renouveler."""


class Urgence(Enum):
    """Quand il faut s'en occuper, du plus pressé au moins pressé ; `jours` : au plus tard dans autant de jours."""

    EN_RETARD = ("en_retard", "En retard", -1)
    SEPT_JOURS = ("sept_jours", "Avant sept jours", 7)
    TRENTE_JOURS = ("trente_jours", "Avant trente jours", 30)

    def __init__(self, code: str, libelle: str, jours: int) -> None:
        self.code, self.libelle, self.jours = code, libelle, jours


class Surveillance(Enum):
    """Ce qui se surveille sans être encore dû, un ménage à la fois ; `un` et `plusieurs` se lisent après le nombre."""

    SANS_REFERENT = ("sans_referent", "ménage sans référent", "ménages sans référent")
    SANS_NOUVELLES = ("sans_nouvelles", "ménage sans nouvelles", "ménages sans nouvelles")
    SANS_REPONSE = ("sans_reponse", "ménage n'a pas répondu", "ménages n'ont pas répondu")
    NUR = ("nur", "numéro unique à renouveler", "numéros uniques à renouveler")

    def __init__(self, code: str, un: str, plusieurs: str) -> None:
        self.code, self.un, self.plusieurs = code, un, plusieurs

    def compter(self, nombre: int) -> str:
        """« 2 ménages sans référent »."""
        return f"{nombre} {self.plusieurs if nombre > 1 else self.un}"


@dataclass(frozen=True, slots=True)
class Attente:
    """Un constat à régler. `dans` : jours jusqu'à l'échéance ; négatif, ceux du retard, figé si le constat l'est."""

    constat: Constat
    urgence: Urgence
    dans: int

    @property
    def delai(self) -> str:
        """« en retard de 6 jours », « aujourd'hui », « dans 2 jours »."""
        if self.urgence is Urgence.EN_RETARD:
            return f"en retard de {jours_en_lettres(-self.dans)}"
        return "aujourd'hui" if self.dans == 0 else f"dans {jours_en_lettres(self.dans)}"


def attentes(constats: Iterable[Constat], au: date) -> list[Attente]:
    """Les constats en retard, puis ceux dus dans les sept et les trente jours, du plus ancien dû au plus récent.

    L'échéance du jour même est encore à temps. Sans échéance datée, rien ne dit que cela presse : rien n'est rendu.
    """
    trouvees = [a for a in (_attente(c, au) for c in constats) if a is not None]
    return sorted(trouvees, key=lambda a: (a.dans, a.constat.id))


def _attente(c: Constat, au: date) -> Attente | None:
    if c.echeance is None or c.etat not in (Etat.EN_RETARD, Etat.A_FAIRE):
        return None
    dans = (c.echeance - au).days
    if c.etat is Etat.EN_RETARD:
        return Attente(c, Urgence.EN_RETARD, -c.jours if c.jours else dans)
    proche = next((u for u in (Urgence.SEPT_JOURS, Urgence.TRENTE_JOURS) if dans <= u.jours), None)
    return None if proche is None else Attente(c, proche, dans)


def veille(
    faits: FaitsMenage, constats: Iterable[Constat], alertes: Iterable[Alerte], au: date
) -> frozenset[Surveillance]:
    """Ce qu'il faut surveiller de ce ménage au jour `au` ; rien d'un dossier clos ou sorti."""
    if etape(faits, au) in (Etape.CLOS, Etape.SORTI):
        return frozenset()
    vus = faits_au(faits, au)
    trouvees = set()
    if not any(r.du <= au and (r.au is None or r.au >= au) for r in vus.referents):
        trouvees.add(Surveillance.SANS_REFERENT)
    if any(c.id == SANS_NOUVELLES and c.etat is Etat.EN_RETARD for c in constats):
        trouvees.add(Surveillance.SANS_NOUVELLES)
    if any(p.reponse is None for p in vus.propositions):
        trouvees.add(Surveillance.SANS_REPONSE)
    if any(a.id == NUR and a.niveau is not Niveau.INFO and a.reglee is None for a in alertes):
        trouvees.add(Surveillance.NUR)
    return frozenset(trouvees)
