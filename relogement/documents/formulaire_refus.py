"""Le formulaire de refus d'une proposition, à remplir et signer par le ménage (article 4)."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, KeepTogether, Spacer, Table

from relogement.documents.donnees import FormulaireRefus
from relogement.documents.donnees_parcours import LogementPropose
from relogement.documents.formats import jour, texte_ou, type_surface
from relogement.documents.mise_en_page import (
    DOUX,
    LARGEUR,
    Histoire,
    fiche,
    grille,
    legende,
    note_signes,
    partie,
    texte,
    titre_document,
)
from relogement.documents.page import rendre
from relogement.documents.polices import NORMALE, signes_manquants
from relogement.documents.symboles import case
from relogement.formats import etage, euros

_LIGNES_LIBRES = 4
_SIGNATURE = 17 * mm
_CADRES = [
    ("FONTNAME", (0, 0), (-1, -1), NORMALE), ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]


def formulaire_refus(f: FormulaireRefus, *, invariant: bool = False) -> bytes:
    """Le PDF du formulaire, prérempli de ce qui est déjà noté ; le reste est à écrire à la main."""
    p = f.proposition
    histoire = [
        *titre_document("Formulaire de refus", f"Refus de la proposition n° {p.rang}"),
        texte(
            "À remplir et à signer par le ménage, avec l'aide de la MOUS s'il le souhaite. Un refus se motive et "
            f"s'écrit ({f.charte}, article 4).", "doux",
        ),
        *_rappel(f),
        *_motifs(f),
        *_consequences(f),
        *_signatures(f),
        *note_signes(signes_manquants(f)),
    ]
    return rendre(f.entete, f"Refus {f.entete.reference}", histoire, invariant=invariant)


def _rappel(f: FormulaireRefus) -> Histoire:
    p = f.proposition
    return [*partie("La proposition", 0), fiche([
        ("Ménage", f.menage),
        ("Logement actuel", texte_ou(f.adresse)),
        ("Bailleur actuel", f.bailleur),
        ("Référent", texte_ou(f.referent)),
        ("Envoyée le", jour(p.envoyee)),
        ("Reçue le", jour(p.recue)),
        ("Logement proposé", _adresse(p.logement)),
        ("Type, surface, étage", _taille(p.logement)),
        ("Bailleur proposé", texte_ou(p.logement.bailleur)),
        ("Loyer et charges", f"{euros(p.logement.loyer)} et {euros(p.logement.charges)} par mois"),
        ("Réponse attendue le", jour(p.reponse_attendue)),
        ("Visitée le", jour(p.visite)),
    ])]


def _adresse(logement: LogementPropose) -> str:
    return ", ".join(filter(None, (logement.libelle, logement.quartier, logement.commune)))


def _taille(logement: LogementPropose) -> str:
    return f"{type_surface(logement.type, logement.surface)}, {etage(logement.etage)}"


def _motifs(f: FormulaireRefus) -> Histoire:
    p = f.proposition
    moitie = LARGEUR / 2
    cases = [case(libelle, coche, moitie) for libelle, coche in f.motifs]
    rangs = -(-len(cases) // 2)
    lignes = [[cases[i], cases[i + rangs] if i + rangs < len(cases) else ""] for i in range(rangs)]
    aide = [
        texte("La MOUS m'a aidé à remplir ce formulaire :"),
        case("oui", p.mous_a_aide is True, 22 * mm), case("non", p.mous_a_aide is False, 22 * mm),
    ]
    return [
        *partie("Je refuse cette proposition pour la raison suivante", 0),
        grille(lignes, [moitie, moitie]),
        *legende("Mes explications, avec mes mots", *([texte(p.motif_texte, "aere")] if p.motif_texte else [])),
        *_lignes_libres(2 if p.motif_texte else _LIGNES_LIBRES),
        grille([aide], [75 * mm, 24 * mm, LARGEUR - 99 * mm], spaceBefore=8),
    ]


def _lignes_libres(combien: int) -> Histoire:
    return [HRFlowable(width="100%", thickness=0.5, color=DOUX, spaceBefore=18, spaceAfter=0) for _ in range(combien)]


def _consequences(f: FormulaireRefus) -> Histoire:
    if f.demolition:
        nombre = (
            f"L'article 4 de la charte prévoit jusqu'à {f.propositions_prevues} propositions successives, adaptées à "
            f"la situation du ménage. Celle-ci porte le numéro {f.proposition.rang}. Un refus est pris en compte s'il "
            "est motivé et écrit. "
        )
    else:
        nombre = (
            "L'opération est une réhabilitation : le bailleur prend en compte les attentes du ménage pour lui proposer "
            "un logement plus adapté (article 4 de la charte). Un refus est motivé et écrit. "
        )
    return [*partie("Ce que dit la charte", 0), texte(
        nombre + "Le référent reste à la disposition du ménage pour relire ce formulaire, expliquer la suite et "
        "préciser ses souhaits. Un exemplaire est remis au ménage.",
    )]


def _signatures(f: FormulaireRefus) -> Histoire:
    p = f.proposition
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
            [case("Le ménage refuse de signer", f.refuse_de_signer, colonne), ""],
            [texte(f"Témoin : {p.temoin or ''}"), texte(f"Le : {jour(p.ecrit_le) if p.ecrit_le else ''}")],
            [texte("Signature du témoin :", "doux"), ""],
        ],
        [colonne, colonne], rowHeights=[None, None, _SIGNATURE * 0.7], spaceBefore=4,
        style=[*_CADRES, ("BOX", (0, 0), (-1, -1), 0.8, DOUX)],
    )
    return [KeepTogether([*partie("Signatures", 0), cadres, Spacer(1, 2), temoin])]
