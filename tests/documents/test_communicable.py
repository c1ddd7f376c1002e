"""La copie du droit d'accès : tout ce qui concerne qui la demande, les autres masqués partout, et ce qui l'est."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relogement.documents.communicable import RIEN, Communicable, Tiers, a_relire, communicable, masquer
from relogement.documents.donnees import AlerteImprimee, ConstatImprime
from relogement.documents.retraits import AUTRUI, DEDUIT, PEUT_ETRE, Omission
from relogement.formats import euros, pourcent
from relogement.regles.charte.etats import Etat
from tests.documents.exemple import COMPLET, FOYER, contenu, lire

NOE = Tiers("personne n° 2 (enfant)", ("Noé Benali", "Benali Noé", "Noé"))
SANS_NOE, OMISSIONS = masquer(COMPLET, {1: NOE})


def copie(dossier: object = SANS_NOE, omissions: tuple[Omission, ...] = OMISSIONS) -> bytes:
    assert isinstance(dossier, type(COMPLET))
    return communicable(Communicable(dossier, "Leïla Benali", omissions), invariant=True)


def test_le_nom_d_un_tiers_disparait_de_tout_le_document_notes_comprises() -> None:
    page = contenu(copie())
    assert "Noé" not in page
    assert "01/07/2006" not in page
    assert "Rappeler pour les ressources de personne n° 2 (enfant)." in page
    assert "Leïla Benali" in page
    assert "Anaïs Benali" in page


def test_ses_ressources_sont_retirees_et_celles_du_foyer_ne_les_trahissent_pas() -> None:
    page = contenu(copie())
    assert "bourse" not in page
    assert "1 123,50 €" in page
    assert "1 356,00 €" not in page
    assert all(c.budget.ressources is None and (c.quitte is None or c.quitte.ressources is None)
               for c in SANS_NOE.budgets)


def test_aucun_montant_qui_depend_des_ressources_d_un_tiers_ne_reste_dans_le_texte() -> None:
    """Le reste à vivre, l'APL, la mensualité, le taux : chacun, avec ce que l'on sait, rendrait ses ressources."""
    page, entier = (contenu(copie(x)).replace("\u00a0", " ") for x in (SANS_NOE, COMPLET))
    budgets = [b for c in COMPLET.budgets for b in (c.budget, c.quitte) if b is not None]
    montants = {
        *(euros(x) for b in budgets for x in (b.apl, b.rls, b.mensualite_residuelle, b.ressources, b.reste_a_vivre,
                                              b.reste_par_uc_jour, b.reste_par_personne_jour) if x is not None),
        *(pourcent(b.taux_effort) for b in budgets if b.taux_effort is not None),
        *(euros(x.apl) for x in FOYER.loyers), *(euros(a.rfr) for a in FOYER.avis_impot), "420,00 €", "2,1 UC",
        "32 % du plafond", "340,00 €",
    }
    dits = {m.replace("\u00a0", " ") for m in montants}
    assert len({m for m in dits if m in entier}) > 10
    assert {m for m in dits if m in page} == set()
    for garde in ("341,10 €", "84,00 €", "312,40 €", "96,20 €"):
        assert garde in page, "ce que le bailleur demande reste"


@pytest.mark.parametrize("obligation", ["A04.4", "A04.5", "A05.1", "A05.2", "A12.2"])
def test_une_obligation_jugee_sur_les_ressources_du_foyer_sort_de_la_copie_et_de_ses_comptes(obligation: str) -> None:
    constat = ConstatImprime(5, "Article", obligation, "Reste à vivre examiné", Etat.EN_RETARD, "Il est de 21,81 €.")
    jugee = replace(COMPLET, couverture=replace(COMPLET.couverture, constats=(constat,)))
    masque, omissions = masquer(jugee, {1: NOE})
    assert masque.couverture.constats == ()
    assert Omission(f"Ce que la charte constate des ressources du foyer : {obligation}", DEDUIT) in omissions
    assert masquer(jugee, {})[0].couverture.constats == (constat,)


def test_l_alerte_qui_cite_la_part_des_plafonds_est_retiree() -> None:
    l5 = AlerteImprimee("L5", "Voie CALEOL", "bientôt", "Les plafonds (41 % du plafond PLUS).", "CCH")
    masque, omissions = masquer(replace(COMPLET, alertes=(l5,)), {1: NOE})
    assert masque.alertes == ()
    assert any("(L5)" in o.quoi for o in omissions)


def test_la_sante_et_les_difficultes_notees_pour_tout_le_foyer_ne_disent_rien_d_un_tiers() -> None:
    tenu = replace(COMPLET.entretiens.tenus[0], besoins=("accès en fauteuil roulant",), difficultes=("isolement",))
    suivi = COMPLET.suivi
    assert suivi is not None
    malade = replace(
        COMPLET, foyer=replace(FOYER, priorites=("mutation : raison de santé",)),
        entretiens=replace(COMPLET.entretiens, tenus=(tenu,)), suivi=replace(suivi, bilan="Noé hospitalisé."),
        couverture=replace(COMPLET.couverture, constats=(
            ConstatImprime(8, "Suivi", "A08.2", "Prolongation", Etat.RESPECTEE, "Impayé en cours."),
            ConstatImprime(1, "Au cœur", "A01.2", "Occupants", Etat.RESPECTEE, "Noé Benali : décohabitation"))),
    )
    page = contenu(copie(*masquer(malade, {1: NOE})))
    for mot in ("fauteuil", "isolement", "raison de santé", "hospitalisé", "un mois de retard", "plan d'apurement",
                "Impayé en cours", "31/02/2017", "décohabitation)"):
        assert mot not in page, mot
    assert ": décohabitation" not in page


@pytest.mark.parametrize("ecrit", ["NOÉ", "noe", "Noe BENALI", "Benali-Noé", "Noé\u00a0Benali"])
def test_un_nom_se_masque_avec_ou_sans_accents_ni_traits_d_union(ecrit: str) -> None:
    masque, _ = masquer(replace(COMPLET, foyer=replace(FOYER, note=f"Vu {ecrit} hier.", courriel="n.noe@exemple.fr")),
                        {1: NOE})
    assert masque.foyer.note == "Vu personne n° 2 (enfant) hier."
    assert masque.foyer.courriel == "(masqué)"


def test_ce_qui_est_retire_est_dit_en_tete_avec_sa_raison() -> None:
    assert (
        Omission("L'identité et la date de naissance : personne n° 2 (enfant)", AUTRUI),
        Omission("1 ligne de ressources d'une autre personne", AUTRUI),
        Omission("Les revenus fiscaux du foyer, sa part des plafonds de ressources, la carte d'invalidité", DEDUIT),
        Omission("Les ressources du foyer et ce qui en dépend, qui se lisent « inconnu » : APL, RLS, mensualité "
                 "résiduelle et son écart, taux d'effort, reste à vivre, unités de consommation, plafond APL", DEDUIT),
        Omission("Aux entretiens, le loyer supportable, les capacités financières, la part des plafonds, l'accession",
                 DEDUIT),
        Omission("Les besoins, les difficultés et les motifs de priorité notés pour tout le foyer", PEUT_ETRE),
        Omission("Les difficultés, la décision et le bilan du suivi", PEUT_ETRE),
        Omission("Les personnes présentes aux entretiens", AUTRUI),
        Omission("Le texte d'origine des points à compléter", PEUT_ETRE),
        Omission("Le lien avec le dossier d'un autre ménage", AUTRUI),
        Omission("Le nom du témoin d'un refus de signer", AUTRUI),
    ) == OMISSIONS
    page = contenu(copie())
    assert page.index("Ce qui a été retiré") < page.index("État de la charte")
    for o in OMISSIONS:
        assert " ".join(o.quoi.split()) in page.replace("\u00a0", " ")


def test_sans_tiers_rien_n_est_retire_et_le_document_le_dit() -> None:
    seul = replace(
        COMPLET, foyer=replace(FOYER, personnes=FOYER.personnes[:1]), propositions=(),
        couverture=replace(COMPLET.couverture, drapeaux=()),
    )
    masque, omissions = masquer(seul, {})
    assert (masque, omissions) == (seul, ())
    assert RIEN in contenu(copie(masque, omissions))


def test_les_notes_et_appreciations_sont_communiquees_et_signalees_a_relire() -> None:
    page = contenu(copie())
    assert "Préfère être appelée le matin" in page
    assert "Famille d'accord pour chercher à l'ouest." in page
    assert {"la note du ménage", "les conclusions des entretiens", "les motifs de refus"} <= set(a_relire(SANS_NOE))


def test_un_prenom_ne_se_masque_qu_en_entier() -> None:
    noelle = replace(COMPLET, foyer=replace(FOYER, note="Noémie et NOÉ, puis Noé."))
    masque, _ = masquer(noelle, {1: NOE})
    assert masque.foyer.note == "Noémie et personne n° 2 (enfant), puis personne n° 2 (enfant)."


def test_le_document_est_titre_et_signe_d_un_signet() -> None:
    lu = lire(copie())
    assert lu.metadata is not None
    assert lu.metadata.title == "Copie du dossier BEL-0042"
    assert "Ce qui a été retiré" in [x.title for x in lu.outline if not isinstance(x, list)]
