"""Essayer un logement du vivier : ce qu'il coûterait au ménage, avant de le lui proposer ; rien n'est enregistré."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from relogement.formats import euros
from relogement.regles.convention.acces import dire_acces
from relogement.regles.vivier import offrable
from relogement.services.tableau_menage import ColonneBudget
from relogement.stockage.lectures import Ligne
from relogement.stockage.lectures_vivier import LigneVivier, lignes_vivier
from ui.ecrans.logements.proposer import proposer
from ui.ecrans.menage.budget_apl import resume_apl
from ui.ecrans.menage.impression import imprimer_l_essai
from ui.ecrans.menage.tableau_budget import TableauBudget
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, Geste, Texte, rangee
from ui.socle.graphiques import Barre, BarreComparaison

INTRO = "Ce qu'un logement lui coûterait, avant de le proposer. Rien n'est enregistré."
SANS_LOGEMENT = "Aucun logement du vivier n'est à proposer ce jour-là : ajoutez-en un dans « Logements »."


def choisir_logement(contexte: Contexte[Any]) -> UUID | None:
    """Demande lequel des logements à proposer ; None si l'on renonce, ou s'il n'y en a aucun (il le dit)."""
    au = contexte.aujourd_hui()
    choix = [
        (str(v.id), _nommer(v)) for v in lignes_vivier(contexte.base, au=au) if offrable(v.offre, au)
    ]
    if not choix:
        contexte.invites.informer(SANS_LOGEMENT)
        return None
    choisi = contexte.invites.choisir("Quel logement essayer ?", choix)
    return UUID(choisi) if choisi is not None else None


def _nommer(v: LigneVivier) -> str:
    """De quoi le reconnaître parmi d'autres de la même résidence."""
    o = v.valeurs
    return " · ".join(filter(None, (o["libelle"], o["type"], o["commune"], euros(o["loyer"], ""), o["reference"])))


def carte_choix(choisir: Geste) -> Carte:
    """La carte tant qu'aucun logement n'est essayé."""
    carte = Carte("Essayer un logement", Texte(INTRO, "doux"))
    carte.a_droite(Bouton("Choisir dans le vivier", choisir, icone="search"))
    return carte


def carte_essai(
    contexte: Contexte[Any], menage: Ligne, logement: UUID, colonnes: tuple[ColonneBudget, ColonneBudget],
    barres: list[Barre], choisir: Geste, expliquer: Geste,
) -> Carte:
    """Le logement quitté et celui que l'on essaie, côte à côte."""
    _, essai = colonnes
    carte = Carte(essai.titre, Texte(INTRO, "doux"))
    carte.a_droite(Bouton("En choisir un autre", choisir, "lien"))
    carte.a_droite(Bouton("Imprimer pour la famille", partial(imprimer_l_essai, contexte, menage, logement),
                          icone="printer", description=f"Ce que coûterait ce logement ({essai.titre})"))
    carte.a_droite(Bouton("Proposer", partial(proposer, contexte, menage["id"], logement),
                          description=f"Proposer le logement essayé ({essai.titre})"))
    tetes = [" ".join(filter(None, ("Quitté", colonnes[0].type))), "\n".join(filter(None, ("Essai", essai.type)))]
    carte.ajouter(TableauBudget(colonnes, tetes))
    carte.ajouter(BarreComparaison(barres, "Mensualité résiduelle avant et après, pour le logement essayé"))
    if essai.estimation is not None:
        carte.ajouter(resume_apl(essai, expliquer))
    if essai.refus is not None:
        carte.ajouter(Texte(f"APL non estimée. {essai.refus[0]}", "doux"))
    if essai.acces is not None:
        carte.ajouter(rangee(Texte(f"{essai.titre} : {dire_acces(essai.acces)}", "petit")))
    return carte
