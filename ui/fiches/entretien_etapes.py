"""Les étapes de l'entretien, dans l'ordre de la conversation : la question, ce qu'on sait déjà, les champs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta

from relogement.formats import etage, pluriel, surface
from relogement.regles.charte import cles
from relogement.stockage.lectures import Ligne
from relogement.vocabulaire import Besoin, Difficulte, LieuEntretien, NatureRessource, Verification
from ui.fiches.accompagnement import SOUHAITS
from ui.fiches.dossier import Dossier
from ui.fiches.modele import jour
from ui.socle.champs import Champ, Genre

OBJECTIF = "Rester objectif : ni santé, ni jugement."
AUCUNE = "aucune"
DIFFICULTES = ((AUCUNE, "aucune difficulté"), *((str(d.value), d.libelle) for d in Difficulte))
MONTANTS = ("loyer", "charges", "apl", "rls", "avis_le", "charges_personnelles")
SUR_PLACE = ("acteurs_sociaux", "accession_possible", "part_plafond")
NOMS_SOUHAITS = tuple(c.nom for c in SOUHAITS)


@dataclass(frozen=True)
class Etape:
    """Une étape : son mot, la question posée, l'aide, ce que le dossier sait déjà, ses champs."""

    mot: str
    question: str
    aide: str = ""
    connus: Callable[[Dossier], Sequence[str]] = lambda _: ()
    champs: Callable[[Dossier], Sequence[Champ]] = lambda _: ()


def presentes(d: Dossier) -> list[Ligne]:
    """Les personnes du foyer aujourd'hui."""
    return [p for p in d.fiche.personnes if p["depart_le"] is None or p["depart_le"] >= d.aujourd_hui]


def nom_court(personne: Ligne) -> str:
    """Le prénom, sinon le nom."""
    return str(personne["prenom"] or personne["nom"])


def age(naissance: date, au: date) -> int:
    """L'âge révolu ce jour-là."""
    return relativedelta(au, naissance).years


def ressources_en_cours(d: Dossier) -> list[Ligne]:
    """Les ressources perçues aujourd'hui."""
    jour_dit = d.aujourd_hui
    return [r for r in d.fiche.ressources if r["du"] <= jour_dit and (r["au"] is None or r["au"] >= jour_dit)]


def sans_ressource_notee(d: Dossier) -> list[Ligne]:
    """Les adultes (ou d'âge inconnu) dont aucune ressource n'est notée."""
    majorite = d.charte.entier(cles.MAJORITE, d.aujourd_hui)
    notees = {r["personne_id"] for r in ressources_en_cours(d)}
    return [
        p for p in presentes(d)
        if p["id"] not in notees and (p["naissance"] is None or age(p["naissance"], d.aujourd_hui) >= majorite)
    ]


def loyer_en_cours(d: Dossier) -> Ligne | None:
    """La dernière période de loyer commencée."""
    commencees = [x for x in d.fiche.loyers if x["du"] <= d.aujourd_hui]
    return commencees[-1] if commencees else None


def _connus_foyer(d: Dossier) -> list[str]:
    lignes = []
    for p in presentes(d):
        ans = pluriel(age(p["naissance"], d.aujourd_hui), "an") if p["naissance"] else "âge inconnu"
        nom = " ".join(filter(None, (p["prenom"], p["nom"])))
        lignes.append(f"{nom} · {p['lien'].libelle} · {ans}")
    return lignes or ["Aucune personne n'est encore notée dans ce foyer."]


def _champs_foyer(d: Dossier) -> list[Champ]:
    sans_naissance = [p for p in presentes(d) if p["naissance"] is None]
    return [
        jour(libelle="Entretien du", demi=True),
        Champ("lieu", "Lieu", Genre.CHOIX, choix=LieuEntretien, demi=True),
        Champ("presents", "Personnes présentes"),
        *(Champ(f"naissance:{p['id']}", f"Date de naissance de {nom_court(p)}", Genre.DATE, passee=True, demi=True)
          for p in sans_naissance),
        Champ("composition_vue", "La composition du foyer a été revue ensemble", Genre.OUI_NON_INCONNU),
        Champ("decohabitation", "Quelqu'un souhaite un logement à part", Genre.OUI_NON_INCONNU),
    ]


def _connus_logement(d: Dossier) -> list[str]:
    logement = d.fiche.logement or {}
    parts = [logement.get("type"), surface(logement["surface"]) if logement.get("surface") else None]
    parts.append(etage(logement["etage"]) if logement.get("etage") is not None else None)
    parts.append(f"porte {logement['porte']}" if logement.get("porte") else None)
    return [" · ".join(str(part) for part in parts if part)] if any(parts) else []


def _champs_logement(_: Dossier) -> list[Champ]:
    return [
        Champ("loyer", "Loyer principal par mois", Genre.MONTANT, demi=True),
        Champ("charges", "Charges par mois", Genre.MONTANT, demi=True, aide="Sans eau ni chauffage individuels."),
        Champ("apl", "APL par mois", Genre.MONTANT, demi=True, aide="Lue sur l'avis ; 0 si aucune."),
        Champ("rls", "RLS par mois", Genre.MONTANT, demi=True, aide="Lue sur l'avis ; 0 si aucune."),
        Champ("avis_le", "Date de l'avis", Genre.DATE, passee=True, demi=True),
        Champ("charges_personnelles", "Eau et chauffage individuels", Genre.MONTANT, demi=True),
        Champ("verifications", "Vérifié sur pièce", Genre.CHOIX_MULTIPLE, choix=Verification),
    ]


def _champs_ressources(d: Dossier) -> list[Champ]:
    noms = {p["id"]: nom_court(p) for p in d.fiche.personnes}
    champs = [
        Champ(f"ressource:{r['id']}", f"{r['nature'].libelle.capitalize()}, {noms.get(r['personne_id'], 'foyer')}",
              Genre.MONTANT)
        for r in ressources_en_cours(d)
    ]
    for p in sans_ressource_notee(d):
        champs.append(Champ(f"nature:{p['id']}", f"Ressource de {nom_court(p)}", Genre.CHOIX, choix=NatureRessource,
                            demi=True))
        champs.append(Champ(f"montant:{p['id']}", f"Montant par mois, {nom_court(p)}", Genre.MONTANT, demi=True))
    return [
        *champs,
        Champ("ressources_vues", "Toutes les ressources ont été revues ensemble", Genre.OUI_NON_INCONNU),
        Champ("loyer_supportable", "Ce que le ménage dit pouvoir payer par mois", Genre.MONTANT),
        Champ("capacites", "Précision", aide=OBJECTIF),
        Champ("part_plafond", "Ressources, en % des plafonds PLUS", Genre.ENTIER, minimum=0, maximum=1000, demi=True,
              aide="Lu sur l'avis d'imposition et le plafond de la composition."),
        Champ("accession_possible", "Les ressources permettent l'accession", Genre.OUI_NON_INCONNU, demi=True),
    ]


ETAPES = (
    Etape("Le foyer", "Qui vit dans le logement ?",
          "Relire chacun, son âge, son lien. Ce qui n'est pas connu reste « à compléter ».",
          _connus_foyer, _champs_foyer),
    Etape("Le logement", "Que payez-vous pour ce logement ?",
          "Regarder ensemble la quittance et l'avis de la CAF. Laisser vide ce qui n'est pas connu.",
          _connus_logement, _champs_logement),
    Etape("Les ressources", "Quelles sont les ressources de chacun, chaque mois ?",
          "Regarder ensemble les trois derniers relevés ou l'avis de la CAF. Laisser vide ce qui n'est pas connu.",
          champs=_champs_ressources),
    Etape("Les souhaits", "Quel logement souhaitez-vous ?",
          "Le type, le lieu, ce qui compte pour la vie de tous les jours.", champs=lambda _: SOUHAITS),
    Etape("Les besoins", "De quoi avez-vous besoin, qu'est-ce qui est difficile ?", OBJECTIF, champs=lambda _: (
        Champ("besoins", "Besoins de logement", Genre.CHOIX_MULTIPLE, choix=Besoin),
        Champ("difficultes", "Difficultés", Genre.CHOIX_MULTIPLE, choix=DIFFICULTES),
        Champ("acteurs_sociaux", "Un travailleur social suit déjà le ménage", Genre.OUI_NON_INCONNU),
        Champ("conclusion", "Conclusion de l'entretien", Genre.TEXTE_LONG, aide=OBJECTIF),
    )),
    Etape("Relire ensemble", "Voici ce que nous avons noté",
          "À lire à voix haute au ménage. Précédent pour corriger, puis Valider."),
)


def depart(d: Dossier) -> dict[str, Any]:
    """Ce que l'entretien montre au départ : ce que le dossier sait déjà, la date du jour."""
    valeurs: dict[str, Any] = {"le": d.aujourd_hui}
    loyer = loyer_en_cours(d)
    if loyer is not None:
        valeurs |= {nom: loyer[nom] for nom in MONTANTS}
    valeurs |= {f"ressource:{r['id']}": r["montant"] for r in ressources_en_cours(d)}
    return valeurs | _deja_note(d)


def _deja_note(d: Dossier) -> dict[str, Any]:
    e = d.ligne
    if e is None:
        return {}
    souhait = next((s for s in d.fiche.souhaits if s["id"] == e["souhait_id"]), None)
    return {
        **d.valeurs("le", "lieu", "presents", "loyer_supportable", "capacites", "decohabitation", "conclusion",
                    *SUR_PLACE),
        # Non coché vaut « pas encore vu » : seul le oui se reprend.
        "composition_vue": e["composition_vue"] or None, "ressources_vues": e["ressources_vues"] or None,
        "verifications": tuple(Verification.de(c) for c in e["verifications"]),
        "besoins": tuple(Besoin.de(c) for c in e["besoins"]),
        "difficultes": (AUCUNE,) if e["aucune_difficulte"] else tuple(e["difficultes"]),
        **({nom: souhait[nom] for nom in NOMS_SOUHAITS} if souhait else {}),
    }


def personne_de(nom: str) -> UUID:
    """La clé écrite après « : » dans le nom d'un champ."""
    return UUID(nom.partition(":")[2])


