"""Chaque fiche fait son geste avec ce qui est tapé ; une mauvaise saisie se dit près du champ ; l'annuler rend tout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from relogement.services import relogements, suivis
from relogement.services.accompagnement import noter_acteur
from relogement.services.menages import creer_decohabitant
from relogement.services.pieces import deposer_piece
from relogement.services.propositions import accepter_proposition, noter_reception
from relogement.services.vivier import ajouter_logement_offert
from relogement.stockage.lectures import FicheMenage, fiche_menage
from relogement.vocabulaire import (
    DecisionCaleol,
    DecisionOccupant,
    DecisionSuivi,
    Difficulte,
    EcritRefus,
    Lien,
    ModeDemenagement,
    MotifRefus,
    MotifSortie,
    NaturePiece,
    NatureRessource,
    Payeur,
    Reponse,
    Reservataire,
    Rester,
    Satisfaction,
    StatutBail,
    VoieCaleol,
)
from tests.ui.fiches.dossiers import Essai
from ui.fiches.fiche import Fiche, FicheDeclaree, FicheSansObjet
from ui.fiches.registre import MODELES, ouvrir_fiche
from ui.socle.elements import Bouton, Texte

Preparation = Callable[[Essai], UUID | None]


def ouvrir(
    qtbot: QtBot, essai: Essai, nom: str, fiche_id: UUID | None = None, champ: str | None = None
) -> FicheDeclaree:
    fiche = ouvrir_fiche(nom, essai.contexte, essai.menage, fiche_id, champ)
    assert isinstance(fiche, FicheDeclaree), fiche.phrase if isinstance(fiche, FicheSansObjet) else nom
    qtbot.addWidget(fiche)
    fiche.show()
    return fiche


def taper(fiche: FicheDeclaree, **textes: str) -> None:
    for nom, texte in textes.items():
        fiche.formulaire.rangs[nom].saisie.poser(texte)
        fiche.formulaire.rangs[nom].saisie.quitte.emit()


def valider(qtbot: QtBot, fiche: FicheDeclaree) -> None:
    with qtbot.waitSignal(fiche.termine):
        fiche.formulaire.demander_validation()


def rien(_: Essai) -> UUID | None:
    return None


def personne(essai: Essai) -> UUID | None:
    return essai.personnes[1]


def proposition(essai: Essai) -> UUID | None:
    return essai.proposer()


def attendue(essai: Essai) -> UUID | None:
    cle = essai.proposer()
    noter_reception(essai.base, cle, recue_le=date(2026, 10, 3))
    return cle


def refus(essai: Essai) -> UUID | None:
    return essai.refuser()


def accord(essai: Essai) -> UUID | None:
    accepter_proposition(essai.base, essai.proposer(), le=date(2026, 10, 10))
    return None


def relogement(essai: Essai) -> UUID | None:
    return essai.reloger()


def forfait(essai: Essai) -> UUID | None:
    cle = essai.reloger()
    relogements.organiser_demenagement(
        essai.base, cle, mode=ModeDemenagement.FORFAIT, le=date(2026, 10, 5), forfait=60_000
    )
    return cle


def temporaire(essai: Essai) -> UUID | None:
    cle = relogements.signer_bail(essai.base, essai.menage, None, bail_signe_le=date(2026, 3, 1), temporaire=True).id
    assert cle is not None
    relogements.enregistrer_demenagement(essai.base, cle, le=date(2026, 3, 2))
    return cle


def frais(essai: Essai) -> UUID | None:
    return relogements.noter_frais(
        essai.base, essai.reloger(), poste="gaz", demande=True, demande_le=date(2026, 10, 25), montant=4_500
    ).id


def difficulte(essai: Essai) -> UUID | None:
    essai.reloger()
    return suivis.noter_difficulte(
        essai.base, essai.menage, genre=Difficulte.VOISINAGE, le=date(2026, 11, 2)
    ).id


@dataclass(frozen=True)
class Cas:
    """Une fiche, ce qui la précède, ce qu'on y tape, ce que le dossier dit ensuite."""

    nom: str
    textes: dict[str, str]
    lire: Callable[[FicheMenage], Any]
    attendu: Any
    avant: Preparation = rien
    champ: str | None = None


CAS = (
    Cas("coordonnees", {"telephone": "0612345678"}, lambda f: f.menage["telephone"], "06 12 34 56 78"),
    Cas("base_apl", {"base_apl": "13 000", "base_apl_le": "3/9/2026"},
        lambda f: (f.menage["base_apl"], f.menage["base_apl_le"]), (1_300_000, date(2026, 9, 3))),
    Cas("logement", {"surface": "61,5"}, lambda f: (f.logement or {})["surface"], 6150),
    Cas("bail", {"debut": "04/09/2009", "numero": "L-12"}, lambda f: (f.bail or {})["debut"], date(2009, 9, 4)),
    Cas("personne", {"nom": "BENALI", "prenom": "Inès", "lien": "enfant"},
        lambda f: (f.personnes[-1]["prenom"], f.personnes[-1]["lien"]), ("Inès", Lien.ENFANT)),
    Cas("personne", {"naissance": "4/2/2009", "statut_bail": "occupant"},
        lambda f: (f.personnes[1]["naissance"], f.personnes[1]["statut_bail"], len(f.personnes)),
        (date(2009, 2, 4), StatutBail.OCCUPANT, 2), personne),
    Cas("composition", {"du": "1/1/2026", "occupants": "3"}, lambda f: f.compositions[0]["occupants"], 3),
    Cas("occupant", {"decision": "rattachement", "le": "1/11/2026"}, lambda f: f.personnes[1]["decision"],
        DecisionOccupant.RATTACHEMENT, personne),
    Cas("decohabitant", {"nom": "M. BENALI Yanis", "le": "1/11/2026"}, lambda f: f.decohabitants[0]["nom"],
        "M. BENALI Yanis"),
    Cas("referent", {"agent": "Nadia R.", "du": "22/01/2026"}, lambda f: f.referents[0]["du"], date(2026, 1, 22)),
    Cas("information", {"le": "20/01/2026", "natures": "annonce,calendrier", "moyen": "courrier"},
        lambda f: f.informations[0]["natures"], ["annonce", "calendrier"]),
    Cas("sortie", {"le": "1/11/2026", "motif": "parti"}, lambda f: f.menage["sortie_motif"], MotifSortie.PARTI),
    Cas("loyer", {"du": "1/9/2026", "apl": "250", "avis_le": "3/9/2026"},
        lambda f: [(x["loyer"], x["apl"]) for x in f.loyers], [(31_240, 23_800), (31_240, 25_000)], champ="apl"),
    Cas("ressource", {"nature": "sans", "du": "1/9/2026"}, lambda f: f.ressources[1]["montant"], 0),
    Cas("ressource", {"nature": NatureRessource.PRIME_ACTIVITE.value, "du": "1/9/2026", "montant": "214"},
        lambda f: f.ressources[1]["montant"], 21_400),
    Cas("souhaits", {"le": "12/3/2026", "type": "T4", "rester": "rester"},
        lambda f: (f.souhaits[0]["type"], f.souhaits[0]["rester"]), ("T4", Rester.RESTER)),
    Cas("mesure", {"qui": "CCAS", "depuis": "1/4/2026"}, lambda f: f.mesures[0]["qui"], "CCAS"),
    Cas("employeur", {"action_logement": "oui", "action_logement_le": "12/3/2026"},
        lambda f: (f.menage["action_logement"], f.menage["action_logement_le"]), (True, date(2026, 3, 12))),
    Cas("nur", {"nur": "0440612345", "nur_le": "2/2/2026"}, lambda f: f.menage["nur_le"], date(2026, 2, 2)),
    Cas("conge", {"conge_le": "1/10/2026", "fin": "31/10/2026"},
        lambda f: ((f.bail or {})["conge_le"], (f.bail or {})["fin"]), (date(2026, 10, 1), date(2026, 10, 31))),
    Cas("priorites", {"priorites": "sante,premier_quartile"}, lambda f: f.menage["priorites"],
        ["premier_quartile", "sante"]),
    Cas("acteur", {"nom": "Mission locale, M. Le Goff", "depuis": "1/3/2026", "contact_le": "12/3/2026"},
        lambda f: (f.acteurs[0]["contact_le"], f.acteurs[0]["accueil"]), (date(2026, 3, 12), False)),
    Cas("demande", {"contingent": "etat", "le": "1/4/2026", "utile": "oui", "reponse": "accord",
                    "reponse_le": "2/5/2026"},
        lambda f: (f.demandes[0]["contingent"], f.demandes[0]["reponse_le"], f.demandes[0]["sans_objet"]),
        (Reservataire.ETAT, date(2026, 5, 2), None)),
    Cas("avis_impot", {"le": "12/3/2026", "annee": "2025", "rfr": "12640", "invalidite": "non"},
        lambda f: [(a["annee"], a["rfr"], a["invalidite"]) for a in f.avis_impot], [(2025, 1_264_000, False)]),
    Cas("avis_impot", {"le": "12/3/2026", "douze_mois_au": "28/2/2026", "rfr": "9100"},
        lambda f: [(a["annee"], a["rfr"], a["douze_mois_au"]) for a in f.avis_impot],
        [(2026, 910_000, date(2026, 2, 28))]),
    Cas("demande", {"contingent": "action_logement", "le": "1/4/2026", "utile": "non", "sans_objet": "retraitée"},
        lambda f: f.demandes[0]["sans_objet"], "retraitée"),
    Cas("visite_technique", {"le": "1/9/2026", "constat": "Rien à signaler"},
        lambda f: f.visites_techniques[0]["constat"], "Rien à signaler"),
    Cas("adequation", {"hors_quartier": "oui", "construit_pour_lui": "oui"},
        lambda f: (f.propositions[0]["hors_quartier"], f.propositions[0]["construit_pour_lui"]), (True, True),
        proposition),
    Cas("caleol", {"caleol": "decision", "le": "12/10/2026", "decision": "b"},
        lambda f: (f.propositions[0]["caleol"], f.propositions[0]["caleol_decision"]),
        (VoieCaleol.DECISION, DecisionCaleol.RANG), proposition),
    Cas("caleol", {"caleol": "information", "le": "12/10/2026"},
        lambda f: (f.propositions[0]["caleol_le"], f.propositions[0]["caleol_decision"]), (date(2026, 10, 12), None),
        proposition),
    Cas("examen", {"le": "12/10/2026", "examen": "Il suffit, aide au chauffage demandée"},
        lambda f: f.propositions[0]["examen_le"], date(2026, 10, 12), proposition),
    Cas("equivalence", {"equivalent": "non", "le": "12/10/2026", "equivalent_raison": "Une pièce sans fenêtre"},
        lambda f: (f.propositions[0]["equivalent"], f.propositions[0]["equivalent_le"],
                   f.propositions[0]["equivalent_raison"]),
        (False, date(2026, 10, 12), "Une pièce sans fenêtre"), proposition),
    Cas("adresse", {"adresse_forfait": "40", "adresse_paye_le": "1/11/2026"},
        lambda f: (f.relogements[0]["adresse_forfait"], f.relogements[0]["adresse_paye_le"]),
        (4_000, date(2026, 11, 1)), relogement),
    Cas("minoration", {"plafond_apl": "380", "loyer_avant_minoration": "410", "minoration": "6000",
                       "minoration_demandee_le": "5/10/2026"},
        lambda f: (f.relogements[0]["plafond_apl"], f.relogements[0]["minoration"]), (38_000, 600_000), relogement),
    Cas("enquete", {"le": "10/11/2026", "mode": "papier", "resultat": "repondue", "interlocuteur": "non",
                    "logement": "tres", "quartier": "plutot_pas", "difficultes": "budget,autre"},
        lambda f: [f.enquetes[0][c] for c in ("logement", "quartier", "interlocuteur", "difficultes", "travaux")],
        [Satisfaction.TRES, Satisfaction.PLUTOT_PAS, False, ["budget", "autre"], None], relogement),
    Cas("derogation", {"le": "2/11/2026", "auteur": "Claire D.", "raison": "Ménage absent"},
        lambda f: (f.derogations[0]["obligation"], f.derogations[0]["auteur"]), ("A03.2", "Claire D."), rien,
        "obligation=A03.2"),
    Cas("adequation", {"adapte_type": "oui", "loi_etat": "non"},
        lambda f: (f.propositions[0]["adapte_type"], f.propositions[0]["loi_etat"]), (True, False), proposition),
    Cas("logement_offert", {"neuf": "oui", "etage": "2"}, lambda f: next(iter(f.offerts.values()))["neuf"], True,
        proposition),
    Cas("reception", {"recue_le": "3/10/2026"}, lambda f: f.propositions[0]["reponse_attendue_le"], date(2026, 10, 13),
        proposition),
    Cas("reponse", {"reponse": "refusee", "le": "12/10/2026", "motif": "cout", "motif_texte": "Trop cher"},
        lambda f: (f.propositions[0]["motif"], f.propositions[0]["motif_texte"]), (MotifRefus.COUT, "Trop cher"),
        proposition),
    Cas("reponse", {"reponse": "acceptee", "le": "12/10/2026"}, lambda f: f.propositions[0]["reponse"],
        Reponse.ACCEPTEE, proposition),
    Cas("acceptation", {"le": "12/10/2026"}, lambda f: f.propositions[0]["reponse"], Reponse.ACCEPTEE, proposition),
    Cas("refus", {"le": "12/10/2026", "motif": "quartier", "motif_texte": "Trop loin", "mous_a_aide": "non"},
        lambda f: (f.propositions[0]["motif_texte"], f.propositions[0]["mous_a_aide"]), ("Trop loin", False),
        proposition),
    Cas("date_reponse", {"repondue_le": "29/10/2026"}, lambda f: f.propositions[0]["repondue_le"], date(2026, 10, 29),
        refus),
    Cas("motif_refus", {"motif": "cout", "motif_texte": "Trop cher"},
        lambda f: (f.propositions[0]["motif"], f.propositions[0]["motif_texte"]), (MotifRefus.COUT, "Trop cher"),
        refus),
    Cas("aide_mous", {"mous_a_aide": "oui"}, lambda f: f.propositions[0]["mous_a_aide"], True, refus),
    Cas("ecrit_refus", {"le": "2/11/2026", "temoin": "M. Durand, gardien"},
        lambda f: (f.propositions[0]["ecrit"], f.propositions[0]["temoin"]),
        (EcritRefus.REFUSE_DE_SIGNER, "M. Durand, gardien"), refus, "temoin"),
    Cas("signature_bail", {"bail_signe_le": "1/11/2026"},
        lambda f: (f.relogements[0]["loyer"], f.relogements[0]["apl"], f.relogements[0]["proposition_id"] is not None),
        (34_110, 25_400, True), accord),
    Cas("demenagement", {"mode": "demenageur", "le": "5/10/2026", "payeur": "bailleur"},
        lambda f: (f.relogements[0]["commande_le"], f.relogements[0]["commande_payeur"]),
        (date(2026, 10, 5), Payeur.BAILLEUR), relogement),
    Cas("forfait", {"le": "25/10/2026"}, lambda f: f.relogements[0]["forfait_paye_le"], date(2026, 10, 25), forfait),
    Cas("jour_demenagement", {"le": "21/10/2026"}, lambda f: f.relogements[0]["demenage_le"], date(2026, 10, 21),
        relogement),
    Cas("loyers", {"debut_loyer_le": "1/10/2026", "fin_loyer_ancien_le": "31/10/2026", "chevauchement_paye": "oui"},
        lambda f: f.relogements[0]["chevauchement_paye"], True, relogement),
    Cas("depot", {"transfere": "312,40", "le": "5/10/2026", "complement": "0", "retenue": "0"},
        lambda f: (f.relogements[0]["depot_transfere"], f.relogements[0]["depot_complement"]), (31_240, 0), relogement),
    Cas("retour", {"le": "1/9/2026", "retour_logement": "bât. B, porte 302"},
        lambda f: f.relogements[0]["retour_le"], date(2026, 9, 1), temporaire),
    Cas("frais", {"demande": "oui", "demande_le": "25/10/2026", "montant": "45"},
        lambda f: (f.frais[0]["poste"], f.frais[0]["montant"]), ("gaz", 4_500), relogement, "poste=gaz"),
    Cas("frais", {"demande": "aucun", "demande_le": "25/10/2026"},
        lambda f: (f.frais[0]["poste"], f.frais[0]["demande"]), ("eau", False), relogement, "poste=eau"),
    Cas("reponse_frais", {"reponse": "accorde", "le": "28/10/2026", "accorde": "40"},
        lambda f: f.frais[0]["accorde"], 4_000, frais),
    Cas("reponse_frais", {"reponse": "refuse", "le": "28/10/2026", "raison": "sans facture"},
        lambda f: f.frais[0]["raison_refus"], "sans facture", frais),
    Cas("paiement_frais", {"paye": "45", "le": "30/10/2026", "par": "bailleur"},
        lambda f: (f.frais[0]["paye"], f.frais[0]["paye_par"]), (4_500, Payeur.BAILLEUR), frais),
    Cas("suivi", {"le": "25/10/2026"}, lambda f: (f.suivi or {})["propose_le"], date(2026, 10, 25), relogement),
    Cas("refus_suivi", {"le": "25/10/2026"}, lambda f: (f.suivi or {})["refuse_le"], date(2026, 10, 25), relogement),
    Cas("visite", {"le": "15/11/2026", "constat": "Tout va bien"},
        lambda f: (f.visites[0]["mois"], f.visites[0]["refusee"]), (1, False), relogement, "mois=1"),
    Cas("difficulte", {"genre": "voisinage", "le": "2/11/2026"}, lambda f: f.difficultes[0]["genre"],
        Difficulte.VOISINAGE, relogement),
    Cas("suite_difficulte", {"action": "Rencontre", "action_le": "5/11/2026"},
        lambda f: f.difficultes[0]["action_le"], date(2026, 11, 5), difficulte),
    Cas("decision", {"decision": "prolonge", "le": "10/11/2026", "avant_terme": "oui", "raison": "Une difficulté"},
        lambda f: (f.suivi or {})["decision"], DecisionSuivi.PROLONGE, relogement),
    Cas("cloture", {"le": "10/11/2026", "bilan": "Bien installés"}, lambda f: (f.suivi or {})["bilan"],
        "Bien installés", relogement),
)
SANS_CAS = {
    "date_decohabitation",
    "bail_parent", "dire_referent", "piece", "proposition", "budget_fige", "tacite", "reponse_souhaits",
    "regler_alerte",
}
"""Celles qui ont leur propre test, plus bas ou avec leur écran."""


def test_chaque_fiche_a_son_cas() -> None:
    assert {c.nom for c in CAS} | SANS_CAS == MODELES.keys()


def _sans_histoire(fiche: FicheMenage) -> FicheMenage:
    """Le dossier sans son journal, que l'annulation allonge, ni les agents nommés au passage."""
    return replace(fiche, gestes=(), agents={})


@pytest.mark.parametrize("cas", CAS, ids=[f"{c.nom}-{rang}" for rang, c in enumerate(CAS)])
def test_la_fiche_fait_son_geste_et_l_annuler_rend_tout(qtbot: QtBot, essai: Essai, cas: Cas) -> None:
    cle = cas.avant(essai)
    fiche = ouvrir(qtbot, essai, cas.nom, cle, cas.champ)
    taper(fiche, **cas.textes)
    avant = essai.fiche
    gestes = len(essai.gestes)
    valider(qtbot, fiche)
    assert cas.lire(essai.fiche) == cas.attendu
    # Un logement proposable n'appartient à aucun ménage : son histoire n'est pas dans le dossier.
    assert len(essai.gestes) == gestes + (cas.nom != "logement_offert")
    assert essai.base.brouillon(fiche.cle_brouillon) == {}
    essai.contexte.annuler_dernier()
    assert _sans_histoire(essai.fiche) == _sans_histoire(avant)
    repris = ouvrir(qtbot, essai, cas.nom, cle, cas.champ)
    tapes = {nom: repris.formulaire.rangs[nom].texte for nom in cas.textes}
    assert tapes == cas.textes


@pytest.mark.parametrize(("nom", "champ", "texte", "phrase"), [
    ("loyer", "loyer", "beaucoup", "Écrivez un montant en euros comme 312,40."),
    ("personne", "naissance", "31/02/2009", "Cette date n'existe pas : vérifiez le jour et le mois."),
    ("coordonnees", "telephone", "12", "Écrivez un numéro à dix chiffres comme 06 12 34 56 78."),
    ("logement", "surface", "0", "Écrivez une surface plus grande que zéro, ou laissez vide."),
    ("composition", "occupants", "41", "Écrivez un nombre au plus égal à 40."),
])
def test_une_mauvaise_saisie_se_dit_pres_du_champ_et_reste(
    qtbot: QtBot, essai: Essai, nom: str, champ: str, texte: str, phrase: str
) -> None:
    fiche = ouvrir(qtbot, essai, nom)
    taper(fiche, **{champ: texte})
    fiche.formulaire.demander_validation()
    assert fiche.formulaire.rangs[champ].erreur == phrase
    fiche.close()
    reprise = ouvrir(qtbot, essai, nom)
    assert reprise.formulaire.rangs[champ].texte == texte
    assert reprise.formulaire.rangs[champ].erreur == phrase


def test_un_refus_du_service_se_dit_pres_de_son_champ(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "refus", essai.proposer())
    taper(fiche, le="30/09/2026", motif="cout", motif_texte="Trop cher")
    fiche.formulaire.demander_validation()
    assert fiche.formulaire.rangs["le"].erreur == "Cette date précède l'envoi de la proposition."
    assert essai.fiche.propositions[0]["reponse"] is None


NOUVEAU = {"libelle": "Le Clos, porte 12", "type": "T3", "surface": "62", "loyer": "341,10", "charges": "84",
           "bailleur": "Habitat Nord", "neuf": "oui"}


def test_une_proposition_cree_son_logement_du_meme_geste(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **NOUVEAU, envoyee_le="3/11/2026", apl="254", rls="43,06", adapte_type="oui")
    valider(qtbot, fiche)
    p = essai.fiche.propositions[0]
    assert essai.fiche.offerts[p["logement_id"]]["libelle"] == "Le Clos, porte 12"
    assert essai.fiche.budgets[p["id"]][1]["apl"] == 25_400
    assert (p["adapte_type"], p["adapte_lieu"], p["temporaire"]) == (True, None, False)
    essai.contexte.annuler_dernier()
    assert not essai.fiche.propositions
    assert ouvrir(qtbot, essai, "proposition").formulaire.rangs["libelle"].texte == "Le Clos, porte 12"


def test_une_proposition_reprend_un_logement_deja_saisi(qtbot: QtBot, essai: Essai) -> None:
    offert = ajouter_logement_offert(essai.base, libelle="Les Pins", loyer=30_000, charges=5_000).id
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, logement=str(offert), envoyee_le="3/11/2026")
    assert fiche.formulaire.rangs["libelle"].isHidden()
    valider(qtbot, fiche)
    assert essai.fiche.propositions[0]["logement_id"] == offert


def test_sans_logement_la_proposition_le_demande(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, envoyee_le="3/11/2026")
    fiche.formulaire.demander_validation()
    assert fiche.formulaire.rangs["libelle"].erreur == "Désignez le logement : résidence, adresse ou porte."


def test_un_point_a_non_se_dit_avant_l_envoi_et_demande_sa_raison(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **NOUVEAU, envoyee_le="3/11/2026", adapte_budget="non", loi_moyens="non")
    assert fiche._alerte.text() == "Point non rempli : budget, moyens. Écrivez la raison de l'envoi."
    fiche.formulaire.demander_validation()
    assert fiche.formulaire.rangs["raison_envoi"].erreur.startswith("Un point n'est pas rempli")
    assert not essai.fiche.propositions
    taper(fiche, raison_envoi="Le ménage y tient")
    assert fiche._alerte.text() == ""
    valider(qtbot, fiche)
    envoyee = essai.fiche.propositions[0]
    assert (envoyee["raison_envoi"], envoyee["envoi_malgre"]) == ("Le ménage y tient", ["adapte_budget", "loi_moyens"])


def test_une_quatrieme_proposition_demande_sa_raison(qtbot: QtBot, essai: Essai) -> None:
    for jour in (1, 2, 3):
        essai.refuser(envoyee=date(2026, 10, jour))
    fiche = ouvrir(qtbot, essai, "proposition")
    assert fiche._alerte.text() == (
        "Ce serait la 4e proposition ; la charte en prévoit 3. Écrivez la raison de l'envoi."
    )
    taper(fiche, **NOUVEAU, envoyee_le="3/11/2026")
    fiche.formulaire.demander_validation()
    assert "3 propositions" in fiche.formulaire.rangs["raison_envoi"].erreur
    taper(fiche, raison_envoi="Demande du ménage")
    valider(qtbot, fiche)
    assert [p["rang"] for p in essai.fiche.propositions] == [1, 2, 3, 4]


def test_une_proposition_temporaire_n_est_pas_une_quatrieme(qtbot: QtBot, essai: Essai) -> None:
    for jour in (1, 2, 3):
        essai.refuser(envoyee=date(2026, 10, jour))
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **NOUVEAU, envoyee_le="3/11/2026", temporaire="oui")
    assert fiche._alerte.text() == ""
    valider(qtbot, fiche)


def scan(dossier: Path) -> Path:
    fichier = dossier / "scan.pdf"
    fichier.write_bytes(b"%PDF-1.4 signature")
    return fichier


def test_le_refus_de_bout_en_bout_avec_son_scan(qtbot: QtBot, essai: Essai, tmp_path: Path) -> None:
    refus_fait = ouvrir(qtbot, essai, "refus", essai.proposer())
    taper(refus_fait, le="28/10/2026", motif="quartier", motif_texte="Trop loin de l'école", mous_a_aide="oui")
    valider(qtbot, refus_fait)
    fiche = ouvrir(qtbot, essai, "ecrit_refus", None, "formulaire")
    assert fiche.depot is not None
    essai.invites.reponses.append(scan(tmp_path))
    fiche.depot.choisir()
    taper(fiche, le="2/11/2026")
    valider(qtbot, fiche)
    p, piece = essai.fiche.propositions[0], essai.fiche.pieces[0]
    assert (p["ecrit"], p["formulaire_id"], p["mous_a_aide"]) == (EcritRefus.SIGNE, piece["id"], True)
    assert piece["nature"] is NaturePiece.REFUS_SIGNE


def test_un_ecrit_refuse_apres_le_depot_ne_perd_rien_et_ne_range_pas_deux_fois(
    qtbot: QtBot, essai: Essai, tmp_path: Path
) -> None:
    cle = essai.refuser()
    fiche = ouvrir(qtbot, essai, "ecrit_refus", cle)
    assert fiche.depot is not None
    fiche.depot.poser(scan(tmp_path))
    taper(fiche, le="27/10/2026")
    fiche.formulaire.demander_validation()
    assert fiche.formulaire.rangs["le"].erreur == "L'écrit ne peut pas précéder le refus."
    assert len(essai.fiche.pieces) == 1
    fiche.close()
    reprise = ouvrir(qtbot, essai, "ecrit_refus", cle)
    assert reprise.formulaire.rangs["le"].texte == "27/10/2026"
    taper(reprise, le="2/11/2026")
    valider(qtbot, reprise)
    assert len(essai.fiche.pieces) == 1
    assert essai.fiche.propositions[0]["formulaire_id"] == essai.fiche.pieces[0]["id"]


def test_une_piece_dont_le_depot_est_annule_est_rangee_de_nouveau(qtbot: QtBot, essai: Essai, tmp_path: Path) -> None:
    cle = essai.refuser()
    fiche = ouvrir(qtbot, essai, "ecrit_refus", cle)
    assert fiche.depot is not None
    fiche.depot.poser(scan(tmp_path))
    taper(fiche, le="2/11/2026")
    valider(qtbot, fiche)
    essai.contexte.annuler_dernier()
    essai.contexte.annuler_dernier()
    assert essai.fiche.pieces == ()
    reprise = ouvrir(qtbot, essai, "ecrit_refus", cle)
    valider(qtbot, reprise)
    assert len(essai.fiche.pieces) == 1


def test_un_fichier_illisible_se_dit_sous_le_bouton(qtbot: QtBot, essai: Essai, tmp_path: Path) -> None:
    fiche = ouvrir(qtbot, essai, "ecrit_refus", essai.refuser())
    assert fiche.depot is not None
    fiche.depot.poser(tmp_path / "absent.pdf")
    taper(fiche, le="2/11/2026")
    fiche.formulaire.demander_validation()
    assert fiche.depot.erreur == "Ce fichier ne peut pas être lu : vérifiez qu'il existe et réessayez."


def test_sans_scan_l_ecrit_signe_est_refuse(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "ecrit_refus", essai.refuser())
    taper(fiche, le="2/11/2026")
    fiche.formulaire.demander_validation()
    assert "Joignez le formulaire signé" in fiche.formulaire._erreur.text()


def test_le_refus_tacite_prend_une_preuve_deja_au_dossier(qtbot: QtBot, essai: Essai, tmp_path: Path) -> None:
    piece = deposer_piece(
        essai.base, essai.menage, scan(tmp_path), nature=NaturePiece.PREUVE_RECEPTION, le=date(2026, 10, 3)
    ).id
    fiche = ouvrir(qtbot, essai, "tacite", attendue(essai))
    taper(fiche, le="20/10/2026")
    fiche.formulaire.demander_validation()
    assert fiche.depot is not None
    assert fiche.depot.erreur == "Joignez la preuve de réception ou de présentation."
    essai.invites.reponses.append(str(piece))
    fiche.depot.reprendre()
    valider(qtbot, fiche)
    p = essai.fiche.propositions[0]
    assert (p["reponse"], p["preuve_reception_id"], p["confirme_le"]) == (Reponse.TACITE, piece, date(2026, 10, 20))


def test_la_remise_en_main_propre_se_dit_recue_et_son_recepisse_se_range_avec_elle(
    qtbot: QtBot, essai: Essai, tmp_path: Path
) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **NOUVEAU, envoyee_le="3/11/2026", mode="remise")
    valider(qtbot, fiche)
    envoyee = essai.fiche.propositions[0]
    fiche = ouvrir(qtbot, essai, "reception", envoyee["id"])
    assert fiche.textes() == {
        "presentee_le": "", "recue_le": "03/11/2026", "reponse_attendue_le": "13/11/2026", "visite_le": "",
    }
    assert fiche.depot is not None
    fiche.depot.poser(scan(tmp_path))
    valider(qtbot, fiche)
    piece = essai.fiche.pieces[0]["id"]
    assert essai.fiche.propositions[0]["preuve_reception_id"] == piece
    fiche = ouvrir(qtbot, essai, "reception", envoyee["id"])
    fiche.formulaire.demander_validation()
    assert "Rien n'a changé" in fiche.formulaire._erreur.text()
    taper(fiche, visite_le="5/11/2026")
    valider(qtbot, fiche)
    fiche = ouvrir(qtbot, essai, "tacite", envoyee["id"])
    taper(fiche, le="14/11/2026")
    valider(qtbot, fiche)
    p = essai.fiche.propositions[0]
    assert (p["reponse"], p["preuve_reception_id"]) == (Reponse.TACITE, piece)
    assert len(essai.fiche.pieces) == 1


def test_une_piece_se_range_puis_se_corrige(qtbot: QtBot, essai: Essai, tmp_path: Path) -> None:
    fiche = ouvrir(qtbot, essai, "piece")
    assert fiche.depot is not None
    taper(fiche, nature="bail", le="1/10/2026", libelle="Bail de 2009")
    fiche.formulaire.demander_validation()
    assert fiche.depot.erreur == "Choisissez le fichier à ranger."
    fiche.depot.poser(scan(tmp_path))
    valider(qtbot, fiche)
    rangee = essai.fiche.pieces[0]
    assert rangee["libelle"] == "Bail de 2009"
    corrigee = ouvrir(qtbot, essai, "piece", rangee["id"])
    assert corrigee.depot is None
    taper(corrigee, libelle="Bail d'origine")
    valider(qtbot, corrigee)
    assert [p["libelle"] for p in essai.fiche.pieces] == ["Bail d'origine"]


def test_un_budget_fige_ne_se_complete_que_sur_l_inconnu(qtbot: QtBot, essai: Essai) -> None:
    cle = essai.proposer(apl=None)
    fiche = ouvrir(qtbot, essai, "budget_fige", cle)
    assert set(fiche.formulaire.rangs) == {"apl_apres"}
    taper(fiche, apl_apres="254")
    valider(qtbot, fiche)
    assert essai.fiche.budgets[cle][1]["apl"] == 25_400
    suite: Fiche = ouvrir_fiche("budget_fige", essai.contexte, essai.menage, cle)
    qtbot.addWidget(suite)
    assert isinstance(suite, FicheSansObjet)


def test_repondre_aux_souhaits_puis_dire_le_referent(qtbot: QtBot, essai: Essai) -> None:
    for nom, textes in (
        ("souhaits", {"le": "12/3/2026", "type": "T4"}),
        ("reponse_souhaits", {"reponse": "Deux T4 visités", "le": "1/6/2026"}),
        ("referent", {"agent": "Paul M.", "du": "1/6/2026"}),
        ("dire_referent", {"dit_le": "2/6/2026"}),
    ):
        fiche = ouvrir(qtbot, essai, nom)
        taper(fiche, **textes)
        valider(qtbot, fiche)
    assert essai.fiche.souhaits[0]["reponse_le"] == date(2026, 6, 1)
    assert essai.fiche.referents[0]["dit_le"] == date(2026, 6, 2)


def test_le_bail_du_menage_d_origine_se_note_depuis_le_decohabitant(qtbot: QtBot, essai: Essai) -> None:
    parent = essai.menage
    enfant = creer_decohabitant(essai.base, parent, nom="M. BENALI Yanis", le=date(2026, 11, 1)).id
    assert enfant is not None
    essai.menage = enfant
    fiche = ouvrir(qtbot, essai, "bail_parent")
    taper(fiche, debut="4/9/2009")
    valider(qtbot, fiche)
    bail = fiche_menage(essai.base, parent).bail
    assert bail is not None
    assert bail["debut"] == date(2009, 9, 4)


def test_deux_postes_de_frais_ne_melangent_pas_leur_frappe(qtbot: QtBot, essai: Essai) -> None:
    cle = essai.reloger()
    gaz = ouvrir(qtbot, essai, "frais", cle, "poste=gaz")
    taper(gaz, montant="45")
    gaz.close()
    eau = ouvrir(qtbot, essai, "frais", cle, "poste=eau")
    assert (eau.formulaire.rangs["poste"].texte, eau.formulaire.rangs["montant"].texte) == ("eau", "")


def test_le_double_loyer_se_compte_en_jours_avant_de_valider(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "loyers", essai.reloger())
    taper(fiche, debut_loyer_le="1/10/2026", fin_loyer_ancien_le="31/10/2026")
    assert fiche._alerte.text().startswith("Les deux loyers courent 31 jours, du 01/10/2026 au 31/10/2026")
    taper(fiche, fin_loyer_ancien_le="1/10/2026")
    assert fiche._alerte.text() == ""


def test_une_fiche_sans_objet_dit_quoi_faire_et_se_ferme(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir_fiche("jour_demenagement", essai.contexte, essai.menage)
    qtbot.addWidget(fiche)
    assert isinstance(fiche, FicheSansObjet)
    assert fiche.phrase == "Enregistrez d'abord le bail du nouveau logement."
    with qtbot.waitSignal(fiche.quitte):
        fiche._fermer.click()


def test_decider_avant_les_six_mois_demande_de_le_confirmer(qtbot: QtBot, essai: Essai) -> None:
    essai.reloger()
    fiche = ouvrir(qtbot, essai, "decision")
    taper(fiche, decision="prolonge", le="10/11/2026", raison="Un impayé")
    phrase = "Les six mois de suivi finissent le 20/04/2027"
    assert any(x.text() == f"{phrase}." for x in fiche.findChildren(Texte) if not x.isHidden())
    fiche.formulaire.demander_validation()
    assert fiche.formulaire.rangs["avant_terme"].erreur.startswith(phrase)
    assert fiche.formulaire.rangs["raison"].texte == "Un impayé"
    taper(fiche, avant_terme="oui")
    valider(qtbot, fiche)
    assert (essai.fiche.suivi or {})["decision"] is DecisionSuivi.PROLONGE


def test_une_fiche_reprise_se_retire_et_l_annuler_la_rend(qtbot: QtBot, essai: Essai) -> None:
    acteur = noter_acteur(essai.base, essai.menage, nom="PMI", depuis=date(2026, 3, 1)).id
    assert not [b for b in ouvrir(qtbot, essai, "acteur").findChildren(Bouton) if b.text() == "Retirer"]
    fiche = ouvrir(qtbot, essai, "acteur", acteur)
    with qtbot.waitSignal(fiche.termine):
        next(b for b in fiche.findChildren(Bouton) if b.text() == "Retirer").click()
    assert [a["nom"] for a in essai.fiche.acteurs] == []
    essai.contexte.annuler_dernier()
    assert [a["nom"] for a in essai.fiche.acteurs] == ["PMI"]


def test_une_apl_trop_forte_se_dit_sous_son_champ_et_reste_tapee(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "loyer")
    taper(fiche, du="1/11/2026", apl="408,61")
    fiche.formulaire.demander_validation()
    assert "dépasse le loyer et les charges réunis (408,60\u00a0€)" in fiche.formulaire.rangs["apl"].erreur
    assert ouvrir(qtbot, essai, "loyer").formulaire.rangs["apl"].texte == "408,61"
    assert len(essai.fiche.loyers) == 1


def test_un_referent_a_venir_se_dit_sous_sa_date(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "referent")
    taper(fiche, agent="Karim L.", du="19/11/2026")
    fiche.formulaire.demander_validation()
    assert "à venir" in fiche.formulaire.rangs["du"].erreur


def test_une_personne_part_avec_son_dossier_depuis_sa_ligne(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "decohabitant", essai.personnes[1])
    assert fiche.formulaire.rangs["nom"].texte == "Yanis BENALI"
    taper(fiche, le="1/11/2026")
    valider(qtbot, fiche)
    assert [p["depart_le"] for p in essai.fiche.personnes] == [None, date(2026, 11, 1)]
    enfant = fiche_menage(essai.base, essai.fiche.decohabitants[0]["id"])
    assert [p["prenom"] for p in enfant.personnes] == ["Yanis"]


def test_la_date_d_une_decohabitation_se_corrige(qtbot: QtBot, essai: Essai) -> None:
    enfant = creer_decohabitant(essai.base, essai.menage, nom="M. BENALI Yanis", le=date(2026, 11, 1)).id
    assert enfant is not None
    essai.menage = enfant
    fiche = ouvrir(qtbot, essai, "date_decohabitation")
    taper(fiche, decohabite_le="20/10/2026")
    valider(qtbot, fiche)
    assert essai.fiche.menage["decohabite_le"] == date(2026, 10, 20)


def test_une_partie_notee_par_erreur_se_vide_et_l_annuler_la_rend(qtbot: QtBot, essai: Essai) -> None:
    cle = essai.proposer()
    assert not [b for b in ouvrir(qtbot, essai, "caleol", cle).findChildren(Bouton) if b.text() == "Retirer"]
    fiche = ouvrir(qtbot, essai, "caleol", cle)
    taper(fiche, caleol="decision", le="12/10/2026", decision="d")
    valider(qtbot, fiche)
    fiche = ouvrir(qtbot, essai, "caleol", cle)
    with qtbot.waitSignal(fiche.termine):
        next(b for b in fiche.findChildren(Bouton) if b.text() == "Retirer").click()
    vue = essai.fiche.propositions[0]
    assert (vue["caleol"], vue["caleol_le"], vue["caleol_decision"]) == (None, None, None)
    essai.contexte.annuler_dernier()
    assert essai.fiche.propositions[0]["caleol_decision"] is DecisionCaleol.NON_ATTRIBUTION


def test_un_decohabitant_sans_personne_cochee_se_dit_avant(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "decohabitant")
    assert isinstance(fiche, FicheDeclaree)
    assert "Personne n'est coché" in fiche._alerte.text()
    fiche.formulaire.rangs["personnes"].reprendre(str(essai.personnes[1]))
    fiche._suivre()
    assert fiche._alerte.text() == ""
