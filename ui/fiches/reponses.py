"""Les fiches de la réponse à une proposition : accord, refus motivé, son écrit, refus tacite (article 4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from relogement.commun import Changements, ErreurMetier
from relogement.services import propositions
from relogement.services.corrections import corriger
from relogement.services.partages import ICI, tenu_par_un_autre
from relogement.stockage.lectures import Ligne
from relogement.vocabulaire import EcritRefus, NaturePiece, Reponse
from ui.fiches.dossier import Dossier
from ui.fiches.inconnus import MOTIF_INCONNU, corriger_ou_dire
from ui.fiches.modele import Depot, Modele, Textes, Valeurs, fixes, jour, reprendre, sans
from ui.fiches.propositions import derniere_ouverte, lu_ou_aujourd_hui
from ui.fiches.refus import MOTIF
from ui.socle.champs import Champ, Genre

_SANS_PROPOSITION = "Aucune proposition n'attend de réponse : enregistrez d'abord un envoi."
_MOUS = Champ("mous_a_aide", "La MOUS a aidé à formaliser le refus", Genre.OUI_NON_INCONNU)
_REFUS = (*MOTIF, _MOUS)
_RAISON = Champ("raison_accord", "Pourquoi l'accord est pris quand même", Genre.TEXTE_LONG,
                aide="Un autre ménage tient ce logement, ou il n'est plus offert.")
_LE = jour(libelle="Accepte le")
_NOMS_REFUS = tuple(c.nom for c in _REFUS)
_CHOIX_REPONSE = tuple((str(r.value), r.libelle) for r in (Reponse.ACCEPTEE, Reponse.REFUSEE))


def _refusee(d: Dossier) -> Ligne | None:
    refus = [p for p in d.fiche.propositions if p["reponse"] is Reponse.REFUSEE]
    sans_ecrit = [p for p in refus if p["ecrit"] is None]
    return d.celle(refus) or next(iter(sans_ecrit or refus[-1:]), None)


def _tacite_possible(d: Dossier) -> Ligne | None:
    possibles = [p for p in d.fiche.propositions if p["reponse"] in (None, Reponse.TACITE)]
    return d.celle(possibles) or derniere_ouverte(d)


def _repondre(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if v["reponse"] == Reponse.ACCEPTEE.value:
        return propositions.accepter_proposition(base, d.cle, le=v["le"], raison_accord=v[_RAISON.nom])
    return propositions.refuser_proposition(
        base, d.cle, le=v["le"], motif=v["motif"], motif_texte=v["motif_texte"] or "", mous_a_aide=v["mous_a_aide"]
    )


def _tenu(d: Dossier, t: Textes) -> str:
    """Pourquoi un accord donné au jour tapé demande une raison ; vide : rien, ou ce n'est pas un accord."""
    if t.get("reponse", Reponse.ACCEPTEE.value) != Reponse.ACCEPTEE.value:
        return ""
    return tenu_par_un_autre(d.contexte.base, d.cle, lu_ou_aujourd_hui(d, _LE, t["le"]))


def _alerte_accord(d: Dossier, t: Textes) -> str:
    phrase = "" if t[_RAISON.nom].strip() else _tenu(d, t)
    return phrase and f"{phrase} {ICI}"


def _caches_accord(d: Dossier, t: Textes) -> Collection[str]:
    return () if t[_RAISON.nom].strip() or _tenu(d, t) else (_RAISON.nom,)


def _caches_reponse(d: Dossier, t: Textes) -> Collection[str]:
    if t["reponse"] == Reponse.REFUSEE.value:
        return (_RAISON.nom,)
    return (*_NOMS_REFUS, *_caches_accord(d, t))


def _caches_ecrit(_: Dossier, t: Textes) -> Collection[str]:
    return ("formulaire",) if t["ecrit"] == EcritRefus.REFUSE_DE_SIGNER.value else ("temoin",)


def _ecrire(base: Any, d: Dossier, v: Valeurs) -> Changements:
    return propositions.enregistrer_ecrit_refus(
        base, d.cle, formulaire_id=v.get("formulaire"), **sans(v, "formulaire")
    )


def _confirmer(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is not None and d.ligne["reponse"] is Reponse.TACITE:
        if v["preuve_reception"] is None:
            raise ErreurMetier("Joignez la preuve de réception ou de présentation.", "preuve_reception")
        return corriger(base, "proposition", d.cle, confirme_le=v["le"], preuve_reception_id=v["preuve_reception"])
    return propositions.confirmer_refus_tacite(base, d.cle, le=v["le"], preuve_reception_id=v["preuve_reception"])


FICHES: dict[str, Modele] = {
    "reponse": Modele(
        "Réponse du ménage",
        fixes(
            Champ("reponse", "Réponse", Genre.CHOIX, choix=_CHOIX_REPONSE, obligatoire=True, demi=True,
                  manque="Choisissez la réponse du ménage."),
            jour(libelle="Donnée le", demi=True),
            _RAISON,
            *(Champ(c.nom, c.libelle, c.genre, choix=c.choix, aide=c.aide) for c in _REFUS),
        ),
        _repondre,
        cible=derniere_ouverte,
        exige=_SANS_PROPOSITION,
        caches=_caches_reponse,
        alerte=_alerte_accord,
        action="Enregistrer la réponse",
    ),
    "acceptation": Modele(
        "Le ménage accepte",
        fixes(_LE, _RAISON),
        lambda base, d, v: propositions.accepter_proposition(base, d.cle, **v),
        cible=derniere_ouverte,
        exige=_SANS_PROPOSITION,
        caches=_caches_accord,
        alerte=_alerte_accord,
        action="Enregistrer l'accord",
    ),
    "refus": Modele(
        "Le ménage refuse",
        fixes(jour(libelle="Refuse le"), *_REFUS),
        lambda base, d, v: propositions.refuser_proposition(base, d.cle, **v),
        cible=derniere_ouverte,
        exige=_SANS_PROPOSITION,
        intro="Le refus se motive par écrit : l'écrit signé s'ajoute ensuite.",
        action="Enregistrer le refus",
    ),
    "ecrit_refus": Modele(
        "Écrit du refus",
        fixes(
            Champ("ecrit", "L'écrit", Genre.CHOIX, choix=EcritRefus, obligatoire=True, demi=True),
            jour(libelle="Signé, ou refusé de signer, le", demi=True),
            Champ("temoin", "Qui a constaté le refus de signer"),
            _MOUS,
        ),
        _ecrire,
        valeurs=lambda d: {"ecrit": EcritRefus.SIGNE} | {
            nom: valeur for nom, valeur in {**d.valeurs("ecrit", "temoin", "mous_a_aide"),
                                            "le": d.valeurs("ecrit_le").get("ecrit_le")}.items() if valeur is not None
        },
        cible=_refusee,
        exige="Aucun refus n'est enregistré : enregistrez d'abord le refus du ménage.",
        caches=_caches_ecrit,
        depot=Depot("formulaire", NaturePiece.REFUS_SIGNE, "Le formulaire signé (photo ou scan)"),
        entrees={
            "temoin": ("ecrit", str(EcritRefus.REFUSE_DE_SIGNER.value)),
            "formulaire": ("ecrit", str(EcritRefus.SIGNE.value)),
        },
    ),
    "motif_refus": Modele(
        "Motif du refus",
        fixes(*(replace(c, obligatoire=False) for c in _REFUS if c is not _MOUS), MOTIF_INCONNU),
        lambda base, d, v: corriger_ou_dire(
            base, d, v, MOTIF_INCONNU.nom, ("motif", "motif_texte"),
            "Choisissez le motif du refus, ou dites pourquoi il ne se retrouve pas.",
        ),
        valeurs=reprendre("motif", "motif_texte", MOTIF_INCONNU.nom),
        caches=lambda _, t: (MOTIF_INCONNU.nom,) if t["motif"] or t["motif_texte"].strip() else (),
        cible=_refusee,
        exige="Aucun refus n'est enregistré : enregistrez d'abord le refus du ménage.",
    ),
    "aide_mous": Modele(
        "Aide de la MOUS",
        fixes(_MOUS),
        lambda base, d, v: corriger(base, "proposition", d.cle, **v),
        valeurs=reprendre("mous_a_aide"),
        cible=_refusee,
        exige="Aucun refus n'est enregistré : enregistrez d'abord le refus du ménage.",
    ),
    "tacite": Modele(
        "Refus tacite",
        fixes(jour(libelle="Confirmé le")),
        _confirmer,
        cible=_tacite_possible,
        exige=_SANS_PROPOSITION,
        intro="Sans réponse au terme du délai, le refus est tacite : confirmez-le avec la preuve de réception.",
        action="Confirmer le refus tacite",
        depot=Depot("preuve_reception", NaturePiece.PREUVE_RECEPTION, "La preuve de réception ou de présentation",
                    manque="Joignez la preuve de réception ou de présentation.", joint="preuve_reception_id"),
    ),
}
