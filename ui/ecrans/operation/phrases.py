"""Ce que la page d'une opération dit en toutes lettres."""

from __future__ import annotations

from relogement.formats import date_courte, nombre, pluriel
from relogement.services.avancement import TableauOperation
from relogement.stockage.lectures import LigneOperation
from relogement.vocabulaire import Pilote
from ui.ecrans.operation.lecture import LectureOperation


def nature(operation: LigneOperation) -> str:
    """« démolition · ANRU · QPV »."""
    v = operation.valeurs
    parties = [v["nature"].libelle]
    parties += [mot for cle, mot in (("demolition_partielle", "démolition partielle"), ("anru", "ANRU"), ("qpv", "QPV"))
                if v[cle]]
    return " · ".join(parties)


def situe(lecture: LectureOperation, charte: str) -> str:
    """Bailleur, commune, pilote (celui qui est désigné, sinon celui de la règle), dates, charte."""
    operation, v = lecture.operation, lecture.operation.valeurs
    dates = [
        f"{mot} le {date_courte(v[cle])}" if v[cle] else f"{mot} à dater"
        for cle, mot in (("annonce_le", "annonce"), ("travaux_le", "travaux"))
    ]
    qui = f"pilote : {nom_pilote(operation, v['pilote'] or lecture.tableau.pilote)} (art. 10)"
    return " · ".join([operation.bailleur, v["communes"], qui, *dates, charte])


def nom_pilote(operation: LigneOperation, pilote: Pilote) -> str:
    """« commune (Nantes) », « communes (Nantes, Rezé) » ou le nom du bailleur."""
    if pilote is Pilote.BAILLEUR:
        return operation.bailleur
    communes: str = operation.valeurs["communes"]
    return f"{'communes' if ',' in communes else 'commune'} ({communes})"


def phrase_restants(tableau: TableauOperation) -> str:
    """« Ménages restant à reloger : 27 sur 45 », décohabitants exclus."""
    return f"Ménages restant à reloger : {nombre(tableau.restants)} sur {nombre(tableau.menages)}"


def phrase_decohabitants(tableau: TableauOperation) -> str:
    """Ceux que la courbe ne compte pas ; vide s'il n'y en a pas."""
    if not tableau.decohabitants:
        return ""
    verbe = "reste" if tableau.decohabitants == 1 else "restent"
    return f"{pluriel(tableau.decohabitants, 'décohabitant')} {verbe} aussi à reloger, hors de cette courbe."


def phrase_projection(lecture: LectureOperation) -> str:
    """Ce que donne le rythme des six derniers mois, comparé à la date des travaux."""
    tableau = lecture.tableau
    if not tableau.menages:
        return "La courbe se tracera quand l'opération aura des ménages."
    if not tableau.restants:
        return "Tous les ménages sont partis."
    if not tableau.releves:
        return "Datez la décision ou l'annonce de l'opération, dans Réglages, pour voir la courbe."
    if tableau.projection is None:
        return "Aucun départ depuis six mois : le rythme ne permet pas de prévoir le dernier départ."
    debut = f"Au rythme des six derniers mois, le dernier départ serait le {date_courte(tableau.projection.dernier)}"
    return debut + _ecart(tableau.projection.retard)


def _ecart(retard: int | None) -> str:
    if retard is None:
        return " ; la date des travaux n'est pas fixée."
    if not retard:
        return ", le jour du début des travaux."
    return f", soit {pluriel(abs(retard), 'jour')} {'après' if retard > 0 else 'avant'} le début des travaux."
