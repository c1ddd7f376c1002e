"""Les textes des courriers : récrits, datés, rendus au texte livré, annulés ; un champ inconnu est refusé."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from relogement.commun import Changements, ErreurMetier
from relogement.documents.courriers.modele import modeles
from relogement.services.annulation import annuler
from relogement.services.courriers import (
    LigneCourrier,
    TexteCourrier,
    courriers,
    courriers_de,
    livre,
    recrire_courrier,
    revenir_au_texte_livre,
)
from relogement.vocabulaire import NatureOperation
from tests.outils import nouvelle_operation, photographie
from tests.services.dossier import Dossier

ANNONCE = modeles()["annonce"]


def annonce(d: Dossier) -> LigneCourrier:
    return next(c for c in courriers(d.base) if c.modele.code == "annonce")


def test_le_texte_livre_vaut_tant_que_rien_n_est_recrit(d: Dossier) -> None:
    assert [c.modele for c in courriers(d.base)] == list(modeles().values())
    assert annonce(d) == LigneCourrier(ANNONCE, livre(ANNONCE), ())
    assert not annonce(d).recrit


def test_un_texte_recrit_vaut_aussitot_et_les_versions_restent(d: Dossier) -> None:
    recrire_courrier(d.base, "annonce", objet="  Un \n objet ", corps="Bonjour {menage},  \n\nfin.\n\n")
    d.horloge.jour = date(2026, 12, 1)
    recrire_courrier(d.base, "annonce", objet="Autre", corps="Autre {operation}.")
    lu = annonce(d)
    assert lu.recrit
    assert lu.texte == TexteCourrier("Autre", "Autre {operation}.")
    assert [(v.le, v.texte) for v in lu.versions] == [
        (date(2026, 12, 1), lu.texte), (date(2026, 11, 18), TexteCourrier("Un objet", "Bonjour {menage},\n\nfin.")),
    ]


def test_on_revient_au_texte_livre_sans_perdre_ce_qui_fut_recrit(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="déjà le texte livré"):
        revenir_au_texte_livre(d.base, "annonce")
    recrire_courrier(d.base, "annonce", objet="Objet", corps="Corps.")
    revenir_au_texte_livre(d.base, "annonce")
    assert annonce(d).texte == livre(ANNONCE)
    assert not annonce(d).recrit
    assert [v.texte for v in annonce(d).versions] == [None, TexteCourrier("Objet", "Corps.")]


def test_retaper_le_texte_livre_y_revient(d: Dossier) -> None:
    recrire_courrier(d.base, "annonce", objet="Objet", corps="Corps.")
    recrire_courrier(d.base, "annonce", objet=ANNONCE.objet, corps=ANNONCE.corps)
    assert not annonce(d).recrit


@pytest.mark.parametrize(
    ("objet", "corps", "champ", "phrase"),
    [
        ("Objet", "Bonjour {menagge}", "corps", "{menagge}"), ("{x}", "Corps", "objet", "{x}"),
        ("", "Corps", "objet", "objet"), ("Objet", " \n ", "corps", "texte"), ("Objet", "une {", "corps", "accolade"),
        ("O" * 201, "Corps", "objet", "200"), ("Objet", "c" * 20_001, "corps", "20000"),
    ],
)
def test_un_texte_refuse_l_est_pres_de_son_champ(d: Dossier, objet: str, corps: str, champ: str, phrase: str) -> None:
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier) as e:
        recrire_courrier(d.base, "annonce", objet=objet, corps=corps)
    assert e.value.champ == champ
    assert phrase in e.value.phrase
    assert photographie(d.base) == avant


def test_ne_rien_changer_se_dit(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="Rien n'a changé"):
        recrire_courrier(d.base, "annonce", objet=ANNONCE.objet, corps=ANNONCE.corps)


def test_un_courrier_inconnu_nomme_ceux_qui_existent(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="au choix : annonce"):
        recrire_courrier(d.base, "lettre", objet="O", corps="C")


def test_chaque_texte_s_annule(d: Dossier) -> None:
    photos, gestes = [photographie(d.base)], []
    faire: Callable[[], Changements]
    for faire in (
        lambda: recrire_courrier(d.base, "annonce", objet="O", corps="C"),
        lambda: revenir_au_texte_livre(d.base, "annonce"),
    ):
        gestes.append(faire().geste_id)
        photos.append(photographie(d.base))
    for geste, avant in zip(reversed(gestes), reversed(photos[:-1]), strict=True):
        assert geste is not None
        annuler(d.base, geste)
        assert photographie(d.base) == avant


def test_une_operation_ne_propose_que_les_courriers_de_sa_nature(d: Dossier) -> None:
    travaux = nouvelle_operation(d.base, "REH", nature=NatureOperation.REHABILITATION)
    demolition, rehabilitation = (dict(courriers_de(d.base, o)) for o in (d.operation, travaux))
    assert "proposition" in demolition
    assert "proposition" not in rehabilitation
    assert "proposition_rehabilitation" in rehabilitation
    assert {"forfait", "cloture"} <= demolition.keys() & rehabilitation.keys()
