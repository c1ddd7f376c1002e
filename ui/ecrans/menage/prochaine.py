"""La prochaine action d'un ménage : le constat le plus pressant, et les boutons qui le règlent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from textwrap import shorten
from typing import Literal

from relogement.formats import date_courte
from relogement.regles.charte.constat import Cible, Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.suite import Suite
from ui.ecrans.menage.cibles import destination
from ui.ecrans.menage.constats import mot_etat
from ui.socle.elements import Bandeau, Bouton, Texte

_ORDRE = (Etat.EN_RETARD, Etat.A_FAIRE, Etat.INDETERMINEE)
_LONGUE = 300
Viser = Callable[[Cible], object]


def prochaine(constats: Sequence[Constat]) -> Constat | None:
    """Le plus pressant de ce qui peut se régler : le plus vieux retard, sinon l'échéance la plus proche.

    Ce qui est à vérifier vient après ; sans échéance, après ce qui en a une. None : rien n'attend.
    """
    candidats = [c for c in constats if c.etat in _ORDRE and c.cible is not None]
    return min(candidats, key=lambda c: (_ORDRE.index(c.etat), c.echeance or date.max), default=None)


def action(constats: Sequence[Constat], suite: Suite | None) -> Constat | Suite | None:
    """Ce que dit le bandeau : un retard d'abord, puis la suite du parcours, puis ce qui est à faire ou à vérifier."""
    constat = prochaine(constats)
    if suite is not None and (constat is None or constat.etat is not Etat.EN_RETARD):
        return suite
    return constat


def bandeau(
    constat: Constat | Suite | None,
    viser: Viser,
    imprimer_refus: Callable[[str], object],
    *,
    suite: Suite | None = None,
    court: bool = False,
) -> Bandeau:
    """Le bandeau de cette action ; None : rien n'est dû à ce jour.

    `suite` : le bail à signer ou le départ à noter, rappelé sous un retard qui passe devant. `court` : la raison n'est
    que dans la bulle. Une raison très longue (une dérogation motivée) n'y est que commencée : le panneau et la bulle la
    disent en entier.
    """
    if constat is None or constat.cible is None:
        return Bandeau(Etat.RESPECTEE, "Rien n'est dû à ce jour", mot="à jour")
    cible = constat.cible
    geste = destination(cible).geste
    boutons = [_ouvrir(cible, viser, "primaire")]
    if (cible.section, cible.champ) == ("propositions", "refus") and cible.id:
        numero = cible.id
        boutons.insert(0, Bouton("Imprimer le formulaire", lambda: imprimer_refus(numero), icone="printer"))
    raison = "" if court else shorten(constat.phrase, _LONGUE, placeholder=" …")
    etat, mot = (Etat.A_FAIRE, _mot(constat)) if isinstance(constat, Suite) else (constat.etat, mot_etat(constat))
    resultat = Bandeau(etat, f"Prochaine action : {geste}", raison, *boutons, mot=mot)
    if suite is not None and suite is not constat:
        quand = f", {_mot(suite)}" if suite.attendu_le else ""
        puis = Texte(f"Puis : {destination(suite.cible).geste}{quand}", "fort")
        puis.setToolTip(suite.phrase)
        resultat.ajouter(puis, _ouvrir(suite.cible, viser))
    resultat.setToolTip(constat.phrase)
    resultat.setAccessibleDescription(constat.phrase)
    return resultat


def _ouvrir(cible: Cible, viser: Viser, genre: Literal["primaire", "secondaire"] = "secondaire") -> Bouton:
    geste = destination(cible).geste
    bouton = Bouton("Ouvrir", lambda: viser(cible), genre, description=f"Pour {geste}")
    bouton.setAccessibleName(_majuscule(geste))
    return bouton


def _mot(suite: Suite) -> str:
    return f"attendu le {date_courte(suite.attendu_le)}" if suite.attendu_le else "à faire"


def bandeau_sortie() -> Bandeau:
    """Celui d'un ménage sorti : ce qui était en retard le reste, et plus aucun geste n'est attendu."""
    return Bandeau(Etat.SANS_OBJET, "Ménage sorti de l'opération : plus aucun geste n'est attendu", mot="sorti")


def _majuscule(texte: str) -> str:
    return texte[:1].upper() + texte[1:]
