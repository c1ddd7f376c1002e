"""La qualité des dossiers : chaque règle trouve sa faute, et elle seule ; un dossier sans faute n'en a aucune."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from relogement.regles.budget import Budget
from relogement.regles.faits import DitInconnu, Entretien, FaitsMenage, Proposition, Relogement, Sortie, VisiteSuivi
from relogement.regles.faits_accompagnement import Enquete
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.qualite.anomalie import Gravite
from relogement.regles.revue.qualite.moteur import REGLES, anomalies
from relogement.regles.revue.sources import Accueil, Habitat, LigneFrais, Sources
from relogement.vocabulaire import MotifSortie, Reponse, Reservataire, ResultatEnquete
from tests.regles.dossiers import APRES, FIN, faits, reloge, sources, un_dossier

JOUR = timedelta(days=1)
LE = date(2026, 8, 1)
HABITAT = Habitat("T3", 6200, False, True, commune="Rezé", bailleur="Habitat du Val", hors_quartier=True)


def sain(f: FaitsMenage | None = None, **valeurs: object) -> Dossier:
    """Un relogé dont rien ne manque."""
    base = f or reloge(LE)
    impute = tuple(replace(r, reservataire=Reservataire.ETAT) for r in base.relogements)
    return un_dossier(replace(base, relogements=impute), sources(Accueil(APRES, HABITAT), **valeurs))


def codes(d: Dossier) -> list[str]:
    """Ce que les règles trouvent dans ce dossier."""
    return [a.regle.code for a in anomalies([d])]


def _acceptee(**valeurs: object) -> FaitsMenage:
    f = reloge(LE)
    return replace(f, propositions=(replace(f.propositions[0], **valeurs),))  # type: ignore[arg-type]


def _refus(**valeurs: object) -> FaitsMenage:
    p = Proposition("p0", 1, date(2026, 3, 1), reponse=Reponse.REFUSEE, repondue=date(2026, 3, 9), motif="Trop loin")
    f = reloge(LE)
    return replace(f, propositions=(replace(p, **valeurs), *f.propositions))  # type: ignore[arg-type]


def _demenage(le: date | None, **valeurs: object) -> FaitsMenage:
    f = reloge(le)
    return replace(f, relogements=(replace(f.relogements[0], **valeurs),))  # type: ignore[arg-type]


FAUTES: tuple[tuple[str, Callable[[], Dossier]], ...] = (
    ("reponse_sans_date", lambda: sain(_acceptee(repondue=None))),
    ("refus_sans_motif", lambda: sain(_refus(motif=" "))),
    ("reponse_avant_envoi", lambda: sain(_acceptee(repondue=date(2026, 3, 31)))),
    ("demenagement_avant_bail", lambda: sain(_demenage(date(2026, 5, 9)))),
    ("bail_sans_accord", lambda: sain(replace(reloge(LE), propositions=()))),
    ("bail_avant_accord", lambda: sain(_demenage(LE, bail_signe=date(2026, 4, 19)))),
    ("bail_sans_demenagement", lambda: sain(_demenage(None, bail_signe=FIN - 91 * JOUR))),
    ("reloge_en_attente", lambda: sain(_ouverte())),
    ("loyer_nul", lambda: un_dossier(sain().faits, _cher(0, apl=0))),
    ("surface_invraisemblable", lambda: sain(quitte=Habitat("T3", 899))),
    ("visite_avant", lambda: sain(reloge(LE, visites=(VisiteSuivi("v", 1, LE - JOUR),)))),
    ("enquete_avant", lambda: sain(reloge(LE, enquetes=(Enquete("e", LE - JOUR, ResultatEnquete.REPONDUE),)))),
    ("surface_moitie", lambda: sain(quitte=Habitat("T3", 12400))),
    ("quitte_inconnu", lambda: sain(quitte=Habitat("T3", None))),
    ("loyer_fois_trois", lambda: un_dossier(sain().faits, _cher(120000))),
    ("effort_impossible", lambda: un_dossier(sain().faits, _cher(119900, apl=0, charges=4101 + 4000))),
    ("mensualite_inconnue", lambda: un_dossier(sain().faits, sources(Accueil(Budget(), HABITAT)))),
    ("bail_sans_date", lambda: sain(reloge(LE, bail=None))),
    ("naissance_inconnue", lambda: sain(_ne(None))),
    ("naissance_invraisemblable", lambda: sain(_ne(date(2010, 8, 2)))),
    ("frais_sans_montant", lambda: sain(frais=(LigneFrais("r", "eau", True, LE, 5000, 5000, LE, None, LE),))),
)


def _cher(loyer: int, apl: int = 17000, charges: int = 9000) -> Sources:
    return sources(Accueil(Budget(loyer=loyer, charges=charges, rls=4000, apl=apl), HABITAT))


def _ouverte(repondue: date | None = None) -> FaitsMenage:
    """Une seconde proposition, refusée ce jour-là ; None : sans réponse."""
    p = Proposition("p2", 2, LE, motif="Trop loin")
    f = reloge(LE)
    return replace(f, propositions=(*f.propositions, replace(p, reponse=Reponse.REFUSEE if repondue else None,
                                                             repondue=repondue)))


def _ne(le: date | None) -> FaitsMenage:
    f = reloge(LE)
    return replace(f, personnes=(replace(f.personnes[0], naissance=le), *f.personnes[1:]))


def test_un_dossier_sans_faute_n_a_aucune_anomalie() -> None:
    assert codes(sain()) == []
    assert codes(sain(_refus())) == []


@pytest.mark.parametrize(("code", "fautif"), FAUTES, ids=[code for code, _ in FAUTES])
def test_chaque_faute_est_trouvee(code: str, fautif: Callable[[], Dossier]) -> None:
    assert code in codes(fautif())


@pytest.mark.parametrize(
    ("code", "juste"),
    [
        ("bail_sans_demenagement", lambda: sain(_demenage(None, bail_signe=FIN - 90 * JOUR))),
        ("demenagement_avant_bail", lambda: sain(_demenage(date(2026, 5, 10)))),
        ("bail_avant_accord", lambda: sain(_demenage(LE, bail_signe=date(2026, 4, 20)))),
        ("reloge_en_attente", lambda: sain(_ouverte(LE + JOUR))),
        ("loyer_nul", lambda: un_dossier(sain().faits, _cher(1, apl=0))),
        ("surface_invraisemblable", lambda: sain(quitte=Habitat("T3", 900))),
        ("surface_invraisemblable", lambda: sain(quitte=Habitat("T3", 30_000))),
        ("reponse_avant_envoi", lambda: sain(_acceptee(repondue=date(2026, 4, 1)))),
        ("surface_moitie", lambda: sain(quitte=Habitat("T3", 12399))),
        ("loyer_fois_trois", lambda: un_dossier(sain().faits, _cher(119999))),
        ("naissance_invraisemblable", lambda: sain(_ne(date(2010, 8, 1)))),
        ("visite_avant", lambda: sain(reloge(LE, visites=(VisiteSuivi("v", 1, LE),)))),
        ("frais_sans_montant", lambda: sain(frais=(LigneFrais("r", "eau", True, LE, 5000, 5000, LE, 5000, LE),))),
    ],
)
def test_a_la_borne_il_n_y_a_pas_de_faute(code: str, juste: Callable[[], Dossier]) -> None:
    assert code not in codes(juste())


def test_un_menage_sorti_ou_pas_encore_reloge_a_les_siennes() -> None:
    ouverte = Proposition("p", 1, date(2026, 8, 1))
    sorti = un_dossier(faits(propositions=(ouverte,), sortie=Sortie("s", LE, MotifSortie.PARTI)))
    assert codes(sorti) == ["sorti_en_attente"]
    rencontre = un_dossier(faits(entretiens=(Entretien("e", LE),)), sources(ressources=()))
    assert codes(rencontre) == ["ressources_inconnues"]
    assert codes(un_dossier(faits(personnes=()))) == ["foyer_inconnu"]
    inconnu = un_dossier(reloge(LE), sources(Accueil(APRES, Habitat("T3", 6200))))
    assert codes(inconnu) == ["localisation_inconnue", "neuf_inconnu", "bailleur_inconnu", "sans_reservataire"]


def test_un_decohabitant_reloge_n_a_pas_de_loyer_d_avant_a_donner() -> None:
    sans_loyer = sources(Accueil(APRES, HABITAT), loyers=())
    assert codes(un_dossier(sain().faits, sans_loyer)) == ["mensualite_inconnue"]
    assert codes(un_dossier(replace(sain().faits, decohabitant=True, bail=None), sans_loyer)) == []


def test_un_inconnu_sans_faute_ne_bloque_pas_et_une_bloquante_dite_inconnue_est_levee() -> None:
    gravites = {r.code: r.gravite for r in REGLES}
    assert gravites["mensualite_inconnue"] is Gravite.DOUTEUSE
    dit = DitInconnu(LE, "le suivi d'alors ne le donne pas")
    for code, fait, champ in (
        ("reponse_sans_date", _acceptee(repondue=None), "date_inconnue"),
        ("refus_sans_motif", _refus(motif=""), "motif_inconnu"),
    ):
        (tient,) = anomalies([sain(fait)])
        assert (tient.regle.code, tient.gravite, tient.levable) == (code, Gravite.BLOQUANTE, True)
        leve = replace(fait, propositions=tuple(
            replace(p, **{champ: dit}) if p.id == tient.cible.id else p for p in fait.propositions  # type: ignore[arg-type]
        ))
        (levee,) = anomalies([sain(leve)])
        assert (levee.regle.code, levee.gravite, levee.levee, levee.levable) == (code, Gravite.LEVEE, dit, False)


def test_ce_qui_se_contredit_ne_se_leve_pas() -> None:
    levables = {r.code for r in REGLES if r.leve is not None}
    assert levables == {"reponse_sans_date", "refus_sans_motif"}
    assert all(r.gravite is Gravite.BLOQUANTE for r in REGLES if r.code in levables)


def test_une_levee_vient_apres_les_douteuses() -> None:
    f = _acceptee(repondue=None, date_inconnue=DitInconnu(LE, "perdue"))
    trouvees = anomalies([sain(replace(f, bail=None))])
    assert [a.gravite for a in trouvees] == [Gravite.DOUTEUSE, Gravite.LEVEE]


def test_les_bloquantes_viennent_d_abord_et_chaque_regle_a_son_code() -> None:
    graves = [r.gravite is Gravite.BLOQUANTE for r in REGLES]
    assert graves == sorted(graves, reverse=True)
    assert len({r.code for r in REGLES}) == len(REGLES)
    vues = {code for code, _ in FAUTES}
    assert {r.code for r in REGLES} - vues == {
        "sorti_en_attente", "localisation_inconnue", "neuf_inconnu", "bailleur_inconnu", "sans_reservataire",
        "ressources_inconnues", "foyer_inconnu",
    }


def test_une_anomalie_ne_nomme_personne_et_vise_la_fiche_fautive() -> None:
    (trouvee,) = anomalies([sain(_refus(motif=None))])
    assert (trouvee.cible.section, trouvee.cible.champ, trouvee.cible.id) == ("propositions", "motif", "p0")
    assert trouvee.menage == sain().code
    assert isinstance(sain().faits.relogements[0], Relogement)
