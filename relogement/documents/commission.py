"""L'ordre du jour et le procès-verbal d'une commission relogement : la séance, puis une fiche par ménage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer

from relogement.documents.courriers.courrier import tete
from relogement.documents.courriers.donnees import Expediteur
from relogement.documents.courriers.gabarit import BLANC
from relogement.documents.donnees import ConstatImprime, Entete
from relogement.documents.donnees_menage import LogementQuitte, SouhaitExprime
from relogement.documents.donnees_parcours import PropositionFaite
from relogement.documents.formats import NON_RENSEIGNE, jour, texte_ou, type_surface
from relogement.documents.mise_en_page import (
    LARGEUR,
    Histoire,
    bloc,
    fiche,
    grille,
    legende,
    note_signes,
    paragraphes,
    partie,
    section,
    tableau,
    texte,
    titre_document,
    vide,
)
from relogement.documents.page import rendre
from relogement.documents.polices import signes_manquants
from relogement.documents.symboles import etat as symbole
from relogement.formats import oui_non

_DEBUT = 62 * mm
"""Ce qu'il faut de place pour nommer un ménage au procès-verbal et dire ce qui est décidé."""
CONFIDENTIEL = (
    "Document nominatif, réservé aux membres de la commission : il ne se diffuse pas. Les difficultés sociales des "
    "ménages n'y figurent pas."
)


@dataclass(frozen=True, slots=True)
class FicheMenageCommission:
    """Ce que la commission sait d'un ménage. `occupants` None : inconnu. `decision` None : pas encore prise."""

    reference: str
    menage: str
    etape: str
    referent: str | None
    inscription: str
    occupants: int | None
    logement: LogementQuitte | None
    souhait: SouhaitExprime | None
    propositions: tuple[PropositionFaite, ...]
    constats: tuple[ConstatImprime, ...]
    """Ceux de la charte qui sont en retard, à faire ou non respectés."""
    decision: str | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class Seance:
    """Une séance et son ordre du jour ; `tenue` : au moins une décision est notée."""

    entete: Entete
    le: date
    lieu: str | None
    presents: str | None
    note: str | None
    tenue: bool
    fiches: tuple[FicheMenageCommission, ...] = field(default_factory=tuple)
    organisation: Expediteur = field(default_factory=Expediteur)
    """Qui tient la séance et la signe."""

    @property
    def titre(self) -> str:
        """« Procès-verbal de la commission », ou « Ordre du jour » tant que rien n'est décidé."""
        return "Procès-verbal de la commission" if self.tenue else "Ordre du jour de la commission"


def commission(s: Seance, *, invariant: bool = False) -> bytes:
    """Le PDF de la séance ; `invariant` : sans horodatage technique."""
    histoire = [
        *tete(s.organisation, entiere=False),
        *titre_document("Commission relogement", f"{s.titre} du {jour(s.le)}"),
        texte(CONFIDENTIEL, "petit"),
        *section("La séance"),
        fiche([
            ("Lieu", texte_ou(s.lieu)), ("Heure", f"de {BLANC[:4]} à {BLANC[:4]}"),
            ("Ménages à l'ordre du jour", str(len(s.fiches))),
        ]),
        *bloc("Présents", s.presents),
        *(bloc("Note", s.note) if s.note else []),
        *_sommaire(s.fiches),
    ]
    for f in s.fiches:
        # L'ordre du jour se donne ménage par ménage ; le procès-verbal se lit et se signe d'un tenant.
        histoire += [CondPageBreak(_DEBUT) if s.tenue else PageBreak(), *_fiche(f)]
    histoire += _signatures(s.organisation) if s.tenue else []
    return rendre(s.entete, f"{s.titre} {s.entete.reference}", [*histoire, *note_signes(signes_manquants(s))],
                  invariant=invariant)


def _signatures(e: Expediteur) -> Histoire:
    qui = ", ".join(filter(None, (e.signataire, e.qualite))) or BLANC * 2
    cadres = grille([[
        [texte("Le président de séance", "doux"), texte(f"Nom : {BLANC * 2}"), texte("Signature :")],
        [texte("Le secrétaire de séance", "doux"), texte(f"Nom : {qui}"), texte("Signature :")],
    ]], [LARGEUR / 2] * 2)
    return [KeepTogether([*partie("Signatures"), cadres, Spacer(1, 22 * mm)])]


def _sommaire(fiches: Sequence[FicheMenageCommission]) -> Histoire:
    histoire = section("Ordre du jour et décisions")
    if not fiches:
        return [*histoire, vide("Aucun ménage n'est à l'ordre du jour.")]
    lignes = [(f.reference, f.menage, f.inscription, _decision(f)) for f in fiches]
    return [*histoire, *tableau((("Référence", 14), ("Ménage", 24), ("Pourquoi", 34), ("Décision", 28)), lignes)]


def _decision(f: FicheMenageCommission) -> str:
    if f.decision is None:
        return "—"
    return f"{f.decision} : {f.precision}" if f.precision else f.decision


def _fiche(f: FicheMenageCommission) -> Histoire:
    logement = f.logement or LogementQuitte()
    lieu = " · ".join(filter(None, (logement.adresse, logement.situation)))
    histoire = [
        *section(f"{f.reference} · {f.menage}"),
        fiche([
            ("Étape", f.etape),
            ("Référent", texte_ou(f.referent)),
            ("Occupants", NON_RENSEIGNE if f.occupants is None else str(f.occupants)),
            ("Logement quitté", type_surface(logement.type, logement.surface)),
            ("Adresse", texte_ou(lieu)),
        ]),
        *bloc("Pourquoi ce ménage est à l'ordre du jour", f.inscription),
        *(_decidee(f.decision, f.precision) if f.decision else []),
        *_souhait(f.souhait),
        *_propositions(f.propositions),
        *_charte(f.constats),
    ]
    if f.decision is None:
        return [*histoire, *legende("Décision", texte("À prendre en séance.", "doux"))]
    return histoire


def _decidee(decision: str, precision: str | None) -> Histoire:
    """Avant ce qui l'éclaire : c'est ce que l'on cherche dans un procès-verbal."""
    return legende("Décision", texte(decision, "fort"), *paragraphes(precision or ""))


def _souhait(s: SouhaitExprime | None) -> Histoire:
    if s is None:
        return legende("Souhaits", vide("Aucun souhait n'est noté."))
    return legende(f"Souhaits, au {jour(s.le)}", fiche([
        ("Type", texte_ou(s.type)),
        ("Lieux", texte_ou(s.lieux)),
        ("Rester ou partir", texte_ou(s.rester)),
        ("Contraintes", texte_ou(s.contraintes)),
        ("Accession", oui_non(s.accession)),
        ("Réponse donnée", texte_ou(s.reponse)),
    ]))


def _propositions(faites: Sequence[PropositionFaite]) -> Histoire:
    if not faites:
        return legende("Propositions", vide("Aucune proposition n'a été faite."))
    lignes = [
        (f"n° {p.rang}", jour(p.envoyee), p.logement.libelle, p.reponse or "réponse attendue",
         " : ".join(filter(None, (p.motif, p.motif_texte))) or "—")
        for p in faites
    ]
    colonnes = (("", 7), ("Envoyée", 13), ("Logement", 28), ("Réponse", 18), ("Motif", 34))
    return legende("Propositions", *tableau(colonnes, lignes))


def _charte(constats: Sequence[ConstatImprime]) -> Histoire:
    if not constats:
        return legende("Charte", vide("Rien n'est en retard ni à faire."))
    lignes = [(c.id, symbole(c.etat), c.libelle, c.phrase) for c in constats]
    return legende("Charte", *tableau((("", 8), ("État", 18), ("Obligation", 26), ("Constat", 48)), lignes))
