"""Les images de la revue : le budget avant et après, les lieux d'accueil, la famille, l'étape de chacun."""

from __future__ import annotations

from dataclasses import dataclass

from relogement.regles.revue.chiffre import dire_part
from relogement.regles.revue.pages.accueil import TITRE as ACCUEIL
from relogement.regles.revue.pages.accueil import lieux, sur_site
from relogement.regles.revue.pages.impact import AVANT_APRES, avant_apres
from relogement.regles.revue.pages.impact import TITRE as IMPACT
from relogement.regles.revue.revue import Revue, Section
from ui.ecrans.revue.mots import dire_chiffre
from ui.socle.graphiques import Barre

_EN_EUROS = ("Loyer", "Charges", "APL", "Mensualité résiduelle")
"""Les termes qui se dessinent ensemble : des euros par mois."""


@dataclass(frozen=True, slots=True)
class Image:
    """Des barres à la même échelle sous un titre."""

    titre: str
    barres: tuple[Barre, ...]


Images = dict[str, tuple[Image, ...]]
"""Par titre de page."""


def images(revue: Revue) -> Images:
    """Les images de chaque page qui en a."""
    return {
        IMPACT: (Image(AVANT_APRES, _budget(revue)),),
        ACCUEIL: tuple(Image(s.titre, _parts(s)) for s in (lieux(revue), sur_site(revue))),
    }


def _budget(revue: Revue) -> tuple[Barre, ...]:
    barres = []
    for terme, (avant, apres, _) in avant_apres(revue).rangees:
        if terme in _EN_EUROS and avant.valeur is not None and apres.valeur is not None:
            barres.append(Barre(f"{terme}, avant", float(avant.valeur), dire_chiffre(avant)))
            barres.append(Barre(f"{terme}, après", float(apres.valeur), dire_chiffre(apres), accent=True))
    return tuple(barres)


def _parts(section: Section) -> tuple[Barre, ...]:
    def texte(nombre: str, part: str) -> str:
        return f"{nombre} ({part})" if part else nombre

    return tuple(
        Barre(x.indicateur.libelle, float(x.au.valeur or 0), texte(dire_chiffre(x.au), dire_part(x.au)), accent=True)
        for x in section.lignes
    )
