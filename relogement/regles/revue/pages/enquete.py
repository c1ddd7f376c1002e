"""Ce que la page « Suivi et satisfaction » dit de l'enquête (article 14) : ses issues, ses appels, ses réponses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from relogement.regles.enquete import QUESTIONS, OuiNon, Question, qui_vaut
from relogement.regles.revue.chiffre import Indicateur
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.lignes import actes, comptage, de_liste, entre, ligne, repartition, somme
from relogement.regles.revue.revue import Ligne, Population, Revue, Section
from relogement.regles.revue.sources import ReponseEnquete
from relogement.vocabulaire import Liste, ModeEnquete, ResultatEnquete

_SOURCE = "enquêtes du dossier"
_AUCUNE = "aucune"
_MODES = (*de_liste(ModeEnquete), ("inconnu", "mode non noté"))


def sections(revue: Revue) -> tuple[Section, ...]:
    """Le bilan de passation, les prises de contact, puis chaque question avec son nombre de réponses."""
    return (_issues(revue), _reponse(revue), *_contacts(revue), *(_question(revue, q) for q in QUESTIONS))


def vaut(d: Dossier) -> ReponseEnquete | None:
    """La prise de contact qui vaut pour ce ménage ; None : l'enquête n'est pas tentée."""
    return qui_vaut(d.enquetes)


def a_repondu(d: Dossier) -> bool:
    """Vrai si le questionnaire est réalisé."""
    lue = vaut(d)
    return lue is not None and lue.resultat is ResultatEnquete.REPONDUE


def reponse(d: Dossier, question: Question) -> Liste | None:
    """Ce que le ménage a répondu à cette question ; None : rien."""
    lue = vaut(d) if a_repondu(d) else None
    donnee = lue.reponse(question.champ) if lue else None
    if isinstance(donnee, bool):
        return OuiNon.OUI if donnee else OuiNon.NON
    return donnee


def _issues(revue: Revue) -> Section:
    modele = Indicateur(
        "enquete_resultat", "Enquête de satisfaction : issue",
        "Le dernier questionnaire réalisé, sinon la dernière prise de contact depuis l'emménagement",
        Population.RELOGES.value, _SOURCE,
    )
    modalites = [(_AUCUNE, "pas encore tentée"), *de_liste(ResultatEnquete)]
    return repartition(revue, modele, modalites, _issue, Population.RELOGES)


def _issue(d: Dossier) -> str:
    lue = vaut(d)
    return str(lue.resultat.value) if lue else _AUCUNE


def _reponse(revue: Revue) -> Section:
    taux = Indicateur(
        "enquete_reponse", "Questionnaires réalisés",
        "Un questionnaire est réalisé, fût-il rempli en partie. La part est le taux de réponse.",
        "ménages relogés dont l'enquête est tentée, décédés et partis compris, décohabitants exclus ; à nous", _SOURCE,
    )
    lue = ligne(revue, taux, entre(vaut, comptage(a_repondu)), Population.RELOGES)
    return Section("Enquête de satisfaction : taux de réponse", (lue,))


def _contacts(revue: Revue) -> tuple[Section, ...]:
    tous = actes(Indicateur(
        "enquete_contacts", "Prises de contact", "Toutes les prises de contact depuis l'emménagement.", "", _SOURCE
    ))
    issues = [
        _compte(revue, tous, x, "enquete_contacts", lambda e: str(e.resultat.value)) for x in de_liste(ResultatEnquete)
    ]
    modes = [_compte(revue, tous, x, "enquete_mode", lambda e: e.mode.value if e.mode else "inconnu") for x in _MODES]
    essais = ligne(revue, tous, somme(lambda d: len(d.enquetes)), Population.RELOGES)
    return (
        Section("Prises de contact pour l'enquête, par issue", (essais, *issues)),
        Section("Prises de contact pour l'enquête, par mode", tuple(modes)),
    )


def _compte(
    revue: Revue, tous: Indicateur, modalite: tuple[str, str], prefixe: str, lire: Callable[[ReponseEnquete], str]
) -> Ligne:
    code, mot = modalite
    i = replace(
        tous, cle=f"{prefixe}:{code}", libelle=_majuscule(mot), definition=f"Les prises de contact : {mot}."
    )
    return ligne(revue, i, somme(lambda d: sum(lire(e) == code for e in d.enquetes)), Population.RELOGES)


def _majuscule(mot: str) -> str:
    return mot[:1].upper() + mot[1:]


def _question(revue: Revue, question: Question) -> Section:
    quoi = "Satisfaction" if question.degre else "Questionnaire"
    modele = Indicateur(
        f"satisfaction_{question.champ}", f"{quoi} : {question.sujet}", f"« {question.texte} »",
        "ménages relogés dont le questionnaire est réalisé et qui répondent à cette question, décohabitants exclus",
        _SOURCE,
    )
    lignes = (_degre(revue, modele, question, code, mot) for code, mot in de_liste(question.reponses))
    return Section(modele.libelle, tuple(lignes), partition=True)


def _degre(revue: Revue, modele: Indicateur, question: Question, code: str, mot: str) -> Ligne:
    def est(d: Dossier) -> bool | None:
        donnee = reponse(d, question)
        return None if donnee is None else donnee.value == code

    i = replace(
        modele, cle=f"{modele.cle}:{code}", libelle=_majuscule(mot), definition=f"{modele.definition} : {mot}."
    )
    return ligne(revue, i, entre(a_repondu, comptage(est)), Population.RELOGES)
