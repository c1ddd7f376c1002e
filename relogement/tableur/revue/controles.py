"""Les contrôles : chaque chiffre de tête, recompté sur « Ménages » par une formule du tableur."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from relogement.vocabulaire import MotifSortie

HORS_DECOHABITANTS = '{Décohabitant},"non"'
_RELOGES = f'{HORS_DECOHABITANTS},{{Situation}},"relogé définitivement"'
_COMPTE = '({Décohabitant}="non")*({Situation}="relogé définitivement")'


_SANS_RELOGE = f'IF(COUNTIFS({_RELOGES})=0,0,"inconnu")'
"""Un compte sur personne vaut zéro ; sur des ménages dont rien n'est connu, il est inconnu."""


@dataclass(frozen=True, slots=True)
class Controle:
    """La formule d'un chiffre (`cle`) ; {Titre} y est la colonne de ce nom dans « Ménages », en un bloc.

    `sur` : la formule du nombre de valeurs connues ; s'il est nul, c'est `vide` qui compte.
    """

    cle: str
    formule: str
    sur: str | None = None
    vide: str = '"inconnu"'
    matricielle: bool = False


def _compte(cle: str, conditions: str) -> Controle:
    return Controle(cle, f"COUNTIFS({HORS_DECOHABITANTS},{conditions})")


def _parmi_reloges(cle: str, titre: str, condition: str) -> Controle:
    sur = f'COUNTIFS({_RELOGES},{{{titre}}},"oui")+COUNTIFS({_RELOGES},{{{titre}}},"non")'
    return Controle(cle, f"COUNTIFS({_RELOGES},{{{titre}}},{condition})", sur, _SANS_RELOGE)


def _somme(cle: str, titre: str) -> Controle:
    return Controle(cle, f"SUMIFS({{{titre}}},{HORS_DECOHABITANTS})")


def _connus(titre: str) -> str:
    return f"SUMPRODUCT({_COMPTE}*ISNUMBER({{{titre}}}))"


def _resume(cle: str, fonction: str, titre: str, arrondi: bool = True) -> Controle:
    """Une médiane ou une moyenne ; un montant s'y calcule en centimes, que le tableur ne sait pas faire en euros."""
    valeurs = f"ROUND({{{titre}}}*100,0)" if arrondi else f"{{{titre}}}"
    # Le texte « inconnu » n'est pas multiplié : la condition l'écarte avant.
    parmi = f"IF({_COMPTE}*ISNUMBER({{{titre}}}),{valeurs})"
    resume = f"{fonction}({parmi})"
    return Controle(cle, f"ROUND({resume},0)/100" if arrondi else resume, _connus(titre), matricielle=True)


_SORTIS = {f"sortis_{m.value}": m.libelle for m in MotifSortie}
_RETARDS = "({Obligations en retard}+{Obligations non respectées}>0)"
CONTROLES: tuple[Controle, ...] = (
    Controle("a_reloger", f"COUNTIFS({HORS_DECOHABITANTS})"),
    _compte("rencontres", '{Premier entretien},"<>"'),
    _compte("proposes", '{Première proposition},"<>"'),
    _compte("acceptes", '{Accord},"<>"'),
    _compte("baux", '{Bail signé},"<>"'),
    _compte("reloges", '{Situation},"relogé définitivement"'),
    _compte("temporaires", '{Relogement temporaire},"oui"'),
    _compte("sortis", '{Situation},"sorti sans relogement"'),
    *(
        _compte(cle, f'{{Situation}},"sorti sans relogement",{{Motif de sortie}},"{mot}"')
        for cle, mot in _SORTIS.items()
    ),
    _compte("restants", '{Situation},"restant à reloger"'),
    _somme("propositions", "Propositions"),
    _somme("refus", "Refus"),
    _somme("refus_charte", "Refus comptés par la charte"),
    _somme("refus_loi", "Refus comptés par la loi"),
    _parmi_reloges("neuf", "Accueil neuf ou < 5 ans", '"oui"'),
    _parmi_reloges("accueil_recent", "Accueil neuf ou conventionné récent", '"oui"'),
    _parmi_reloges("qpv", "Accueil en QPV", '"oui"'),
    Controle(
        "hausse",
        f'COUNTIFS({_RELOGES},{{Écart de mensualité (€)}},">0")',
        _connus("Écart de mensualité (€)"),
        _SANS_RELOGE,
    ),
    _resume("ecart_median", "MEDIAN", "Écart de mensualité (€)"),
    _resume("ecart_moyen", "AVERAGE", "Écart de mensualité (€)"),
    _resume("ecart_relatif", "MEDIAN", "Écart de mensualité (%)", arrondi=False),
    _resume("effort_avant", "MEDIAN", "Taux d'effort avant", arrondi=False),
    _resume("effort_apres", "MEDIAN", "Taux d'effort après", arrondi=False),
    _resume("vivre_avant", "MEDIAN", "Reste à vivre par UC et jour avant"),
    _resume("vivre_apres", "MEDIAN", "Reste à vivre par UC et jour après"),
    _somme("charte_respectee", "Obligations respectées"),
    _somme("charte_retard", "Obligations en retard"),
    _somme("charte_non_respectee", "Obligations non respectées"),
    _somme("charte_verifier", "Obligations à vérifier"),
    Controle(
        "charte_menages", f'SUMPRODUCT(({{Décohabitant}}="non")*{_RETARDS})',
        f'SUMPRODUCT(({{Décohabitant}}="non")*(({_RETARDS}+({{Obligations à vérifier}}=0))>0))',
        f'IF(COUNTIFS({HORS_DECOHABITANTS})=0,0,"inconnu")',
    ),
    _somme("charte_derogations", "Dérogations"),
)
"""Les chiffres de tête que « Ménages » permet de recompter."""


def remplie(formule: str, colonnes: Mapping[str, str]) -> str:
    """La formule, ses {Titre} remplacés par la plage de cette colonne ; KeyError si un titre manque."""
    return formule.format_map(colonnes)
