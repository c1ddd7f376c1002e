"""Le budget du ménage : mensualité résiduelle, taux d'effort, reste à vivre. Montants en centimes par mois."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dateutil.relativedelta import relativedelta

AGE_ADULTE_UC = 14
"""Âge à partir duquel une personne compte 0,5 unité de consommation (échelle OCDE modifiée, INSEE c1802)."""
MOIS_PAR_AN = 12
JOURS_DE_LA_CHARTE = "jours que la charte compte par an"
"""Le diviseur du reste à vivre par jour, dans une définition."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Un côté du budget (logement quitté, proposé ou nouveau) ; None : inconnu, jamais zéro.

    `charges` sont hors charges personnelles (article 5) ; `uc_dixiemes` : unités de consommation × 10 ; `forfait` : eau
    et chauffage individuels, au forfait (arrêté du 10 mars 2011), 0 si tout est collectif ; `jours_par_an` : ceux que
    la charte compte pour le reste à vivre par jour.
    """

    loyer: int | None = None
    charges: int | None = None
    rls: int | None = None
    apl: int | None = None
    ressources: int | None = None
    uc_dixiemes: int | None = None
    personnes: int | None = None
    forfait: int | None = None
    jours_par_an: int | None = None

    @property
    def loyer_et_charges(self) -> int | None:
        """Leur somme ; None si l'un est inconnu."""
        return None if self.loyer is None or self.charges is None else self.loyer + self.charges

    @property
    def mensualite_residuelle(self) -> int | None:
        """Loyer − RLS + charges − APL, jamais négative ; None si un des quatre termes est inconnu (article 5)."""
        if self.loyer is None or self.charges is None or self.rls is None or self.apl is None:
            return None
        return max(0, self.loyer - self.rls + self.charges - self.apl)

    @property
    def taux_effort(self) -> Decimal | None:
        """Celui de la charte : mensualité résiduelle / ressources ; None si l'une est inconnue, ou sans ressource."""
        return self._part(0)

    @property
    def taux_effort_arrete(self) -> Decimal | None:
        """Celui de l'arrêté du 10 mars 2011 : eau et chauffage individuels s'ajoutent, au forfait ; None : inconnu."""
        return self._part(self.forfait)

    def _part(self, en_plus: int | None) -> Decimal | None:
        reste = self.mensualite_residuelle
        if reste is None or en_plus is None or not self.ressources:
            return None
        return Decimal(reste + en_plus) / self.ressources

    @property
    def reste_a_vivre(self) -> int | None:
        """Ressources − mensualité résiduelle, par mois ; négatif si le logement coûte plus que les ressources."""
        if self.mensualite_residuelle is None or self.ressources is None:
            return None
        return self.ressources - self.mensualite_residuelle

    @property
    def reste_par_uc_jour(self) -> int | None:
        """Reste à vivre par unité de consommation et par jour (centimes, au centime le plus proche)."""
        return self._par_jour(self.uc_dixiemes, 10)

    @property
    def reste_par_personne_jour(self) -> int | None:
        """Reste à vivre par personne et par jour (centimes, au centime le plus proche)."""
        return self._par_jour(self.personnes, 1)

    def _par_jour(self, parts: int | None, unite: int) -> int | None:
        reste = self.reste_a_vivre
        if reste is None or not parts or not self.jours_par_an:
            return None
        par_jour = Decimal(reste) * MOIS_PAR_AN * unite / (self.jours_par_an * parts)
        return int(par_jour.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    @property
    def inconnus(self) -> tuple[str, ...]:
        """Les termes qui manquent, nommés pour l'utilisateur, dans l'ordre du calcul."""
        noms = {"loyer": "loyer", "rls": "RLS", "charges": "charges", "apl": "APL", "ressources": "ressources",
                "uc_dixiemes": "âge de chacun", "personnes": "nombre de personnes"}
        return tuple(nom for champ, nom in noms.items() if getattr(self, champ) is None)


def dire_par_jour(budgets: Iterable[Budget]) -> str:
    """La phrase qui s'écrit sous le reste à vivre par jour de ces budgets ; vide si aucun n'en dit les jours."""
    comptes = sorted({b.jours_par_an for b in budgets if b.jours_par_an})
    if not comptes:
        return ""
    calculs = " ou ".join(f"× {MOIS_PAR_AN} / {jours}" for jours in comptes)
    selon = "comme le fixe la charte" if len(comptes) == 1 else "selon la charte en vigueur ce jour-là"
    return f"Reste à vivre par jour : celui du mois {calculs}, {selon} ; aucun texte national ne le fixe."


def unites_consommation(naissances: Iterable[date | None], au: date) -> int | None:
    """Les unités de consommation × 10 : 10 pour la première de 14 ans ou plus, 5 pour les autres, 3 en dessous.

    None si le foyer est vide ou si une naissance est inconnue. Un foyer sans personne de 14 ans compte 10 pour la
    première.
    """
    dates = list(naissances)
    if not dates:
        return None
    grands = 0
    for naissance in dates:
        if naissance is None:
            return None
        grands += au >= naissance + relativedelta(years=AGE_ADULTE_UC)
    petits = len(dates) - grands
    return 10 + 5 * (grands - 1) + 3 * petits if grands else 10 + 3 * (petits - 1)


def au_m2(montant: int | None, surface: int | None) -> int | None:
    """Un montant par mètre carré (centimes, au plus proche) ; `surface` en dm² ; None si l'un est inconnu."""
    if montant is None or not surface:
        return None
    return int((Decimal(montant) * 100 / surface).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def ecart(avant: int | None, apres: int | None) -> tuple[int, Decimal | None] | None:
    """L'écart en centimes et en proportion de l'avant (None si l'avant est nul) ; None si un côté est inconnu."""
    if avant is None or apres is None:
        return None
    return apres - avant, (Decimal(apres - avant) / avant if avant else None)
