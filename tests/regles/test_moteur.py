"""Le moteur : le tableau des obligations, la sortie, les dérogations, les versions, les phrases."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from relogement.commun import ressource
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import (
    OBLIGATIONS,
    OBLIGATIONS_TOUTES,
    REGLES_BASE,
    REGLES_OPERATION,
    evaluer,
    evaluer_operation,
    faits_au,
)
from relogement.regles.charte.obligation import Portee
from relogement.regles.charte.parametres import charger_charte, lire_charte
from relogement.regles.faits import (
    Derogation,
    FaitsMenage,
    FaitsOperation,
    Information,
    Proposition,
    Referent,
    Relogement,
    Suivi,
)
from relogement.regles.faits_operation import DossierOperation
from relogement.regles.vocabulaire import (
    DecisionSuivi,
    ModeDemenagement,
    Moyen,
    NatureInformation,
    NatureOperation,
    Reponse,
)
from tests.regles.fabrique import dossier_parfait

CHARTE = charger_charte()
TABLE = (Path(__file__).parent.parent / "donnees" / "obligations_charte.md").read_text(encoding="utf-8")
FIN = date(2027, 5, 1)
VIDE = FaitsMenage("m", FaitsOperation(NatureOperation.DEMOLITION, annonce=date(2026, 1, 15)))


def _constat(faits: FaitsMenage, identifiant: str, au: date) -> Constat:
    return next(c for c in evaluer(faits, CHARTE, au) if c.id == identifiant)


def _lignes_de_la_table() -> dict[str, tuple[str, str, str]]:
    motif = re.compile(r"^\| (A\d\d\.\d) \| (\d+) \| (\w+) \| ([^|]+) \|", re.MULTILINE)
    return {m[1]: (m[2], m[3], m[4].strip()) for m in motif.finditer(TABLE)}


def test_les_obligations_sont_celles_du_tableau_a_la_lettre() -> None:
    table = _lignes_de_la_table()
    assert [o.id for o in OBLIGATIONS_TOUTES] == sorted(table)
    for o in OBLIGATIONS_TOUTES:
        libelle = re.sub(r" \(continuous\)$", "", table[o.id][2])
        assert (str(o.article), o.portee.value, o.libelle) == (table[o.id][0], table[o.id][1], libelle)
        assert re.match(rf"Article {o.article}(,|$| )", o.source)


def test_les_obligations_se_rangent_par_portee_dans_l_ordre_de_la_charte() -> None:
    par_portee = {portee: [o.id for o in OBLIGATIONS_TOUTES if o.portee is portee] for portee in Portee}
    assert [o.id for o in OBLIGATIONS] == par_portee[Portee.MENAGE]
    assert [r.obligation.id for r in REGLES_OPERATION] == par_portee[Portee.OPERATION]
    assert [r.obligation.id for r in REGLES_BASE] == par_portee[Portee.BASE]


def test_les_etats_sont_ceux_du_tableau_avec_leur_symbole_et_leur_mot() -> None:
    lus = dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", TABLE, re.MULTILINE))
    assert lus.keys() == {e.value for e in Etat}
    for e in Etat:
        assert lus[e.value].startswith(f"{e.symbole} {e.mot}")


def test_un_dossier_irreprochable_n_a_rien_d_ouvert() -> None:
    for c in evaluer(dossier_parfait(), CHARTE, FIN):
        assert c.etat in (Etat.RESPECTEE, Etat.SANS_OBJET), (c.id, c.phrase)
        assert not c.jours, (c.id, c.phrase)


def test_tout_constat_ouvert_dit_ou_il_se_regle_et_tout_constat_respecte_sa_preuve() -> None:
    for au in (date(2026, 1, 10), date(2026, 5, 3), date(2026, 9, 16), FIN):
        for c in evaluer(dossier_parfait(), CHARTE, au):
            assert c.phrase[0].isupper()
            assert c.phrase.endswith(".")
            assert (c.cible is not None) or c.etat not in (Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE), c.id
            assert c.preuves or c.etat is not Etat.RESPECTEE, c.id


@pytest.mark.parametrize(
    ("au", "etat"),
    [
        (date(2026, 9, 1), Etat.A_FAIRE),
        (date(2026, 9, 11), Etat.A_FAIRE),
        (date(2026, 9, 12), Etat.A_FAIRE),
        (date(2026, 9, 14), Etat.RESPECTEE),
    ],
)
def test_la_somme_forfaitaire_choisie_plus_tard_ne_se_sait_pas_encore(au: date, etat: Etat) -> None:
    bail = Relogement(
        "r",
        date(2026, 9, 1),
        mode=ModeDemenagement.FORFAIT,
        forfait_decide=date(2026, 9, 12),
        forfait_paye=date(2026, 9, 14),
    )
    c = _constat(replace(VIDE, relogements=(bail,)), "A06.1", au)
    assert c.etat is etat
    assert c.phrase.startswith("Le bailleur d'origine doit commander") is (au < date(2026, 9, 12))


def test_le_demenageur_choisi_plus_tard_ne_se_sait_pas_encore() -> None:
    bail = Relogement("r", date(2026, 9, 1), mode=ModeDemenagement.DEMENAGEUR, commande_le=date(2026, 9, 12))
    faits = replace(VIDE, relogements=(bail,))
    assert faits_au(faits, date(2026, 9, 11)).relogements[0].mode is None
    assert faits_au(faits, date(2026, 9, 12)).relogements[0].mode is ModeDemenagement.DEMENAGEUR


def test_un_mode_choisi_sans_date_reste_connu() -> None:
    bail = Relogement("r", date(2026, 9, 1), mode=ModeDemenagement.FORFAIT)
    assert _constat(replace(VIDE, relogements=(bail,)), "A06.1", date(2026, 9, 1)).etat is Etat.INDETERMINEE


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        (date(2026, 6, 12), (Etat.A_VENIR, None)),
        (date(2026, 6, 13), (Etat.A_FAIRE, date(2026, 6, 28))),
        (date(2026, 6, 29), (Etat.EN_RETARD, date(2026, 6, 28))),
    ],
)
def test_un_refus_tacite_sans_date_est_du_lendemain_de_la_reponse_attendue(
    au: date, attendu: tuple[Etat, date | None]
) -> None:
    p = Proposition("p", 1, date(2026, 6, 1), reponse_attendue=date(2026, 6, 12), reponse=Reponse.TACITE)
    c = _constat(replace(VIDE, propositions=(p,)), "A04.2", au)
    assert (c.etat, c.echeance) == attendu


def test_apres_un_refus_tacite_sans_date_la_suivante_se_compte_du_lendemain_de_la_reponse_attendue() -> None:
    p = Proposition("p", 1, date(2026, 6, 1), reponse_attendue=date(2026, 6, 12), reponse=Reponse.TACITE)
    c = _constat(replace(VIDE, propositions=(p,)), "A04.1", date(2026, 7, 1))
    assert (c.etat, c.echeance) == (Etat.A_FAIRE, date(2026, 8, 12))
    inconnue = _constat(replace(VIDE, propositions=(replace(p, reponse_attendue=None),)), "A04.1", date(2026, 7, 1))
    assert inconnue.etat is Etat.INDETERMINEE


def test_la_phrase_ne_s_ecrit_que_si_on_la_lit() -> None:
    lectures: list[int] = []

    def rediger() -> str:
        lectures.append(1)
        return "Fait"

    c = Constat(3, "A03.2", "Entretien", Etat.RESPECTEE, redige=rediger)
    assert not lectures
    assert c.phrase == "Fait."
    assert len(lectures) == 1


@pytest.mark.parametrize("fin", ["", ".", "...", " .", "…", "\u00a0!", ";", ".\n"])
def test_une_raison_ponctuee_n_ajoute_pas_un_second_point(fin: str) -> None:
    refus = Constat(6, "A06.2", "Frais", Etat.NON_RESPECTEE, redige=f"Le bailleur a refusé « gaz » : hors délai{fin}")
    assert refus.phrase == "Le bailleur a refusé « gaz » : hors délai."
    d = Derogation("d", "A06.2", date(2026, 4, 20), "Mme Le Goff", f"ménage hospitalisé{fin}")
    assert replace(refus, derogation=d).phrase == (
        "Le bailleur a refusé « gaz » : hors délai ; dérogation du 20/04/2026 par Mme Le Goff : ménage hospitalisé."
    )
    tardif = replace(refus, etat=Etat.EN_RETARD, jours=1, echeance=date(2026, 4, 15))
    assert tardif.phrase.endswith("hors délai, en retard de 1 jour (échéance : 15/04/2026).")


def test_une_parenthese_ou_un_guillemet_final_restent() -> None:
    for texte in ("Souhaits (du 15/04/2026)", "Le bailleur a refusé « gaz »"):
        assert Constat(6, "A06.2", "Frais", Etat.RESPECTEE, redige=texte).phrase == f"{texte}."


def test_le_retard_et_l_echeance_se_lisent_dans_la_phrase() -> None:
    assert _constat(VIDE, "A03.2", date(2026, 4, 15)).phrase == (
        "Entretien approfondi à tenir, au plus tard le 15/04/2026."
    )
    assert _constat(VIDE, "A03.2", date(2026, 4, 16)).phrase == (
        "Entretien approfondi à tenir, en retard de 1 jour (échéance : 15/04/2026)."
    )


def test_les_manquements_passes_du_referent_restent_listes() -> None:
    referents = (
        Referent("r1", "Mme Le Goff", date(2026, 2, 10), date(2026, 4, 10)),
        Referent("r2", "M. Diallo", date(2026, 4, 21), None, date(2026, 4, 25)),
    )
    c = _constat(replace(VIDE, referents=referents), "A03.1", date(2026, 6, 1))
    assert c.etat is Etat.RESPECTEE
    assert [(m.du, m.au) for m in c.manquements] == [
        (date(2026, 1, 31), date(2026, 2, 9)),
        (date(2026, 4, 11), date(2026, 4, 20)),
        (date(2026, 4, 22), date(2026, 4, 25)),
    ]
    assert c.manquements[1].phrase == "Sans référent du 11/04/2026 au 20/04/2026 (10 jours)"
    assert "M. Diallo" in c.manquements[2].phrase


def test_les_manquements_passes_de_l_information_restent_listes_meme_apres_le_demenagement() -> None:
    informations = (
        Information("i1", date(2026, 4, 15), frozenset({NatureInformation.SUIVI}), Moyen.APPEL),
        Information("i2", date(2026, 7, 15), frozenset({NatureInformation.SUIVI}), Moyen.APPEL),
    )
    baux = (Relogement("r", date(2026, 10, 1), demenagement=date(2026, 10, 15)),)
    faits = replace(VIDE, informations=informations, relogements=baux)
    avant = _constat(faits, "A02.3", date(2026, 10, 14))
    apres = _constat(faits, "A02.3", date(2026, 10, 15))
    un = (date(2026, 7, 15), date(2026, 7, 15))
    assert (avant.etat, avant.jours, [(m.du, m.au) for m in avant.manquements]) == (Etat.EN_RETARD, 1, [un])
    assert avant.manquements[0].phrase == "Sans information ni contact du 15/07/2026 au 15/07/2026 (1 jour)"
    assert apres.etat is Etat.SANS_OBJET
    assert [(m.du, m.au) for m in apres.manquements] == [un, (date(2026, 10, 14), date(2026, 10, 14))]


def test_demenage_le_lendemain_de_l_echeance_le_menage_n_a_pas_manque_d_information() -> None:
    faits = replace(VIDE, relogements=(Relogement("r", date(2026, 4, 1), demenagement=date(2026, 4, 16)),))
    assert _constat(faits, "A02.3", date(2026, 5, 1)).manquements == ()


def test_un_referent_qui_revient_n_est_pas_un_changement() -> None:
    referents = (
        Referent("r1", "Mme Le Goff", date(2026, 1, 20), date(2026, 4, 10)),
        Referent("r2", "Mme Le Goff", date(2026, 4, 11)),
    )
    c = _constat(replace(VIDE, referents=referents), "A03.1", date(2026, 6, 1))
    assert (c.etat, c.manquements) == (Etat.RESPECTEE, ())


def test_deux_referents_qui_se_chevauchent_ne_font_pas_de_trou() -> None:
    referents = (
        Referent("r1", "Mme Le Goff", date(2026, 1, 20)),
        Referent("r2", "Mme Le Goff", date(2026, 3, 1), date(2026, 4, 1)),
    )
    assert _constat(replace(VIDE, referents=referents), "A03.1", date(2026, 6, 1)).etat is Etat.RESPECTEE


def test_une_derogation_motivee_se_lit_a_cote_sans_rien_verdir() -> None:
    d = Derogation("d", "A03.2", date(2026, 4, 20), "Mme Le Goff", "ménage hospitalisé")
    faits = replace(VIDE, derogations=(d,))
    avant = _constat(faits, "A03.2", date(2026, 4, 19))
    apres = _constat(faits, "A03.2", date(2026, 4, 20))
    assert avant.derogation is None
    assert (apres.etat, apres.derogation) == (Etat.EN_RETARD, d)
    assert apres.phrase.endswith("dérogation du 20/04/2026 par Mme Le Goff : ménage hospitalisé.")
    assert _constat(faits, "A03.1", date(2026, 4, 20)).derogation is None


def test_une_derogation_de_l_operation_se_lit_a_cote_de_son_seul_retard() -> None:
    d = Derogation("d", "A09.1", date(2026, 4, 1), "Mme Le Goff", "aucun local avant mai")
    dossier = DossierOperation(VIDE.operation, derogations=(d,))
    par_id = {c.id: c for c in evaluer_operation(dossier, CHARTE, date(2026, 4, 1))}
    assert (par_id["A09.1"].etat, par_id["A09.1"].derogation) == (Etat.EN_RETARD, d)
    assert (par_id["A11.1"].etat, par_id["A11.1"].derogation) == (Etat.EN_RETARD, None)
    assert next(c for c in evaluer_operation(dossier, CHARTE, date(2026, 3, 31)) if c.id == "A09.1").derogation is None


def test_une_decision_de_suivi_sans_date_est_a_verifier() -> None:
    faits = dossier_parfait()
    assert faits.suivi is not None
    suivi = Suivi("s", faits.suivi.propose_le, None, DecisionSuivi.CLOS, None, "Bilan")
    assert _constat(replace(faits, suivi=suivi), "A08.2", FIN).etat is Etat.INDETERMINEE


@pytest.mark.parametrize(
    ("annonce", "echeance"),
    [(date(2026, 6, 30), date(2026, 9, 28)), (date(2026, 7, 1), date(2026, 7, 31))],
)
def test_la_version_de_charte_est_celle_du_jour_du_declencheur(annonce: date, echeance: date) -> None:
    texte = ressource("chartes/nantes_2017.toml").read_text(encoding="utf-8") + (
        '[[version]]\ndu = 2026-07-01\nlibelle = "V2"\n[version.parametres.entretien_jours]\nvaleur = 30\n'
        'unite = "jours"\nsource = "charte"\nreference = "V2"\n'
    )
    charte = lire_charte(texte, "essai.toml")
    faits = FaitsMenage("m", FaitsOperation(NatureOperation.DEMOLITION, annonce=annonce))
    constat = next(c for c in evaluer(faits, charte, date(2027, 1, 1)) if c.id == "A03.2")
    assert constat.echeance == echeance


@pytest.mark.parametrize(("change", "etat"), [(date(2026, 6, 30), Etat.EN_RETARD), (date(2026, 7, 1), Etat.A_FAIRE)])
def test_un_changement_de_referent_suit_la_charte_en_vigueur_le_jour_du_changement(change: date, etat: Etat) -> None:
    texte = ressource("chartes/nantes_2017.toml").read_text(encoding="utf-8") + (
        '[[version]]\ndu = 2026-07-01\nlibelle = "V2"\n[version.parametres.referent_changement_jours]\nvaleur = 5\n'
        'unite = "jours"\nsource = "charte"\nreference = "V2"\n'
    )
    referents = (
        Referent("r1", "Mme Le Goff", date(2026, 1, 20), change),
        Referent("r2", "M. Diallo", change),
    )
    charte = lire_charte(texte, "essai.toml")
    constats = evaluer(replace(VIDE, referents=referents), charte, change + timedelta(days=5))
    assert next(c for c in constats if c.id == "A03.1").etat is etat
