"""Les blocs du formulaire de refus, à remplir et signer par le ménage (article 4) ; ce qui est noté y est déjà."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, KeepTogether, Spacer, Table

from relogement.documents.courriers.champs import adresse_proposee
from relogement.documents.courriers.donnees import FaitsCourrier
from relogement.documents.courriers.gabarit import BLANC
from relogement.documents.donnees_parcours import LogementPropose, PropositionFaite
from relogement.documents.formats import jour
from relogement.documents.mise_en_page import (
    DOUX,
    LARGEUR,
    Histoire,
    fiche,
    grille,
    legende,
    paragraphes,
    partie,
    texte,
)
from relogement.documents.polices import NORMALE
from relogement.documents.symboles import case
from relogement.formats import etage, euros, surface
from relogement.vocabulaire import EcritRefus, MotifRefus

_LIGNES_LIBRES = 3
_SIGNATURE = 15 * mm
_CADRES = [
    ("FONTNAME", (0, 0), (-1, -1), NORMALE), ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]


def rappel(f: FaitsCourrier, p: PropositionFaite) -> Histoire:
    """Le ménage, et la proposition qu'il refuse."""
    loyer, charges = euros(p.logement.loyer, BLANC), euros(p.logement.charges, BLANC)
    return [*partie("La proposition", 0), fiche([
        ("Ménage", f.menage),
        ("Logement actuel", f.adresse or BLANC),
        ("Bailleur actuel", f.operation.bailleur),
        ("Référent", f.referent or BLANC),
        ("Envoyée le", jour(p.envoyee)),
        ("Reçue le", jour(p.recue, BLANC)),
        ("Logement proposé", adresse_proposee(p)),
        ("Type, surface, étage", _taille(p.logement)),
        ("Bailleur proposé", p.logement.bailleur or BLANC),
        ("Loyer et charges", f"{loyer} et {charges} par mois"),
        ("Réponse attendue le", jour(p.reponse_attendue, BLANC)),
        ("Visitée le", jour(p.visite, BLANC)),
    ])]


def _taille(logement: LogementPropose) -> str:
    rang = BLANC if logement.etage is None else etage(logement.etage)
    return ", ".join((logement.type or BLANC, surface(logement.surface, BLANC), rang))


def motifs(p: PropositionFaite) -> Histoire:
    """Les motifs à cocher, la place d'écrire le sien, et si la MOUS a aidé."""
    moitie = LARGEUR / 2
    cases = [case(motif.libelle, motif.libelle == p.motif, moitie) for motif in MotifRefus]
    rangs = -(-len(cases) // 2)
    lignes = [[cases[i], cases[i + rangs] if i + rangs < len(cases) else ""] for i in range(rangs)]
    aide = [
        texte("La MOUS a aidé à remplir ce formulaire :"),
        case("oui", p.mous_a_aide is True, 22 * mm), case("non", p.mous_a_aide is False, 22 * mm),
    ]
    return [
        *partie("Je refuse cette proposition pour la raison suivante", 0),
        grille(lignes, [moitie, moitie]),
        *legende("Mes explications, avec mes mots", *(paragraphes(p.motif_texte, "aere") if p.motif_texte else [])),
        *lignes_libres(2 if p.motif_texte else _LIGNES_LIBRES),
        grille([aide], [75 * mm, 24 * mm, LARGEUR - 99 * mm], spaceBefore=8),
    ]


def lignes_libres(combien: int) -> Histoire:
    """Des lignes pour écrire à la main."""
    return [HRFlowable(width="100%", thickness=0.5, color=DOUX, spaceBefore=18, spaceAfter=0) for _ in range(combien)]


def signatures(f: FaitsCourrier, p: PropositionFaite) -> Histoire:
    """Le ménage, la MOUS ou le bailleur, et le témoin si le ménage refuse de signer."""
    colonne = LARGEUR / 2
    cadres = Table(
        [
            [texte("Le ménage", "fort"), texte("La MOUS ou le bailleur", "fort")],
            [texte(f"Nom : {f.menage}"), texte(f"Nom : {f.referent or ''}")],
            [texte("Date :"), texte("Date :")],
            [texte("Signature :", "doux"), texte("Signature :", "doux")],
        ],
        [colonne, colonne], rowHeights=[None, None, None, _SIGNATURE],
        style=[
            *_CADRES, ("BOX", (0, 0), (0, -1), 0.8, DOUX), ("BOX", (1, 0), (1, -1), 0.8, DOUX),
        ],
    )
    temoin = Table(
        [
            [case("Le ménage refuse de signer", p.ecrit == EcritRefus.REFUSE_DE_SIGNER.libelle, colonne), ""],
            [texte(f"Témoin : {p.temoin or ''}"), texte(f"Le : {jour(p.ecrit_le) if p.ecrit_le else ''}")],
            [texte("Signature du témoin :", "doux"), ""],
        ],
        [colonne, colonne], rowHeights=[None, None, _SIGNATURE * 0.7], spaceBefore=4,
        style=[*_CADRES, ("BOX", (0, 0), (-1, -1), 0.8, DOUX)],
    )
    return [KeepTogether([*partie("Signatures", 0), cadres, Spacer(1, 2), temoin])]
