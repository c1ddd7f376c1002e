"""Corriger l'équivalence d'une proposition au logement quitté, avec sa raison (article 5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from relogement.services.equivalences import corriger_equivalence, equivalences_menage
from relogement.stockage.lectures import Ligne
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Note, Textes, fixes, jour
from ui.socle.champs import Champ, Genre, Valeur

EQUIVALENT = Champ(
    "equivalent", "Équivalent au logement quitté", Genre.OUI_NON_INCONNU,
    aide="À « inconnu », la règle le dit : même type et surface proche.",
)
RAISON_EQUIVALENT = Champ(
    "equivalent_raison", "Pourquoi corriger la règle", Genre.TEXTE_LONG, aide="Lu avec l'article 5 de la charte.",
)


def _derniere(d: Dossier) -> Ligne | None:
    return d.celle(d.fiche.propositions) or (d.fiche.propositions[-1] if d.fiche.propositions else None)


def _regle(d: Dossier, _: Textes) -> str:
    """Ce qui est retenu aujourd'hui, et pourquoi."""
    lue = equivalences_menage(d.contexte.base, d.menage_id, d.aujourd_hui).get(d.cle)
    return "" if lue is None else dire_equivalence(lue.vraie, lue.phrase)


def dire_equivalence(vraie: bool | None, phrase: str) -> str:
    """« Oui : même type, 64 m² pour 63 m² quittés »."""
    mot = {True: "Oui", False: "Non", None: "Inconnu"}[vraie]
    return f"{mot} : {phrase}"


def _depart(d: Dossier) -> Mapping[str, Valeur]:
    notee = d.valeurs("equivalent", "equivalent_raison")
    return {**notee, "le": d.valeurs("equivalent_le")["equivalent_le"] or d.aujourd_hui}


def _caches(_: Dossier, t: Textes) -> Collection[str]:
    return () if t["equivalent"] else ("equivalent_raison",)


FICHES: dict[str, Modele] = {
    "equivalence": Modele(
        "Équivalence au logement quitté",
        fixes(EQUIVALENT, jour(demi=True), RAISON_EQUIVALENT),
        lambda base, d, v: corriger_equivalence(
            base, d.cle, equivalent=v["equivalent"], le=v["le"], raison=v["equivalent_raison"]
        ),
        valeurs=_depart,
        cible=_derniere,
        exige="Enregistrez d'abord l'envoi d'une proposition.",
        intro="À logement équivalent, la charte borne la hausse de la mensualité résiduelle (article 5). La règle "
              "compare les deux logements tels que figés à l'envoi ; corrigez-la si elle se trompe.",
        note=Note("equivalent", ("equivalent",), _regle),
        caches=_caches,
    ),
}
