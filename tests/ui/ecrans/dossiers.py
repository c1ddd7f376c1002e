"""Des dossiers inventés, faits par les services, pour éprouver la liste et la page d'un ménage."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from relogement.modeles import ACompleter
from relogement.services import annulation, entretiens, menages, operations, pieces, propositions, vivier
from relogement.stockage.base import Base, creer_base
from relogement.vocabulaire import (
    Besoin,
    Difficulte,
    Lien,
    LieuEntretien,
    ModeEnvoi,
    MotifRefus,
    MotifSortie,
    Moyen,
    NatureInformation,
    NatureOperation,
    NaturePiece,
    NatureRessource,
    Rester,
    StatutBail,
    Verification,
)
from tests.ui.socle.faux import FaussesInvites
from ui.socle.contexte import Contexte, Seance

PARTI = MotifSortie.PARTI
INSTANT = datetime(2026, 11, 18, 14, 32, tzinfo=UTC)


def base_neuve(dossier: Path) -> Base:
    """Une base vide, sans chiffrement, au 18 novembre 2026."""
    return creer_base(dossier / "x.relogement", None, agent="Nadia R.", poste=uuid4(), horloge=lambda: INSTANT)


def contexte_de(base: Base, invites: FaussesInvites | None = None) -> Contexte[Base]:
    """Le contexte de la fenêtre sur cette base."""
    seance = Seance("Nadia R.", base.nom, base.chiffree)
    return Contexte(
        base, base.horloge, seance=seance, invites=invites or FaussesInvites(), annuler=annulation.annuler
    )


def operation(base: Base, code: str = "BEL") -> UUID:
    """Une démolition annoncée le 15 janvier 2026, travaux au 1er septembre 2027."""
    faits = operations.creer_operation(
        base, code=code, nom="Bellevue Loire", nature=NatureOperation.DEMOLITION, bailleur="Habitat Loire",
        communes="Nantes", annonce_le=date(2026, 1, 15), travaux_le=date(2027, 9, 1),
    )
    assert faits.id is not None
    return faits.id


def menage(base: Base, operation_id: UUID, nom: str = "Mme BENALI Leïla", porte: str = "302", etage: int = 3) -> UUID:
    """Un ménage du bâtiment B, escalier A, dans un T3 de 61 m²."""
    faits = menages.creer_menage(
        base, operation_id, nom=nom, batiment="B", escalier="A", etage=etage, porte=porte, type="T3", surface=6100,
        adresse="12 rue des Mouettes", code_postal="44100", commune="Nantes",
    )
    assert faits.id is not None
    return faits.id


def base_complete(dossier: Path) -> tuple[Base, UUID]:
    """Une base et son dossier `complet`."""
    base = base_neuve(dossier)
    return base, complet(base, dossier)


def complet(base: Base, dossier: Path) -> UUID:
    """Un dossier avec un refus dont l'écrit manque (en retard) et une proposition en attente."""
    cle = menage(base, operation(base))
    menages.modifier_menage(base, cle, telephone="06 12 34 56 78", nur="044121234567810001")
    _foyer(base, cle)
    _accompagnement(base, cle)
    refusee = _propositions(base, cle)
    menages.noter_information(
        base, cle, le=date(2026, 1, 20), natures=[NatureInformation.ANNONCE, NatureInformation.CALENDRIER],
        moyen=Moyen.COURRIER, personne="Mme Benali",
    )
    scan = dossier / "bail.pdf"
    scan.write_bytes(b"%PDF-1.4 bail")
    pieces.deposer_piece(base, cle, scan, nature=NaturePiece.BAIL, le=date(2026, 3, 12), libelle="Bail de 2009")
    propositions.refuser_proposition(
        base, refusee, le=date(2026, 10, 28), motif=MotifRefus.QUARTIER, motif_texte="Trop loin de l'école."
    )
    return cle


def _foyer(base: Base, cle: UUID) -> None:
    menages.enregistrer_bail(base, cle, numero="L-0042", debut=date(2009, 9, 4))
    personnes = (
        ("Leïla", date(1984, 5, 2), Lien.TITULAIRE, StatutBail.TITULAIRE),
        ("Yanis", date(2012, 2, 10), Lien.ENFANT, None),
        ("Inès", date(2015, 7, 21), Lien.ENFANT, None),
        ("Adam", date(2019, 11, 30), Lien.ENFANT, None),
    )
    cles = [
        menages.ajouter_personne(
            base, cle, nom="BENALI", prenom=prenom, naissance=naissance, lien=lien, statut_bail=statut
        ).id
        for prenom, naissance, lien, statut in personnes
    ]
    menages.noter_composition(base, cle, du=date(2026, 1, 1), occupants=4, enfants=3)
    menages.noter_loyer(base, cle, du=date(2025, 1, 1), loyer=30520, charges=9410, rls=4306, apl=22900)
    menages.noter_loyer(
        base, cle, du=date(2026, 1, 1), loyer=31240, charges=9620, rls=4306, apl=23800, avis_le=date(2026, 9, 3)
    )
    menages.noter_ressource(
        base, cle, du=date(2026, 1, 1), personne_id=cles[0], nature=NatureRessource.SALAIRE, montant=134000
    )
    menages.noter_ressource(
        base, cle, du=date(2026, 1, 1), personne_id=cles[0], nature=NatureRessource.PRESTATIONS_FAMILIALES,
        montant=49500,
    )
    menages.affecter_referent(base, cle, agent="Nadia R.", du=date(2026, 1, 22), dit_le=date(2026, 1, 22))


def _accompagnement(base: Base, cle: UUID) -> None:
    entretiens.enregistrer_entretien(
        base, cle, le=date(2026, 3, 12), lieu=LieuEntretien.DOMICILE, presents="Mme Benali et son fils",
        verifications=[Verification.IDENTITE, Verification.BAIL, Verification.AVIS_CAF], composition_vue=True,
        ressources_vues=True, besoins=[Besoin.ECOLE, Besoin.TRANSPORTS], loyer_supportable=42000,
        capacites="Peut payer 420 € tout compris.", difficultes=[Difficulte.BUDGET], decohabitation=False,
        conclusion="Cherche un T4 près du tramway.",
        souhaits={"type": "T4", "lieux": "Chantenay, Zola", "contraintes": "École", "rester": Rester.PARTIR},
    )
    entretiens.noter_mesure(base, cle, qui="CCAS de Nantes", depuis=date(2026, 4, 2), objet="Budget")


def _propositions(base: Base, cle: UUID) -> UUID:
    premiere = None
    for libelle, loyer, envoi in (("Rés. Les Tilleuls, porte 12", 34110, 12), ("Rés. Zola, porte 4", 36800, 30)):
        offert = vivier.ajouter_logement_offert(
            base, libelle=libelle, type="T4", surface=7200, etage=1, commune="Nantes", neuf=False, loyer=loyer,
            charges=8400,
        ).id
        assert offert is not None
        faits = propositions.envoyer_proposition(
            base, cle, offert, envoyee_le=date(2026, 10, envoi), mode=ModeEnvoi.RECOMMANDE, rls=4306, apl=25400,
            adapte_type=True, adapte_lieu=True, adapte_accessibilite=True, adapte_budget=True,
        )
        premiere = premiere or faits.id
    assert premiere is not None
    return premiere


def a_completer(base: Base, cle: UUID, *, champ: str, texte: str) -> None:
    """Une valeur de la liste du bailleur qui n'a pas pu entrer."""
    with base.geste("importer", "Import d'une liste", cle) as g:
        g.s.add(
            ACompleter(
                menage_id=cle, nature="illisible", champ=champ, texte=texte, raison="Cette valeur ne se lit pas.",
                feuille="Locataires", ligne=12, colonne="Né le",
            )
        )
