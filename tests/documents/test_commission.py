"""L'ordre du jour et le procès-verbal : une fiche par ménage, ce qui est décidé, jamais une difficulté sociale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from relogement.documents.commission import CONFIDENTIEL, FicheMenageCommission, Seance, commission
from relogement.documents.courriers.donnees import Expediteur
from relogement.documents.donnees import ConstatImprime, Entete
from relogement.documents.donnees_menage import LogementQuitte, SouhaitExprime
from relogement.documents.donnees_parcours import LogementPropose, PropositionFaite
from relogement.regles.charte.etats import Etat

JOUR = date(2026, 11, 20)
BENALI = FicheMenageCommission(
    "BEL-0042", "BENALI Leïla", "en recherche", "Nadia R.", "Deux refus : loyer trop élevé", 4,
    LogementQuitte("12 rue des Mouettes", "bâtiment B", 3, "T3", 6100),
    SouhaitExprime(date(2026, 3, 12), "T4", "Rezé", "ascenseur", "partir", accession=False),
    (PropositionFaite(1, LogementPropose("Les Tilleuls, 12"), date(2026, 6, 1), reponse="refusée", motif="coût"),),
    (ConstatImprime(4, "Article 4", "A04.1", "Propositions adaptées", Etat.EN_RETARD, "Proposition à faire."),),
    None, None,
)
SEANCE = Seance(
    Entete("Commission BEL", "BEL · Bellevue", "Nadia R.", JOUR), JOUR, "Mairie", "CCAS\nDDETS", None, tenue=False,
    fiches=(BENALI, replace(BENALI, reference="BEL-0043", menage="PICHON Jean", occupants=None, souhait=None,
                            propositions=(), constats=())),
)


def pages(s: Seance) -> list[str]:
    """Le texte de chaque page, blancs réunis."""
    return [" ".join(p.extract_text().split()) for p in PdfReader(BytesIO(commission(s, invariant=True))).pages]


def test_l_ordre_du_jour_a_une_page_par_menage() -> None:
    lues = pages(SEANCE)
    assert "Ordre du jour de la commission du 20/11/2026" in lues[0]
    assert "BEL-0042" in lues[0]
    assert CONFIDENTIEL in lues[0]
    assert [("BEL-0042 · BENALI" in p, "BEL-0043 · PICHON" in p) for p in lues] == [
        (False, False), (True, False), (False, True)
    ]


def test_la_fiche_dit_ce_que_la_commission_doit_savoir() -> None:
    fiche = pages(SEANCE)[1]
    for attendu in (
        "Deux refus : loyer trop élevé", "Occupants 4", "T3, 61 m²", "Souhaits, au 12/03/2026", "Rezé",
        "Les Tilleuls, 12", "refusée", "A04.1", "en retard", "À prendre en séance.",
    ):
        assert attendu in fiche, attendu


def test_l_inconnu_se_dit_et_ne_devient_pas_zero() -> None:
    fiche = pages(SEANCE)[2]
    assert "Occupants non renseigné" in fiche
    assert "Aucun souhait n'est noté." in fiche
    assert "Aucune proposition n'a été faite." in fiche


def test_le_proces_verbal_porte_la_decision_et_sa_precision() -> None:
    decide = replace(BENALI, decision="poursuivre la recherche", precision="T4 à Rezé")
    lues = pages(replace(SEANCE, tenue=True, fiches=(decide,)))
    assert "Procès-verbal de la commission du 20/11/2026" in lues[0]
    assert "poursuivre la recherche : T4 à Rezé" in lues[0]
    assert any("Décision poursuivre la recherche T4 à Rezé" in page for page in lues)


def test_une_seance_sans_menage_le_dit() -> None:
    assert "Aucun ménage n'est à l'ordre du jour." in pages(replace(SEANCE, fiches=()))[0]


def test_le_titre_du_fichier_ne_porte_aucun_nom() -> None:
    proprietes = PdfReader(BytesIO(commission(SEANCE))).metadata
    assert proprietes is not None
    assert "BENALI" not in str(proprietes)


def test_le_proces_verbal_dit_qui_le_tient_l_heure_et_se_signe_sans_page_presque_vide() -> None:
    """L'organisation en tête, des blancs à remplir, les ménages à la suite ; l'ordre du jour, lui, ne se signe pas."""
    decide = replace(BENALI, decision="poursuivre", souhait=None, propositions=(), constats=())
    tenue = replace(SEANCE, tenue=True, fiches=(decide,) * 3,
                    organisation=Expediteur(nom="MOUS de Bellevue", signataire="Claire Morvan"))
    lues = pages(tenue)
    assert lues[0].index("MOUS de Bellevue") < lues[0].index("Procès-verbal")
    assert "Heure de" in lues[0]
    assert len(lues) <= 2
    assert "Le président de séance" in lues[-1]
    assert "Claire Morvan" in lues[-1]
    assert not any("président de séance" in p for p in pages(SEANCE))


def test_la_decision_se_lit_sous_le_nom_du_menage_sur_la_meme_page() -> None:
    fiches = tuple(replace(BENALI, reference=f"BEL-{n:04d}", decision=f"décision numéro {n}") for n in range(1, 8))
    for n, f in enumerate(fiches, start=1):
        ou = [p for p in pages(replace(SEANCE, tenue=True, fiches=fiches)) if f"{f.reference} · BENALI" in p]
        assert [f"Décision décision numéro {n}" in p for p in ou] == [True]
