"""Ce que le dossier dit de l'argent d'un ménage : ses loyers, ses ressources, sa base APL ; à toute date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.apl.menage import Argent, Avis, Estimation, LogementApl, estimer_menage
from relogement.regles.apl.regles_ressources import charger_regles
from relogement.regles.apl.releve import LigneNature
from relogement.regles.apl.zones import Zone, charger_zones, zone_apl
from relogement.regles.budget import Budget
from relogement.regles.charte.cles import RESTE_JOURS
from relogement.regles.charte.parametres import Charte, charger_charte
from relogement.regles.faits import FaitsMenage
from relogement.regles.foyer import foyer_le
from relogement.regles.ressources import oublies, ressources_du_foyer
from relogement.vocabulaire import GenreBailleur


@dataclass(frozen=True, slots=True)
class LoyerNote:
    """Le loyer du logement quitté du `du` au `au` compris (None : en cours) ; centimes par mois, None : inconnu."""

    du: date
    au: date | None
    loyer: int | None
    charges: int | None
    rls: int | None
    apl: int | None
    avis_le: date | None = None
    """Le jour de l'avis de la CAF dont l'APL et la RLS viennent ; None : elles viennent d'ailleurs."""


@dataclass(frozen=True, slots=True)
class Foyer:
    """Ce qui ne dépend pas du logement : ressources (centimes par mois), unités de consommation × 10, personnes."""

    ressources: int | None
    uc_dixiemes: int | None
    personnes: int | None
    jours_par_an: int | None = None
    """Ceux que la charte de l'opération compte ce jour-là pour le reste à vivre par jour."""
    oublies: tuple[str | None, ...] = ()
    """Qui manque aux ressources : des personnes, ou None pour la ligne du foyer."""

    def dans(self, cout: Budget) -> Budget:
        """Le budget de ce foyer dans un logement qui coûte cela."""
        return replace(
            cout, ressources=self.ressources, uc_dixiemes=self.uc_dixiemes, personnes=self.personnes,
            jours_par_an=self.jours_par_an,
        )


@dataclass(frozen=True)
class DossierBudget:
    """L'argent d'un ménage, tel qu'il est noté ; `loyers` du plus ancien au plus récent.

    `communes` et `zone` : celles de l'opération ; `commune` : celle du logement quitté. `base` : R lue sur un avis
    (centimes par an), notée le `base_le`. `forfait` : eau et chauffage individuels du logement quitté, par mois.
    """

    faits: FaitsMenage
    communes: str
    bailleur: GenreBailleur
    zone: int | None = None
    commune: str | None = None
    forfait: int | None = None
    base: int | None = None
    base_le: date | None = None
    loyers: Sequence[LoyerNote] = ()
    ressources: Sequence[LigneNature] = ()
    charte: Charte = field(default_factory=charger_charte)
    """Celle de l'opération."""

    def foyer(self, au: date) -> Foyer:
        """Le foyer ce jour-là, par les mêmes règles que la charte et la revue.

        Ressources inconnues dès qu'un montant, la ligne d'un adulte présent ou le nom d'un occupant déclaré manque.
        """
        nombre, uc = foyer_le(self.faits, au)
        lignes = [x for x in self.ressources if x.du <= au and (x.au is None or x.au >= au)]
        return Foyer(
            ressources_du_foyer(lignes, self.faits, au), uc, nombre, self.charte.entier(RESTE_JOURS, au),
            oublies(lignes, self.faits.personnes, au),
        )

    def budget(self, au: date) -> Budget:
        """Le budget du logement quitté ce jour-là ; ce qui n'est pas noté reste inconnu."""
        f = self.foyer(au)
        x = next((x for x in self.loyers if x.du <= au and (x.au is None or x.au >= au)), None)
        cout = Budget() if x is None else Budget(x.loyer, x.charges, x.rls, x.apl)
        return f.dans(replace(cout, forfait=self.forfait))

    def logement(
        self, loyer: int | None, commune: str | None, zone: int | None, bailleur: GenreBailleur | None
    ) -> LogementApl:
        """Un logement décrit ainsi (loyer en centimes par mois), vu de l'opération qui situe sa commune."""
        return LogementApl(loyer, bailleur, lambda: self._zone(commune, zone))

    def quitte(self, loyer: int | None) -> LogementApl:
        """Le logement quitté, à ce loyer."""
        commune = self.commune or (self.communes if "," not in self.communes else None)
        return LogementApl(loyer, self.bailleur, lambda: self._zone(commune, self.zone))

    def estimer(self, logement: LogementApl, le: date) -> Estimation:
        """L'APL dans ce logement ; ErreurMetier : ce qui manque."""
        return estimer_menage(self.faits, logement, self.argent(le), le, charger_bareme(), charger_regles())

    def argent(self, le: date) -> Argent:
        """Ce que l'on sait des ressources ce jour-là : le dernier avis, la base notée, les ressources."""
        dates = [x for x in self.loyers if x.du <= le and x.avis_le is not None and x.avis_le <= le]
        avis = None
        if dates:
            x = dates[-1]
            avis = Avis(x.avis_le or le, x.loyer, x.rls, x.apl)
        base = self.base if self.base_le is None or self.base_le <= le else None
        return Argent(base, self.base_le, avis, self.quitte(None), self.ressources)

    def _zone(self, commune: str | None, saisie: int | None) -> Zone:
        return zone_apl(commune, self.communes, saisie, charger_zones())
