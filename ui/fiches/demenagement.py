"""Les fiches du relogement : bail, déménagement, loyers des deux côtés, dépôt de garantie, retour (article 6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.formats import date_courte, pluriel
from relogement.regles.charte.fenetres import jours_double_loyer
from relogement.services import relogements
from relogement.services.corrections import corriger
from relogement.stockage.lectures import Ligne
from relogement.vocabulaire import ModeDemenagement, Payeur, Reservataire, accord_tient
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Textes, Valeurs, fixes, jour, reprendre, sans
from ui.socle.champs import Champ, Genre, Valeur
from ui.socle.lectures import lire_date

SANS_BAIL = "Enregistrez d'abord le bail du nouveau logement."
_MONTANTS = ("loyer", "charges", "rls", "apl")


def dernier(d: Dossier) -> Ligne | None:
    """Le relogement demandé, sinon le dernier."""
    return d.celle(d.fiche.relogements) or (d.fiche.relogements[-1] if d.fiche.relogements else None)


def _champs_bail(d: Dossier) -> tuple[Champ, ...]:
    acceptees = tuple(
        (str(p["id"]), f"Proposition {p['rang']} · {d.fiche.offerts[p['logement_id']]['libelle']}")
        for p in d.fiche.propositions if accord_tient(p["reponse"], p["caleol_decision"])
    )
    return (
        Champ("proposition_id", "Proposition acceptée", Genre.CHOIX, choix=acceptees),
        jour("bail_signe_le", "Bail signé le", demi=True),
        Champ("bail_numero", "Numéro du bail", demi=True),
        Champ("temporaire", "Relogement temporaire", Genre.OUI_NON_INCONNU, demi=True),
        Champ("reservataire", "Imputé au contingent", Genre.CHOIX, choix=Reservataire, demi=True),
        Champ("loyer", "Loyer principal par mois", Genre.MONTANT, demi=True),
        Champ("charges", "Charges par mois", Genre.MONTANT, demi=True),
        Champ("rls", "RLS par mois", Genre.MONTANT, demi=True, aide="Vide : celle du budget figé."),
        Champ("apl", "APL par mois", Genre.MONTANT, demi=True, aide="Vide : celle du budget figé."),
    )


def _depart_bail(d: Dossier) -> Mapping[str, Valeur]:
    if d.ligne is not None:
        valeurs = d.valeurs("bail_signe_le", "bail_numero", "temporaire", "reservataire", *_MONTANTS)
        return valeurs | {"proposition_id": str(d.ligne["proposition_id"]) if d.ligne["proposition_id"] else None}
    loues = {r["proposition_id"] for r in d.fiche.relogements}
    acceptees = [p for p in d.fiche.propositions
                 if accord_tient(p["reponse"], p["caleol_decision"]) and p["id"] not in loues]
    if not acceptees:
        return {}
    figes = d.fiche.budgets.get(acceptees[-1]["id"], ())
    apres = next((f for f in figes if f["apres"]), None)
    montants = {nom: apres[nom] for nom in _MONTANTS} if apres else {}
    reservataire = d.fiche.offerts[acceptees[-1]["logement_id"]]["reservataire"]
    return montants | {"proposition_id": str(acceptees[-1]["id"]), "reservataire": reservataire,
                       "temporaire": acceptees[-1]["temporaire"]}


def _bail(base: Any, d: Dossier, v: Valeurs) -> Changements:
    proposition = UUID(v["proposition_id"]) if v["proposition_id"] else None
    v = sans(v, "proposition_id")
    if d.ligne is not None:
        v["temporaire"] = bool(v["temporaire"])
        return corriger(base, "relogement", d.cle, **v, proposition_id=proposition)
    return relogements.signer_bail(base, d.menage_id, proposition, **v)


def _caches_mode(_: Dossier, t: Textes) -> Collection[str]:
    return ("payeur", "cout") if t["mode"] == ModeDemenagement.FORFAIT.value else ("forfait",)


def _depart_mode(d: Dossier) -> Mapping[str, Valeur]:
    v = d.valeurs("mode", "commande_le", "commande_payeur", "forfait", "forfait_decide_le", "cout_demenagement")
    forfait = v["mode"] is ModeDemenagement.FORFAIT
    return {"mode": v["mode"], "le": v["forfait_decide_le"] if forfait else v["commande_le"],
            "payeur": v["commande_payeur"], "forfait": v["forfait"], "cout": v["cout_demenagement"]}


def _alerte_loyers(d: Dossier, t: Textes) -> str:
    try:
        debut, fin = (lire_date(t[nom], d.aujourd_hui) for nom in ("debut_loyer_le", "fin_loyer_ancien_le"))
    except ErreurMetier:
        return ""
    jours = jours_double_loyer(debut, fin)
    if not jours or t["chevauchement_paye"] == "oui":
        return ""
    return (
        f"Les deux loyers courent {pluriel(jours, 'jour')}, du {date_courte(debut)} au {date_courte(fin)} : "
        "avancez la fin de l'ancien, ou faites payer le chevauchement au bailleur."
    )


FICHES: dict[str, Modele] = {
    "signature_bail": Modele(
        "Bail du nouveau logement",
        _champs_bail,
        _bail,
        valeurs=_depart_bail,
        cible=lambda d: d.celle(d.fiche.relogements),
        action="Enregistrer le bail",
    ),
    "demenagement": Modele(
        "Prise en charge du déménagement",
        fixes(
            Champ("mode", "Comment", Genre.CHOIX, choix=ModeDemenagement, obligatoire=True, demi=True,
                  manque="Choisissez le déménageur ou la somme forfaitaire."),
            jour(libelle="Commandé ou décidé le", demi=True),
            Champ("payeur", "Qui paie le déménageur", Genre.CHOIX, choix=Payeur),
            Champ("cout", "Coût du déménageur, toutes taxes comprises", Genre.MONTANT),
            Champ("forfait", "Somme forfaitaire", Genre.MONTANT),
        ),
        lambda base, d, v: relogements.organiser_demenagement(base, d.cle, **v),
        valeurs=_depart_mode,
        cible=dernier,
        exige=SANS_BAIL,
        caches=_caches_mode,
        intro="Le déménagement est à la charge du bailleur d'origine, avant le jour du départ (article 6).",
    ),
    "forfait": Modele(
        "Versement de la somme forfaitaire",
        fixes(jour(libelle="Versée le")),
        lambda base, d, v: relogements.payer_forfait(base, d.cle, **v),
        valeurs=lambda d: {"le": d.valeurs("forfait_paye_le")["forfait_paye_le"]},
        cible=dernier,
        exige=SANS_BAIL,
    ),
    "jour_demenagement": Modele(
        "Jour du déménagement",
        fixes(jour(libelle="Déménagé le")),
        lambda base, d, v: relogements.enregistrer_demenagement(base, d.cle, **v),
        valeurs=lambda d: {"le": d.valeurs("demenage_le")["demenage_le"]},
        cible=dernier,
        exige=SANS_BAIL,
    ),
    "loyers": Modele(
        "Loyers des deux côtés",
        fixes(
            Champ("debut_loyer_le", "Premier jour du nouveau loyer", Genre.DATE, obligatoire=True, demi=True,
                  manque="Indiquez le premier jour du nouveau loyer."),
            Champ("fin_loyer_ancien_le", "Dernier jour de l'ancien loyer", Genre.DATE, demi=True),
            Champ("chevauchement_paye", "Le bailleur a payé les jours en double", Genre.OUI_NON_INCONNU),
        ),
        lambda base, d, v: relogements.noter_loyers(base, d.cle, **v),
        valeurs=reprendre("debut_loyer_le", "fin_loyer_ancien_le", "chevauchement_paye"),
        cible=dernier,
        exige=SANS_BAIL,
        alerte=_alerte_loyers,
        intro="Le ménage ne paie jamais deux loyers (article 6).",
    ),
    "depot": Modele(
        "Dépôt de garantie",
        fixes(
            Champ("transfere", "Montant transféré", Genre.MONTANT, obligatoire=True, demi=True,
                  manque="Indiquez le montant transféré ; 0 s'il n'y avait pas de dépôt."),
            jour(libelle="Transféré le", demi=True),
            Champ("complement", "Complément demandé", Genre.MONTANT, demi=True, aide="0 si rien ; vide : inconnu."),
            Champ("retenue", "Somme retenue", Genre.MONTANT, demi=True, aide="0 si rien ; vide : inconnu."),
        ),
        lambda base, d, v: relogements.transferer_depot(base, d.cle, **v),
        valeurs=lambda d: {nom.removeprefix("depot_"): valeur for nom, valeur in d.valeurs(
            "depot_transfere", "depot_le", "depot_complement", "depot_retenue").items()},
        cible=dernier,
        exige=SANS_BAIL,
        intro="Le dépôt est transféré sans complément ni retenue (article 6).",
    ),
    "retour": Modele(
        "Retour du relogement temporaire",
        fixes(jour(libelle="Revenu le"), Champ("retour_logement", "Logement de retour")),
        lambda base, d, v: relogements.terminer_temporaire(base, d.cle, **v),
        valeurs=lambda d: {"le": d.valeurs("retour_le")["retour_le"], **d.valeurs("retour_logement")},
        cible=lambda d: d.celle([r for r in d.fiche.relogements if r["temporaire"]])
        or next((r for r in reversed(d.fiche.relogements) if r["temporaire"]), None),
        exige="Aucun relogement temporaire n'est enregistré.",
    ),
}
