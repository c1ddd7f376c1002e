"""Ce que chaque événement d'un fichier de cas pose sur le dossier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from relogement.commun import ErreurMetier
from relogement.regles.calendrier import jour_fr
from relogement.regles.cas_dossier import Dossier, Valeurs
from relogement.regles.charte.article03 import THEMES
from relogement.regles.equivalence import EquivalenceDite
from relogement.regles.faits import (
    Adequation,
    BudgetGele,
    CompositionDeclaree,
    Derogation,
    DifficulteSuivi,
    Entretien,
    Frais,
    Information,
    Mesure,
    Referent,
    Sortie,
    Souhait,
    TreizeBis,
    VisiteSuivi,
)
from relogement.regles.typologie import Gabarit


def entretien(d: Dossier, le: date, v: Valeurs) -> None:
    """Un entretien ; « complet » coche tous les thèmes, « difficultes » dit que la question a été posée."""
    themes = THEMES if v.get("complet") else v.get("themes", ())
    d.ajouter(
        "entretiens",
        Entretien(
            d.numero("entretiens"),
            le,
            difficultes=frozenset(c.value for c in v.get("difficultes", ())),
            difficultes_repondues="difficultes" in v,
            decohabitation=v.get("decohabitation"),
            acteurs_sociaux=v.get("acteurs_sociaux"),
            accession_possible=v.get("accession_possible"),
            part_plafond=v.get("part_plafond"),
            **dict.fromkeys(themes, True),
        ),
    )


def accompagnement(d: Dossier, le: date, v: Valeurs) -> None:
    """Une mesure d'accompagnement renforcé."""
    d.ajouter("mesures", Mesure(d.numero("mesures"), v["qui"], le))


def souhaits(d: Dossier, le: date, v: Valeurs) -> None:
    """Les souhaits du ménage."""
    d.ajouter("souhaits", Souhait(d.numero("souhaits"), le, v.pop("logement", None), **v))


def information(d: Dossier, le: date, v: Valeurs) -> None:
    """Une information qui a atteint le ménage."""
    natures = frozenset(v["natures"])
    d.ajouter("informations", Information(d.numero("informations"), le, natures, v.get("moyen")))


def referent(d: Dossier, le: date, v: Valeurs) -> None:
    """Une affectation de référent."""
    d.ajouter("referents", Referent(d.numero("referents"), v["nom"], le, v.get("fin"), v.get("dit_le")))


def proposition(d: Dossier, le: date, v: Valeurs) -> None:
    """Une proposition ; ErreurMetier si son numéro est déjà pris ou si un raccourci redouble une table."""
    numero = v.pop("numero", len(d.propositions) + 1)
    if numero in d.propositions:
        raise ErreurMetier(f"{d.ou} : la proposition n° {numero} est écrite deux fois.", "numero")
    for raccourci, points, genre in (("adaptee", "adequation", Adequation), ("conforme", "treize_bis", TreizeBis)):
        if raccourci in v and points in v:
            raise ErreurMetier(f"{d.ou} : écrivez « {raccourci} » ou « {points} », pas les deux.", raccourci)
        if raccourci in v:
            v[points] = genre(*[v.pop(raccourci)] * len(genre().points))
        elif points in v:
            v[points] = genre(**v[points])
    montants = [v.pop(cle, None) for cle in ("mensualite_avant", "mensualite_apres", "reste_avant", "reste_apres")]
    if any(montant is not None for montant in montants):
        v["budget"] = BudgetGele(le, *montants)
    for cote in ("quitte", "offert"):
        if cote in v:
            v[cote] = Gabarit(**v[cote])
    raison = v.pop("equivalent_raison", None)
    if raison is not None:
        v["equivalence"] = EquivalenceDite(le, "un agent", raison)
    d.propositions[numero] = {"envoyee": le, **v}


def reponse(d: Dossier, le: date, v: Valeurs) -> None:
    """La réponse du ménage ; ErreurMetier si elle précède l'envoi ou si la proposition en a déjà une."""
    numero = v["proposition"]
    p = d.proposition_envoyee(le, v)
    if "reponse" in p:
        raise ErreurMetier(
            f"{d.ou} : la proposition n° {numero} a déjà sa réponse du {jour_fr(p['repondue'])}. Une réponse se "
            "donne une seule fois : retirez l'une des deux, ou envoyez une autre proposition.",
            "proposition",
        )
    p.update(v, repondue=le)


def ecrit(d: Dossier, le: date, v: Valeurs) -> None:
    """L'écrit d'un refus exprès."""
    p = d.proposition(v)
    formulaire = "formulaire" if v.pop("formulaire", False) else None
    p.update(v, ecrit_le=le, formulaire=formulaire)


def reception(d: Dossier, le: date, v: Valeurs) -> None:
    """La réception d'une proposition, et sa preuve ; ErreurMetier si elle précède l'envoi."""
    d.proposition_envoyee(le, v).update(recue=le, preuve_reception="avis" if v.get("preuve") else None)


def confirmation(d: Dossier, le: date, v: Valeurs) -> None:
    """L'agent confirme un refus tacite."""
    d.proposition(v)["confirme_le"] = le


def bail(d: Dossier, le: date, v: Valeurs) -> None:
    """La signature du bail d'un nouveau logement."""
    if "proposition" in v:
        numero = v["proposition"]
        d.proposition(v)
        v["proposition"] = f"proposition-{numero}"
    d.relogements.append({"bail_signe": le, **v})


def demenageur(d: Dossier, le: date, v: Valeurs) -> None:
    """La commande du déménageur."""
    d.relogement(v).update(commande_le=le, commande_payeur=v.get("payeur"))


def forfait(d: Dossier, le: date, v: Valeurs) -> None:
    """La décision d'une somme forfaitaire de déménagement."""
    d.relogement(v).update(forfait_decide=le, forfait_paye=v.get("paye_le"))


def relogement(d: Dossier, le: date, v: Valeurs) -> None:
    """Le déménagement, et son mode s'il est connu."""
    d.relogement(v).update(v, demenagement=le)


def retour(d: Dossier, le: date, v: Valeurs) -> None:
    """La fin d'un relogement temporaire."""
    d.relogement(v)["retour"] = le


def depot(d: Dossier, le: date, v: Valeurs) -> None:
    """Ce que devient le dépôt de garantie."""
    d.relogement(v).update(depot_le=le, **{f"depot_{cle}": montant for cle, montant in v.items()})


def frais(d: Dossier, le: date, v: Valeurs) -> None:
    """La réponse sur des postes ; un second événement d'un poste complète le premier (demandé, puis payé)."""
    r = d.relogement(v)
    postes: dict[str, Frais] = r.setdefault("frais", {})
    for poste in v.pop("postes"):
        deja = postes.get(poste)
        postes[poste] = _complete(d, deja, v) if deja else Frais(f"frais-{poste}", poste, demande_le=le, **v)


def _complete(d: Dossier, deja: Frais, v: Valeurs) -> Frais:
    """Le poste complété, demandé depuis le premier événement ; ErreurMetier si le second contredit le premier."""
    for cle, valeur in v.items():
        if getattr(deja, cle) not in (None, valeur):
            raise ErreurMetier(
                f"{d.ou} : le poste « {deja.poste} » a déjà une autre valeur pour « {cle} » dans ce cas. Un second "
                "événement complète le premier, il ne le change pas.",
                cle,
            )
    return replace(deja, **v)


def suivi(champ: str) -> Callable[[Dossier, date, Valeurs], None]:
    """L'événement qui date ce champ du suivi et y range ses autres clés."""

    def poser(d: Dossier, le: date, v: Valeurs) -> None:
        d.suivi.update(v, **{champ: le})

    return poser


def visite(d: Dossier, le: date, v: Valeurs) -> None:
    """Une visite de suivi."""
    d.ajouter("visites", VisiteSuivi(d.numero("visites"), v["mois"], le, v.get("refusee", False)))


def difficulte(d: Dossier, le: date, v: Valeurs) -> None:
    """Une difficulté repérée pendant le suivi."""
    code = v.pop("code").value
    d.ajouter("difficultes", DifficulteSuivi(d.numero("difficultes"), code, le, **v))


def sortie(d: Dossier, le: date, v: Valeurs) -> None:
    """La sortie du ménage sans relogement."""
    d.sortie = Sortie("sortie", le, v["motif"])


def derogation(d: Dossier, le: date, v: Valeurs) -> None:
    """Une dérogation motivée."""
    d.ajouter("derogations", Derogation(d.numero("derogations"), v["obligation"], le, v["auteur"], v["raison"]))


def personne(d: Dossier, le: date, v: Valeurs) -> None:
    """L'arrivée d'une personne au foyer."""
    d.personnes.append({"arrivee": le, **v})


def composition(d: Dossier, le: date, v: Valeurs) -> None:
    """Le nombre d'occupants déclaré à partir de ce jour ; ErreurMetier s'il y a plus d'enfants que d'occupants."""
    enfants = v.get("enfants")
    if enfants is not None and enfants > v["occupants"]:
        raise ErreurMetier(f"{d.ou} : les enfants font partie des occupants, ils ne peuvent pas être plus.", "enfants")
    numero = d.numero("compositions")
    d.ajouter("compositions", CompositionDeclaree(numero, le, v.get("fin"), v["occupants"], enfants))


def depart(d: Dossier, le: date, v: Valeurs) -> None:
    """Le départ d'une personne."""
    d.personne(v)["depart"] = le


def decision(d: Dossier, le: date, v: Valeurs) -> None:
    """La décision prise pour un occupant sans titre."""
    d.personne(v).update(v, decision_le=le)


def decohabitation(d: Dossier, le: date, v: Valeurs) -> None:
    """La création du ménage décohabitant lié."""
    d.ajouter("decohabitations", (v.get("menage", "menage lié"), le))
