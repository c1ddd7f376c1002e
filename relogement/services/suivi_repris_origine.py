"""Ce qu'un suivi dit du foyer et du logement quitté, et ses remarques."""

from __future__ import annotations

from relogement.modeles import Logement
from relogement.modeles.table import TEXTE_LONG
from relogement.services.identites import du_cotitulaire
from relogement.services.lieux import dire_lieu, repere
from relogement.services.outils import remplir
from relogement.services.reprise import reprendre_bail
from relogement.services.reprise_personnes import ajouter_cotitulaire, creer_titulaire, reprendre_titulaire
from relogement.services.suivi_repris import RepriseSuivi, commentaire

_SITUENT = ("batiment", "escalier", "porte")
_NOTES = ("composition", "emploi", "observations")
_PLEINE = "La note du ménage est pleine : gardez cette remarque ailleurs."


def reprendre_origine(r: RepriseSuivi, logement: Logement | None, *, nouveau: bool) -> None:
    """Le foyer, le logement quitté et son bail ; `logement` : celui que la ligne désigne."""
    ligne = r.ligne.locative
    sien = r.inv.logements.get(r.menage.logement_id) if r.menage.logement_id else None
    if nouveau:
        creer_titulaire(r.inv, r.menage, ligne)
        if ligne.cotitulaire:
            ajouter_cotitulaire(r.inv, r.menage, du_cotitulaire(ligne.cotitulaire, ligne.nom))
        r.ajouts["ménages"] += 1
    else:
        reprendre_titulaire(r.inv, r.menage, ligne, r.fusion)
    if sien is not None and (logement is None or logement is sien):
        _logement(r, sien)
    elif logement is not None:
        r.diverger("logement", dire_lieu(sien) if sien else "aucun logement d'origine", dire_lieu(logement))
    reprendre_bail(r.inv, r.menage, ligne, r.fusion)


def _logement(r: RepriseSuivi, logement: Logement) -> None:
    """Le numéro, le type et la surface se comparent ; un lieu écrit autrement (« Bât. A ») est le même lieu."""
    ligne = r.ligne.locative
    r.completer(logement, ug=("ug", ligne.ug), type=("type", ligne.type), surface=("surface", ligne.surface))
    for champ in _SITUENT:
        lu, connu = getattr(ligne, champ), getattr(logement, champ)
        if lu is not None and connu is None and r.fusion.a_prendre(champ, lu, connu):
            remplir(logement, {champ: lu})
        elif lu is not None and connu is not None and repere(lu) != repere(connu):
            r.diverger(champ, connu, lu)
    if ligne.etage is not None and r.fusion.a_prendre("etage", ligne.etage, logement.etage):
        remplir(logement, {"etage": ligne.etage})


def reprendre_notes(r: RepriseSuivi) -> None:
    """Les remarques et les commentaires, ajoutés à la note du ménage ; ce qu'elle disait reste devant."""
    dites = [(c, r.ligne.valeurs.get(c), r.ligne.cellules[c].colonne) for c in _NOTES if c in r.ligne.cellules]
    dites += [(commentaire(titre), texte, f"commentaire de « {titre} »") for _, titre, texte in r.ligne.commentaires]
    for champ, texte, titre in dites:
        if texte and r.fusion.avant.get(champ) != texte:
            _noter(r, champ, f"{titre} ({r.origine}) : {texte}")


def _noter(r: RepriseSuivi, champ: str, phrase: str) -> None:
    phrase = phrase[:1].upper() + phrase[1:]
    lignes = (r.menage.note or "").splitlines()
    if phrase in lignes:
        return
    note = "\n".join([*lignes, phrase])
    if len(note) > TEXTE_LONG:
        r.garder(champ, _PLEINE)
        return
    remplir(r.menage, {"note": note})
    r.ajouts["remarques"] += 1
