"""Reprendre ce qu'on avait retiré ne redit jamais ce qui l'a remplacé depuis, ni ne précède le jour qu'il suppose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import delete, select
from sqlmodel import col

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Changement, Passage
from relogement.services import chartes_locales, commissions, corrections, jalons, menages, solidarite
from relogement.services.accompagnement import fixer_priorites
from relogement.services.annulation import annuler
from relogement.services.operations import modifier_operation
from relogement.services.passe import tel_que_connu
from relogement.stockage.faits import faits_menages
from relogement.vocabulaire import DecisionCommission, GenreActeur, MotifPriorite, NatureJalon
from tests.outils import Horloge, cle, photographie
from tests.services.dossier import Dossier

SEANCE = date(2026, 11, 10)
PLUS_TARD = date(2026, 12, 10)
Faire = Callable[[Dossier], Changements]
Retirer = Callable[[Dossier, UUID], Changements]


def geste(fait: Changements) -> UUID:
    assert fait.geste_id is not None
    return fait.geste_id


def publier(d: Dossier, charte: UUID, jours: int = 60) -> Changements:
    return chartes_locales.publier_version(
        d.base, charte, du=date(2027, 1, 1), libelle="Avenant", valeurs={"entretien_jours": jours}
    )


def total(d: Dossier, acteur: str = "Logis de l'Erdre") -> Changements:
    return solidarite.noter_total_annuel(
        d.base, annee=2025, genre=GenreActeur.BAILLEUR, acteur=acteur, attributions=10, source="Bilan 2025"
    )


RETRAITS: dict[str, tuple[Faire, Retirer]] = {
    "une séance le même jour": (
        lambda d: commissions.convoquer_commission(d.base, d.operation, le=SEANCE),
        lambda d, c: commissions.retirer_commission(d.base, c),
    ),
    "un total de la même année": (total, lambda d, c: corrections.retirer(d.base, "totalannuel", c)),
    "un bail d'origine": (
        lambda d: menages.enregistrer_bail(d.base, d.menage, numero="B1"),
        lambda d, c: corrections.retirer(d.base, "bail", c),
    ),
    "le dépôt du DID": (
        lambda d: jalons.noter_jalon(d.base, d.operation, nature=NatureJalon.DID, le=SEANCE),
        lambda d, c: jalons.retirer_jalon(d.base, c),
    ),
}


@pytest.mark.parametrize("quoi", RETRAITS)
def test_ce_qu_on_a_remplace_ne_se_reprend_pas(d: Dossier, quoi: str) -> None:
    faire, retirer = RETRAITS[quoi]
    retrait = geste(retirer(d, cle(faire(d))))
    remplacant = geste(faire(d))
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match="annulez d'abord les plus récents"):
        annuler(d.base, retrait)
    assert photographie(d.base) == avant
    annuler(d.base, remplacant)
    annuler(d.base, retrait)


def test_un_total_repris_se_reconnait_aux_accents_pres(d: Dossier) -> None:
    retrait = corrections.retirer(d.base, "totalannuel", cle(total(d, "Évry Habitat")))
    total(d, "EVRY habitat")
    with pytest.raises(ErreurMetier, match="annulez d'abord"):
        annuler(d.base, geste(retrait))


def test_deux_jalons_de_la_meme_nature_se_reprennent_sauf_le_did(d: Dossier) -> None:
    def reunion() -> UUID:
        return cle(jalons.noter_jalon(d.base, d.operation, nature=NatureJalon.REUNION, le=SEANCE))

    retrait = geste(jalons.retirer_jalon(d.base, reunion()))
    reunion()
    annuler(d.base, retrait)


def test_un_did_de_la_date_deja_dite_ne_se_refait_pas_a_cote_d_un_autre(d: Dossier) -> None:
    def noter() -> UUID:
        return geste(jalons.noter_jalon(d.base, d.operation, nature=NatureJalon.DID, le=SEANCE))

    modifier_operation(d.base, d.operation, did_le=SEANCE)
    defait = annuler(d.base, noter())
    noter()
    with pytest.raises(ErreurMetier, match="annulez d'abord"):
        annuler(d.base, geste(defait))


def test_une_version_retiree_ne_revient_pas_le_jour_d_une_autre(d: Dossier) -> None:
    charte = cle(chartes_locales.creer_charte_locale(d.base, nom="Charte de Bellevue", reference="Délibération"))
    retrait = chartes_locales.retirer_version(d.base, cle(publier(d, charte)))
    publier(d, charte, 70)
    with pytest.raises(ErreurMetier, match="annulez d'abord"):
        annuler(d.base, geste(retrait))


def test_un_choix_de_charte_ne_se_refait_pas_a_cote_du_meme(d: Dossier) -> None:
    chartes_locales.creer_charte_locale(d.base, nom="Bellevue", reference="Délibération")

    def choisir() -> UUID:
        return geste(chartes_locales.choisir_charte(d.base, d.operation, charte="bellevue", du=SEANCE))

    defait = annuler(d.base, choisir())
    choisir()
    with pytest.raises(ErreurMetier, match="annulez d'abord"):
        annuler(d.base, geste(defait))


def test_une_decision_ne_se_refait_pas_dans_une_seance_remise_a_plus_tard(d: Dossier) -> None:
    seance = cle(commissions.convoquer_commission(
        d.base, d.operation, le=SEANCE, inscrits=[commissions.Inscription(d.menage)]
    ))
    with d.base.session() as s:
        passage = s.scalars(select(col(Passage.id))).one()
    decision = commissions.decider(d.base, passage, decision=DecisionCommission.RECHERCHER)
    defait = annuler(d.base, geste(decision))
    report = commissions.modifier_commission(d.base, seance, le=PLUS_TARD)
    with pytest.raises(ErreurMetier, match="annulez d'abord"):
        annuler(d.base, geste(defait))
    annuler(d.base, geste(report))
    annuler(d.base, geste(defait))
    assert d.lire(Passage, passage).decision is DecisionCommission.RECHERCHER


def _oublier(d: Dossier, *colonnes: str) -> None:
    """Le journal d'une version qui n'avait pas encore ces colonnes."""
    with d.base.ecriture_libre() as s:
        s.execute(delete(Changement).where(col(Changement.colonne).in_(colonnes)))


def test_une_fiche_nee_avant_une_mise_a_jour_s_annule_et_se_refait(d: Dossier) -> None:
    fait = geste(menages.creer_menage(d.base, d.operation, nom="SOW Awa"))
    _oublier(d, "priorites", "construit_pour_lui")
    avant = photographie(d.base)
    defait = annuler(d.base, fait)
    annuler(d.base, geste(defait))
    assert photographie(d.base) == avant


def test_une_fiche_completee_depuis_la_mise_a_jour_ne_se_defait_pas(d: Dossier) -> None:
    ne = menages.creer_menage(d.base, d.operation, nom="SOW Awa")
    autre, fait = cle(ne), geste(ne)
    _oublier(d, "priorites")
    fixer_priorites(d.base, autre, priorites=[next(iter(MotifPriorite))])
    with pytest.raises(ErreurMetier, match="annulez d'abord"):
        annuler(d.base, fait)


def test_un_menage_ne_avant_une_mise_a_jour_puis_defait_se_revoit_tel_qu_il_etait_connu(d: Dossier) -> None:
    ne = menages.creer_menage(d.base, d.operation, nom="SOW Awa")
    autre, fait = cle(ne), geste(ne)
    _oublier(d, "priorites")
    jour = d.base.aujourd_hui()
    d.base.horloge = Horloge(date(2026, 11, 19))
    annuler(d.base, fait)
    with tel_que_connu(d.base, jour) as alors, alors.session() as s:
        assert faits_menages(s, menages=[autre])[autre].priorites == frozenset()
