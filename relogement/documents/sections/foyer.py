"""Le ménage : personnes, bail, logement quitté, loyers, ressources, référents, informations, points à compléter."""

from __future__ import annotations

from relogement.documents.donnees_menage import AvisVu, Foyer, LogementQuitte, PersonneFoyer
from relogement.documents.formats import INCONNU, jour, periode, suite, texte_ou
from relogement.documents.mise_en_page import Histoire, bloc, fiche, partie, section, tableau, texte, vide
from relogement.formats import etage, euros, oui_non, surface

_MONTANTS_LOYER = frozenset({1, 2, 3, 4})


def foyer(f: Foyer) -> Histoire:
    """Toute la section ; chaque partie vide le dit en une phrase."""
    histoire = [*section("Ménage"), fiche([
        ("Téléphone", texte_ou(f.telephone)),
        ("Courriel", texte_ou(f.courriel)),
        ("Numéro unique (NUR)", texte_ou(f.nur)),
        ("NUR renouvelé le", jour(f.nur_le)),
        ("Action Logement", _employeur(f)),
        ("Prioritaire aussi pour", suite(f.priorites) if f.priorites else "rien d'autre"),
    ])]
    if f.note:
        histoire += bloc("Note", f.note)
    argent = (_loyers, _ressources, _avis_impot)
    for une in (_personnes, _occupations, _logement, _bail, *argent, _referents, _informations):
        histoire += une(f)
    return histoire + _a_completer(f)


def _employeur(f: Foyer) -> str:
    """L'employeur cotise-t-il, et le jour où le ménage l'a dit."""
    quand = f" (dit le {jour(f.action_logement_le)})" if f.action_logement_le else ""
    return f"{oui_non(f.action_logement)}{quand}"


def _personnes(f: Foyer) -> Histoire:
    titre = partie("Personnes du foyer")
    if not f.personnes:
        return [*titre, vide("Aucune personne n'est enregistrée.")]
    return [*titre, *tableau(
        (("Personne", 36), ("Naissance", 19), ("Lien", 28), ("Bail", 28), ("Présence", 40)),
        [
            (p.nom, jour(p.naissance, "inconnue"), p.lien, texte_ou(p.statut_bail), _presence(p))
            for p in f.personnes
        ],
    )]


def _presence(p: PersonneFoyer) -> str:
    presence = "depuis l'origine" if p.arrivee is None and p.depart is None else periode(p.arrivee, p.depart)
    if p.decision is None:
        return presence
    return f"{presence}\n{p.decision}" + (f" (décidé le {jour(p.decision_le)})" if p.decision_le else "")


def _occupations(f: Foyer) -> Histoire:
    if not f.occupations:
        return []
    return [*partie("Occupation déclarée ou constatée"), *tableau(
        (("Période", 60), ("Occupants", 30), ("dont enfants", 30)),
        [(periode(o.du, o.au), _combien(o.occupants), _combien(o.enfants)) for o in f.occupations],
    )]


def _combien(valeur: int | None) -> str:
    return "inconnu" if valeur is None else str(valeur)


def _logement(f: Foyer) -> Histoire:
    titre = partie("Logement quitté")
    logement = f.logement
    if logement is None:
        return [*titre, vide("Aucun logement d'origine n'est rattaché à ce ménage.")]
    return [*titre, fiche(_description(logement))]


def _description(logement: LogementQuitte) -> list[tuple[str, str]]:
    return [
        ("Adresse", texte_ou(logement.adresse)),
        ("Situation", texte_ou(logement.situation)),
        ("Étage", etage(logement.etage)),
        ("Type", texte_ou(logement.type)),
        ("Surface", surface(logement.surface)),
        ("Financement", texte_ou(logement.financement)),
        ("Référence bailleur", texte_ou(logement.ug)),
    ]


def _bail(f: Foyer) -> Histoire:
    titre = partie("Bail d'origine")
    if f.bail is None:
        return [*titre, vide("Aucun bail d'origine n'est enregistré.")]
    return [*titre, fiche([
        ("Numéro", texte_ou(f.bail.numero)),
        ("Début", jour(f.bail.debut)),
        ("Fin", jour(f.bail.fin)),
        ("Congé donné le", jour(f.bail.conge)),
    ])]


def _loyers(f: Foyer) -> Histoire:
    titre = partie("Loyers du logement quitté, par mois")
    if not f.loyers:
        return [*titre, vide("Aucun loyer n'est enregistré.")]
    return [*titre, *tableau(
        (
            ("Période", 46), ("Loyer", 21), ("Charges", 20), ("RLS", 19), ("APL", 20), ("Avis du", 22),
            ("Charges personnelles", 22),
        ),
        [
            (periode(x.du, x.au), *(euros(v) for v in (x.loyer, x.charges, x.rls, x.apl)), jour(x.avis_le, INCONNU),
             euros(x.charges_personnelles))
            for x in f.loyers
        ],
        montants=_MONTANTS_LOYER | {6},
    ), *(texte(f"{x.reports}.", "petit") for x in f.loyers if x.reports)]


def _ressources(f: Foyer) -> Histoire:
    titre = partie("Ressources, par mois")
    if not f.ressources and f.ressources_retirees:
        return [*titre, vide("Celles que tient le dossier sont retirées de cette copie.")]
    if not f.ressources:
        return [*titre, vide("Aucune ressource n'est enregistrée : les ressources du ménage restent inconnues.")]
    return [*titre, *tableau(
        (("Personne", 34), ("Nature", 34), ("Montant", 22), ("Période", 38), ("Justificatif", 28)),
        [
            (r.personne or "le ménage", r.nature, euros(r.montant), periode(r.du, r.au), texte_ou(r.justificatif))
            for r in f.ressources
        ],
        montants=frozenset({2}),
    )]


def _avis_impot(f: Foyer) -> Histoire:
    titre = partie("Avis d'impôt et plafonds de ressources")
    if not f.avis_impot:
        return [*titre, vide("Aucun avis d'impôt n'est enregistré : la part des plafonds ne se calcule pas.")]
    return [*titre, *tableau(
        (("Avis", 34), ("Revenu fiscal de référence, par an", 50), ("Carte d'invalidité", 34), ("Vu le", 24)),
        [(_avis(a), euros(a.rfr), oui_non(a.invalidite), jour(a.le)) for a in f.avis_impot],
        montants=frozenset({1}),
    ), *(texte(phrase, "petit") for phrase in f.plafonds)]


def _avis(a: AvisVu) -> str:
    return str(a.annee) if a.douze_mois_au is None else f"Douze mois au {jour(a.douze_mois_au)}"


def _referents(f: Foyer) -> Histoire:
    titre = partie("Référents du ménage")
    if not f.referents:
        return [*titre, vide("Aucun référent n'a été désigné.")]
    return [*titre, *tableau(
        (("Référent", 50), ("Période", 50), ("Dit au ménage le", 30)),
        [(r.nom, periode(r.du, r.au), jour(r.dit_le, "non dit")) for r in f.referents],
    )]


def _informations(f: Foyer) -> Histoire:
    titre = partie("Informations données")
    if not f.informations:
        return [*titre, vide("Aucune information donnée au ménage n'est enregistrée.")]
    return [*titre, *tableau(
        (("Date", 20), ("Objet", 42), ("Moyen", 28), ("Personne touchée", 28), ("Note", 42)),
        [
            (jour(i.le), suite(i.natures), texte_ou(i.moyen), texte_ou(i.personne), i.note or "–")
            for i in f.informations
        ],
    )]


def _a_completer(f: Foyer) -> Histoire:
    titre = partie("À compléter")
    if not f.a_completer:
        return [*titre, vide("Rien n'est signalé à compléter.")]
    return [*titre, *tableau(
        (("Champ", 26), ("Texte d'origine", 40), ("Raison", 50), ("Origine", 34)),
        [(a.champ, a.texte, a.raison, a.origine) for a in f.a_completer],
    )]
