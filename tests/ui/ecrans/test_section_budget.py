"""La section Budget : les chiffres figés côte à côte, l'inconnu nommé, les gestes qui le complètent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlmodel import select

from relogement.modeles import Loyer
from relogement.services.budgets_figes import completer_budget_fige
from relogement.services.charte import resume_menage
from relogement.services.corrections import retirer
from relogement.services.menages import modifier_logement, modifier_personne, noter_loyer
from relogement.services.propositions import envoyer_proposition
from relogement.services.vivier import corriger_logement_offert
from tests.ui.fiches.dossiers import Essai, preparer
from ui.ecrans.menage.section_budget import SectionBudget
from ui.ecrans.menage.tableau_budget import TableauBudget
from ui.socle.elements import Bouton, Texte
from ui.socle.graphiques import BarreComparaison

Demande = tuple[str, UUID | None, str | None]
E = "\u00a0€"


@pytest.fixture
def essai(tmp_path: Path) -> Iterator[Essai]:
    """Un ménage, sa base, son contexte."""
    fait = preparer(tmp_path)
    yield fait
    fait.base.fermer()


class Vue:
    """La section, ce qu'elle demande d'ouvrir, son tableau lu ligne par ligne."""

    def __init__(self, qtbot: QtBot, essai: Essai) -> None:
        self.demandes: list[Demande] = []
        self.essai = essai
        self.section = SectionBudget(essai.contexte, lambda *d: self.demandes.append(d))
        qtbot.addWidget(self.section)
        self.montrer()
        self.section.show()

    def montrer(self) -> None:
        resume, constats = resume_menage(self.essai.base, self.essai.menage, self.essai.contexte.aujourd_hui())
        self.section.montrer(self.essai.fiche, constats, resume)
        QApplication.processEvents()

    @property
    def tableau(self) -> TableauBudget:
        return self.section.findChildren(TableauBudget)[-1]

    @property
    def barres(self) -> str:
        return self.section.findChildren(BarreComparaison)[-1].accessibleDescription()

    def ligne(self, libelle: str) -> list[str]:
        return next(textes[1:] for textes in self.tableau.textes() if textes[0] == libelle)

    @property
    def boutons(self) -> list[Bouton]:
        return self.section.findChildren(Bouton)

    @property
    def textes(self) -> list[str]:
        return [t.text() for t in self.section.findChildren(Texte) if t.isVisible()]

    def cliquer(self, nom: str) -> None:
        next(b for b in self.section.findChildren(Bouton) if b.accessibleName() == nom and b.isVisible()).click()


def test_chaque_logement_a_sa_colonne_et_son_etat(qtbot: QtBot, essai: Essai) -> None:
    essai.refuser()
    essai.proposer(date(2026, 11, 3))
    modele = Vue(qtbot, essai).tableau.model()
    tetes = [modele.headerData(rang, Qt.Orientation.Horizontal) for rang in range(modele.columnCount())]
    assert tetes == [
        "par mois", "Quitté\nT3 61\u00a0m²", "Prop. 1\nT4 72\u00a0m²\nrefusée\nfigé 01/10/2026",
        "Prop. 2\nT4 72\u00a0m²\nen attente\nfigé 03/11/2026",
    ]


def test_les_montants_se_lisent_avec_leur_signe_et_leur_ecart(qtbot: QtBot, essai: Essai) -> None:
    essai.proposer(apl=20_000)
    vue = Vue(qtbot, essai)
    assert vue.ligne("Loyer principal") == [f"312,40{E}", f"341,10{E}"]
    assert vue.ligne("RLS") == [f"\u2212\u00a043,06{E}", f"\u2212\u00a043,06{E}"]
    assert vue.ligne("Mensualité résiduelle") == [f"127,54{E}", f"182,04{E}"]
    assert vue.ligne("Ancienne, ce jour-là") == ["–", f"127,54{E}"]
    assert vue.ligne("Loyer au m²") == [f"5,12{E}", f"4,74{E}"]
    assert vue.ligne("Loyer et charges au m²") == [f"6,70{E}", f"5,90{E}"]
    assert vue.ligne("Écart avec l'ancienne") == ["–", "+\u00a043\u00a0%"]
    assert vue.ligne("Taux d'effort (charte)") == ["11,3\u00a0%", "16,1\u00a0%"]
    assert vue.ligne("Taux d'effort (arrêté)") == ["inconnu (forfait)"] * 2
    assert vue.ligne("Reste à vivre par mois") == [f"1\u00a0000,46{E}", f"945,96{E}"]


def test_une_surface_inconnue_se_nomme(qtbot: QtBot, essai: Essai) -> None:
    modifier_logement(essai.base, essai.menage, surface=None)
    essai.proposer()
    assert Vue(qtbot, essai).ligne("Loyer au m²")[0] == "inconnu (surface)"


def test_le_loyer_se_dit_accessible_pour_ce_menage_avec_le_plafond_fige(qtbot: QtBot, essai: Essai) -> None:
    modifier_personne(essai.base, essai.personnes[1], naissance=date(2015, 6, 1))
    essai.proposer()
    vue = Vue(qtbot, essai)
    attendue = (
        f"Proposition n° 1 : accessible pour ce ménage : loyer 341,10{E} ≤ plafond 404,49{E} "
        "(seul ou seule, 1 personne à charge, zone 2, table du 01/10/2026)."
    )
    assert attendue in vue.textes
    # Ce qui était montré à l'envoi ne change plus, même si le foyer change ensuite.
    modifier_personne(essai.base, essai.personnes[1], depart_le=date(2026, 9, 1))
    vue.montrer()
    assert attendue in vue.textes


def test_une_baisse_se_lit_avec_le_signe_moins(qtbot: QtBot, essai: Essai) -> None:
    essai.proposer(apl=30_000)
    assert Vue(qtbot, essai).ligne("Écart avec l'ancienne")[1] == "\u2212\u00a036\u00a0%"


def test_l_inconnu_se_dit_inconnu_et_nomme_ce_qui_manque(qtbot: QtBot, essai: Essai) -> None:
    essai.proposer(apl=None)
    vue = Vue(qtbot, essai)
    assert vue.ligne("APL")[1] == "inconnu"
    assert vue.ligne("Mensualité résiduelle")[1] == vue.ligne("Écart avec l'ancienne")[1] == "inconnu (APL)"
    assert vue.ligne("Reste à vivre / UC / jour") == ["inconnu (âges)", "inconnu (APL, âges)"]
    assert vue.ligne("Reste à vivre / pers. / jour")[0] == f"16,67{E}"
    assert vue.barres == f"Logement quitté : 127,54{E} ; Proposition n° 1 : inconnu"
    manques = [t.text() for t in vue.section.findChildren(Texte) if t.text().startswith("Proposition 1,")]
    assert manques == ["Proposition 1, inconnu le jour de l'envoi : APL, âge de chacun."]


def test_le_budget_fige_ne_suit_pas_un_loyer_change_apres(qtbot: QtBot, essai: Essai) -> None:
    essai.proposer(apl=20_000)
    noter_loyer(essai.base, essai.menage, du=date(2026, 11, 1), loyer=40_000, charges=9_620, rls=4_306, apl=23_800)
    vue = Vue(qtbot, essai)
    assert vue.ligne("Loyer principal")[0] == f"400,00{E}"
    assert vue.ligne("Mensualité résiduelle") == [f"215,14{E}", f"182,04{E}"]
    assert vue.ligne("Ancienne, ce jour-là")[1] == f"127,54{E}"
    assert vue.ligne("Écart avec l'ancienne")[1] == "+\u00a043\u00a0%"


def test_ce_qui_manquait_au_logement_quitte_se_nomme_dans_l_ecart(qtbot: QtBot, essai: Essai) -> None:
    noter_loyer(essai.base, essai.menage, du=date(2026, 9, 1), loyer=31_240, charges=9_620, rls=None, apl=23_800)
    essai.proposer(apl=20_000)
    vue = Vue(qtbot, essai)
    assert vue.ligne("Ancienne, ce jour-là")[1] == "inconnu (RLS)"
    assert vue.ligne("Écart avec l'ancienne")[1] == "inconnu (RLS)"
    assert vue.ligne("Mensualité résiduelle")[1] == f"182,04{E}"


def test_completer_un_budget_fige_puis_reprendre_les_ages_du_foyer(qtbot: QtBot, essai: Essai) -> None:
    cle = essai.proposer(apl=None)
    vue = Vue(qtbot, essai)
    vue.cliquer("Compléter")
    assert vue.demandes == [("budget_fige", cle, None)]
    completer_budget_fige(essai.base, cle, avant={}, apres={"apl": 25_400})
    modifier_personne(essai.base, essai.personnes[1], naissance=date(2009, 2, 4))
    vue.montrer()
    vue.cliquer("Reprendre du foyer")
    vue.montrer()
    assert essai.fiche.budgets[cle][1]["uc_dixiemes"] == 15
    assert "inconnu" not in " ".join(vue.ligne("Reste à vivre / UC / jour"))


def test_le_bouton_de_l_avis_ouvre_les_montants_sur_l_apl(qtbot: QtBot, essai: Essai) -> None:
    vue = Vue(qtbot, essai)
    vue.cliquer("Saisir les montants de l'avis")
    assert vue.demandes == [("loyer", None, "apl")]


def test_une_valeur_que_la_liste_tait_dit_son_origine(qtbot: QtBot, essai: Essai) -> None:
    with essai.base.geste("essai", "Liste", essai.menage) as g:
        loyer = g.s.exec(select(Loyer)).one()
        loyer.reportes = {"rls": "2025-12-15", "avis_le": "2025-12-15"}
        loyer.avis_le = date(2025, 12, 1)
    (note,) = [t.text() for t in Vue(qtbot, essai).section.findChildren(Texte) if "estimées" in t.text()]
    debut = f"la liste du {loyer.du:%d/%m/%Y} n'en dit rien"
    assert note.startswith(f"RLS saisie d'après l'avis du 01/12/2025 (RLS : valeur du 15/12/2025, {debut})")


def test_le_nouveau_logement_prend_la_seconde_barre(qtbot: QtBot, essai: Essai) -> None:
    essai.reloger()
    vue = Vue(qtbot, essai)
    assert vue.barres.endswith(f"Nouveau logement : 128,04{E}")


def test_le_tableau_se_lit_cellule_par_cellule(qtbot: QtBot, essai: Essai) -> None:
    essai.proposer()
    modele = Vue(qtbot, essai).tableau.model()
    lu = modele.data(modele.index(0, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert lu == f"Loyer principal, Quitté, T3 61\u00a0m² : 312,40{E}"


def estimer(essai: Essai) -> None:
    """Une proposition dont l'APL, laissée vide, s'estime : l'enfant a son âge, le logement son bailleur."""
    modifier_personne(essai.base, essai.personnes[1], naissance=date(2015, 6, 1))
    offre = {"libelle": "Le Clos", "loyer": 36_000, "charges": 8_000, "commune": "Rezé", "bailleur": "Habitat Sud"}
    envoyer_proposition(essai.base, essai.menage, None, envoyee_le=date(2026, 11, 3), nouveau=offre)


def test_une_apl_estimee_porte_environ_son_encadrement_et_sa_reserve(qtbot: QtBot, essai: Essai) -> None:
    estimer(essai)
    vue = Vue(qtbot, essai)
    apl = essai.fiche.budgets[essai.fiche.propositions[0]["id"]][1]["apl"]
    assert vue.ligne("APL (estimation)") == [f"−\u00a0238,00{E}", f"≈\u00a0−\u00a0{apl // 100}{E}"]
    assert vue.ligne("Mensualité résiduelle")[1] == f"≈\u00a0{round((36_000 - 4_306 + 8_000 - apl) / 100)}{E}"
    reste = vue.ligne("Reste à vivre par mois")[1]
    assert reste.startswith("≈")
    assert "," not in reste  # le centime d'une estimation serait une fausse promesse
    assert vue.ligne("Taux d'effort (charte)")[1].startswith("≈")
    (resume,) = [t.text() for t in vue.section.findChildren(Texte) if "mensualité entre" in t.text()]
    assert resume.startswith("Proposition n° 1 : mensualité entre ")
    assert resume.endswith("seul le calcul de la CAF ou de la MSA fait foi.")
    assert "≈" in vue.barres


def test_pourquoi_ce_montant_ouvre_tout_le_calcul_sous_le_budget(qtbot: QtBot, essai: Essai) -> None:
    estimer(essai)
    vue = Vue(qtbot, essai)
    assert "Part personnelle" not in vue.textes
    vue.cliquer("Pourquoi ce montant ?")
    assert {"Base de ressources (R)", "Part personnelle", "Réserve"} <= set(vue.textes)
    vue.montrer()
    assert "Part personnelle" in vue.textes, "il reste ouvert quand le dossier se relit"
    vue.cliquer("Fermer le calcul")
    assert "Part personnelle" not in vue.textes


@pytest.mark.parametrize(("connu", "bouton", "demande"), [
    ({"commune": "Saint-Malo"}, "Compléter le logement", ("logement_offert", "zone_apl")),
    ({"ressource": False}, "Saisir la base de l'avis", ("base_apl", "base_apl")),
])
def test_une_apl_qui_ne_s_estime_pas_dit_pourquoi_et_ouvre_ce_qui_manque(
    qtbot: QtBot, essai: Essai, connu: dict[str, Any], bouton: str, demande: tuple[str, str]
) -> None:
    modifier_personne(essai.base, essai.personnes[1], naissance=date(2015, 6, 1))
    if "ressource" in connu:
        retirer(essai.base, "ressource", essai.fiche.ressources[0]["id"])
    offre = {"libelle": "Le Clos", "loyer": 36_000, "charges": 8_000, "bailleur": "Habitat Sud",
             "commune": connu.get("commune", "Rezé")}
    envoyer_proposition(essai.base, essai.menage, None, envoyee_le=date(2026, 11, 3), nouveau=offre)
    vue = Vue(qtbot, essai)
    assert vue.ligne("APL")[1] == "inconnu"
    assert any(t.text().startswith("APL de la proposition 1 non estimée.") for t in vue.section.findChildren(Texte))
    vue.cliquer(bouton)
    assert [(fiche, champ) for fiche, _, champ in vue.demandes] == [demande]


def test_la_fiche_de_la_famille_s_imprime_pour_la_derniere_proposition(
    qtbot: QtBot, essai: Essai, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Imprimer pour la famille" not in [b.accessibleName() for b in Vue(qtbot, essai).boutons]
    essai.refuser()
    derniere = essai.proposer(date(2026, 11, 3))
    demandes: list[Any] = []
    monkeypatch.setattr(
        "ui.ecrans.menage.section_budget.imprimer_le_budget", lambda _c, _m, proposition: demandes.append(proposition)
    )
    Vue(qtbot, essai).cliquer("Imprimer pour la famille")
    assert demandes == [derniere]


def test_le_taux_de_l_arrete_ajoute_l_eau_et_le_chauffage_individuels(qtbot: QtBot, essai: Essai) -> None:
    modifier_logement(essai.base, essai.menage, forfait_charges=0)
    essai.proposer()
    offert = next(iter(essai.fiche.offerts))
    vue = Vue(qtbot, essai)
    # 127,54 et 128,04 € de mensualité pour 1 128 € ; tout est collectif dans le logement quitté.
    assert vue.ligne("Taux d'effort (arrêté)") == ["11,3\u00a0%", "inconnu (forfait)"]
    corriger_logement_offert(essai.base, offert, forfait_charges=5_000)
    vue.montrer()
    # (128,04 + 50) / 1 128
    assert vue.ligne("Taux d'effort (arrêté)")[1] == "15,8\u00a0%"
    assert vue.ligne("Taux d'effort (charte)")[1] == "11,4\u00a0%"


def test_un_forfait_fige_avec_la_proposition_ne_change_plus(qtbot: QtBot, essai: Essai) -> None:
    offre = {"libelle": "Le Clos", "loyer": 34_110, "charges": 8_400, "forfait_charges": 5_000}
    envoyer_proposition(essai.base, essai.menage, None, envoyee_le=date(2026, 11, 3), rls=4_306, apl=25_400,
                        nouveau=offre)
    corriger_logement_offert(essai.base, next(iter(essai.fiche.offerts)), forfait_charges=9_000)
    assert Vue(qtbot, essai).ligne("Taux d'effort (arrêté)")[1] == "15,8\u00a0%"
