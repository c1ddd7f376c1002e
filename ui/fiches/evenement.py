"""La fiche d'une information collective : ce qui s'est dit, où, et les ménages qu'elle a touchés."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from relogement.commun import Changements, sans_accents
from relogement.formats import date_courte, lieu_nomme
from relogement.services.evenements import corriger_evenement, noter_evenement
from relogement.stockage.lectures_operation import Occupant
from relogement.vocabulaire import Moyen, NatureInformation, NaturePiece
from ui.fiches.dossier_operation import DossierOperation
from ui.fiches.modele import Depot, ModeleDe, Valeurs, jour
from ui.socle.champs import Champ, Genre, Valeur

TOUTE, SEPARATEUR = "*", "|"
PRESENTS = "Tous ceux qui sont là"


def lieu(batiment: str | None, escalier: str | None) -> str:
    """« bâtiment B, escalier 2 » ; « toute l'opération » sans bâtiment ni escalier."""
    parties = (lieu_nomme("bâtiment", batiment), lieu_nomme("escalier", escalier))
    return ", ".join(p for p in parties if p) or "toute l'opération"


def _champs(d: DossierOperation) -> Sequence[Champ]:
    occupants = sorted(d.vie.occupants, key=lambda o: (o.parti_le is not None, sans_accents(o.nom)))
    return (
        jour(libelle="Date", demi=True),
        Champ("moyen", "Moyen", Genre.CHOIX, choix=Moyen, obligatoire=True, demi=True,
              manque="Dites par quel moyen : courrier, réunion…"),
        Champ("natures", "Ce que les ménages ont su", Genre.CHOIX_MULTIPLE, choix=NatureInformation, obligatoire=True,
              manque="Cochez au moins une chose dont les ménages ont été informés."),
        Champ("portee", "Pour", Genre.CHOIX, choix=_portees(d.vie.occupants), obligatoire=True, demi=True,
              manque="Dites à qui elle s'adressait."),
        Champ("lieu", "Lieu", demi=True),
        Champ("menages", "Ménages touchés", Genre.LISTE, obligatoire=True,
              choix=[(str(o.id), _nom(o)) for o in occupants], groupes=_groupes(d.vie.occupants),
              aide="Présents à la réunion, ou destinataires du courrier. Chacun a cette information à son dossier.",
              manque="Cochez au moins un ménage."),
        *_partenaires(d),
        Champ("note", "Note", Genre.TEXTE_LONG, aide="L'objet, l'ordre du jour. Elle se lit dans chaque dossier."),
    )


def _partenaires(d: DossierOperation) -> Sequence[Champ]:
    """Les partenaires à cocher, s'il y en a de nommés."""
    nommes = [(str(p["id"]), p["nom"]) for p in d.vie.partenaires if not p["aucun"]]
    if not nommes:
        return ()
    return (Champ("partenaires", "Partenaires informés aussi", Genre.CHOIX_MULTIPLE, choix=nommes),)


def _nom(o: Occupant) -> str:
    ou = " ".join(p for p in (o.batiment, o.escalier, o.porte) if p)
    parti = f"parti le {date_courte(o.parti_le)}" if o.parti_le else ""
    return " · ".join(p for p in (o.nom, ou, o.reference, parti) if p)


def _lieux(occupants: Iterable[Occupant]) -> list[tuple[str, str | None]]:
    """Chaque bâtiment (escalier None), suivi de ses escaliers s'il en a plusieurs."""
    escaliers: dict[str, set[str]] = {}
    for o in occupants:
        if o.batiment:
            escaliers.setdefault(o.batiment, set()).update({o.escalier} if o.escalier else ())
    lieux: list[tuple[str, str | None]] = []
    for batiment, siens in sorted(escaliers.items()):
        lieux.append((batiment, None))
        lieux += [(batiment, escalier) for escalier in sorted(siens)] if len(siens) > 1 else []
    return lieux


def _portees(occupants: Sequence[Occupant]) -> list[tuple[str, str]]:
    lieux = _lieux(occupants)
    return [(TOUTE, lieu(None, None)), *((_code(b, e), lieu(b, e)) for b, e in lieux)]


def _code(batiment: str | None, escalier: str | None) -> str:
    return SEPARATEUR.join((batiment, escalier or "")) if batiment else TOUTE


def _groupes(occupants: Sequence[Occupant]) -> list[tuple[str, list[str]]]:
    la = [o for o in occupants if o.parti_le is None]
    groupes = [(PRESENTS, [str(o.id) for o in la])]
    for batiment, escalier in _lieux(la):
        siens = [str(o.id) for o in la if o.batiment == batiment and escalier in (None, o.escalier)]
        nom = lieu(batiment, escalier)
        groupes.append((nom[:1].upper() + nom[1:], siens))
    return groupes


def _depart(d: DossierOperation) -> Mapping[str, Valeur]:
    if d.ligne is None:
        return {"portee": TOUTE}
    touches = d.vie.touches.get(d.cle, frozenset())
    rangs = [code for code, _ in next(c for c in _champs(d) if c.nom == "menages").codes]
    return d.valeurs("le", "moyen", "lieu", "note") | {
        "natures": tuple(n for n in NatureInformation if n.value in d.ligne["natures"]),
        "portee": _code(d.ligne["batiment"], d.ligne["escalier"]),
        "menages": tuple(code for code in rangs if UUID(code) in touches),
        "partenaires": tuple(
            str(p["id"]) for p in d.vie.partenaires
            if any((i["partenaire_id"], i["evenement_id"]) == (p["id"], d.cle) for i in d.vie.informations)
        ),
    }


def _enregistrer(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    batiment, _, escalier = ("" if v["portee"] == TOUTE else v["portee"]).partition(SEPARATEUR)
    menages = {UUID(code) for code in v["menages"]}
    valeurs = {nom: v[nom] for nom in ("le", "moyen", "natures", "lieu", "note", "document")}
    valeurs |= {"batiment": batiment or None, "escalier": escalier or None, "menages": menages}
    valeurs["partenaires"] = {UUID(code) for code in v.get("partenaires", ())}
    if d.ligne is None:
        return noter_evenement(base, d.operation_id, **valeurs)
    return corriger_evenement(base, d.cle, **valeurs)


FICHES: dict[str, ModeleDe[DossierOperation]] = {
    "evenement": ModeleDe(
        "Information collective",
        _champs,
        _enregistrer,
        valeurs=_depart,
        cible=lambda d: d.celle(d.vie.evenements),
        intro="Une réunion, une lettre à tous : notée une fois, elle se lit dans le dossier de chaque ménage touché.",
        depot=Depot(
            "document", NaturePiece.EMARGEMENT, "La feuille d'émargement ou le courrier", brut=True, repris=True
        ),
    ),
}
