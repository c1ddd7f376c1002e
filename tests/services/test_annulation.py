"""Annuler un geste remet chaque table comme avant, quelle que soit la suite des gestes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlmodel import col

from relogement import modeles as m
from relogement.commun import Changements, ErreurMetier
from relogement.documents.courriers.modele import modeles
from relogement.services import (
    accompagnement,
    alertes,
    attributions,
    colonnes,
    corrections,
    courriers,
    derogations,
    enquetes,
    entretiens,
    equivalences,
    impression_courrier,
    indemnites,
    menages,
    operations,
    organisation,
    pieces,
    propositions,
    relogements,
    suivis,
    vivier,
)
from relogement.services.annulation import annuler, dernier_annulable, est_annule
from relogement.services.avis_impot import noter_avis_impot
from relogement.services.importation import importer_etat_locatif
from relogement.services.suivi_import import importer_suivi
from relogement.stockage.base import Base, ouvrir_base
from relogement.stockage.journal import Trace, empreinte_des, maillon
from relogement.stockage.lectures import fiche_menage
from relogement.stockage.moteur import ecriture
from relogement.tableur.catalogues import GenreListe
from relogement.vocabulaire import (
    Besoin,
    DecisionOccupant,
    DecisionSuivi,
    Difficulte,
    EcritRefus,
    Lien,
    ModeDemenagement,
    MotifPriorite,
    MotifRefus,
    MotifSortie,
    NatureInformation,
    NaturePiece,
    NatureRessource,
    Payeur,
    Reservataire,
    ResultatEnquete,
    VoieCaleol,
    ZoneMinoration,
)
from tests.hasard import exemples
from tests.outils import POSTE, Horloge, nouveau_menage, nouvelle_base, nouvelle_operation, photographie
from tests.services.importations import BENALI, DIALLO, ROUX, ecrire_liste, habitant, vacant
from tests.tableur.suivis import BENALI as RELOGE
from tests.tableur.suivis import ecrire_suivi, menage

LISTE = (
    BENALI,
    DIALLO | {"Loyer principal": "-501,13"},
    vacant(ROUX),
    habitant(4, "NGUYEN", "Anh", **{"Co-titulaire": "NGUYEN Lan"}),
)
"""Quelques ménages suffisent : annuler l'import d'une liste entière a son essai à part."""
JOUR = date(2026, 11, 18)
Geste = Callable[["Terrain", int], Changements | None]


@cache
def modele() -> Path:
    """Une base avec une opération et un ménage, faite une fois et recopiée : la créer coûte plus que l'essai."""
    base, _ = nouvelle_base(Path(tempfile.mkdtemp(prefix="relogement-")), JOUR)
    nouveau_menage(base, nouvelle_operation(base))
    base.fermer()
    return base.chemin


class Terrain:
    """Une base et de quoi y choisir une fiche au hasard (`n` choisit)."""

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        copie = dossier / "essai.relogement"
        shutil.copy(modele(), copie)
        self.base = ouvrir_base(copie, str, agent="Nadia R.", poste=POSTE, horloge=Horloge(JOUR))
        with self.base.session() as s:
            self.operation = s.scalars(select(col(m.Operation.id))).one()

    def une(self, table: type[m.Table], n: int) -> UUID | None:
        with self.base.session() as s:
            presentes = select(col(table.id)).where(col(table.supprime_le).is_(None))
            cles = s.scalars(presentes.order_by(col(table.id))).all()
        return cles[n % len(cles)] if cles else None

    def menage(self, n: int) -> UUID:
        cle = self.une(m.Menage, n)
        assert cle is not None
        return cle


def jour(n: int) -> date:
    return JOUR - timedelta(days=n % 400)


def sur(table: type[m.Table], faire: Callable[[Base, UUID, int], Changements]) -> Geste:
    def geste(t: Terrain, n: int) -> Changements | None:
        cle = t.une(table, n)
        return None if cle is None else faire(t.base, cle, n)

    return geste


def _foyer_de(base: Base, personne: UUID) -> UUID:
    with base.session() as s:
        return s.get_one(m.Personne, personne).menage_id


def importer(t: Terrain, _: int) -> Changements | None:
    ecrire_liste(t.dossier / "liste.csv", *LISTE)
    return importer_etat_locatif(t.base, t.operation, t.dossier / "liste.csv").changements


def reprendre_suivi(t: Terrain, n: int) -> Changements | None:
    lignes = (RELOGE, menage(2, "DIALLO", "Mamadou", **{"Prop. 1 le": jour(n), "Réponse 1": "?" if n % 2 else "refus"}))
    chemin = ecrire_suivi(t.dossier / "suivi.xlsx", *lignes, au=None)
    return importer_suivi(t.base, t.operation, chemin).changements


def scanner(t: Terrain, n: int) -> Changements:
    fichier = t.dossier / "scan.pdf"
    fichier.write_bytes(b"%PDF" + bytes([n % 7]))
    return pieces.deposer_piece(t.base, t.menage(n), fichier, nature=NaturePiece.REFUS_SIGNE, le=jour(n))


def proposer(t: Terrain, n: int) -> Changements | None:
    offert = t.une(m.LogementOffert, n)
    if offert is None:
        return None
    return propositions.envoyer_proposition(
        t.base, t.menage(n), offert, envoyee_le=jour(n), rls=3000, apl=n, adapte_type=True, raison_envoi="essai"
    )


def signer(t: Terrain, _: int) -> Changements | None:
    with t.base.session() as s:
        acceptee = s.execute(text("SELECT id, menage_id FROM proposition WHERE reponse = 'acceptee'")).first()
    if acceptee is None:
        return None
    return relogements.signer_bail(t.base, UUID(acceptee[1]), UUID(acceptee[0]), bail_signe_le=JOUR)


GESTES: list[Geste] = [
    importer,
    reprendre_suivi,
    scanner,
    proposer,
    signer,
    lambda t, n: operations.modifier_operation(t.base, t.operation, qpv=bool(n % 2), nom=f"Nom {n}"),
    lambda t, n: operations.affecter_referent_operation(t.base, t.operation, agent=f"Agent {n % 3}", du=jour(n)),
    lambda t, n: menages.creer_menage(t.base, t.operation, nom=f"MENAGE {n}", type="T2"),
    lambda t, n: menages.modifier_menage(t.base, t.menage(n), telephone=f"06 39 98 00 {n % 100:02d}", note="é<b>&"),
    lambda t, n: menages.modifier_logement(t.base, t.menage(n), surface=n + 1, etage=n % 5),
    lambda t, n: menages.ajouter_personne(t.base, t.menage(n), nom="X", lien=Lien.ENFANT, naissance=jour(n)),
    sur(m.Personne, lambda b, c, n: menages.modifier_personne(b, c, depart_le=jour(n))),
    sur(m.Personne, lambda b, c, n: menages.decider_occupant(b, c, decision=DecisionOccupant.RATTACHEMENT, le=jour(n))),
    lambda t, n: menages.creer_decohabitant(t.base, t.menage(n), nom=f"ENFANT {n}", le=jour(n)),
    sur(m.Personne, lambda b, c, n: menages.creer_decohabitant(
        b, _foyer_de(b, c), nom=f"PARTI {n}", le=jour(n), personnes=[c])),
    lambda t, n: menages.enregistrer_bail(t.base, t.menage(n), numero=f"B{n}"),
    lambda t, n: menages.noter_loyer(t.base, t.menage(n), du=jour(n), loyer=n, charges=100, apl=None),
    lambda t, n: menages.noter_composition(t.base, t.menage(n), du=jour(n), occupants=n % 7),
    lambda t, n: menages.noter_ressource(t.base, t.menage(n), du=jour(n), nature=NatureRessource.RSA, montant=n),
    sur(m.Ressource, lambda b, c, n: menages.arreter_ressource(b, c, au=jour(n))),
    lambda t, n: menages.noter_souhaits(t.base, t.menage(n), le=jour(n), type="T4", accession=bool(n % 2)),
    lambda t, n: menages.affecter_referent(t.base, t.menage(n), agent=f"Agent {n % 3}", du=jour(n)),
    lambda t, n: menages.noter_information(t.base, t.menage(n), le=jour(n), natures=[NatureInformation.ANNONCE]),
    lambda t, n: menages.enregistrer_sortie(t.base, t.menage(n), le=jour(n), motif=MotifSortie.PARTI),
    lambda t, n: entretiens.enregistrer_entretien(
        t.base, t.menage(n), le=jour(n), besoins=[Besoin.DOUCHE], souhaits={"type": "T3"}, composition_vue=True
    ),
    lambda t, n: entretiens.noter_mesure(t.base, t.menage(n), qui="CCAS", depuis=jour(n)),
    lambda t, n: accompagnement.noter_acteur(t.base, t.menage(n), nom="PMI", depuis=jour(n), contact_le=JOUR),
    lambda t, n: accompagnement.noter_demande(t.base, t.menage(n), contingent=Reservataire.ETAT, le=jour(n)),
    lambda t, n: noter_avis_impot(t.base, t.menage(n), le=jour(n), annee=2025, rfr=n * 100),
    sur(m.AvisImpot, lambda b, c, n: corrections.corriger(b, "avisimpot", c, rfr=n, invalidite=bool(n % 2))),
    lambda t, n: accompagnement.noter_visite_technique(t.base, t.menage(n), le=jour(n)),
    lambda t, n: accompagnement.dire_employeur(t.base, t.menage(n), action_logement=bool(n % 2), le=jour(n)),
    lambda t, n: accompagnement.renouveler_nur(t.base, t.menage(n), nur=f"044{n}", nur_le=jour(n)),
    lambda t, n: accompagnement.fixer_priorites(t.base, t.menage(n), priorites=list(MotifPriorite)[: n % 3]),
    sur(m.ActeurSocial, lambda b, c, n: corrections.corriger(b, "acteursocial", c, accueil=bool(n % 2))),
    sur(m.Demande, lambda b, c, n: corrections.retirer(b, "demande", c)),
    sur(m.Proposition, lambda b, c, n: corrections.corriger(b, "proposition", c, hors_quartier=bool(n % 2))),
    sur(m.Proposition, lambda b, c, n: attributions.noter_caleol(b, c, caleol=VoieCaleol.INFORMATION, le=jour(n))),
    sur(m.Proposition, lambda b, c, n: attributions.examiner_reste_a_vivre(b, c, le=JOUR, examen=f"examen {n}")),
    sur(m.Relogement, lambda b, c, n: indemnites.indemniser_adresse(b, c, forfait=n, le=JOUR)),
    sur(m.Relogement, lambda b, c, n: indemnites.noter_minoration(b, c, plafond_apl=n, loyer_avant_minoration=n,
        zone=ZoneMinoration.UN if n % 2 else None)),
    lambda t, n: enquetes.noter_enquete(
        t.base, t.menage(n), le=JOUR, resultat=list(ResultatEnquete)[n % 6], note=f"note {n}"),
    lambda t, n: derogations.noter_derogation(t.base, t.menage(n), "A03.2", le=jour(n), auteur="C. D.", raison="r"),
    sur(m.Derogation, lambda b, c, n: corrections.retirer(b, "derogation", c)),
    lambda t, n: organisation.regler_organisation(t.base, nom=f"MOUS {n}", signataire="C. D." if n % 2 else None),
    lambda t, n: courriers.recrire_courrier(t.base, "annonce", objet=f"Objet {n}", corps="Bonjour {menage}."),
    lambda t, n: courriers.revenir_au_texte_livre(t.base, "annonce"),
    lambda t, n: impression_courrier.imprimer_courrier(
        t.base, t.menage(n), list(modeles())[n % 16], t.dossier / "courrier.pdf", JOUR),
    lambda t, n: vivier.ajouter_logement_offert(t.base, libelle=f"Log {n}", loyer=n, neuf=True, bailleur="Val"),
    sur(m.LogementOffert, lambda b, c, n: vivier.reprendre_logement_offert(b, c, le=jour(n), raison="reloué")),
    sur(m.LogementOffert, lambda b, c, n: vivier.remettre_logement_offert(b, c)),
    lambda t, n: colonnes.retenir_colonnes(t.base, GenreListe.VIVIER, f"Val {n % 2}", {f"cle {n}": "loyer"}),
    lambda t, n: colonnes.oublier_colonnes(t.base, GenreListe.VIVIER, f"Val {n % 2}"),
    sur(m.Proposition, lambda b, c, n: propositions.noter_reception(b, c, recue_le=jour(n))),
    sur(m.Proposition, lambda b, c, n: equivalences.corriger_equivalence(
        b, c, equivalent=(None, False, True)[n % 3], le=JOUR, raison=f"raison {n}")),
    sur(m.Proposition, lambda b, c, n: propositions.accepter_proposition(b, c, le=JOUR)),
    sur(
        m.Proposition,
        lambda b, c, n: propositions.refuser_proposition(b, c, le=JOUR, motif=MotifRefus.COUT, motif_texte="trop cher"),
    ),
    sur(
        m.Proposition,
        lambda b, c, n: propositions.enregistrer_ecrit_refus(
            b, c, ecrit=EcritRefus.REFUSE_DE_SIGNER, le=JOUR, temoin="K. L."
        ),
    ),
    sur(
        m.Relogement,
        lambda b, c, n: relogements.organiser_demenagement(
            b, c, mode=ModeDemenagement.DEMENAGEUR, le=JOUR, payeur=Payeur.BAILLEUR
        ),
    ),
    sur(m.Relogement, lambda b, c, n: relogements.enregistrer_demenagement(b, c, le=JOUR)),
    sur(
        m.Relogement,
        lambda b, c, n: relogements.noter_frais(b, c, poste="gaz", demande=bool(n % 2), demande_le=JOUR, montant=n),
    ),
    sur(m.Frais, lambda b, c, n: relogements.payer_frais(b, c, paye=n, le=JOUR, par=Payeur.BAILLEUR)),
    lambda t, n: suivis.proposer_suivi(t.base, t.menage(n), le=JOUR),
    lambda t, n: suivis.noter_visite(t.base, t.menage(n), mois=1, le=JOUR),
    lambda t, n: suivis.noter_difficulte(t.base, t.menage(n), genre=Difficulte.BUDGET, le=jour(n)),
    lambda t, n: suivis.decider_suivi(t.base, t.menage(n), decision=DecisionSuivi.CLOS, le=JOUR, raison="fini",
                                        avant_terme=True),
    lambda t, n: alertes.regler_alerte(t.base, t.menage(n), "L1", le=JOUR, qui="Mme Robin", note=f"vu {n}"),
    lambda t, n: alertes.regler_alerte(t.base, t.operation, "L7", le=JOUR, qui="Mme Robin", note=f"vu {n}"),
    sur(m.Loyer, lambda b, c, n: corrections.corriger(b, "loyer", c, apl=n)),
    sur(m.Souhait, lambda b, c, n: corrections.retirer(b, "souhait", c)),
    sur(m.Loyer, lambda b, c, n: corrections.retirer(b, "loyer", c)),
    sur(m.Ressource, lambda b, c, n: corrections.corriger(b, "ressource", c, du=jour(n), au=None)),
    sur(m.Ressource, lambda b, c, n: corrections.retirer(b, "ressource", c)),
    sur(m.Referent, lambda b, c, n: corrections.retirer(b, "referent", c)),
    sur(m.Proposition, lambda b, c, n: propositions.noter_reception(b, c, presentee_le=None, visite_le=jour(n))),
]

suites = st.lists(st.tuples(st.integers(0, len(GESTES) - 1), st.integers(0, 500)), min_size=1, max_size=7)


def jouer(t: Terrain, faire: Geste, n: int) -> Changements | None:
    """Fait le geste ; un refus métier ou un geste sans objet ne change rien."""
    try:
        return faire(t, n)
    except ErreurMetier:
        return None


@exemples(25)
@given(suites)
def test_annuler_chaque_geste_en_remontant_rend_chaque_table_egale(suite: list[tuple[int, int]]) -> None:
    remonter([(GESTES[rang], n) for rang, n in suite])


def remonter(suite: list[tuple[Geste, int]]) -> None:
    """Fait la suite, puis défait, refait et défait chaque geste du dernier au premier : chaque table suit."""
    with tempfile.TemporaryDirectory() as dossier:
        t = Terrain(Path(dossier))
        faits = []
        for geste, n in suite:
            avant = photographie(t.base)
            fait = jouer(t, geste, n)
            if fait is not None and photographie(t.base) != avant:
                faits.append((fait, avant))
            else:
                assert photographie(t.base) == avant, "un geste refusé ou sans effet a changé une table"
        for fait, avant in reversed(faits):
            dernier = dernier_annulable(t.base)
            assert dernier is not None
            assert dernier[0] == fait.geste_id
            apres = photographie(t.base)
            annulation = annuler(t.base, dernier[0])
            assert photographie(t.base) == avant
            assert annulation.geste_id is not None
            annuler(t.base, annulation.geste_id)
            assert photographie(t.base) == apres, "annuler l'annulation refait le geste"
            refaite = dernier_annulable_de(t.base)
            annuler(t.base, refaite)
        t.base.fermer()


def essayer(base: Base, geste: UUID) -> UUID | None:
    """Annule si c'est possible ; None si un geste plus récent s'y oppose."""
    try:
        return annuler(base, geste).geste_id
    except ErreurMetier as e:
        if "annulez d'abord" not in e.phrase:
            raise
        return None


def dernier_annulable_de(base: Base) -> UUID:
    """Le tout dernier geste, annulations comprises."""
    with base.session() as s:
        return s.scalars(select(col(m.Geste.id)).order_by(col(m.Geste.numero).desc()).limit(1)).one()


@exemples(20)
@given(suites, st.integers(0, 50))
def test_annuler_un_geste_plus_ancien_ne_perd_jamais_ce_qui_a_suivi(suite: list[tuple[int, int]], lequel: int) -> None:
    reprendre_un_ancien([(GESTES[rang], n) for rang, n in suite], lequel)


def reprendre_un_ancien(suite: list[tuple[Geste, int]], lequel: int) -> None:
    """Défait un geste de la suite s'il le peut, puis le refait : chaque table est comme avant."""
    with tempfile.TemporaryDirectory() as dossier:
        t = Terrain(Path(dossier))
        faits = [f for f in (jouer(t, geste, n) for geste, n in suite) if f is not None and f.tables]
        if faits:
            avant = photographie(t.base)
            cible = faits[lequel % len(faits)].geste_id
            assert cible is not None
            annulation = essayer(t.base, cible)
            if annulation is not None:
                annuler(t.base, annulation)
            assert photographie(t.base) == avant
        t.base.fermer()


@pytest.fixture
def terrain(tmp_path: Path) -> Terrain:
    return Terrain(tmp_path)


def test_un_geste_refait_s_annule_de_nouveau(terrain: Terrain) -> None:
    base, menage = terrain.base, terrain.menage(0)
    avant = photographie(base)
    fait = menages.modifier_menage(base, menage, note="vu").geste_id
    assert fait is not None
    apres = photographie(base)

    def annulable() -> UUID | None:
        dernier = dernier_annulable(base)
        return dernier[0] if dernier else None

    precedent = None
    for _ in range(3):  # défait, refait, défait… aussi souvent qu'on veut
        assert annulable() == fait
        defait = annuler(base, fait).geste_id
        assert defait is not None
        assert photographie(base) == avant
        assert annulable() != fait
        assert est_annule(base, fait)
        assert [g["annule"] for g in fiche_menage(base, menage).gestes if g["id"] == fait] == [True]
        with pytest.raises(ErreurMetier, match="déjà annulé"):
            annuler(base, fait)
        if precedent is not None:
            with pytest.raises(ErreurMetier, match="déjà annulé"):
                annuler(base, precedent)
        annuler(base, defait)
        assert photographie(base) == apres
        assert not est_annule(base, fait)
        assert [g["annule"] for g in fiche_menage(base, menage).gestes if g["id"] == fait] == [False]
        precedent = defait


def test_un_referent_s_annule_meme_si_l_agent_a_agi_depuis(terrain: Terrain) -> None:
    base, menage = terrain.base, terrain.menage(0)
    avant = photographie(base)
    nommer: list[Callable[[], Changements]] = [
        lambda: menages.affecter_referent(base, menage, agent="Karim L.", du=JOUR),
        lambda: operations.affecter_referent_operation(base, terrain.operation, agent="Odile Z.", du=JOUR),
    ]
    for nom, affecter in zip(("Karim L.", "Odile Z."), nommer, strict=True):
        fait = affecter()
        assert "agent" not in fait.tables
        base.agir_comme(nom, POSTE)
        note = menages.modifier_menage(base, menage, note=f"vu par {nom}")
        assert fait.geste_id is not None
        assert note.geste_id is not None
        annuler(base, fait.geste_id)
        annuler(base, note.geste_id)
        assert photographie(base) == avant
        assert base.agent_nom == nom


def test_un_referent_refuse_n_inscrit_pas_d_agent(terrain: Terrain) -> None:
    for nom, dit in (("x" * 201, "200 caractères"), ("  ", "nom de l'agent")):
        with pytest.raises(ErreurMetier, match=dit) as refus:
            menages.affecter_referent(terrain.base, terrain.menage(0), agent=nom, du=JOUR)
        assert refus.value.champ == "agent"
    with pytest.raises(ErreurMetier, match="n'existe plus"):
        menages.affecter_referent(terrain.base, POSTE, agent="Karim L.", du=JOUR)
    with terrain.base.session() as s:
        assert s.scalars(select(col(m.Agent.nom))).all() == ["Nadia R."]


def test_un_geste_ne_s_annule_qu_une_fois(terrain: Terrain) -> None:
    fait = menages.modifier_menage(terrain.base, terrain.menage(0), note="vu")
    assert fait.geste_id is not None
    annuler(terrain.base, fait.geste_id)
    with pytest.raises(ErreurMetier, match="déjà annulé"):
        annuler(terrain.base, fait.geste_id)


def test_l_annulation_porte_le_nom_du_geste(terrain: Terrain) -> None:
    cle = terrain.menage(0)
    vivier.ajouter_logement_offert(terrain.base, libelle="Neuf")
    offert = terrain.une(m.LogementOffert, 0)
    assert offert is not None
    propositions.envoyer_proposition(terrain.base, cle, offert, envoyee_le=JOUR)
    dernier = dernier_annulable(terrain.base)
    assert dernier is not None
    reference = _reference(terrain, cle)
    assert dernier[1] == f"Proposition 1, {reference}"
    assert annuler(terrain.base, dernier[0]).phrase == f"Annulé : proposition 1 ({reference})"


def test_l_annulation_d_un_geste_hors_menage_ne_nomme_aucun_dossier(terrain: Terrain) -> None:
    vivier.ajouter_logement_offert(terrain.base, libelle="Neuf")
    dernier = dernier_annulable(terrain.base)
    assert dernier is not None
    assert "," not in dernier[1]
    assert "(" not in annuler(terrain.base, dernier[0]).phrase


def _reference(terrain: Terrain, cle: UUID) -> str:
    with terrain.base.session() as s:
        menage = s.get(m.Menage, cle)
        assert menage is not None
        return menage.reference


def test_deux_gestes_sur_des_colonnes_differentes_s_annulent_chacun(terrain: Terrain) -> None:
    cle = terrain.menage(0)
    premier = menages.modifier_menage(terrain.base, cle, telephone="06 39 98 00 01")
    menages.modifier_menage(terrain.base, cle, nur="044")
    assert premier.geste_id is not None
    annuler(terrain.base, premier.geste_id)
    with terrain.base.session() as s:
        fiche = s.get(m.Menage, cle)
        assert fiche is not None
        assert (fiche.telephone, fiche.nur) == (None, "044")


def test_la_frappe_d_un_geste_annule_revient_sauf_ce_qu_on_a_retape(terrain: Terrain) -> None:
    base, cle = terrain.base, "souhaits/1"
    base.ecrire_brouillon(cle, "lieux", "Rezé")
    base.ecrire_brouillon(cle, "type", "T3")
    fait = menages.noter_souhaits(base, terrain.menage(0), le=JOUR, lieux="Rezé", type="T3")
    assert fait.geste_id is not None
    base.ranger_brouillon(cle, fait.geste_id)
    assert base.brouillon(cle) == {}
    base.ecrire_brouillon(cle, "type", "T4")
    annuler(base, fait.geste_id)
    assert base.brouillon(cle) == {"lieux": "Rezé", "type": "T4"}


def test_retoucher_une_ligne_du_journal_se_voit(terrain: Terrain) -> None:
    for n in range(3):
        menages.modifier_menage(terrain.base, terrain.menage(0), note=f"note {n}")
    assert journal_intact(terrain.base)
    with ecriture(terrain.base.moteur).begin() as c:
        c.execute(text("UPDATE geste SET libelle = 'autre' WHERE numero = 3"))
    assert not journal_intact(terrain.base)


def test_purger_les_changements_ne_rompt_pas_la_chaine(terrain: Terrain) -> None:
    menages.modifier_menage(terrain.base, terrain.menage(0), note="à oublier")
    with ecriture(terrain.base.moteur).begin() as c:
        c.execute(text("DELETE FROM changement"))
    assert journal_intact(terrain.base, details=False)


def journal_intact(base: Base, *, details: bool = True) -> bool:
    """Vrai si chaque maillon se recalcule (et, si `details`, chaque empreinte de changements)."""
    precedente = ""
    with base.session() as s:
        for g in s.scalars(select(m.Geste).order_by(col(m.Geste.numero))):
            requete = select(m.Changement).where(col(m.Changement.geste_id) == g.id).order_by(col(m.Changement.rang))
            traces = [Trace(c.objet, c.cle, c.colonne, c.avant, c.apres) for c in s.scalars(requete)]
            if g.chaine != maillon(g, precedente) or (details and g.empreinte != empreinte_des(traces)):
                return False
            precedente = g.chaine
    return True
