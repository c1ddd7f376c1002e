"""Le dossier d'un cas en construction : les faits posés par ses événements, puis les champs de `FaitsMenage`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from relogement.commun import ErreurMetier
from relogement.regles.calendrier import jour_fr
from relogement.regles.faits import Personne, Proposition, Relogement, Sortie, Suivi

Valeurs = dict[str, Any]


@dataclass
class Dossier:
    """Le dossier en construction : les faits posés jusqu'ici ; `ou` nomme le cas et l'événement dans les erreurs."""

    ou: str = ""
    personnes: list[Valeurs] = field(default_factory=list)
    propositions: dict[int, Valeurs] = field(default_factory=dict)
    relogements: list[Valeurs] = field(default_factory=list)
    suivi: Valeurs = field(default_factory=dict)
    sortie: Sortie | None = None
    autres: dict[str, list[Any]] = field(default_factory=dict)
    operation: dict[str, list[Any]] = field(default_factory=dict)
    """Les faits de l'opération elle-même, par champ de `DossierOperation`."""
    presentations: list[Any] = field(default_factory=list)

    def ajouter(self, liste: str, fait: Any) -> None:
        """Range un fait dans la liste de ce nom de `FaitsMenage`."""
        self.autres.setdefault(liste, []).append(fait)

    def ajouter_operation(self, liste: str, fait: Any) -> None:
        """Range un fait dans la liste de ce nom de `DossierOperation`."""
        self.operation.setdefault(liste, []).append(fait)

    def numero(self, liste: str) -> str:
        """Un identifiant pour le prochain fait de cette liste : « visites-2 »."""
        return f"{liste}-{len(self.autres.get(liste, self.operation.get(liste, []))) + 1}"

    def proposition(self, v: Valeurs) -> Valeurs:
        """La proposition que désigne la clé « proposition » ; ErreurMetier si elle n'est pas encore écrite."""
        numero = v.pop("proposition")
        if numero not in self.propositions:
            raise ErreurMetier(
                f"{self.ou} : la proposition n° {numero} n'est pas écrite avant cet événement. Écrivez d'abord "
                "l'événement « proposition » qui l'envoie.",
                "proposition",
            )
        retenue: Valeurs = self.propositions[numero]
        return retenue

    def proposition_envoyee(self, le: date, v: Valeurs) -> Valeurs:
        """La proposition désignée, envoyée au plus tard ce jour ; ErreurMetier si l'événement précède l'envoi."""
        numero = v["proposition"]
        p = self.proposition(v)
        if le < p["envoyee"]:
            raise ErreurMetier(
                f"{self.ou} : le {jour_fr(le)} précède l'envoi de la proposition n° {numero}, le "
                f"{jour_fr(p['envoyee'])}. Corrigez l'une des deux dates.",
                "date",
            )
        return p

    def relogement(self, v: Valeurs) -> Valeurs:
        """Le relogement que désigne la clé « bail » (le dernier bail sinon) ; ErreurMetier s'il n'y en a pas."""
        if not self.relogements:
            raise ErreurMetier(
                f"{self.ou} : aucun bail n'est écrit avant cet événement. Écrivez d'abord un événement « bail ».",
                "bail",
            )
        numero = v.pop("bail", len(self.relogements))
        if not 1 <= numero <= len(self.relogements):
            raise ErreurMetier(
                f"{self.ou} : le bail n° {numero} n'est pas écrit avant cet événement. Baux déjà écrits : "
                f"{', '.join(str(n) for n in range(1, len(self.relogements) + 1))}.",
                "bail",
            )
        retenu: Valeurs = self.relogements[numero - 1]
        return retenu

    def personne(self, v: Valeurs) -> Valeurs:
        """La personne du foyer que nomme la clé « personne » ; ErreurMetier si elle n'existe pas."""
        nom = v.pop("personne")
        trouvee = next((p for p in self.personnes if p.get("nom") == nom), None)
        if trouvee is None:
            raise ErreurMetier(f"{self.ou} : personne ne s'appelle « {nom} » dans ce foyer.", "personne")
        return trouvee

    def faits(self) -> Valeurs:
        """Les champs de `FaitsMenage` que ce dossier remplit."""
        propositions = (Proposition(id=f"proposition-{n}", rang=n, **p) for n, p in self.propositions.items())
        relogements = (_relogement(n, r) for n, r in enumerate(self.relogements, 1))
        personnes = (_personne(n, p) for n, p in enumerate(self.personnes, 1))
        return {
            "personnes": tuple(personnes),
            "propositions": tuple(propositions),
            "relogements": tuple(relogements),
            "suivi": Suivi("suivi", **self.suivi) if self.suivi else None,
            "sortie": self.sortie,
            **{liste: tuple(faits) for liste, faits in self.autres.items()},
        }


def _relogement(rang: int, r: Valeurs) -> Relogement:
    return Relogement(id=f"relogement-{rang}", **(r | {"frais": tuple(r.get("frais", {}).values())}))


def _personne(rang: int, p: Valeurs) -> Personne:
    reste = {cle: valeur for cle, valeur in p.items() if cle not in ("lien", "bail")}
    return Personne(f"personne-{rang}", p["lien"], p.get("bail"), **reste)
