"""Ce qu'un logement vaut pour un ménage : ce qui l'exclut, ses points, son rang ; chaque borne et ses voisines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from relogement.regles.adequation.offre import Attente, Limites, Offre
from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.apl.menage import estimer_menage
from relogement.regles.apl.plusieurs import AidesMenage
from relogement.regles.apl.regles_ressources import charger_regles
from relogement.regles.apl.releve import LigneNature
from relogement.regles.apl.zones import Zone
from relogement.regles.dossier_budget import DossierBudget, LoyerNote
from relogement.regles.faits import Souhait
from relogement.regles.rapprochement.convenance import Convenance, Limite, Logement, Point, ordonner
from relogement.regles.rapprochement.examen import Demandeur, Examinateur, a_temps
from relogement.regles.rapprochement.reserve import reserve
from relogement.regles.typologie import Gabarit
from relogement.vocabulaire import Besoin, Financement, GenreBailleur, NatureRessource, Rester
from tests.regles.dossiers import faits

LE = date(2026, 11, 18)
DEBUT = date(2026, 1, 1)
TRAVAUX, JOUR = date(2027, 9, 1), timedelta(days=1)
LOYER = LoyerNote(DEBUT, None, 40_000, 10_000, 4_000, 16_000)
"""Mensualité résiduelle : 300 €."""
SALAIRE = LigneNature(DEBUT, None, 150_000, "p1", NatureRessource.SALAIRE)
DOSSIER = DossierBudget(
    faits(), "Nantes", GenreBailleur.HLM, commune="Nantes", base=1_200_000, loyers=(LOYER,), ressources=(SALAIRE,)
)
LIMITES = Limites(Decimal(10), 2_000, Decimal(10), 1_000)
T3 = Logement(
    "l", "Les Quais", Offre("T3", 2, True, "Rezé", "Château", surface=6_200), loyer=40_000, charges=9_000,
    bailleur="autre", genre=GenreBailleur.HLM, disponible=LE,
)


def demandeur(**valeurs: Any) -> Demandeur:
    """Un adulte et un enfant dans un T3 de Nantes à 300 € de mensualité résiduelle."""
    avant = DOSSIER.budget(LE)
    attente = replace(
        Attente(besoins=frozenset(), personnes=2, communes=("Nantes",), avant=avant, quitte=Gabarit("T3", 6_000)),
        **valeurs.pop("attente", {}),
    )
    defauts: dict[str, Any] = {"bailleur": "demolisseur", "marge": 3_000}
    return Demandeur("m", "BEL-0001", LE, DOSSIER, attente, LIMITES, **(defauts | valeurs))


def examiner(logement: Logement = T3, **valeurs: Any) -> Convenance:
    return Examinateur(demandeur(**valeurs)).examiner(logement)


def offre(**valeurs: Any) -> Logement:
    return replace(T3, offre=replace(T3.offre, **valeurs))


def point(c: Convenance, nom: str) -> Point:
    (trouve,) = [p for p in c.points if p.nom == nom]
    return trouve


@pytest.mark.parametrize(
    ("personnes", "type_", "limite"),
    [(2, "T1", None), (3, "T1", Limite.TAILLE), (2, "T3", None), (2, "T4", Limite.TAILLE), (5, "T4", None),
     (6, "T4", Limite.TAILLE), (None, "T9", None), (2, None, None)],
)
def test_ni_sous_occupe_ni_deux_pieces_de_moins_que_d_occupants(
    personnes: int | None, type_: str | None, limite: Limite | None
) -> None:
    assert examiner(offre(type=type_), attente={"personnes": personnes}).limite is limite


def test_le_type_souhaite_n_est_jamais_exclu_par_sa_taille() -> None:
    souhait = Souhait("s", DEBUT, type="T4")
    vu = examiner(offre(type="T4"), attente={"souhait": souhait})
    assert (vu.limite, point(vu, "type").rempli) == (None, True)
    assert point(examiner(attente={"souhait": souhait}), "type").rempli is False
    ouvert = {"souhait": replace(souhait, type="T2 minimum")}
    assert examiner(offre(type="T5"), attente=ouvert).limite is Limite.TAILLE
    assert point(examiner(offre(type="T3"), attente=ouvert), "type").rempli is True


def test_un_besoin_que_le_logement_contredit_l_exclut_un_inconnu_reste_a_verifier() -> None:
    attente = {"besoins": frozenset({Besoin.FAUTEUIL})}
    assert examiner(offre(fauteuil=False), attente=attente).limite is Limite.ACCES
    assert point(examiner(offre(fauteuil=None), attente=attente), "accessibilité").rempli is None
    assert point(examiner(offre(fauteuil=True), attente=attente), "accessibilité").rempli is True
    rdc = {"besoins": frozenset({Besoin.RDC_ASCENSEUR})}
    assert examiner(offre(ascenseur=False), attente=rdc).limite is Limite.ACCES
    assert examiner(offre(etage=0, ascenseur=False), attente=rdc).limite is None


def test_un_logement_deja_propose_est_exclu_avec_sa_phrase() -> None:
    vu = examiner(deja={"l": "déjà proposé le 01/06/2026 (proposition n° 1, refusée)"})
    assert (vu.limite, vu.resume) == (Limite.DEJA, "déjà proposé le 01/06/2026 (proposition n° 1, refusée)")


@pytest.mark.parametrize(("rempli", "limite"), [(True, None), (False, Limite.PLAFOND), (None, None)])
def test_les_plafonds_s_appliquent_chez_un_autre_bailleur(rempli: bool | None, limite: Limite | None) -> None:
    plus = replace(T3, financement=Financement.PLUS)
    plafonds = {Financement.PLUS: (rempli, "ce que dit l'avis d'impôt")}
    vu = examiner(plus, plafonds=plafonds)
    assert vu.limite is limite
    if limite is None:
        assert point(vu, "plafond") == Point("plafond", rempli, "ce que dit l'avis d'impôt")
    else:
        assert vu.phrase == "ce que dit l'avis d'impôt"
    for sans_verification in (replace(plus, bailleur="demolisseur"), replace(T3, financement=None)):
        chez_lui = examiner(sans_verification, plafonds=plafonds)
        assert (chez_lui.limite, [p for p in chez_lui.points if p.nom == "plafond"]) == (None, [])
    assert point(examiner(replace(plus, financement=Financement.PLAI), plafonds=plafonds), "plafond").rempli is None


def test_au_dessus_du_plafond_chez_un_bailleur_inconnu_reste_a_verifier() -> None:
    plus = replace(T3, financement=Financement.PLUS, bailleur=None)
    vu = examiner(plus, plafonds={Financement.PLUS: (False, "au-dessus")})
    assert (vu.limite, point(vu, "plafond").rempli) == (None, None)
    assert "bailleur n'est pas connu" in point(vu, "plafond").phrase


def test_une_hausse_hors_tolerance_a_type_egal_exclut_un_autre_type_reste_a_apprecier() -> None:
    apres = examiner().mensualite
    assert apres is not None
    # La charte tolère la plus grande de 10 % (30 €) et de 20 € : au centime près.
    au_plus = replace(T3, charges=9_000 + 30_000 + 3_000 - apres)
    assert point(examiner(au_plus), "budget").rempli is True
    cher = replace(au_plus, charges=(au_plus.charges or 0) + 1)
    assert examiner(cher).limite is Limite.COUT
    assert point(examiner(cher, attente={"quitte": Gabarit("T2", 6_000)}), "budget").rempli is None


def test_un_loyer_inconnu_ne_compte_jamais_comme_abordable() -> None:
    vu = examiner(replace(T3, loyer=None))
    assert (vu.limite, vu.mensualite, vu.ecart) == (None, None, None)
    assert {p.nom for p in vu.points if p.rempli is None} == {"budget", "loyer et APL", "lieu"}


def test_une_autre_commune_est_hors_du_quartier_quitte_la_meme_ne_le_dit_pas() -> None:
    rester = {"souhait": Souhait("s", DEBUT, rester=Rester.RESTER)}
    assert point(examiner(attente=rester), "lieu").rempli is False
    assert point(examiner(offre(commune="Nantes"), attente=rester), "lieu").rempli is None
    partir = {"souhait": Souhait("s", DEBUT, rester=Rester.PARTIR)}
    assert point(examiner(attente=partir), "lieu").rempli is True


def test_le_neuf_ne_compte_que_si_la_charte_le_demande_encore() -> None:
    assert "parc neuf" not in {p.nom for p in examiner().points}
    assert point(examiner(replace(T3, neuf=True), neuf_du=True), "parc neuf").rempli is True
    assert point(examiner(neuf_du=True), "parc neuf").rempli is None


@pytest.mark.parametrize(
    ("disponible", "travaux", "rempli", "phrase"),
    [
        (LE, TRAVAUX, True, "déjà disponible"),
        (LE + JOUR, TRAVAUX, True, "disponible le 19/11/2026, avant les travaux"),
        (TRAVAUX - JOUR, TRAVAUX, True, "disponible le 31/08/2027, avant les travaux"),
        (TRAVAUX, TRAVAUX, False, "disponible le 01/09/2027, trop tard : les travaux sont prévus le 01/09/2027"),
        (LE, LE - JOUR, True, "déjà disponible"),
        (LE + JOUR, None, None, "disponible le 19/11/2026 ; le début des travaux n'est pas noté"),
        (None, TRAVAUX, None, "date de disponibilité inconnue"),
    ],
)
def test_un_logement_livre_apres_le_debut_des_travaux_vient_trop_tard(
    disponible: date | None, travaux: date | None, rempli: bool | None, phrase: str
) -> None:
    assert a_temps(disponible, travaux, LE) == (rempli, phrase)


def test_la_date_du_logement_est_un_point_du_rapprochement() -> None:
    assert point(examiner(), "date").rempli is True
    assert point(examiner(replace(T3, disponible=None)), "date").rempli is None


def test_l_aide_comparee_est_celle_de_l_estimation() -> None:
    zone = Zone(2, "Nantes")
    aides = AidesMenage(DOSSIER, LE)
    for loyer in (20_000, 39_988, 39_989, 39_990, 45_000, 120_000, 135_960, 135_961, 150_000, 200_000):
        logement = replace(DOSSIER.quitte(loyer), zone=lambda: zone)
        attendue = estimer_menage(
            DOSSIER.faits, logement, DOSSIER.argent(LE), LE, charger_bareme(), charger_regles()
        )
        assert aides.dans(loyer, zone, GenreBailleur.HLM) == (attendue.apl, attendue.rls), loyer


def convenance(logement: str, *rempli: bool | None, mensualite: int | None = 20_000) -> Convenance:
    return Convenance("m", logement, points=tuple(Point("p", r, "") for r in rempli), mensualite=mensualite)


def test_le_rang_regarde_les_non_puis_les_inconnus_puis_la_mensualite() -> None:
    rangees = [
        convenance("a", True, True), convenance("b", True, True, mensualite=20_001),
        convenance("c", True, True, mensualite=None), convenance("d", True, None, mensualite=0),
        convenance("e", None, None, mensualite=0), convenance("f", True, False, mensualite=0),
    ]
    exclue = replace(rangees[0], logement="x", limite=Limite.COUT)
    assert ordonner([exclue, *reversed(rangees)]) == rangees


def test_le_resume_dit_les_points_et_le_prix() -> None:
    vu = replace(convenance("a", True, True, None, False), ecart=-1_400)
    prix = "mensualité résiduelle de ≈\u00a0200\u00a0€ (−\u00a014\u00a0€)"
    assert vu.resume == f"2 points remplis, 1 à non, 1 à vérifier ; {prix}"
    assert replace(vu, mensualite=None).resume.endswith("mensualité résiduelle inconnue")


def test_ce_qui_est_estime_se_dit_a_l_euro_avec_environ() -> None:
    vu = examiner()
    assert vu.mensualite is not None
    assert f"≈\u00a0{round(vu.mensualite / 100)}\u00a0€ (" in vu.resume
    assert f"à ≈\u00a0{round(vu.mensualite / 100)}\u00a0€ par mois" in point(vu, "budget").phrase
    assert replace(vu, mensualite=None).prix == "inconnue"
    assert replace(vu, mensualite=24_538, ecart=-1_438).prix == "≈\u00a0245\u00a0€ (−\u00a014\u00a0€)"


@pytest.mark.parametrize(("le", "perime"), [(date(2026, 11, 18), False), (date(2027, 11, 18), True)])
def test_la_reserve_dit_un_bareme_perime(le: date, perime: bool) -> None:
    assert "seul le calcul de la CAF ou de la MSA fait foi" in reserve(le)
    assert ("Barème périmé depuis le" in reserve(le)) is perime
