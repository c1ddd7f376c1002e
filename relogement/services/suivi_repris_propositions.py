"""Les propositions qu'un suivi date, leurs réponses, et le logement accepté.

Le suivi ne dit ni le jour de la réponse (le plus souvent), ni l'écrit d'un refus, ni le logement refusé : ils restent
inconnus. Une proposition ne va pas sans logement : celui que le suivi ne décrit pas est dit « non décrit », hors du
vivier. Le budget n'a pas été figé à l'envoi : il ne l'est pas après coup.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from relogement.modeles import LogementOffert, Proposition
from relogement.modeles.table import TEXTE_COURT
from relogement.services.fusion import lisible
from relogement.services.inconnus import oublier_inconnus
from relogement.services.outils import creer, remplir
from relogement.services.partages import accord_a_justifier
from relogement.services.suivi_repris import Place, RepriseSuivi
from relogement.services.suivi_repris_dossiers import Dossiers
from relogement.tableur.suivi.ligne import PropositionLue
from relogement.tableur.suivi.mots import motif
from relogement.vocabulaire import Reponse, accord_tient

NON_DECRIT = "Logement non décrit (suivi repris)"
ACCEPTE = "Logement accepté (suivi repris)"
ACCUEIL = {
    "type": "type_apres", "surface": "surface_apres", "loyer": "loyer_apres", "charges": "charges_apres",
    "commune": "commune_apres", "quartier": "quartier_apres", "adresse": "adresse_apres", "qpv": "qpv_apres",
    "neuf": "neuf_apres",
}
"""Colonne d'un logement offert → champ du suivi."""
_TEXTES = frozenset(("commune", "quartier", "adresse"))
SANS_ENVOI = "Le suivi ne dit pas quel jour cette proposition a été faite : notez-la avec sa date."
REPONSE_TROP_TOT = "La réponse ne peut pas précéder la proposition : vérifiez les deux dates."
DEJA_ACCEPTEE = "Une autre proposition est déjà acceptée : gardez l'une des deux."
DEJA_TENU = "Un autre ménage tient ce logement, ou il n'est plus offert : notez l'accord au dossier, avec sa raison."
SANS_ACCORD = "Aucune proposition n'est notée acceptée : ce logement d'accueil n'est relié à aucune."
SANS_REPONSE = "Le jour d'une réponse est donné, mais pas la réponse."


def reprendre_propositions(r: RepriseSuivi, d: Dossiers) -> None:
    """Chaque proposition datée, à la suite de celles du dossier."""
    datees = [(p, le) for p in r.ligne.propositions if (le := _envoyee(r, p)) is not None]
    siennes = [p for p in d.de(Proposition, r.menage.id) if not p.temporaire]
    meme_jour = {p.envoyee_le for p in siennes}
    # D'abord celles du même jour : une date mal tapée ne doit pas prendre la place d'une autre.
    for lue, le in sorted(datees, key=lambda couple: couple[1] not in meme_jour):
        nom = f"proposition_{lue.rang}"
        place = r.place(nom, siennes, lambda p: p.envoyee_le, le)
        if place.fiche is not None:
            r.completer(place.fiche, envoyee_le=(nom, le))
        elif place.libre:
            # La clé est donnée d'avance : le logement et la proposition s'écrivent ensemble.
            offert = creer(r.inv.s, LogementOffert, libelle=NON_DECRIT, hors_vivier=True, note=_note(r))
            d.offerts[offert.id] = offert
            fiche = r.ecrire(
                nom, nom, "propositions", Proposition, menage_id=r.menage.id, logement_id=offert.id,
                rang=d.dernier_rang(r.menage.id) + 1, envoyee_le=le,
            )
            d.ajouter(fiche)
            place = Place(fiche, False)
        if place.fiche is not None:
            _repondre(r, d, lue, place.fiche)


def _envoyee(r: RepriseSuivi, p: PropositionLue) -> Any:
    champ = f"proposition_{p.rang}"
    if p.envoyee is not None:
        return r.jour(champ)
    for autre in (f"reponse_{p.rang}", f"motif_{p.rang}"):
        if r.ligne.valeurs.get(autre) is not None:
            r.garder(autre, SANS_ENVOI)
    return None


def _repondre(r: RepriseSuivi, d: Dossiers, lue: PropositionLue, p: Proposition) -> None:
    """La réponse, son jour et son motif ; une réponse donnée ne se réécrit pas."""
    champ, champ_le, champ_motif = (f"{c}_{lue.rang}" for c in ("reponse", "reponse_le", "motif"))
    le = r.jour(champ_le, p.envoyee_le, REPONSE_TROP_TOT)
    if lue.reponse is not None and p.reponse is not None and p.reponse is not lue.reponse:
        r.diverger(champ, p.reponse, lue.reponse)
        return
    if lue.reponse is Reponse.ACCEPTEE and p.reponse is None and _autre_accord(r, d, p):
        r.garder(champ, DEJA_ACCEPTEE)
        return
    if lue.reponse is Reponse.ACCEPTEE and p.reponse is None and _tenu(r, d, p, le):
        r.garder(champ, DEJA_TENU)
        return
    if lue.reponse is not None and p.reponse is None and r.fusion.a_prendre(champ, lue.reponse, None):
        remplir(p, {"reponse": lue.reponse})
        r.ajouts["refus" if lue.reponse is Reponse.REFUSEE else "accords"] += 1
    if p.reponse is None:
        if le is not None:
            r.garder(champ_le, SANS_REPONSE)
        return
    r.completer(p, repondue_le=(champ_le, le))
    if p.reponse is Reponse.REFUSEE:
        r.completer(p, motif_texte=(champ_motif, lue.motif))
        if p.motif is None and p.motif_texte == lue.motif and (code := motif(lue.motif)) is not None:
            remplir(p, {"motif": code})
    oublier_inconnus(p)


def _autre_accord(r: RepriseSuivi, d: Dossiers, p: Proposition) -> bool:
    return any(
        autre is not p and not autre.temporaire and accord_tient(autre.reponse, autre.caleol_decision)
        for autre in d.de(Proposition, r.menage.id)
    )


def _tenu(r: RepriseSuivi, d: Dossiers, p: Proposition, le: date | None) -> bool:
    """Vrai si l'accord demande une raison que le suivi ne donne pas ; un logement non décrit n'est offert qu'à lui."""
    if d.offerts[p.logement_id].hors_vivier:
        return False
    return bool(accord_a_justifier(r.inv.s, p, le or r.inv.aujourd_hui, r.inv.aujourd_hui))


def acceptee(r: RepriseSuivi, d: Dossiers) -> Proposition | None:
    """La proposition définitive dont l'accord tient ; None s'il n'y en a pas."""
    siennes = (p for p in d.de(Proposition, r.menage.id) if not p.temporaire)
    return next((p for p in siennes if accord_tient(p.reponse, p.caleol_decision)), None)


def reprendre_accueil(r: RepriseSuivi, d: Dossiers) -> None:
    """Le logement de la proposition acceptée ; sans accord noté, ses cases restent à reprendre."""
    dites = {colonne: _valeur(r, colonne, champ) for colonne, champ in ACCUEIL.items()}
    dites = {colonne: lu for colonne, lu in dites.items() if lu is not None}
    bailleur = r.texte("bailleur_apres")
    p = acceptee(r, d)
    if p is None:
        for champ in [*(ACCUEIL[c] for c in dites), *(["bailleur_apres"] if bailleur else [])]:
            r.garder(champ, SANS_ACCORD)
        return
    offert = d.offerts[p.logement_id]
    r.completer(offert, **{colonne: (ACCUEIL[colonne], lu) for colonne, lu in dites.items()})
    if bailleur is not None:
        _bailler(r, d, offert, bailleur)
    if offert.hors_vivier and (offert.type or offert.commune or offert.bailleur_id):
        remplir(offert, {"hors_vivier": False, "libelle": _libelle(d, offert)})


def _valeur(r: RepriseSuivi, colonne: str, champ: str) -> Any:
    return r.texte(champ) if colonne in _TEXTES else r.ligne.valeurs.get(champ)


def _bailler(r: RepriseSuivi, d: Dossiers, offert: LogementOffert, nom: str) -> None:
    connu = next((o.nom for o in d.organismes.values() if o.id == offert.bailleur_id), None)
    if r.fusion.a_prendre("bailleur_apres", nom, connu):
        remplir(offert, {"bailleur_id": d.organisme(nom).id})


def _libelle(d: Dossiers, o: LogementOffert) -> str:
    """« Rezé, Habitat du Val » : ce que le suivi dit de l'endroit ; le type et la surface se lisent à côté."""
    bailleur = next((x.nom for x in d.organismes.values() if x.id == o.bailleur_id), None)
    return ", ".join(filter(None, (o.adresse, o.commune, bailleur)))[:TEXTE_COURT] or ACCEPTE


def _note(r: RepriseSuivi) -> str:
    return f"Repris d'un suivi tenu à la main ({lisible('date', r.inv.arretee)}), pour {r.menage.reference}."
