"""Les propositions d'un ménage : l'offre, l'envoi, la réception, la réponse, l'écrit du refus."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from relogement.commun import Changements
from relogement.services import propositions, vivier
from relogement.services.pieces import deposer_piece
from relogement.stockage.base import Base
from relogement.vocabulaire import EcritRefus, GenreBailleur, ModeEnvoi, MotifRefus, NaturePiece, Reservataire
from sample_data.agenda import Agenda, Faire
from sample_data.dossier import Dossier, Recit, sauf
from sample_data.scans import avis_de_reception, refus_signe

QUARTIER = "Bellevue"
"""Le quartier que l'opération fait quitter."""
ENVOI = ("rls", "apl", "raison_envoi", "raison_sans_neuf", "temporaire")


class Vivier:
    """Les logements proposés, enregistrés le jour où on les a connus."""

    def __init__(self, agenda: Agenda, fiches: list[Recit], agent: str) -> None:
        self._cles: dict[str, UUID] = {}
        self._fiches = {fiche["cle"]: fiche for fiche in fiches}
        for fiche in fiches:
            agenda.noter(fiche["connu_le"], agent, self._offrir(fiche))

    def cle(self, nom: str) -> UUID:
        """La clé d'un logement déjà enregistré."""
        return self._cles[nom]

    def bailleur(self, nom: str) -> str | None:
        """Le bailleur de ce logement."""
        return self._fiches[nom].get("bailleur")

    def hors_quartier(self, nom: str) -> bool:
        """Vrai si ce logement est hors du quartier quitté."""
        return bool(self._fiches[nom].get("quartier") != QUARTIER)

    def _offrir(self, fiche: Recit) -> Faire:
        valeurs = sauf(fiche, "cle", "connu_le") | {
            "reservataire": Reservataire.de(fiche["reservataire"]), "genre_bailleur": GenreBailleur.HLM,
        }

        def geste(base: Base) -> Changements:
            fait = vivier.ajouter_logement_offert(base, **valeurs)
            assert fait.id is not None
            self._cles[fiche["cle"]] = fait.id
            return fait

        return geste


def noter_propositions(d: Dossier, vivier: Vivier, dossier_pieces: Path) -> None:
    """Les propositions du récit, dans l'ordre ; `dossier_pieces` : où poser les fichiers avant leur dépôt."""
    for rang, p in enumerate(d.recit.get("proposition", []), 1):
        _envoyer(d, vivier, p, f"p{rang}")
        _recevoir(d, p, f"p{rang}")
        _repondre(d, p, rang, dossier_pieces)


def _envoyer(d: Dossier, vivier: Vivier, p: Recit, nom: str) -> None:
    points: dict[str, bool | None] = dict.fromkeys(propositions.POINTS, True)
    points |= dict.fromkeys(p.get("non", []), False) | dict.fromkeys(p.get("inconnus", []))
    valeurs = {c: p[c] for c in ENVOI if c in p} | {"mode": ModeEnvoi.de(p["mode"])} | points
    hors = vivier.hors_quartier(p["logement"])
    d.noter(p["envoyee"], lambda b: propositions.envoyer_proposition(
        b, d.menage(b), vivier.cle(p["logement"]), envoyee_le=p["envoyee"], hors_quartier=hors, **valeurs,
    ), nom)


def _recevoir(d: Dossier, p: Recit, nom: str) -> None:
    """La réception, et la visite du même geste quand elle a lieu ; l'envoi en main propre a déjà dit la sienne."""
    recue, visite = p["recue"], p.get("visite")
    if ModeEnvoi.de(p["mode"]) is ModeEnvoi.REMISE:
        if visite:
            d.noter(visite, lambda b: propositions.noter_reception(b, d.cles[nom], visite_le=visite))
        return
    d.noter(visite or recue, lambda b: propositions.noter_reception(
        b, d.cles[nom], presentee_le=recue, recue_le=recue, visite_le=visite,
    ))


def _repondre(d: Dossier, p: Recit, rang: int, pieces: Path) -> None:
    if "reponse" not in p:
        return
    nom, le = f"p{rang}", p["repondue"]
    match p["reponse"]:
        case "acceptee":
            d.noter(le, lambda b: propositions.accepter_proposition(b, d.cles[nom], le=le))
        case "refusee":
            d.noter(le, lambda b: propositions.refuser_proposition(
                b, d.cles[nom], le=le, motif=MotifRefus.de(p["motif"]), motif_texte=p["texte"],
                mous_a_aide=p.get("mous"),
            ))
            _ecrire_refus(d, p, rang, pieces)
        case "tacite":
            _confirmer(d, p, nom, pieces)


def _ecrire_refus(d: Dossier, p: Recit, rang: int, pieces: Path) -> None:
    if "ecrit" not in p:
        return
    ecrit, le, nom = EcritRefus.de(p["ecrit"]), p["ecrit_le"], f"p{rang}"
    if ecrit is EcritRefus.SIGNE:
        d.noter(le, lambda b: deposer_piece(
            b, d.menage(b), refus_signe(pieces, d.recit["place"], rang, le), nature=NaturePiece.REFUS_SIGNE, le=le,
            libelle=f"Refus signé de la proposition {rang}",
        ), f"{nom}-ecrit")
    d.noter(le, lambda b: propositions.enregistrer_ecrit_refus(
        b, d.cles[nom], ecrit=ecrit, le=le, formulaire_id=d.cles.get(f"{nom}-ecrit"), temoin=p.get("temoin"),
    ))


def _confirmer(d: Dossier, p: Recit, nom: str, pieces: Path) -> None:
    """Le silence : l'avis de réception rangé au dossier, puis le refus tacite confirmé."""
    le, recue = p["repondue"], p["recue"]
    d.noter(le, lambda b: deposer_piece(
        b, d.menage(b), avis_de_reception(pieces, d.recit["place"], recue), nature=NaturePiece.PREUVE_RECEPTION,
        le=recue,
    ), f"{nom}-avis")
    d.noter(le, lambda b: propositions.confirmer_refus_tacite(
        b, d.cles[nom], le=le, preuve_reception_id=d.cles[f"{nom}-avis"],
    ))
