"""Ce que les événements d'un cas posent sur le dossier, et ce qu'ils refusent de se contredire."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relogement.commun import ErreurMetier
from relogement.regles.cas import Cas, evaluer_cas, lire_cas
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.faits import Frais, Relogement
from relogement.vocabulaire import ModeDemenagement, Payeur, Reponse

ENTETE = """[[cas]]
nom = "Un cas"
le = 2026-12-31
operation = { nature = "demolition", annonce = 2026-01-15 }
attendu = { "A01.1" = "SANS_OBJET" }
"""
ENVOI = '{ type = "proposition", date = 2026-06-01 }'
BAIL = '{ type = "bail", date = 2026-07-01 }'


def lire(dossier: Path, *evenements: str) -> Cas:
    """Le cas qui raconte ces événements."""
    chemin = dossier / "essai.toml"
    chemin.write_text(f"{ENTETE}evenements = [{', '.join(evenements)}]\n", encoding="utf-8")
    (cas,) = lire_cas(chemin)
    return cas


def reloge(dossier: Path, *evenements: str) -> Relogement:
    """Le relogement que ces événements racontent, après un bail."""
    (relogement,) = lire(dossier, BAIL, *evenements).faits.relogements
    return relogement


def repond(le: str, reponse: str = "refusee") -> str:
    """Une réponse à la première proposition."""
    return f'{{ type = "reponse", date = {le}, proposition = 1, reponse = "{reponse}" }}'


@pytest.mark.parametrize("le", ["2026-06-01", "2026-06-02"])
def test_une_reponse_se_donne_des_le_jour_de_l_envoi(le: str, tmp_path: Path) -> None:
    (p,) = lire(tmp_path, ENVOI, repond(le)).faits.propositions
    assert (p.reponse, p.repondue) == (Reponse.REFUSEE, date.fromisoformat(le))


@pytest.mark.parametrize(
    "evenement",
    [repond("2026-05-31"), '{ type = "reception", date = 2026-05-31, proposition = 1 }'],
    ids=["reponse", "reception"],
)
def test_rien_n_arrive_a_une_proposition_avant_son_envoi(evenement: str, tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match="le 31/05/2026 précède l'envoi de la proposition n° 1, le 01/06/2026"):
        lire(tmp_path, ENVOI, evenement)


def test_une_seconde_reponse_a_la_meme_proposition_est_refusee(tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match=r"événement n° 3 .* a déjà sa réponse du 10/06/2026"):
        lire(tmp_path, ENVOI, repond("2026-06-10"), repond("2026-06-20", "acceptee"))
    seconde = repond("2026-06-20").replace("proposition = 1", "proposition = 2")
    assert len(lire(tmp_path, ENVOI, ENVOI, repond("2026-06-10"), seconde).faits.propositions) == 2


def test_un_poste_demande_puis_paye_est_un_seul_poste(tmp_path: Path) -> None:
    r = reloge(
        tmp_path,
        '{ type = "frais", date = 2026-08-01, postes = ["electricite", "eau"], demande = "oui" }',
        '{ type = "frais", date = 2026-09-01, postes = ["eau"], demande = "oui", paye_le = 2026-09-01, '
        'paye_par = "bailleur" }',
    )
    assert r.frais == (
        Frais("frais-electricite", "electricite", True, date(2026, 8, 1)),
        Frais("frais-eau", "eau", True, date(2026, 8, 1), date(2026, 9, 1), Payeur.BAILLEUR),
    )


@pytest.mark.parametrize(
    ("second", "cle"),
    [('demande = "non"', "demande"), ('demande = "oui", paye_le = 2026-09-03', "paye_le")],
)
def test_un_second_evenement_du_meme_poste_ne_contredit_pas_le_premier(second: str, cle: str, tmp_path: Path) -> None:
    premier = '{ type = "frais", date = 2026-08-01, postes = ["eau"], demande = "oui", paye_le = 2026-09-02 }'
    with pytest.raises(ErreurMetier, match=f"« eau » a déjà une autre valeur pour « {cle} »"):
        reloge(tmp_path, premier, f'{{ type = "frais", date = 2026-09-01, postes = ["eau"], {second} }}')
    assert len(reloge(tmp_path, premier, premier).frais) == 1


@pytest.mark.parametrize("mode", list(ModeDemenagement))
def test_le_mode_du_demenagement_s_ecrit_au_bail_ou_au_demenagement(mode: ModeDemenagement, tmp_path: Path) -> None:
    r = reloge(tmp_path, f'{{ type = "relogement", date = 2026-08-01, mode = "{mode.value}" }}')
    assert (r.mode, r.demenagement) == (mode, date(2026, 8, 1))
    au_bail = f'{{ type = "bail", date = 2026-07-01, mode = "{mode.value}" }}'
    assert [x.mode for x in lire(tmp_path, au_bail).faits.relogements] == [mode]
    assert reloge(tmp_path, '{ type = "relogement", date = 2026-08-01 }').mode is None


def test_un_bail_qui_n_existe_pas_est_dit_avec_ceux_qui_existent(tmp_path: Path) -> None:
    for numero in (0, 3):
        with pytest.raises(ErreurMetier, match=rf"le bail n° {numero} n'est pas écrit .* Baux déjà écrits : 1, 2\."):
            reloge(tmp_path, BAIL, f'{{ type = "relogement", date = 2026-08-01, bail = {numero} }}')


@pytest.mark.parametrize(("mois", "permis"), [(n, n in (1, 3, 6, 9, 12)) for n in range(14)])
def test_une_visite_a_un_mois_de_la_charte(mois: int, permis: bool, tmp_path: Path) -> None:
    cas = lire(tmp_path, f'{{ type = "visite", date = 2026-09-01, mois = {mois} }}')
    if permis:
        assert evaluer_cas(cas, charger_charte()) is not None
    else:
        with pytest.raises(ErreurMetier, match=rf"au mois {mois}\. Mois possibles : 1, 3, 6, 9, 12\."):
            evaluer_cas(cas, charger_charte())
