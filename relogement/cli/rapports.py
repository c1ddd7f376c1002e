"""Les réponses de la ligne de commande : ce que les programmes lisent (JSON) et ce que les gens lisent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from relogement.formats import pluriel
from relogement.regles.alertes.alerte import Alerte
from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.etats import Etat
from relogement.services.fusion import Conflit
from relogement.services.import_vivier import RapportVivier
from relogement.services.importation import RapportImport
from relogement.tableur.ligne_locative import Defaut


def constat_json(c: Constat, menage: str | None = None) -> dict[str, Any]:
    """Un constat en valeurs simples ; `menage` None : celui de l'opération elle-même ou de toute la base."""
    return {
        "menage": menage,
        "article": c.article,
        "id": c.id,
        "libelle": c.libelle,
        "etat": c.etat.value,
        "phrase": c.phrase,
        "echeance": c.echeance.isoformat() if c.echeance else None,
        "jours": c.jours,
        "preuves": [_preuve(p) for p in c.preuves],
        "manquements": [
            {"du": m.du.isoformat(), "au": m.au.isoformat() if m.au else None, "phrase": m.phrase}
            for m in c.manquements
        ],
        "cible": _cible(c.cible),
    }


def _preuve(p: Preuve) -> dict[str, Any]:
    return {"type": p.type, "id": p.id, "date": p.date.isoformat() if p.date else None, "libelle": p.libelle}


def _cible(c: Cible | None) -> dict[str, Any] | None:
    return {"section": c.section, "champ": c.champ, "id": c.id} if c else None


def alerte_json(a: Alerte) -> dict[str, Any]:
    """Une alerte de la loi en valeurs simples ; `reglee` None : elle reste à examiner."""
    r = a.reglee
    return {
        "id": a.id,
        "libelle": a.libelle,
        "source": a.nature.source,
        "niveau": a.niveau.value,
        "date": a.le.isoformat() if a.le else None,
        "phrase": a.phrase,
        "preuves": [_preuve(p) for p in a.preuves],
        "cible": _cible(a.cible),
        "reglee": {"le": r.le.isoformat(), "qui": r.qui, "note": r.note} if r else None,
    }


def alertes_texte(alertes: list[Alerte]) -> list[str]:
    """Les alertes de la loi, une par ligne sous leur titre ; rien s'il n'y en a pas."""
    if not alertes:
        return []
    lignes = (f"{a.id:<4} {'réglée' if a.reglee else a.niveau.libelle:<17} {a.libelle} : {a.phrase}" for a in alertes)
    return ["", "Alertes de la loi", *lignes]


def regard(au: date, connu_le: date | None) -> list[str]:
    """La ligne qui dit que l'on regarde en arrière ; rien quand les constats sont ceux que l'on connaît aujourd'hui."""
    if connu_le is None:
        return []
    return [f"Au {jour_fr(au)}, tel que connu le {jour_fr(connu_le)} :"]


def constat_texte(c: Constat, menage: str) -> str:
    """Un constat sur une ligne."""
    return f"{menage}  {c.id}  {c.etat.symbole} {c.etat.mot:<14} {c.phrase}"


def comptes_texte(par_obligation: Mapping[str, Mapping[Etat, int]]) -> list[str]:
    """Par obligation, combien de ménages dans chaque état, entre deux lignes vides ; rien sans ménage."""
    lignes = [
        f"{cle}  " + "  ".join(f"{e.symbole} {e.mot} : {etats[e]}" for e in Etat if e in etats)
        for cle, etats in par_obligation.items()
    ]
    return ["", "Ménages par obligation", *lignes, ""] if lignes else []


def rapport_import(r: RapportImport) -> dict[str, Any]:
    """Le rapport d'import en valeurs simples."""
    return {
        "logements": r.logements,
        "menages": r.menages,
        "vacants": r.vacants,
        "doublons": r.doublons,
        "ajoutes": r.ajoutes,
        "modifies": r.modifies,
        "inchanges": r.inchanges,
        "departs": r.departs,
        "absents": r.absents,
        "references_absentes": list(r.references_absentes),
        "ignores": r.ignores,
        "date": r.date_liste.isoformat() if r.date_liste else None,
        "plus_ancienne_que": r.plus_ancienne_que.isoformat() if r.plus_ancienne_que else None,
        "colonnes_inconnues": list(r.colonnes_inconnues),
        "conflits": [{"menage": reference, **_conflit(c)} for reference, c in r.conflits],
        "a_corriger": [_defaut(d) for d in r.a_corriger],
    }


def rapport_vivier(r: RapportVivier) -> dict[str, Any]:
    """Le rapport de l'import de logements offerts, en valeurs simples."""
    return {
        "logements": r.logements,
        "ajoutes": r.ajoutes,
        "modifies": r.modifies,
        "inchanges": r.inchanges,
        "doublons": r.doublons,
        "absents": list(r.absents),
        "repris": r.repris,
        "doublons_probables": [{"logement": x.fiche, "autres": list(x.autres)} for x in r.doublons_probables],
        "date": r.date_liste.isoformat() if r.date_liste else None,
        "colonnes_inconnues": list(r.colonnes_inconnues),
        "divergences": [{"logement": nom, **_conflit(c)} for nom, c in r.divergences],
        "a_corriger": [_defaut(d) for d in r.a_corriger],
    }


def _conflit(c: Conflit) -> dict[str, Any]:
    return {"champ": c.champ, "base": c.en_base, "liste": c.dans_la_liste, "phrase": c.phrase}


def _defaut(d: Defaut) -> dict[str, Any]:
    return {"feuille": d.feuille, "ligne": d.ligne, "colonne": d.colonne, "valeur": d.valeur, "raison": d.raison,
            "nature": d.nature}


def texte_vivier(r: RapportVivier, *, simule: bool) -> str:
    """Le même, en quelques lignes."""
    tete = "Simulation, rien n'est écrit." if simule else "Liste importée."
    lignes = [
        f"{tete} {pluriel(r.logements, 'logement')}, {pluriel(r.doublons, 'ligne')} en double.",
        f"{pluriel(r.ajoutes, 'logement ajouté', 'logements ajoutés')}, {pluriel(r.modifies, 'modifié')}, "
        f"{pluriel(r.inchanges, 'inchangé')}, {pluriel(r.repris, 'noté repris', 'notés repris')}.",
    ]
    if r.absents:
        lignes.append(f"Plus dans la liste, peut-être repris : {', '.join(r.absents)}.")
    lignes += [f"Divergence, {nom} : {c.phrase}" for nom, c in r.divergences]
    lignes += [f"Doublon probable, {x.fiche} : {x.phrase}" for x in r.doublons_probables]
    return "\n".join([*lignes, *_restes(r.colonnes_inconnues, r.a_corriger)])


def _restes(inconnues: Iterable[str], defauts: Iterable[Defaut]) -> list[str]:
    lignes = [f"Colonne non reconnue, non reprise : {nom}" for nom in inconnues]
    for d in defauts:
        lieu = f"{d.feuille}, ligne {d.ligne}" if d.feuille else f"ligne {d.ligne}"
        lignes.append(f"À corriger, {lieu}, {d.colonne or 'toute la ligne'} : « {d.valeur} ». {d.raison}")
    return lignes


def texte_import(r: RapportImport, *, simule: bool) -> str:
    """Le rapport d'import, en quelques lignes."""
    tete = "Simulation, rien n'est écrit." if simule else "Liste importée."
    lignes = [
        f"{tete} {r.logements} logements, {r.menages} ménages, {r.vacants} vacants, {r.doublons} lignes en double.",
        f"{r.ajoutes} ménages ajoutés, {r.modifies} modifiés, {r.inchanges} inchangés, {r.departs} départs.",
    ]
    if r.plus_ancienne_que:
        lignes.append(
            f"Une liste du {r.plus_ancienne_que:%d/%m/%Y} est déjà importée : celle-ci, plus ancienne, ne change rien."
        )
    if r.ignores:
        lignes.append(f"{r.ignores} de ses ménages ne sont pas au dossier : ajoutez-les à la main s'il le faut.")
    if r.absents:
        lignes.append(
            f"{r.absents} ménages connus ne sont pas dans cette liste, sans doute partielle : rien n'a changé pour eux "
            f"({', '.join(r.references_absentes)})."
        )
    inconnues, conflits = _restes(r.colonnes_inconnues, ()), [f"Conflit, {m} : {c.phrase}" for m, c in r.conflits]
    return "\n".join([*lignes, *inconnues, *conflits, *_restes((), r.a_corriger)])
