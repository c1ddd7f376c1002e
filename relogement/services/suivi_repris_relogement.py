"""Le bail, le déménagement et ce que coûte le logement d'accueil, d'après un suivi."""

from __future__ import annotations

from datetime import date

from relogement.commun import ErreurMetier
from relogement.modeles import Proposition, Relogement
from relogement.services.aides import verifier_apl
from relogement.services.outils import remplir
from relogement.services.partages import autre_bail
from relogement.services.suivi_repris import RepriseSuivi
from relogement.services.suivi_repris_dossiers import Dossiers
from relogement.services.suivi_repris_propositions import acceptee
from relogement.vocabulaire import ModeDemenagement

SANS_BAIL = "Le suivi ne dit pas quel jour le bail a été signé : enregistrez-le, puis notez ceci."
SANS_ACCORD = "Le bail est repris, mais le suivi ne note aucune proposition acceptée : vérifiez la réponse du ménage."
BAIL_TROP_TOT = "Le bail ne peut pas précéder la proposition acceptée : vérifiez les deux dates."
DEPART_TROP_TOT = "Le déménagement ne peut pas précéder la signature du bail : vérifiez les deux dates."
AUTRE_BAIL = "Un autre ménage a déjà un bail dans ce logement : vérifiez lequel des deux y est logé."
APL_DOUTEUSE = "L'APL dépasse le loyer et les charges réunis : vérifiez les trois montants."
_COUTS = {"loyer": "loyer_apres", "charges": "charges_apres", "apl": "apl_apres"}


def reprendre_relogement(r: RepriseSuivi, d: Dossiers) -> None:
    """Le bail définitif, ses montants, le jour du déménagement et ce qu'il a coûté."""
    p = acceptee(r, d)
    signe = r.jour("bail_le", _au_plus_tot(p), BAIL_TROP_TOT)
    siens = [x for x in d.de(Relogement, r.menage.id) if not x.temporaire]
    fiche = _bail(r, d, p, siens, signe)
    if fiche is None:
        if signe is None:
            _sans_bail(r)
        return
    _relier(r, fiche, p)
    couts = {colonne: r.ligne.valeurs.get(champ) for colonne, champ in _COUTS.items()}
    try:
        verifier_apl(couts["loyer"], couts["charges"], couts["apl"])
    except ErreurMetier:
        r.garder("apl_apres", APL_DOUTEUSE)
        couts["apl"] = None
    parti = r.jour("demenage_le", fiche.bail_signe_le, DEPART_TROP_TOT)
    if parti is not None and fiche.demenage_le is None and "demenage_le" not in r.fusion.avant:
        r.ajouts["déménagements"] += 1
    cout = r.ligne.valeurs.get("cout_demenagement")
    if cout and fiche.mode is None and r.fusion.a_prendre("cout_demenagement", cout, fiche.cout_demenagement):
        # Un prix toutes taxes est celui d'un déménageur ; qui l'a commandé et payé reste inconnu.
        remplir(fiche, {"mode": ModeDemenagement.DEMENAGEUR})
    r.completer(
        fiche, demenage_le=("demenage_le", parti),
        cout_demenagement=("cout_demenagement", cout),
        **{colonne: (_COUTS[colonne], montant) for colonne, montant in couts.items()},
    )


def _au_plus_tot(p: Proposition | None) -> date | None:
    return None if p is None else p.repondue_le or p.envoyee_le


def _bail(
    r: RepriseSuivi, d: Dossiers, p: Proposition | None, siens: list[Relogement], signe: date | None
) -> Relogement | None:
    """Le relogement que la ligne désigne, complété ou créé ; None si rien ne permet de le dater."""
    if signe is None and "bail" not in r.fiches and not siens:
        return None
    place = r.place("bail", siens, lambda x: x.bail_signe_le, signe)
    if place.fiche is not None:
        r.completer(place.fiche, bail_signe_le=("bail_le", signe))
        return place.fiche
    if not place.libre or signe is None:
        return None
    if p is not None and autre_bail(r.inv.s, p, signe) is not None:
        r.garder("bail_le", AUTRE_BAIL)
        return None
    fiche = r.ecrire(
        "bail", "bail_le", "baux", Relogement, menage_id=r.menage.id, proposition_id=p.id if p else None,
        bail_signe_le=signe,
    )
    d.ajouter(fiche)
    return fiche


def _relier(r: RepriseSuivi, fiche: Relogement, p: Proposition | None) -> None:
    """Le bail fait suite à la proposition acceptée ; s'il n'y en a pas, c'est à reprendre."""
    if fiche.proposition_id is None and p is not None and autre_bail(r.inv.s, p, fiche.bail_signe_le) is not None:
        r.garder("bail_le", AUTRE_BAIL)
        return
    if fiche.proposition_id is None and p is not None:
        remplir(fiche, {"proposition_id": p.id})
    if fiche.proposition_id is None and r.ligne.jour("bail_le") is not None:
        r.garder("bail_le", SANS_ACCORD)


def _sans_bail(r: RepriseSuivi) -> None:
    for champ in ("demenage_le", "cout_demenagement", "apl_apres"):
        if r.ligne.valeurs.get(champ) is not None:
            r.garder(champ, SANS_BAIL)
