"""Les fiches des frais d'installation : la réponse du ménage, celle du bailleur, le paiement (article 6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from relogement.commun import Changements, ErreurMetier
from relogement.regles.charte import cles
from relogement.services import relogements
from relogement.stockage.lectures import Ligne
from relogement.vocabulaire import NaturePiece, Payeur
from ui.fiches.demenagement import SANS_BAIL, dernier
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Depot, Modele, Textes, Valeurs, fixes, jour
from ui.socle.champs import Champ, Genre, Valeur

_SANS_DEMANDE = "Notez d'abord la demande du ménage sur un poste de frais."
_DEMANDE = (("oui", "demandé par le ménage"), ("aucun", "aucun frais"))
_REPONSE = (("accorde", "accordé"), ("refuse", "refusé"))


def postes(d: Dossier, relogement: Ligne) -> tuple[tuple[str, str], ...]:
    """Les postes (code, libellé) de la charte en vigueur au jour du déménagement, sinon du bail."""
    le = relogement["demenage_le"] or relogement["bail_signe_le"]
    return d.charte.postes(cles.FRAIS_POSTES, le)


def _relogement(d: Dossier) -> Ligne | None:
    """Le relogement demandé, celui du poste demandé, sinon le dernier."""
    poste = d.celle(d.fiche.frais)
    if poste is not None:
        return next(r for r in d.fiche.relogements if r["id"] == poste["relogement_id"])
    return dernier(d)


def _champs_frais(d: Dossier) -> tuple[Champ, ...]:
    assert d.ligne is not None
    return (
        Champ("poste", "Poste", Genre.CHOIX, choix=postes(d, d.ligne), obligatoire=True,
              manque="Choisissez le poste de frais."),
        Champ("demande", "Réponse du ménage", Genre.CHOIX, choix=_DEMANDE, obligatoire=True, demi=True,
              manque="Choisissez « demandé » ou « aucun frais »."),
        jour("demande_le", "Répondu le", demi=True),
        Champ("montant", "Montant demandé", Genre.MONTANT),
    )


def _depart_frais(d: Dossier) -> Mapping[str, Valeur]:
    poste = d.celle(d.fiche.frais)
    if poste is None:
        return {}
    return {"poste": poste["poste"], "demande": "oui" if poste["demande"] else "aucun",
            "demande_le": poste["demande_le"], "montant": poste["montant"]}


def _noter(base: Any, d: Dossier, v: Valeurs) -> Changements:
    return relogements.noter_frais(base, d.cle, **v | {"demande": v["demande"] == "oui"})


def _poste_ouvert(d: Dossier) -> Ligne | None:
    demandes = [f for f in d.fiche.frais if f["demande"]]
    ouverts = [f for f in demandes if f["paye_le"] is None]
    return d.celle(demandes) or next(iter(ouverts), None)


def _caches_reponse(_: Dossier, t: Textes) -> Collection[str]:
    return ("accorde",) if t["reponse"] == "refuse" else ("raison",)


def _repondre(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if v["reponse"] == "refuse":
        return relogements.refuser_frais(base, d.cle, raison=v["raison"] or "", le=v["le"])
    if v["accorde"] is None:
        raise ErreurMetier("Indiquez le montant accordé.", "accorde")
    return relogements.accorder_frais(base, d.cle, accorde=v["accorde"], le=v["le"])


def _depart_paiement(d: Dossier) -> Mapping[str, Valeur]:
    """Ce qui est déjà payé, sinon le montant accordé."""
    v = d.valeurs("paye", "accorde", "paye_le", "paye_par")
    return {"paye": v["accorde"] if v["paye"] is None else v["paye"], "le": v["paye_le"], "par": v["paye_par"]}


FICHES: dict[str, Modele] = {
    "frais": Modele(
        "Frais d'installation",
        _champs_frais,
        _noter,
        valeurs=_depart_frais,
        cible=_relogement,
        exige=SANS_BAIL,
        caches=lambda _, t: ("montant",) if t["demande"] == "aucun" else (),
        intro="Chaque poste reçoit une réponse : un montant demandé, ou « aucun frais ».",
    ),
    "reponse_frais": Modele(
        "Réponse du bailleur",
        fixes(
            Champ("reponse", "Réponse", Genre.CHOIX, choix=_REPONSE, obligatoire=True, demi=True,
                  manque="Choisissez la réponse du bailleur."),
            jour(libelle="Donnée le", demi=True),
            Champ("accorde", "Montant accordé", Genre.MONTANT),
            Champ("raison", "Raison du refus"),
        ),
        _repondre,
        valeurs=lambda d: {"accorde": d.valeurs("montant")["montant"]},
        cible=_poste_ouvert,
        exige=_SANS_DEMANDE,
        caches=_caches_reponse,
    ),
    "paiement_frais": Modele(
        "Paiement des frais",
        fixes(
            Champ("paye", "Montant payé", Genre.MONTANT, obligatoire=True, demi=True, manque="Indiquez le montant."),
            jour(libelle="Payé le", demi=True),
            Champ("par", "Payé par", Genre.CHOIX, choix=Payeur, obligatoire=True, manque="Indiquez qui a payé."),
        ),
        lambda base, d, v: relogements.payer_frais(base, d.cle, **v),
        valeurs=_depart_paiement,
        cible=_poste_ouvert,
        exige=_SANS_DEMANDE,
        depot=Depot("recu_id", NaturePiece.FACTURE, "Le reçu ou la facture"),
    ),
}
