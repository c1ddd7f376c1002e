"""Chaque courrier livré s'imprime, dit ce qu'il doit, laisse des blancs visibles et tient dans la page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from relogement.commun import ErreurMetier
from relogement.documents.courriers.blocs import FABRIQUES
from relogement.documents.courriers.champs import BLOCS, CHAMPS, appel, valeurs_de
from relogement.documents.courriers.courrier import courrier
from relogement.documents.courriers.donnees import Expediteur, FaitsCourrier
from relogement.documents.courriers.exemple import faits_exemple
from relogement.documents.courriers.gabarit import BLANC, blancs, cites, remplir, verifier
from relogement.documents.courriers.modele import Modele, Sujet, codes, exiger_sujet, modeles, variante
from relogement.documents.images import pages_png, verifier_logo
from relogement.documents.polices import nettoyer
from tests.documents.exemple import contenu, lire
from tests.hasard import exemples

AU = date(2026, 11, 18)
EXPEDITEUR = Expediteur(
    "MOUS de Bellevue", "3 place de la Liberté\n44100 Nantes", "02 40 00 00 00", "contact@exemple.fr", "Nantes",
    "Camille Roux", "responsable du relogement", "donnees@exemple.fr", "mission d'intérêt public", "Deux ans.",
)
FAITS = faits_exemple(EXPEDITEUR, demolition=True, au=AU)
TOUS = pytest.mark.parametrize("code", codes())
NOM_LONG = "Mme DE LA ROCHEFOUCAULD-MONTMORENCY Anne-Sophie"


def logo(genre: str = "PNG", taille: tuple[int, int] = (40, 20)) -> bytes:
    tampon = BytesIO()
    Image.new("RGB", taille, "navy").save(tampon, genre)
    return tampon.getvalue()


def rendu(code: str, f: FaitsCourrier = FAITS, corps: str | None = None) -> bytes:
    modele = modeles()[code]
    return courrier(f, modele, modele.objet, corps or modele.corps, invariant=True)


def test_les_courriers_de_la_charte_y_sont_tous() -> None:
    assert set(codes()) == set(modeles()) == {
        "annonce", "annonce_rehabilitation", "invitation_entretien", "information_rgpd", "proposition",
        "proposition_rehabilitation", "refus", "refus_rehabilitation", "acceptation", "fin_bail", "demenageur",
        "forfait", "depot_garantie", "invitation_suivi", "cloture", "questionnaire",
    }
    assert [m.rang for m in modeles().values()] == list(range(1, len(modeles()) + 1))


@TOUS
def test_un_courrier_livre_ne_cite_que_des_champs_connus_et_dit_sa_source(code: str) -> None:
    modele = modeles()[code]
    verifier(modele.objet, "objet")
    verifier(modele.corps, "corps")
    assert modele.source
    assert modele.titre


@TOUS
def test_sur_l_exemple_rien_ne_reste_en_blanc_et_le_pdf_est_bien_fait(code: str) -> None:
    modele = modeles()[code]
    assert blancs(modele.objet, modele.corps, valeurs_de(FAITS), lettre=modele.lettre) == ()
    pdf = rendu(code)
    assert len(lire(pdf).pages) <= 2
    page = contenu(pdf)
    assert "MOUS de Bellevue" in page
    assert "EXE-0001" in page
    assert ("Madame, " in page) is modele.lettre
    assert "Monsieur" not in page, "l'exemple est une femme seule"
    fiche = lire(pdf)
    assert fiche.metadata is not None
    assert fiche.metadata.title == f"{modele.titre} EXE-0001"
    assert str(fiche.root_object["/Lang"]) == "fr-FR"


@TOUS
def test_un_menage_dont_on_ne_sait_rien_a_des_blancs_et_aucune_valeur_inventee(code: str) -> None:
    vide = replace(FAITS, expediteur=Expediteur(), adresse=None, destination=None, logement=None, referent=None,
                   bail=None, proposition=None, budget=None, relogement=None)
    page = contenu(rendu(code, vide))
    assert BLANC in page
    assert "None" not in page
    assert "inconnu" not in page


@TOUS
def test_un_nom_et_des_textes_tres_longs_ne_cassent_aucune_page(code: str) -> None:
    assert FAITS.proposition is not None
    long = replace(
        FAITS, menage=NOM_LONG, adresse="12 bis impasse " + "du Général-de-Gaulle " * 6 + ", 44100 Nantes",
        referent="R" * 120, expediteur=replace(EXPEDITEUR, nom="N" * 200, signataire="S" * 200),
        proposition=replace(FAITS.proposition, motif="coût", motif_texte="mot " * 500),
    )
    pdf = rendu(code, long)
    assert 1 <= len(lire(pdf).pages) <= 4
    assert code not in ("refus", "refus_rehabilitation") or contenu(pdf).count("mot ") >= 500


@pytest.mark.parametrize(("menage", "dit"), [
    ("M. LEROY Paul", "Monsieur"), ("Mme LEROY", "Madame"), ("Mlle LEROY", "Madame"), ("Monsieur LEROY", "Monsieur"),
    ("M. et Mme LEROY", "Madame, Monsieur"), ("LEROY Paul", "Madame, Monsieur"),
    ("MMELEROY Mona", "Madame, Monsieur"), ("DIALLO M.", "Madame, Monsieur"),
])
def test_la_lettre_appelle_selon_la_civilite_du_nom_et_ne_la_devine_pas(menage: str, dit: str) -> None:
    assert appel(menage) == dit


def test_un_referent_dont_le_nom_finit_par_un_point_n_en_fait_pas_deux() -> None:
    valeurs: dict[str, str | None] = {"referent": "Nadia R.", "menage": "LEROY"}
    assert remplir("Par {referent}. Il vient.", valeurs) == "Par Nadia R. Il vient."
    assert remplir("Par {referent}, puis {menage}.", valeurs) == "Par Nadia R., puis LEROY."
    assert remplir("Par {referent}...", valeurs) == "Par Nadia R...."


def test_le_telephone_et_le_jour_ne_se_coupent_pas_et_le_mois_s_ecrit() -> None:
    valeurs = valeurs_de(replace(FAITS, expediteur=replace(EXPEDITEUR, telephone="02 40 00 00 00")))
    assert valeurs["organisation_telephone"] == "02\u00a040\u00a000\u00a000\u00a000"
    assert valeurs["demenagement_le"] == "1er\u00a0décembre 2026"


def test_la_proposition_dit_son_budget_sa_date_et_les_consequences_d_un_refus() -> None:
    page = contenu(rendu("proposition"))
    for attendu in (
        "Proposition de logement n° 1", "Loyer et charges par mois : 341,10 € et 84,00 €", "Ce qui reste à payer",
        "127,54 €", "128,04 €", "dans un délai de 10 jours", "19 octobre 2026", "votre silence vaut refus",
        "jusqu'à 3 propositions", "3 offres conformes à l'article 13 bis", "6 mois après la notification",
        "ne permet pas de vous expulser sans une décision de justice", "J'accepte cette proposition.",
    ):
        assert attendu in page


def test_en_rehabilitation_rien_ne_menace_le_maintien_dans_les_lieux() -> None:
    page = contenu(rendu("proposition_rehabilitation", faits_exemple(EXPEDITEUR, demolition=False, au=AU)))
    assert "article 13 bis" not in page
    assert "3 propositions" not in page
    assert "plus adapté" in page


def test_l_information_dit_les_articles_13_et_14() -> None:
    page = contenu(rendu("information_rgpd"))
    for attendu in (
        "Qui est responsable", "À quoi servent vos données", "mission d'intérêt public", "D'où elles viennent",
        "Qui les reçoit", "Combien de temps", "Deux ans.", "dans un délai d'un mois", "prolongé de deux mois", "CNIL",
        "donnees@exemple.fr",
    ):
        assert attendu in page


@pytest.mark.parametrize(
    ("code", "demolition", "attendu"),
    [
        ("proposition", True, "proposition"), ("proposition", False, "proposition_rehabilitation"),
        ("refus_rehabilitation", True, "refus"), ("forfait", False, "forfait"),
    ],
)
def test_la_rehabilitation_a_ses_propres_courriers(code: str, demolition: bool, attendu: str) -> None:
    assert variante(code, demolition=demolition) == attendu
    assert modeles()[attendu].convient(demolition)


@pytest.mark.parametrize(
    ("sujet", "sans", "phrase"),
    [
        (Sujet.PROPOSITION, replace(FAITS, proposition=None), "n'a pas de proposition"),
        (Sujet.ACCORD, replace(FAITS, proposition=None), "n'a accepté aucune proposition"),
        (Sujet.RELOGEMENT, replace(FAITS, relogement=None), "n'a pas signé de nouveau bail"),
    ],
)
def test_sans_ce_dont_il_parle_un_courrier_ne_s_imprime_pas(sujet: Sujet, sans: FaitsCourrier, phrase: str) -> None:
    modele = Modele("x", 1, "X", "s", sujet, "o", "c")
    exiger_sujet(modele, FAITS)
    with pytest.raises(ErreurMetier, match=phrase):
        exiger_sujet(modele, sans)


def test_chaque_bloc_a_sa_fabrique() -> None:
    assert FABRIQUES.keys() == BLOCS.keys()


def test_chaque_champ_a_son_libelle_et_l_exemple_les_dit_tous() -> None:
    assert all(c.libelle and c.groupe for c in CHAMPS.values())
    assert [nom for nom, valeur in valeurs_de(FAITS).items() if not valeur] == ["a_remplir"]


def test_une_apl_estimee_ne_se_dit_pas_au_centime() -> None:
    assert "mensualite_proposee" in set(cites("{mensualite_proposee}"))
    assert valeurs_de(FAITS)["mensualite_proposee"] == "128,04\u00a0€"


def test_le_refus_tient_sur_une_page_et_coche_ce_qui_est_note() -> None:
    assert FAITS.proposition is not None
    assert len(lire(rendu("refus")).pages) == 1
    note = replace(FAITS, proposition=replace(
        FAITS.proposition, motif="coût", motif_texte="L'APL couvre < 60 % & c'est loin", ecrit="refuse de signer",
        ecrit_le=date(2026, 10, 29), temoin="Paul M.", mous_a_aide=True,
    ))
    page = contenu(rendu("refus", note))
    assert "L'APL couvre < 60 % & c'est loin" in page
    assert "Témoin : Paul M. Le : 29/10/2026" in page
    assert rendu("refus", note) != rendu("refus")


def test_le_logo_s_imprime_et_porte_son_texte_de_remplacement() -> None:
    pdf = rendu("annonce", replace(FAITS, expediteur=replace(EXPEDITEUR, logo=logo())))
    assert len(lire(pdf).pages[0].images) == 1
    flux = lire(pdf).pages[0].get_contents()
    assert flux is not None
    assert "Logo : MOUS de Bellevue".encode("utf-16-be").hex().upper().encode() in flux.get_data()


@pytest.mark.parametrize("genre", ["PNG", "JPEG"])
def test_un_logo_png_ou_jpeg_est_accepte(genre: str) -> None:
    verifier_logo(logo(genre))


@pytest.mark.parametrize(
    "octets",
    [b"", b"%PDF-1.4", b"GIF89a" + bytes(40), logo("GIF"), logo("BMP"), logo()[:40], logo(taille=(4001, 1)),
     logo() + bytes(2 * 1024 * 1024)],
    ids=["vide", "pdf", "gif faux", "gif", "bmp", "coupé", "trop large", "trop lourd"],
)
def test_un_logo_illisible_ou_trop_grand_est_refuse(octets: bytes) -> None:
    with pytest.raises(ErreurMetier) as e:
        verifier_logo(octets)
    assert e.value.champ == "logo"


def test_l_apercu_rend_une_image_par_page() -> None:
    pages = list(pages_png(rendu("proposition"), 0.5))
    assert len(pages) == 2
    assert all(p.startswith(b"\x89PNG") for p in pages)


@exemples(40)
@given(st.text(st.characters(exclude_characters="{}"), max_size=120))
def test_tout_texte_tape_s_imprime_tel_quel(texte: str) -> None:
    pdf = rendu("cloture", replace(FAITS, menage=f"<b>& {texte}"), corps=f"Corps <i>{texte}</i> & fin.")
    page = contenu(pdf)
    assert nettoyer("<b>&") in page
    assert "</i> & fin." in page


def test_une_emoji_est_remplacee_et_dite() -> None:
    page = contenu(rendu("cloture", replace(FAITS, menage="Mme Benali 🏠")))
    assert "Mme Benali □" in page
    assert "U+1F3E0" in page
