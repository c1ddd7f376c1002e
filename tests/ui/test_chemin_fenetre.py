"""Le chemin d'un ménage, joué dans la fenêtre : tout s'y tape, s'y clique et s'y lit, de l'opération à la revue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.outils import nouvelle_base
from tests.ui.conduite import Conduite, taper
from tests.ui.socle.faux import FaussesInvites
from ui.app import assembler
from ui.ecrans.menage.panneau_charte import PanneauCharte
from ui.ecrans.menage.tete import Tete
from ui.ecrans.menages import EcranMenages
from ui.ecrans.operations import EcranOperations
from ui.fiches.entretien import DERNIERE, FicheEntretien
from ui.fiches.points import NOMS_POINTS
from ui.socle.elements import COMMENCE, Bandeau
from ui.socle.onglets import Onglets
from ui.socle.rail import Rail

LISTE = Path(__file__).parents[1] / "donnees" / "etats_locatifs" / "etat_locatif_2026.xlsx"
POINTS = dict.fromkeys(NOMS_POINTS, "oui")
CTRL = Qt.KeyboardModifier.ControlModifier
POSTES = {
    "ouverture du compteur d'électricité": "",
    "ouverture du compteur de gaz": "45",
    "ouverture du compteur d'eau": "",
    "transfert du téléphone et d'internet": "",
    "réexpédition du courrier": "",
    "repose des équipements du ménage": "",
}


class Chemin(Conduite):
    """La conduite, et ce que les boîtes de dialogue répondront."""

    invites: FaussesInvites
    dossier: Path

    def scan(self, nom: str) -> Path:
        """Un fichier à ranger, que la prochaine boîte choisira."""
        fichier = self.dossier / f"{nom}.pdf"
        fichier.write_bytes(b"%PDF-1.4 " + nom.encode())
        self.invites.reponses.append(fichier)
        return fichier

    def sortie(self, nom: str) -> Path:
        """Où la prochaine boîte dira d'écrire."""
        self.invites.reponses.append(self.dossier / nom)
        return self.dossier / nom

    def attendre(self, phrase: str) -> None:
        """Attend que le travail fait à côté se dise à l'écran."""
        self.qtbot.waitUntil(lambda: phrase in self.textes())


@pytest.fixture
def chemin(qtbot: QtBot, tmp_path: Path) -> Iterator[Chemin]:
    base, horloge = nouvelle_base(tmp_path, date(2026, 10, 1))
    invites = FaussesInvites()
    fait = assembler(base, invites, horloge)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.show()
    fait.fenetre.activateWindow()
    qtbot.waitUntil(fait.fenetre.isActiveWindow)
    chemin = Chemin(qtbot, fait, horloge)
    chemin.invites, chemin.dossier = invites, tmp_path
    yield chemin
    fait.fermer()


def test_du_premier_jour_a_la_revue_dans_la_fenetre(chemin: Chemin) -> None:
    creer_l_operation(chemin)
    importer(chemin)
    ouvrir_le_dossier(chemin)
    rencontrer(chemin)
    premiere_proposition(chemin)
    deuxieme_proposition(chemin)
    troisieme_proposition(chemin)
    demenager(chemin)
    frais(chemin)
    suivre(chemin)
    imprimer(chemin)
    exporter(chemin)


def creer_l_operation(c: Chemin) -> None:
    """La fenêtre s'ouvre sur les opérations ; le formulaire crée la première et mène à l'import."""
    c.cliquer("Créer la première opération")
    c.remplir(code="BEL", nom="Bellevue", nature="demolition")
    c.faire(
        "Créer l'opération", anru="oui", qpv="oui", bailleur="Habitat du Val", genre_bailleur="hlm",
        communes="Nantes", decision_le="15/09/2026", annonce_le="01/10/2026", travaux_le="01/09/2027",
    )
    assert "Déposez ici l'état locatif" in c.textes()


def importer(c: Chemin) -> None:
    """La simulation n'écrit rien ; « Importer » fait entrer 45 ménages."""
    c.invites.reponses.append(LISTE)
    c.cliquer("Choisir un fichier…")
    c.attendre("Rien n'est encore écrit")
    assert c.fait.contexte.nom_dernier_geste == "création de l'opération BEL"
    c.cliquer("Importer")
    c.attendre("Ctrl+Z annule tout l'import en un geste.")


def ouvrir_le_dossier(c: Chemin) -> None:
    """La liste se filtre en tapant ; Entrée y descend, Entrée ouvre."""
    c.cliquer("Ménages", Rail)
    (ecran,) = c.vus(EcranMenages)
    assert len(ecran.rangs) == 45
    c.ecrire_dans("Filtrer les ménages", "bel-0002")
    assert [r.ligne.nom for r in ecran.rangs] == ["YILMAZ Stéphane"]
    c.touche(Qt.Key.Key_Return)
    c.touche(Qt.Key.Key_Down)
    c.touche(Qt.Key.Key_Return)
    assert c.etape() == "à rencontrer"
    delai = "à faire d'ici le 16/10/2026"
    assert c.charte("A01.1", "A03.1", "A03.2") == ["respectée", delai, "à faire d'ici le 30/12/2026"]
    assert c.charte("A04.1") == ["à faire d'ici le 05/03/2027"]
    assert c.charte("A02.1", "A02.2") == ["à faire d'ici le 15/10/2026", "à faire d'ici le 31/10/2026"]
    assert c.prochaine() == "noter une information"
    assert c.charte_au("16/10/2026", "A03.1") == [delai]
    assert c.charte_au("17/10/2026", "A03.1", "A03.2") == ["en retard de 1 j", "à faire d'ici le 30/12/2026"]
    assert c.charte_au("30/12/2026", "A03.2") == ["à faire d'ici le 30/12/2026"]
    assert c.charte_au("31/12/2026", "A03.2") == ["en retard de 1 j"]


def rencontrer(c: Chemin) -> None:
    """L'annonce, le référent en retard d'un jour à l'écran, la conjointe, le loyer, l'entretien, la mesure."""
    c.le(2026, 10, 9)
    c.cliquer("Noter une information", Bandeau)
    c.faire("Enregistrer", le="09/10/2026", moyen="visite", natures="annonce,calendrier")
    assert c.charte("A02.1", "A02.2") == ["respectée"] * 2
    c.le(2026, 10, 17)
    assert c.charte("A03.1") == ["en retard de 1 j"]
    c.le(2026, 10, 10)
    c.cliquer("Désigner le référent", Bandeau)
    c.faire("Enregistrer", agent="Nadia R.", du="10/10/2026", dit_le="10/10/2026")
    assert c.charte("A03.1") == ["respectée"]
    c.le(2026, 10, 12)
    c.cliquer("Foyer", Onglets)
    c.cliquer("Ajouter une personne")
    c.faire(
        "Enregistrer", nom="YILMAZ", prenom="Élif <b>&", naissance="3/3/1940", lien="conjoint",
        statut_bail="cotitulaire",
    )
    c.le(2026, 10, 15)
    c.cliquer("Noter un changement")
    c.faire(
        "Enregistrer", du="15/10/2026", loyer="467,42", charges="140,59", rls="38,56", apl="103,20",
        avis_le="01/10/2026",
    )
    s_entretenir(c)
    assert c.etape() == "en recherche"
    assert c.charte("A03.1", "A03.2", "A03.4") == ["respectée"] * 3
    assert c.charte("A03.3")[0].startswith("à faire")
    c.le(2026, 11, 2)
    c.cliquer("Noter une mesure")
    c.faire("Enregistrer", qui="CCAS de Nantes", depuis="02/11/2026")
    assert c.charte("A03.3") == ["respectée"]


def s_entretenir(c: Chemin) -> None:
    """L'entretien au clavier seul, sur toute la page ; quitté puis repris, rien n'est perdu."""
    c.le(2026, 10, 20)
    assert c.prochaine() == "mener l'entretien"
    c.cliquer("Noter un entretien", Tete)
    (fiche,) = c.vus(FicheEntretien)
    assert not [*c.vus(Tete), *c.vus(PanneauCharte), *c.vus(Bandeau)]
    reponses = {
        "lieu": "domicile", "presents": "M. et Mme", "composition_vue": "oui", "decohabitation": "non",
        "verifications": "identite,ressources", "ressources_vues": "oui", "loyer_supportable": "500",
    }
    for nom, texte in reponses.items():
        repondre(c, fiche, nom, texte)
    c.touche(Qt.Key.Key_Escape)
    assert not c.vus(FicheEntretien)
    assert c.etape() == "à rencontrer"
    c.cliquer("Noter un entretien", Tete)
    (fiche,) = c.vus(FicheEntretien)
    reponses = {
        "type": "T4", "rester": "partir", "lieux": "Nantes Sud, Rezé", "contraintes": "ascenseur",
        "besoins": "rdc_ascenseur", "difficultes": "budget", "conclusion": "Préfère un <b>étage bas</b> & calme",
    }
    for nom, texte in reponses.items():
        repondre(c, fiche, nom, texte)
    for _ in range(2):
        c.touche(Qt.Key.Key_Return)
    assert not c.vus(FicheEntretien)


def repondre(c: Chemin, fiche: FicheEntretien, nom: str, texte: str) -> None:
    """Entrée jusqu'à cette question, puis sa réponse."""
    for _ in range(60):
        question = fiche.pages[fiche.etape].courante()
        if question is fiche.questions[nom]:
            taper(question.rang, texte)
            return
        c.touche(Qt.Key.Key_Return)
    raise AssertionError(f"{nom} n'est pas atteint au clavier, étape {fiche.etape} sur {DERNIERE}")


def proposer(c: Chemin, jour: str, libelle: str, **valeurs: str) -> None:
    """Une proposition envoyée ce jour, tous ses points remplis."""
    c.cliquer("Nouvelle proposition")
    defauts = {
        "libelle": libelle, "type": "T4", "surface": "78", "commune": "Nantes", "loyer": "480", "charges": "120",
        "envoyee_le": jour, "mode": "recommande", "rls": "38,56", "apl": "110",
    }
    c.faire("Enregistrer l'envoi", **(defauts | POINTS | valeurs))


def premiere_proposition(c: Chemin) -> None:
    """Refusée à l'oral ; Ctrl+Z la rend à l'attente et sa frappe au formulaire ; l'écrit signé vient un jour tard."""
    c.le(2026, 11, 3)
    c.cliquer("Propositions", Onglets)
    proposer(c, "03/11/2026", "Les Tilleuls, porte 12", neuf="non")
    assert c.etape() == "proposition en cours"
    assert c.prochaine() == "faire examiner la situation en commission"
    c.le(2026, 11, 5)
    c.cliquer("Réception")
    c.faire("Enregistrer", recue_le="05/11/2026")
    c.le(2026, 11, 10)
    c.cliquer("Le ménage refuse")
    c.remplir(le="10/11/2026", motif="etage", motif_texte="  ", mous_a_aide="oui")
    c.cliquer("Enregistrer le refus")
    assert "Écrivez le motif avec les mots du ménage." in c.textes()
    c.faire("Enregistrer le refus", motif_texte="5e sans ascenseur")
    assert c.etape() == "en recherche"

    c.touche(Qt.Key.Key_Z, CTRL)
    assert c.etape() == "proposition en cours"
    c.cliquer(f"Le ménage refuse : {COMMENCE}")  # la frappe du refus annulé attend d'être reprise
    c.faire("Enregistrer le refus")
    assert c.etape() == "en recherche"
    assert c.charte_au("25/11/2026", "A04.2") == ["à faire d'ici le 25/11/2026"]
    c.le(2026, 11, 26)
    assert c.charte("A04.2") == ["en retard de 1 j"]
    assert c.prochaine() == "obtenir l'écrit du refus"
    c.scan("refus")
    c.cliquer("Déposer le scan")
    c.cliquer("Choisir un fichier…")
    c.faire("Enregistrer", le="26/11/2026")
    assert c.charte("A04.2") == ["respectée, 1 j de retard"]


def deuxieme_proposition(c: Chemin) -> None:
    """Un logement neuf refusé ; le ménage refuse de signer, un témoin le constate."""
    c.le(2026, 12, 1)
    proposer(c, "01/12/2026", "Le Clos, porte 3", neuf="oui")
    c.le(2026, 12, 15)
    c.cliquer("Le ménage refuse")
    c.faire("Enregistrer le refus", le="15/12/2026", motif="cout", motif_texte="trop cher", mous_a_aide="non")
    c.le(2026, 12, 16)
    c.cliquer("Refuse de signer")
    c.faire("Enregistrer", le="16/12/2026", temoin="K. L.")


def troisieme_proposition(c: Chemin) -> None:
    """La dernière que prévoit la charte ; une de plus demande sa raison ; elle est acceptée."""
    c.le(2027, 1, 5)
    proposer(c, "05/01/2027", "Les Saules, porte 7", neuf="oui", loyer="470", charges="130")
    assert c.charte("A04.1")[0].startswith("à faire")
    assert c.charte("A04.3") == ["respectée"]
    c.cliquer("Nouvelle proposition")
    assert "Ce serait la 4e proposition ; la charte en prévoit 3." in c.textes()
    c.touche(Qt.Key.Key_Escape)
    c.le(2027, 1, 12)
    c.cliquer("Le ménage accepte")
    c.faire("Enregistrer l'accord", le="12/01/2027")
    assert c.etape() == "accord"
    assert c.prochaine() == "signer le bail"
    assert c.charte("A04.1", "A05.1") == ["respectée"] * 2


def demenager(c: Chemin) -> None:
    """Bail, loyers sans doublon, déménageur payé par le bailleur, dépôt transféré, départ."""
    c.le(2027, 2, 1)
    c.cliquer("Déménagement", Onglets)
    c.cliquer("Enregistrer le bail")
    c.faire("Enregistrer le bail", bail_signe_le="01/02/2027")
    assert c.etape() == "bail signé"
    assert c.prochaine() == "noter le déménagement"
    assert c.charte("A06.1", "A06.3", "A06.4") == ["à faire", "à faire d'ici le 03/03/2027", "à vérifier"]
    c.cliquer("Loyers des deux côtés")
    c.faire("Enregistrer", debut_loyer_le="15/02/2027", fin_loyer_ancien_le="15/02/2027")
    assert c.charte("A06.4") == ["respectée"]
    c.le(2027, 2, 5)
    c.cliquer("Prise en charge")
    c.faire("Enregistrer", mode="demenageur", le="05/02/2027", payeur="bailleur")
    assert c.charte_au("04/03/2027", "A06.3") == ["en retard de 1 j"]
    c.le(2027, 2, 10)
    c.cliquer("Dépôt de garantie")
    c.faire("Enregistrer", transfere="467,42", le="10/02/2027", complement="0", retenue="0")
    c.le(2027, 2, 16)
    c.cliquer("Jour du déménagement")
    c.faire("Enregistrer", le="16/02/2027")
    assert c.etape() == "relogé"
    assert c.charte("A06.1", "A06.2", "A06.3") == ["respectée", "à faire d'ici le 17/04/2027", "respectée"]


def frais(c: Chemin) -> None:
    """Chaque poste a sa réponse ; le seul demandé reste dû jusqu'à son paiement."""
    c.le(2027, 2, 20)
    for poste, montant in POSTES.items():
        c.cliquer(f"Réponse du ménage, {poste}")
        c.remplir(demande="oui" if montant else "aucun", demande_le="20/02/2027")
        c.faire("Enregistrer", **({"montant": montant} if montant else {}))
    assert c.charte_au("17/04/2027", "A06.2") == ["à faire d'ici le 17/04/2027"]
    assert c.charte_au("18/04/2027", "A06.2") == ["en retard de 1 j"]
    c.le(2027, 2, 25)
    c.cliquer("Réponse du bailleur, ouverture du compteur de gaz")
    c.faire("Enregistrer", reponse="accorde", le="25/02/2027", accorde="45")
    c.le(2027, 3, 1)
    c.cliquer("Paiement, ouverture du compteur de gaz")
    c.faire("Enregistrer", paye="45", le="01/03/2027", par="bailleur")
    assert c.charte("A06.2") == ["respectée"]


def suivre(c: Chemin) -> None:
    """Le suivi proposé, trois visites, une difficulté qui empêche de clore, la décision, la clôture."""
    c.cliquer("Suivi", Onglets)
    c.cliquer("Suivi proposé")
    c.faire("Enregistrer", le="01/03/2027")
    assert c.etape() == "en suivi"
    assert c.charte_au("31/03/2027", "A08.1") == ["à faire d'ici le 31/03/2027"]
    assert c.charte_au("01/04/2027", "A08.1") == ["en retard de 1 j"]
    for mois, jour in ((1, (2027, 3, 16)), (3, (2027, 5, 17)), (6, (2027, 8, 16))):
        c.le(*jour)
        c.cliquer(f"Noter la visite à {mois} mois")
        c.faire("Enregistrer", le=f"{jour[2]}/{jour[1]}/{jour[0]}", constat="tout va bien")
    assert c.charte("A08.1") == ["respectée"]
    c.cliquer("Noter une difficulté")
    c.faire("Enregistrer", genre="budget", le="16/08/2027")
    c.le(2027, 8, 20)
    c.cliquer("Décider à six mois")
    c.remplir(decision="clos", le="20/08/2027", raison="fini")
    c.cliquer("Enregistrer")
    assert "prolongez" in c.textes()
    c.touche(Qt.Key.Key_Escape)
    c.le(2027, 8, 25)
    c.cliquer("Suite de la difficulté : budget, impayés")
    c.faire("Enregistrer", action="échéancier", action_le="16/08/2027", issue="réglée", issue_le="25/08/2027")
    c.cliquer("Décider à six mois")
    c.faire("Enregistrer", decision="clos", le="25/08/2027", raison="plus de difficulté")
    c.le(2027, 8, 28)
    c.cliquer("Clore le suivi")
    c.faire("Clore le suivi", le="28/08/2027", bilan="Ménage installé.")
    assert c.etape() == "clos"
    assert c.charte("A08.1", "A08.2", "A08.3") == ["respectée"] * 3
    assert c.prochaine() == "faire examiner la situation en commission"


def imprimer(c: Chemin) -> None:
    """Ctrl+P écrit le dossier ; il contient ce qui a été tapé."""
    pdf = c.sortie("dossier.pdf")
    c.touche(Qt.Key.Key_P, CTRL)
    c.attendre("Document écrit : dossier.pdf")
    texte = " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split()).replace("\u00a0", " ")
    for attendu in ("YILMAZ", "Élif <b>&", "<b>étage bas</b> & calme", "5e sans ascenseur", "CCAS de Nantes", "45,00"):
        assert attendu in texte


def exporter(c: Chemin) -> None:
    """La revue du premier trimestre 2027, depuis la page de l'opération ; elle ne contient aucun nom."""
    c.cliquer("Opérations", Rail)
    (ecran,) = c.vus(EcranOperations)
    ecran.table.vue.setFocus()
    c.touche(Qt.Key.Key_Down)
    c.touche(Qt.Key.Key_Return)
    c.invites.reponses.append("2027-T1")
    classeur = c.sortie("revue.xlsx")
    c.cliquer("Exporter la revue")
    c.attendre("Revue 2027-T1 écrite pour")
    feuilles = load_workbook(classeur)
    assert feuilles.sheetnames == [
        "Couverture", "Synthèse", "Graphiques", "Avancement", "Profil", "Accueil et localisation", "Impact financier",
        "Propositions et refus", "Frais", "Suivi et satisfaction", "Charte", "Objectifs CIA", "Équilibre", "Ménages",
        "Qualité", "Contrôle", "Méthode",
    ]
    valeurs = {str(v) for f in feuilles for r in f.iter_rows(values_only=True) for v in r if v is not None}
    assert not any("YILMAZ" in v or "Bottière" in v or "0608196727" in v for v in valeurs)
