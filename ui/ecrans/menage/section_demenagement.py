"""Déménagement et frais : pour chaque relogement, le bail, le départ, les loyers, le dépôt, les frais (article 6)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from relogement.formats import date_courte, euros, pluriel
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.fenetres import jours_double_loyer
from relogement.services.charte import Resume
from relogement.services.droit_minoration import DroitMinoration, droit_minoration
from relogement.stockage.lectures import FicheMenage, Ligne
from relogement.vocabulaire import ModeDemenagement, accord_tient
from ui.ecrans.menage.demenagement_indemnites import carte_indemnites, carte_visite_technique
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien, paires
from ui.ecrans.menage.section import Section
from ui.socle.elements import Bouton, Carte, EtatVide, flux

A_NOTER = "à noter"


class SectionDemenagement(Section):
    """Le dernier relogement d'abord."""

    cle = "demenagement"
    titre = "Déménagement et frais"

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Voir `Section`."""
        cartes = [] if fiche.relogements else [self.carte("vide", fiche.propositions, lambda: self._vide(fiche))]
        for r in reversed(fiche.relogements):
            frais = tuple(f for f in fiche.frais if f["relogement_id"] == r["id"])
            pieces = tuple(p["id"] for p in fiche.pieces)
            droit = self._droit(fiche, r)
            cartes += [
                self.carte(f"bail/{r['id']}", (r, fiche.offerts), partial(self._bail, fiche, r)),
                self.carte(f"loyers/{r['id']}", r, partial(self._loyers, r)),
                self.carte(f"indemnites/{r['id']}", (r, droit), partial(carte_indemnites, self, r, droit)),
                self.carte(f"frais/{r['id']}", (r, frais, pieces), partial(self._frais, fiche, r, frais)),
            ]
        if fiche.relogements and _accord_sans_bail(fiche):
            cartes.insert(0, self.carte("suite", fiche.propositions, lambda: self._vide(fiche)))
        technique = self.carte("technique", fiche.visites_techniques, lambda: carte_visite_technique(self, fiche))
        self.remplacer(*cartes, technique)

    def _droit(self, fiche: FicheMenage, r: Ligne) -> DroitMinoration | None:
        if r["temporaire"] or not fiche.operation["anru"]:
            return None
        return droit_minoration(self.contexte.base, r["id"], r["plafond_apl"], r["zone_minoration"])

    def _vide(self, fiche: FicheMenage) -> QWidget:
        carte = Carte("Bail du nouveau logement")
        bouton = Bouton("Enregistrer le bail", self.vers("signature_bail", None, None), icone="plus")
        phrase = "Le bail signé, le déménagement, les loyers des deux côtés, le dépôt de garantie et les frais."
        if not _accord_sans_bail(fiche):
            phrase += " Il suit une proposition acceptée, ou un relogement temporaire."
        carte.ajouter(EtatVide(phrase, bouton))
        return carte

    def _vers(self, mot: str, nom: str, cle: UUID, champ: str | None = None) -> Bouton:
        return Bouton(mot, self.vers(nom, cle, champ))

    def _bail(self, fiche: FicheMenage, r: Ligne) -> QWidget:
        carte = Carte("Relogement temporaire" if r["temporaire"] else "Bail et déménagement")
        carte.ajouter(paires(_valeurs_bail(fiche, r)))
        boutons = [self._vers("Corriger le bail", "signature_bail", r["id"]),
                   self._vers("Prise en charge", "demenagement", r["id"])]
        if r["mode"] is ModeDemenagement.FORFAIT:
            boutons.append(self._vers("Forfait versé", "forfait", r["id"]))
        boutons.append(self._vers("Jour du déménagement", "jour_demenagement", r["id"]))
        if r["temporaire"]:
            boutons.append(self._vers("Retour", "retour", r["id"]))
        carte.ajouter(flux(*boutons))
        return carte

    def _loyers(self, r: Ligne) -> QWidget:
        carte = Carte("Loyers et dépôt de garantie")
        carte.ajouter(paires(_valeurs_loyers(r)))
        carte.ajouter(flux(self._vers("Loyers des deux côtés", "loyers", r["id"]),
                           self._vers("Dépôt de garantie", "depot", r["id"])))
        return carte

    def _frais(self, fiche: FicheMenage, r: Ligne, frais: tuple[Ligne, ...]) -> QWidget:
        carte = Carte("Frais d'installation")
        connus = {f["poste"]: f for f in frais}
        le = r["demenage_le"] or r["bail_signe_le"]
        postes = dict(fiche.charte.postes(cles.FRAIS_POSTES, le))
        postes |= {code: code for code in connus if code not in postes}
        lignes = [self._poste(r, code, libelle, connus.get(code)) for code, libelle in postes.items()]
        titres = ("Poste", "Demande", "Accordé", "Payé", "Reçu", "")
        carte.ajouter(Grille(titres, lignes, parts=(6, 2, 3, 3, 1, 0)))
        return carte

    def _poste(self, r: Ligne, code: str, libelle: str, f: Ligne | None) -> list[Cellule]:
        noter = lien("Répondre" if f is None else "Corriger",
                     self.vers("frais", r["id"] if f is None else f["id"], f"poste={code}"),
                     f"Réponse du ménage, {libelle}")
        if f is None:
            return [libelle, A_NOTER, "", "", "", gestes(noter)]
        if not f["demande"]:
            return [libelle, "aucun", "–", "–", "–", gestes(noter)]
        cle = f["id"]
        suite = (lien("Accord", self.vers("reponse_frais", cle, None), f"Réponse du bailleur, {libelle}"),
                 lien("Paiement", self.vers("paiement_frais", cle, None), f"Paiement, {libelle}"))
        recu = "joint" if f["recu_id"] else "absent" if f["paye_le"] else "–"
        return [libelle, euros(f["montant"], "demandé"), _accord(f), _paiement(f), recu, gestes(noter, *suite)]


def _accord_sans_bail(fiche: FicheMenage) -> bool:
    loues = {r["proposition_id"] for r in fiche.relogements}
    return any(accord_tient(p["reponse"], p["caleol_decision"]) and p["id"] not in loues for p in fiche.propositions)


def _accord(f: Ligne) -> str:
    if f["refuse_le"]:
        return f"refusé le {date_courte(f['refuse_le'])} : {f['raison_refus']}"
    return f"{euros(f['accorde'])} le {date_courte(f['accorde_le'])}" if f["accorde_le"] else A_NOTER


def _paiement(f: Ligne) -> str:
    if f["paye_le"] is None:
        return A_NOTER
    par = f["paye_par"].libelle if f["paye_par"] else "payeur inconnu"
    return f"{euros(f['paye'])} le {date_courte(f['paye_le'])}, {par}"


def _valeurs_bail(fiche: FicheMenage, r: Ligne) -> list[tuple[str, str]]:
    proposition = next((p for p in fiche.propositions if p["id"] == r["proposition_id"]), None)
    logement = fiche.offerts[proposition["logement_id"]]["libelle"] if proposition else ""
    numero = f", n° {r['bail_numero']}" if r["bail_numero"] else ""
    lignes = [
        ("Logement", logement),
        ("Bail signé", f"{date_courte(r['bail_signe_le'])}{numero}"),
        ("Contingent", r["reservataire"].libelle if r["reservataire"] else A_NOTER),
        ("Loyer et charges", f"{euros(r['loyer'])} et {euros(r['charges'])} par mois"),
        ("RLS et APL", f"{euros(r['rls'])} et {euros(r['apl'])} par mois"),
        ("Prise en charge", _prise_en_charge(r)),
        ("Déménagé", date_courte(r["demenage_le"], A_NOTER)),
        ("Coût du déménagement", euros(r["cout_demenagement"], "")),
        ("Repris de", fiche.origines.get(r["id"], "")),
    ]
    if r["temporaire"]:
        retour = f", {r['retour_logement']}" if r["retour_logement"] else ""
        lignes.append(("Retour", f"{date_courte(r['retour_le'], A_NOTER)}{retour}"))
    return [(libelle, valeur) for libelle, valeur in lignes if valeur]


def _prise_en_charge(r: Ligne) -> str:
    if r["mode"] is ModeDemenagement.FORFAIT:
        verse = f"versée le {date_courte(r['forfait_paye_le'])}" if r["forfait_paye_le"] else "pas encore versée"
        return f"somme forfaitaire de {euros(r['forfait'])}, décidée le {date_courte(r['forfait_decide_le'])}, {verse}"
    if r["mode"] is ModeDemenagement.DEMENAGEUR:
        payeur = r["commande_payeur"].libelle if r["commande_payeur"] else A_NOTER
        commande = f"commandé le {date_courte(r['commande_le'])}" if r["commande_le"] else "commandé un jour inconnu"
        return f"déménageur {commande}, payé par : {payeur}"
    return A_NOTER


def _valeurs_loyers(r: Ligne) -> list[tuple[str, str]]:
    jours = jours_double_loyer(r["debut_loyer_le"], r["fin_loyer_ancien_le"])
    double = "inconnu, il manque une date" if jours is None else "aucun"
    if jours:
        paye = {True: "payés par le bailleur", False: "payés par le ménage", None: "payeur inconnu"}
        double = (
            f"{pluriel(jours, 'jour')}, du {date_courte(r['debut_loyer_le'])} au "
            f"{date_courte(r['fin_loyer_ancien_le'])}, {paye[r['chevauchement_paye']]}"
        )
    return [
        ("Nouveau loyer", f"à partir du {date_courte(r['debut_loyer_le'])}" if r["debut_loyer_le"] else A_NOTER),
        ("Ancien loyer", f"jusqu'au {date_courte(r['fin_loyer_ancien_le'])}" if r["fin_loyer_ancien_le"] else A_NOTER),
        ("Double loyer", double),
        ("Dépôt de garantie", _depot(r)),
    ]


def _depot(r: Ligne) -> str:
    if r["depot_transfere"] is None:
        return A_NOTER
    return (
        f"{euros(r['depot_transfere'])} transférés le {date_courte(r['depot_le'])} ; complément demandé : "
        f"{euros(r['depot_complement'])} ; retenue : {euros(r['depot_retenue'])}"
    )
