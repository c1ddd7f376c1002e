"""Les gestes du relogement : bail, déménagement, loyers des deux côtés, dépôt, frais (article 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import BudgetFige, Frais, Menage, Proposition, Relogement
from relogement.services.aides import verifier_apl, verifier_loyer
from relogement.services.outils import ABSENT, Absent, creer, exiger, pas_avant, pas_futur, remplir, trouver
from relogement.services.partages import verifier_seul_bail
from relogement.services.pieces import exiger_piece
from relogement.services.propositions import charte_de
from relogement.stockage.base import Base
from relogement.vocabulaire import ModeDemenagement, Payeur, Reponse


def signer_bail(
    base: Base, menage_id: UUID, proposition_id: UUID | None, *, bail_signe_le: date, **valeurs: Any
) -> Changements:
    """Le bail du nouveau logement ; définitif, il suit une proposition acceptée.

    Loyer, charges, RLS et APL viennent du budget figé de la proposition s'ils ne sont pas donnés.
    """
    pas_futur(bail_signe_le, base.aujourd_hui(), "bail_signe_le")
    with base.geste("signer_bail", "Signature du bail", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        p = trouver(g.s, Proposition, proposition_id) if proposition_id is not None else None
        if valeurs.get("temporaire") is None:
            valeurs["temporaire"] = p is not None and p.temporaire
        verifier_bail(g.s, menage_id, proposition_id, signe_le=bail_signe_le, temporaire=valeurs["temporaire"])
        figes = _figes(g.s, p)
        donnees = {c: v for c, v in valeurs.items() if v is not None}
        fiche = creer(
            g.s, Relogement, menage_id=menage_id, proposition_id=proposition_id, bail_signe_le=bail_signe_le,
            **(figes | donnees),
        )
        verifier_seul_bail(g.s, fiche, "bail_signe_le")
        verifier_loyer(donnees.get("loyer"))
        if {"loyer", "charges", "apl"} & donnees.keys():
            verifier_apl(fiche.loyer, fiche.charges, fiche.apl)
        return g.changements("Bail enregistré.", fiche.id)


def verifier_bail(
    s: Session,
    menage_id: UUID,
    proposition_id: UUID | None,
    *,
    signe_le: date,
    temporaire: bool,
    sauf: UUID | None = None,
) -> None:
    """Un bail par proposition acceptée, un seul bail définitif ; `sauf` : le relogement que l'on corrige.

    ErreurMetier aussi si le bail précède l'acceptation ou n'est pas du genre (définitif, temporaire) de la proposition.
    """
    if proposition_id is not None:
        p = trouver(s, Proposition, proposition_id)
        if p.reponse is not Reponse.ACCEPTEE or p.menage_id != menage_id:
            raise ErreurMetier("Le bail suit une proposition acceptée : enregistrez d'abord l'acceptation.")
        if p.temporaire is not temporaire:
            genre = "temporaire" if p.temporaire else "définitif"
            phrase = f"La proposition {p.rang} est pour un relogement {genre} : le bail doit l'être aussi."
            raise ErreurMetier(phrase, "temporaire")
        pas_avant(signe_le, p.repondue_le, "Le bail ne peut pas précéder l'acceptation.", "bail_signe_le")
    elif not temporaire:
        raise ErreurMetier("Choisissez la proposition acceptée à laquelle ce bail fait suite.", "proposition_id")
    autres = select(Relogement).where(Relogement.menage_id == menage_id, col(Relogement.supprime_le).is_(None))
    for autre in (r for r in s.exec(autres) if r.id != sauf):
        if proposition_id is not None and autre.proposition_id == proposition_id:
            raise ErreurMetier("Le bail de cette proposition est déjà enregistré : corrigez-le.", "proposition_id")
        if not temporaire and not autre.temporaire:
            raise ErreurMetier("Un bail définitif est déjà enregistré : corrigez-le, ou annulez d'abord sa signature.")


def _figes(s: Session, p: Proposition | None) -> dict[str, Any]:
    """Ce que coûte le logement proposé, d'après son budget figé."""
    if p is None:
        return {}
    requete = select(BudgetFige).where(BudgetFige.proposition_id == p.id, col(BudgetFige.apres).is_(True))
    fige = s.exec(requete).first()
    return {} if fige is None else {c: getattr(fige, c) for c in ("loyer", "charges", "rls", "apl")}


def verifier_dates(r: Relogement) -> None:
    """Ce qui suit le bail ne le précède pas ; ErreurMetier sous le champ de la fiche qui note cette date."""
    signe = f"la signature du bail, le {r.bail_signe_le:%d/%m/%Y}"
    pas_avant(r.demenage_le, r.bail_signe_le, f"Le déménagement ne peut pas précéder {signe} : vérifiez.", "le")
    pas_avant(r.debut_loyer_le, r.bail_signe_le, f"Le nouveau loyer ne peut pas précéder {signe}.", "debut_loyer_le")
    if r.retour_le is not None and r.demenage_le is None:
        raise ErreurMetier("Notez d'abord le jour du déménagement vers ce logement, puis le retour.", "le")
    pas_avant(r.retour_le, r.demenage_le, "Le retour ne peut pas précéder le déménagement.", "le")
    if r.forfait_paye_le is not None and r.forfait_decide_le is None:
        raise ErreurMetier("Décidez d'abord la somme forfaitaire et son montant, puis notez son versement.")
    pas_avant(r.forfait_paye_le, r.forfait_decide_le, "La somme ne peut pas être versée avant d'être décidée.", "le")
    pas_avant(r.adresse_paye_le, r.bail_signe_le, f"Cette somme suit {signe} : vérifiez.", "adresse_paye_le")


def organiser_demenagement(
    base: Base,
    relogement_id: UUID,
    *,
    mode: ModeDemenagement,
    le: date,
    payeur: Payeur | None = None,
    forfait: int | None = None,
    cout: int | Absent | None = ABSENT,
) -> Changements:
    """La commande au déménageur (qui la paie, son `cout`), ou la décision d'une somme forfaitaire (centimes)."""
    pas_futur(le, base.aujourd_hui())
    if mode is ModeDemenagement.DEMENAGEUR:
        if payeur is None:
            raise ErreurMetier("Indiquez qui paie le déménageur.", "payeur")
        valeurs: dict[str, Any] = {"mode": mode, "commande_le": le, "commande_payeur": payeur}
        if cout is not ABSENT:
            valeurs["cout_demenagement"] = cout
    else:
        if forfait is None:
            raise ErreurMetier("Indiquez le montant de la somme forfaitaire.", "forfait")
        valeurs = {"mode": mode, "forfait_decide_le": le, "forfait": forfait}
    return completer_relogement(base, relogement_id, "organiser_demenagement", "Organisation du déménagement", valeurs)


def payer_forfait(base: Base, relogement_id: UUID, *, le: date) -> Changements:
    """La somme forfaitaire est versée au ménage ; elle a été décidée avant, ou le même jour."""
    pas_futur(le, base.aujourd_hui())
    valeurs = {"forfait_paye_le": le}
    return completer_relogement(base, relogement_id, "payer_forfait", "Versement de la somme forfaitaire", valeurs)


def enregistrer_demenagement(base: Base, relogement_id: UUID, *, le: date) -> Changements:
    """Le jour du déménagement, une fois le bail signé."""
    pas_futur(le, base.aujourd_hui())
    return completer_relogement(base, relogement_id, "enregistrer_demenagement", "Déménagement", {"demenage_le": le})


def noter_loyers(
    base: Base,
    relogement_id: UUID,
    *,
    debut_loyer_le: date,
    fin_loyer_ancien_le: date | None,
    chevauchement_paye: bool | None = None,
) -> Changements:
    """Le premier jour du nouveau loyer, le dernier de l'ancien ; qui paie les jours en double (article 6)."""
    valeurs = {
        "debut_loyer_le": debut_loyer_le, "fin_loyer_ancien_le": fin_loyer_ancien_le,
        "chevauchement_paye": chevauchement_paye,
    }
    return completer_relogement(base, relogement_id, "noter_loyers", "Loyers des deux côtés", valeurs)


def transferer_depot(
    base: Base, relogement_id: UUID, *, transfere: int, le: date, complement: int | None, retenue: int | None
) -> Changements:
    """Le dépôt de garantie transféré (centimes), ce qui a été demandé en plus et ce qui a été retenu."""
    pas_futur(le, base.aujourd_hui())
    valeurs = {
        "depot_transfere": transfere, "depot_le": le, "depot_complement": complement, "depot_retenue": retenue,
    }
    return completer_relogement(base, relogement_id, "transferer_depot", "Dépôt de garantie", valeurs)


def terminer_temporaire(base: Base, relogement_id: UUID, *, le: date, retour_logement: str | None) -> Changements:
    """La fin d'un relogement temporaire et le logement de retour."""
    pas_futur(le, base.aujourd_hui())
    valeurs = {"retour_le": le, "retour_logement": retour_logement}
    return completer_relogement(base, relogement_id, "terminer_temporaire", "Retour du relogement temporaire", valeurs)


def noter_frais(
    base: Base, relogement_id: UUID, *, poste: str, demande: bool, demande_le: date, montant: int | None = None
) -> Changements:
    """La réponse sur un poste de frais : demandé (montant en centimes) ou « aucun » ; une réponse par poste."""
    pas_futur(demande_le, base.aujourd_hui(), "demande_le")
    with base.geste("noter_frais", "Frais d'installation") as g:
        relogement = trouver(g.s, Relogement, relogement_id)
        g.menage_id = relogement.menage_id
        charte = charte_de(g.s, trouver(g.s, Menage, relogement.menage_id))
        connus = dict(charte.postes("frais_postes", relogement.demenage_le or relogement.bail_signe_le))
        if poste not in connus:
            raise ErreurMetier(f"Poste inconnu. La charte prévoit : {', '.join(connus.values())}.", "poste")
        deja = select(Frais).where(Frais.relogement_id == relogement_id, Frais.poste == poste)
        fiche = next((f for f in g.s.exec(deja) if f.supprime_le is None), None)
        valeurs = {"demande": demande, "demande_le": demande_le, "montant": montant if demande else None}
        if fiche is None:
            fiche = creer(g.s, Frais, relogement_id=relogement_id, poste=poste, **valeurs)
        else:
            remplir(fiche, valeurs)
        return g.changements("Frais enregistrés.", fiche.id)


def accorder_frais(base: Base, frais_id: UUID, *, accorde: int, le: date) -> Changements:
    """Le bailleur accorde un montant (centimes)."""
    return _regler(base, frais_id, "accorder_frais", "Frais accordés", {"accorde": accorde, "accorde_le": le}, le)


def refuser_frais(base: Base, frais_id: UUID, *, raison: str, le: date) -> Changements:
    """Le bailleur refuse un poste, avec sa raison."""
    propre = exiger(raison, "Indiquez la raison du refus.", "raison")
    return _regler(base, frais_id, "refuser_frais", "Frais refusés", {"raison_refus": propre, "refuse_le": le}, le)


def payer_frais(
    base: Base, frais_id: UUID, *, paye: int, le: date, par: Payeur, recu_id: UUID | None = None
) -> Changements:
    """Un poste est payé (centimes) : par qui, quand, avec quel reçu."""
    valeurs = {"paye": paye, "paye_le": le, "paye_par": par, "recu_id": recu_id}
    return _regler(base, frais_id, "payer_frais", "Frais payés", valeurs, le)


def completer_relogement(
    base: Base, relogement_id: UUID, nom: str, libelle: str, valeurs: Mapping[str, Any]
) -> Changements:
    """Un geste qui complète un relogement ; ErreurMetier si ses dates ne tiennent plus ensemble."""
    with base.geste(nom, libelle) as g:
        fiche = trouver(g.s, Relogement, relogement_id)
        g.menage_id = fiche.menage_id
        remplir(fiche, valeurs)
        verifier_dates(fiche)
        if "retour_le" in valeurs:
            verifier_seul_bail(g.s, fiche, "le")
        return g.changements(f"{libelle} : enregistré.", relogement_id)


def _regler(
    base: Base, frais_id: UUID, nom: str, libelle: str, valeurs: dict[str, Any], le: date
) -> Changements:
    pas_futur(le, base.aujourd_hui())
    with base.geste(nom, libelle) as g:
        fiche = trouver(g.s, Frais, frais_id)
        menage_id = trouver(g.s, Relogement, fiche.relogement_id).menage_id
        g.menage_id = menage_id
        if valeurs.get("recu_id") is not None:
            exiger_piece(g.s, valeurs["recu_id"], menage_id, "recu")
        if not fiche.demande:
            raise ErreurMetier("Ce poste est noté « aucun » : notez d'abord la demande du ménage.")
        pas_avant(le, fiche.demande_le, "Cette date précède la demande du ménage.", "le")
        remplir(fiche, valeurs)
        return g.changements(f"{libelle}.", frais_id)
