"""Des dossiers de revue faits à la main, sans base : chaque essai ne dit que ce qui le regarde."""

from __future__ import annotations

from datetime import date

from relogement.regles.budget import Budget
from relogement.regles.calendrier import Trimestre
from relogement.regles.charte.constat import Constat
from relogement.regles.faits import Bail, Entretien, FaitsMenage, FaitsOperation, Personne, Proposition, Relogement
from relogement.regles.ressources import LigneRessource
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.dossier import Dossier, dossier
from relogement.regles.revue.revue import OperationRevue, Revue
from relogement.regles.revue.sources import Accueil, Habitat, PeriodeLoyer, Sources
from relogement.vocabulaire import Lien, NatureOperation, Reponse, StatutBail

T3 = Trimestre(2026, 3)
FIN = date(2026, 9, 30)
OPERATION = FaitsOperation(NatureOperation.DEMOLITION, annonce=date(2026, 1, 15), travaux=date(2027, 9, 1), anru=True)
AVANT = Budget(loyer=40000, charges=10000, rls=4000, apl=16000)
"""Mensualité résiduelle : 300 €."""
APRES = Budget(loyer=45000, charges=9000, rls=4000, apl=17000)
"""Mensualité résiduelle : 330 €."""


def faits(numero: int = 1, **valeurs: object) -> FaitsMenage:
    """Un adulte et un enfant de 11 ans, bail de 2012, rien d'autre."""
    personnes = (
        Personne("p1", Lien.TITULAIRE, StatutBail.TITULAIRE, date(1961, 4, 2)),
        Personne("p2", Lien.ENFANT, StatutBail.OCCUPANT, date(2015, 6, 9)),
    )
    bail = Bail("b", "B-1", date(2012, 5, 1))
    defauts: dict[str, object] = {"operation": OPERATION, "bail": bail, "personnes": personnes}
    return FaitsMenage(id=f"menage-{numero}", **(defauts | valeurs))  # type: ignore[arg-type]  # les champs varient


def sources(accueil: Accueil | None = None, **valeurs: object) -> Sources:
    """Un T3 de 65 m², 300 € de mensualité résiduelle, 1 200 € de ressources."""
    defauts: dict[str, object] = {
        "quitte": Habitat("T3", 6500),
        "loyers": (PeriodeLoyer(date(2020, 1, 1), None, AVANT),),
        "ressources": (LigneRessource(date(2020, 1, 1), None, 120000),),
        "accueils": (("r", accueil or Accueil(APRES, Habitat("T3", 6200, False, True))),),
    }
    return Sources("BEL", **(defauts | valeurs))  # type: ignore[arg-type]  # les champs varient


def un_dossier(
    f: FaitsMenage | None = None,
    s: Sources | None = None,
    constats: tuple[Constat, ...] = (),
    au: date = FIN,
    lieu: tuple[str, str] = ("A", "1"),
) -> Dossier:
    """Le dossier arrêté au dernier jour du troisième trimestre 2026."""
    return dossier(f or faits(), s or sources(), lieu, constats, au)


def reloge(le: date | None, *, signe: date = date(2026, 5, 10), numero: int = 1, **valeurs: object) -> FaitsMenage:
    """Un ménage qui a accepté, signé, et déménagé le jour `le` (None : pas encore)."""
    return faits(
        numero,
        entretiens=(Entretien("e", date(2026, 2, 1)),),
        propositions=(Proposition("p", 1, date(2026, 4, 1), reponse=Reponse.ACCEPTEE, repondue=date(2026, 4, 20)),),
        relogements=(Relogement("r", signe, "p", demenagement=le),),
        **valeurs,
    )


def une_revue(*dossiers: Dossier, trimestre: Trimestre = T3) -> Revue:
    """La revue de ces dossiers."""
    operation = OperationRevue(
        "BEL", "Résidence Belair", "démolition", True, "Nantes", date(2027, 9, 1), True, "charte d'essai"
    )
    return Revue(Arret.du(trimestre), date(2026, 10, 5), False, (operation,), dossiers)
