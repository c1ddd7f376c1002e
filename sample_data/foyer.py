"""Le foyer d'un ménage : référent, personnes, entretiens, mesures, décohabitation, sortie."""

from __future__ import annotations

from datetime import date

from sqlmodel import select

from relogement.commun import Changements
from relogement.modeles import ACompleter, Personne, Referent
from relogement.services import menages
from relogement.services.accompagnement import dire_employeur
from relogement.services.avis_impot import noter_avis_impot
from relogement.services.entretiens import Recueil, enregistrer_entretien, noter_mesure
from relogement.stockage.base import Base
from relogement.vocabulaire import (
    Besoin,
    DecisionOccupant,
    Difficulte,
    Lien,
    LieuEntretien,
    Liste,
    MotifSortie,
    NatureRessource,
    Rester,
    StatutBail,
    Verification,
)
from sample_data.dossier import Dossier, Recit, menage_a, sauf

LISTES: dict[str, type[Liste]] = {"verifications": Verification, "besoins": Besoin, "difficultes": Difficulte}


def noter_foyer(d: Dossier) -> None:
    """Tous les gestes du foyer de ce ménage."""
    r = d.recit
    if "decohabitant" in r:
        _decohabitant(d, r["decohabitant"])
    _referents(d, r)
    entretiens = r.get("entretien", [])
    if entretiens:
        _coordonnees(d, r, entretiens[0]["le"])
        for p in r.get("personnes", []):
            _personne(d, p, entretiens[0]["le"])
    for e in entretiens:
        _entretien(d, e)
    if avis := r.get("avis_impot"):
        d.noter(avis["le"], lambda b: noter_avis_impot(b, d.menage(b), **avis))
    for m in r.get("mesure", []):
        _mesure(d, m)
    if "sortie" in r:
        _sortie(d, r["sortie"])


def _mesure(d: Dossier, m: Recit) -> None:
    d.noter(m["depuis"], lambda b: noter_mesure(b, d.menage(b), **m))


def _referents(d: Dossier, r: Recit) -> None:
    nom, du = r["referent"], r["referent_du"]
    d.noter(du, lambda b: menages.affecter_referent(b, d.menage(b), agent=nom, du=du, dit_le=du))
    if change := r.get("change_referent"):
        suivant, le, dit = change["agent"], change["du"], change["dit_le"]
        a_temps = dit if dit == le else None
        d.noter(le, lambda b: menages.affecter_referent(b, d.menage(b), agent=suivant, du=le, dit_le=a_temps))
        if a_temps is None:
            d.noter(dit, lambda b: _dire(b, d, le, dit))


def _dire(b: Base, d: Dossier, du: date, dit: date) -> Changements:
    with b.session() as s:
        fiche = s.exec(select(Referent.id).where(Referent.menage_id == d.menage(b), Referent.du == du)).one()
    return menages.dire_referent(b, fiche, dit_le=dit)


def _coordonnees(d: Dossier, r: Recit, le: date) -> None:
    valeurs = {c: r[c] for c in ("nur", "nur_le") if c in r}
    d.noter(le, lambda b: menages.modifier_menage(b, d.menage(b), **valeurs))
    if "action_logement" in r:
        d.noter(le, lambda b: dire_employeur(b, d.menage(b), action_logement=r["action_logement"], le=le))


def _personne(d: Dossier, p: Recit, le: date) -> None:
    """Le cotitulaire est dans la liste du bailleur : on complète sa fiche ; les autres s'ajoutent."""
    lien, prenom = Lien.de(p["lien"]), p["prenom"]
    if p.get("cotitulaire"):
        d.noter(le, lambda b: menages.modifier_personne(
            b, d.personne(b, prenom), naissance=p["naissance"], lien=lien, statut_bail=StatutBail.COTITULAIRE,
        ))
    else:
        statut = StatutBail.OCCUPANT if p.get("occupant") else None
        d.noter(le, lambda b: menages.ajouter_personne(
            b, d.menage(b), nom=_nom(b, d), prenom=prenom, naissance=p["naissance"], lien=lien, statut_bail=statut,
        ))
    if "decision" in p:
        decision, jour = DecisionOccupant.de(p["decision"]), p["decision_le"]
        d.noter(jour, lambda b: menages.decider_occupant(b, d.personne(b, prenom), decision=decision, le=jour))


def _nom(b: Base, d: Dossier) -> str:
    with b.session() as s:
        titulaire = select(Personne.nom).where(Personne.menage_id == d.menage(b), Personne.lien == Lien.TITULAIRE)
        return s.exec(titulaire).one()


def _entretien(d: Dossier, e: Recit) -> None:
    valeurs = sauf(e, "souhaits", "loyer", "ressources") | {"lieu": LieuEntretien.de(e["lieu"])}
    valeurs |= {champ: [liste.de(c) for c in e[champ]] for champ, liste in LISTES.items() if champ in e}
    souhaits = dict(e["souhaits"]) if "souhaits" in e else None
    if souhaits:
        souhaits["rester"] = Rester.de(souhaits["rester"])
    d.noter(e["le"], lambda b: enregistrer_entretien(
        b, d.menage(b), souhaits=souhaits, recueil=_recueil(b, d, e), **valeurs,
    ))


def _recueil(b: Base, d: Dossier, e: Recit) -> Recueil:
    ressources = [
        sauf(r, "qui", "nature")
        | {"personne_id": d.personne(b, r["qui"]), "nature": NatureRessource.de(r["nature"])}
        for r in e.get("ressources", [])
    ]
    return Recueil(loyer=e.get("loyer"), ressources=ressources)


def _decohabitant(d: Dossier, decide: Recit) -> None:
    """L'enfant adulte quitte le foyer sur le papier : ses ressources ne comptent plus dans celui de ses parents."""
    prenom, le, place = decide["prenom"], decide["le"], d.recit["place"]
    parent = Dossier(d.agenda, {"place": place}, d.agent)
    d.noter(le, lambda b: menages.decider_occupant(
        b, parent.personne(b, prenom), decision=DecisionOccupant.DECOHABITATION, le=le,
    ))
    d.noter(le, lambda b: menages.creer_decohabitant(
        b, menage_a(b, place), nom=decide["nom"], le=le, personnes=[parent.personne(b, prenom)],
    ), "menage")


def _sortie(d: Dossier, sortie: Recit) -> None:
    """La sortie, et la ligne « à compléter » qu'une liste du bailleur a pu ouvrir entre-temps, réglée."""
    le, note_le, motif = sortie["le"], sortie["note_le"], MotifSortie.de(sortie["motif"])
    d.noter(note_le, lambda b: menages.enregistrer_sortie(b, d.menage(b), le=le, motif=motif))
    if sortie.get("signalee"):
        d.noter(note_le, lambda b: _regler(b, d))


def _regler(b: Base, d: Dossier) -> Changements:
    with b.session() as s:
        ligne = s.exec(select(ACompleter.id).where(ACompleter.menage_id == d.menage(b))).one()
    return menages.regler_a_completer(b, ligne)
