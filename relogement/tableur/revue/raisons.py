"""Ce qui fait compter un ménage dans un chiffre : les colonnes de « Ménages » qui le disent, ou une raison à part."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relogement.formats import euros
from relogement.regles.charte.etats import Etat
from relogement.regles.convention.prioritaires import priorite
from relogement.regles.enquete import QUESTIONS
from relogement.regles.revue import mesures
from relogement.regles.revue.charte import montrables
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.pages.enquete import vaut
from relogement.regles.revue.pages.propositions import motifs
from relogement.regles.revue.revue import Revue
from relogement.regles.revue.sources import LigneFrais
from relogement.tableur.revue.cellules import Colonne, Genre, Valeur, connu
from relogement.tableur.revue.menages import colonnes
from relogement.tableur.revue.menages_lieux import RECENT

C = Colonne[Dossier]
_ECART, _RELOGE, _ACCORD = "Écart de mensualité (€)", "Relogé le", "Accord"
_PREMIER, _PROPOSE = "Premier entretien", "Première proposition"
_TITRES: Mapping[str, tuple[str, ...]] = {
    "a_reloger": ("Étape",),
    "rencontres": (_PREMIER,),
    "proposes": (_PROPOSE,),
    "acceptes": (_ACCORD,),
    "baux": ("Bail signé",),
    "reloges": (_RELOGE,),
    "part_relogee": ("Situation", _RELOGE),
    "sortis": ("Sortie le", "Motif de sortie"),
    "restants": ("Étape",),
    "menages": ("Étape",),
    "etape_": ("Étape",),
    "decohabitants": ("Étape",),
    "propositions": ("Propositions",),
    "refus": ("Refus",),
    "refus_charte": ("Refus comptés par la charte",),
    "refus_loi": ("Refus comptés par la loi",),
    "delai_proposition": (_PREMIER, _PROPOSE),
    "delai_accord": (_PROPOSE, _ACCORD),
    "delai_relogement": (_ACCORD, _RELOGE),
    "sans_proposition": (_PREMIER,),
    "neuf": ("Accueil neuf ou < 5 ans",),
    "qpv": ("Accueil en QPV",),
    "hausse": (_ECART,),
    "ecart_": (_ECART,),
    "ecart_relatif": ("Écart de mensualité (%)",),
    "effort_avant": ("Taux d'effort avant",),
    "effort_apres": ("Taux d'effort après",),
    "vivre_avant": ("Reste à vivre par UC et jour avant",),
    "vivre_apres": ("Reste à vivre par UC et jour après",),
    "impact_loyer": ("Loyer avant", "Loyer après"),
    "impact_charges": ("Charges avant", "Charges après"),
    "impact_rls": ("RLS avant", "RLS après"),
    "impact_apl": ("APL avant", "APL après"),
    "impact_mensualite": ("Mensualité résiduelle avant", "Mensualité résiduelle après"),
    "impact_effort": ("Taux d'effort avant", "Taux d'effort après"),
    "impact_effort_arrete": ("Taux d'effort (arrêté de 2011) avant", "Taux d'effort (arrêté de 2011) après"),
    "impact_reste": ("Reste à vivre par UC et jour avant", "Reste à vivre par UC et jour après"),
    "impact_ecart": (_ECART,),
    "impact_ecart_surface": (_ECART, "Évolution de la surface"),
    "minoration_": ("Minoration demandée", "Montant de la minoration"),
    "profil_taille": ("Taille du ménage",),
    "profil_famille": ("Composition",),
    "profil_age": ("Âge du titulaire",),
    "profil_emploi": ("Emploi du titulaire",),
    "profil_nature": ("Nature des ressources",),
    "profil_ressources": ("Tranche de ressources",),
    "profil_plafond": ("Ressources et plafond PLUS",),
    "profil_anciennete": ("Ancienneté",),
    "profil_peuplement": ("Type avant", "Peuplement avant"),
    "accueil_lieu": ("Localisation",),
    "accueil_site": ("Hors site",),
    "accueil_neuf": ("Accueil neuf ou < 5 ans",),
    "accueil_neuf_lieu": ("Accueil neuf ou < 5 ans", "Localisation"),
    "accueil_recent": (RECENT,),
    "accueil_individuel": ("Accueil individuel",),
    "accueil_type": ("Type avant", "Type après"),
    "accueil_surface": ("Surface avant", "Surface après"),
    "accueil_peuplement": ("Type après", "Peuplement après"),
    "accueil_commune": ("Commune après",),
    "accueil_bailleur": ("Bailleur d'accueil",),
    "accueil_reservataire": ("Réservataire d'imputation",),
    "accueil_financement": ("Financement",),
    "frais_": ("Frais demandés", "Frais accordés", "Frais payés"),
    "suivi_": ("Suivi",),
    **{f"satisfaction_{q.champ}": (q.titre,) for q in QUESTIONS},
    "charte_respectee": ("Obligations respectées",),
    "charte_retard": ("Obligations en retard",),
    "charte_non_respectee": ("Obligations non respectées",),
    "charte_verifier": ("Obligations à vérifier",),
    "charte_menages": ("Obligations en retard", "Obligations non respectées"),
    "charte_derogations": ("Dérogations",),
    "equilibre_": (_RELOGE,),
    "cia_imputes": ("Réservataire d'imputation",),
}
"""Par début de clé d'un chiffre, le plus long l'emportant, les colonnes de « Ménages » qui l'expliquent."""


def _a_part(titre: str, lire: Callable[[Dossier], Valeur], genre: Genre = Genre.TEXTE) -> tuple[C, ...]:
    return (Colonne(titre, genre, lire, titre),)


def _compte(*etats: Etat, tardif: bool = False) -> Callable[[Dossier], Valeur]:
    return lambda d: sum(c.etat in etats and (c.tardif or not tardif) for c in montrables(d))


def _refus(d: Dossier) -> Valeur:
    return ", ".join(m.libelle if m else "motif non noté" for m in motifs(d))


def _reponses(d: Dossier) -> Valeur:
    return ", ".join(p.reponse.libelle if p.reponse else "réponse attendue" for p in d.definitives)


def _enquete(d: Dossier) -> Valeur:
    lue = vaut(d)
    return lue.resultat.libelle if lue else "pas encore tentée"


def _mode(d: Dossier) -> Valeur:
    partis = [r for r in d.faits.relogements if r.demenagement]
    return None if not partis else connu(partis[-1].mode.libelle if partis[-1].mode else None)


def _souhait(d: Dossier) -> Valeur:
    return None if d.arrivee is None else connu(d.arrivee.souhait.libelle if d.arrivee.souhait else None)


def _depot(d: Dossier) -> Valeur:
    return None if d.bail is None else connu(d.bail.depot_le)


_APART: Mapping[str, tuple[C, ...]] = {
    "temporaires": _a_part("Relogé temporairement le", mesures.temporaire_le, Genre.JOUR),
    "refus_motif": _a_part("Motifs", _refus),
    "propositions_reponse": _a_part("Réponses", _reponses),
    "propositions_ecartees": _a_part("Écartées", lambda d: sum(p.ecartee for p in d.definitives), Genre.NOMBRE),
    "charte_tardive": _a_part(
        "Respectées après l'échéance", _compte(Etat.RESPECTEE, tardif=True), Genre.NOMBRE
    ),
    "charte_a_faire": _a_part("À faire ou à venir", _compte(Etat.A_FAIRE, Etat.A_VENIR), Genre.NOMBRE),
    "charte_sans_objet": _a_part("Sans objet", _compte(Etat.SANS_OBJET), Genre.NOMBRE),
    "enquete_": _a_part("Enquête", _enquete),
    "demenagement:": _a_part("Déménagement", _mode),
    "forfait_total": _a_part("Forfaits", lambda d: sum(n for _, n in d.forfaits), Genre.EUROS),
    "demenageurs_total": _a_part("Déménageur", lambda d: sum(n for _, n in d.couts), Genre.EUROS),
    "adresse_payee": _a_part(
        "Adresse payée", lambda d: all(r.adresse_paye for r in d.faits.relogements if r.demenagement)
    ),
    "depot_transfere": _a_part("Dépôt transféré le", _depot, Genre.JOUR),
    "cia_prioritaires": _a_part("Motifs de priorité", lambda d: ", ".join(priorite(d.faits).motifs)),
    "souhait": _a_part("Souhait", _souhait),
}


def raisons(revue: Revue, cle: str) -> tuple[C, ...]:
    """Les colonnes qui disent pourquoi un ménage compte dans le chiffre de cette clé ; vide : rien de précis."""
    tete, *suite = cle.split(":")
    if tete == "avancement":
        return raisons(revue, suite[-1])
    if tete == "charte":
        return _a_part(suite[0], lambda d: _etat(d, suite[0]))
    poste = _poste(cle, revue)
    if poste is not None:
        return _a_part("Frais", lambda d: _frais(d, poste))
    debut = max((d for d in (*_TITRES, *_APART) if cle.startswith(d)), key=len, default=None)
    if debut is None:
        return ()
    if debut in _APART:
        return _APART[debut]
    par_titre = {c.titre: c for c in colonnes(revue)}
    return tuple(par_titre[t] for t in _TITRES[debut])


def _etat(d: Dossier, obligation: str) -> Valeur:
    """L'état de cette obligation, et la dérogation qui l'explique."""
    dit = next((c for c in d.constats if c.id == obligation), None)
    return None if dit is None else f"{dit.etat.mot}, dérogation motivée" if dit.deroge else dit.etat.mot


def _poste(cle: str, revue: Revue) -> str | None:
    """Le poste de frais que nomme cette clé ; None : tous, ou ce n'en est pas une."""
    postes = {f.poste for d in revue.dossiers for f in d.frais}
    siens = [p for p in postes if cle.startswith(f"frais_{p}_")]
    return max(siens, key=len, default=None)


def _frais(d: Dossier, poste: str) -> Valeur:
    return ", ".join(_dire_frais(f) for f in d.frais if f.poste == poste) or "sans réponse"


def _dire_frais(f: LigneFrais) -> str:
    if not f.demande:
        return "aucun"
    if f.refuse_le is not None:
        return "refusé"
    for le, mot, montant in ((f.paye_le, "payé", f.paye), (f.accorde_le, "accordé", f.accorde)):
        if le is not None:
            return f"{mot} {euros(montant, '(montant non noté)')}"
    return f"demandé {euros(f.montant, '(montant non noté)')}"
