"""Qui tient le bail : le titulaire et son cotitulaire fusionnés d'un bloc, jamais une personne à moitié réécrite."""

from __future__ import annotations

from typing import Any

from relogement.modeles import Menage, Personne
from relogement.modeles.table import TEXTE_COURT
from relogement.services.fusion import Conflit, Fusion, en_texte, memes
from relogement.services.identites import (
    SANS_NOM,
    Accord,
    Identite,
    accord,
    de_la_personne,
    du_cotitulaire,
    du_titulaire,
    lettres,
    meme_personne,
    rangees_pareil,
)
from relogement.services.inventaire import Inventaire
from relogement.services.outils import creer, remplir
from relogement.tableur.etat_locatif import LigneLocative
from relogement.vocabulaire import Lien, StatutBail

BLOC = ("nom", "prenom", "naissance")


def nom_usage(nom: str | None, prenom: str | None) -> str:
    """Le nom d'un ménage d'après son titulaire."""
    return " ".join(filter(None, (nom, prenom)))[:TEXTE_COURT] or SANS_NOM


def creer_titulaire(inv: Inventaire, menage: Menage, ligne: LigneLocative) -> None:
    """Le titulaire d'un ménage qui n'a encore personne."""
    inv.inscrire(creer(
        inv.s, Personne, menage_id=menage.id, nom=ligne.nom or SANS_NOM, prenom=ligne.prenom,
        naissance=ligne.naissance, lien=Lien.TITULAIRE, statut_bail=StatutBail.TITULAIRE,
    ))


def reprendre_titulaire(inv: Inventaire, menage: Menage, ligne: LigneLocative, fusion: Fusion) -> None:
    """Nom, prénom et naissance ensemble : tous suivent la liste si l'agent n'y a pas touché, sinon aucun.

    Ce que le dossier ignore se remplit. Un cotitulaire devenu titulaire dans la liste est un conflit : les liens du
    foyer en dépendent.
    """
    titulaire = inv.titulaires.get(menage.id)
    if titulaire is None:
        if not inv.personnes.get(menage.id) and "nom" not in fusion.avant and ligne.nom:
            creer_titulaire(inv, menage, ligne)
            fusion.change = True
        return
    lue, connue = du_titulaire(ligne), de_la_personne(titulaire)
    if _echange(inv, menage, lue, connue):
        if any(fusion.avant.get(c) != en_texte(getattr(lue, c)) for c in BLOC):
            fusion.conflits.append(Conflit("titulaire", connue.lisible, lue.lisible))
        return
    pris = _bloc(lue, connue, fusion)
    if pris:
        fusion.change = True
        usage = menage.nom in (SANS_NOM, nom_usage(fusion.avant.get("nom"), fusion.avant.get("prenom")))
        remplir(titulaire, pris)
        if usage:
            menage.nom = nom_usage(de_la_personne(titulaire).nom, titulaire.prenom)


def _echange(inv: Inventaire, menage: Menage, lue: Identite, connue: Identite) -> bool:
    """Vrai si la liste nomme titulaire celui que le dossier dit cotitulaire."""
    if meme_personne(lue, connue):
        return False
    return any(meme_personne(lue, de_la_personne(p)) for p in inv.cotitulaires(menage.id))


def _bloc(lue: Identite, connue: Identite, fusion: Fusion) -> dict[str, Any]:
    """Les colonnes à prendre ; un désaccord avec l'agent devient un seul conflit."""
    dits = {c: getattr(lue, c) for c in BLOC}
    if None not in (lue.nom, connue.nom) and not rangees_pareil(lue, connue):
        if accord(lue, connue) is not Accord.MEME and fusion.avant.get("nom") != lue.nom:
            fusion.conflits.append(Conflit("titulaire", connue.lisible, lue.lisible))
            return {}
        dits |= {"nom": None, "prenom": None}  # les mêmes mots autrement répartis : le dossier les a déjà
    neufs = {c: v for c, v in dits.items() if v is not None and fusion.avant.get(c) != en_texte(v)}
    vides = {c: v for c, v in neufs.items() if getattr(connue, c) is None}
    changes = {c: v for c, v in neufs.items() if getattr(connue, c) not in (None, v)}
    if not any(_touche(c, connue, fusion, c in changes) for c in BLOC if dits[c] is not None):
        return vides | changes
    contraires = [c for c, v in changes.items() if c == "naissance" or lettres(v) != lettres(getattr(connue, c))]
    if len(contraires) == 1:
        fusion.refuser(contraires[0], getattr(connue, contraires[0]), dits[contraires[0]])
    elif contraires:
        fusion.conflits.append(Conflit("titulaire", connue.lisible, lue.lisible))
    return vides


def _touche(champ: str, connue: Identite, fusion: Fusion, change: bool) -> bool:
    """Vrai si le dossier ne dit plus ce que disait la liste d'avant, ou tient ce champ de l'agent."""
    avant = fusion.avant.get(champ)
    return (avant is not None or change) and en_texte(getattr(connue, champ)) != avant


def reprendre_cotitulaire(
    inv: Inventaire, menage: Menage, ligne: LigneLocative, fusion: Fusion, *, dit: bool
) -> str | None:
    """Le cotitulaire : ajouté, corrigé ou en conflit ; `dit` : la liste a de quoi le dire.

    Rend le nom de celui que la liste ne nomme plus : il n'est jamais retiré du foyer.
    """
    avant = fusion.avant.get("cotitulaire")
    if ligne.cotitulaire is None:
        return _disparu(inv, menage, ligne, avant, fusion) if dit and avant else None
    lu = du_cotitulaire(ligne.cotitulaire, ligne.nom)
    if avant is not None and memes("cotitulaire", avant, ligne.cotitulaire):
        return None
    titulaire = inv.titulaires.get(menage.id)
    siens = [p for p in inv.personnes.get(menage.id, []) if p is not titulaire]
    connu = next((p for p in siens if _designe(lu, p)), None)
    if connu is not None:
        _corriger(connu, lu, avant, fusion)
    elif (titulaire is not None and accord(lu, de_la_personne(titulaire)) is Accord.MEME) or lu.nom is None:
        return None  # titulaire et cotitulaire échangés : le conflit est dit avec le titulaire
    elif autres := inv.cotitulaires(menage.id):
        fusion.conflits.append(
            Conflit("cotitulaire", ", ".join(de_la_personne(p).lisible for p in autres), lu.lisible)
        )
    else:
        ajouter_cotitulaire(inv, menage, lu)
        fusion.change = True
    return None


def ajouter_cotitulaire(inv: Inventaire, menage: Menage, lu: Identite) -> None:
    """Un cotitulaire de plus au foyer."""
    inv.inscrire(creer(
        inv.s, Personne, menage_id=menage.id, nom=lu.nom or SANS_NOM, prenom=lu.prenom,
        statut_bail=StatutBail.COTITULAIRE,
    ))


def _designe(lu: Identite, personne: Personne) -> bool:
    """Vrai si la case parle de cette personne ; un nom de famille seul ne désigne qu'un cotitulaire connu."""
    nommes = lu.prenom is not None and personne.prenom is not None
    return accord(lu, de_la_personne(personne)) >= Accord.PROCHE and (
        nommes or personne.statut_bail is StatutBail.COTITULAIRE
    )


def _corriger(connu: Personne, lu: Identite, avant: str | None, fusion: Fusion) -> None:
    """Une autre orthographe, ou une personne du foyer que la liste dit désormais cotitulaire."""
    if connu.statut_bail is not StatutBail.COTITULAIRE:
        if connu.statut_bail is None:
            connu.statut_bail = StatutBail.COTITULAIRE
            fusion.change = True
        else:
            statut = f"{de_la_personne(connu).lisible}, {connu.statut_bail.libelle}"
            fusion.conflits.append(Conflit("cotitulaire", statut, lu.lisible))
    ecrit = {c: getattr(lu, c) for c in ("nom", "prenom") if getattr(lu, c) not in (None, getattr(connu, c))}
    if not ecrit:
        return
    ancien = du_cotitulaire(avant, connu.nom) if avant else None
    if ancien is not None and (ancien.nom, ancien.prenom) == (connu.nom, connu.prenom):
        remplir(connu, ecrit)
        fusion.change = True
    elif any(not memes(c, v, getattr(connu, c)) for c, v in ecrit.items()):
        fusion.conflits.append(Conflit("cotitulaire", de_la_personne(connu).lisible, lu.lisible))


def _disparu(
    inv: Inventaire, menage: Menage, ligne: LigneLocative, avant: str, fusion: Fusion
) -> str | None:
    """Le cotitulaire d'avant, s'il est toujours au foyer et n'est pas devenu titulaire dans la liste."""
    ancien = du_cotitulaire(avant, fusion.avant.get("nom"))
    for p in inv.cotitulaires(menage.id):
        if accord(ancien, de_la_personne(p)) >= Accord.PROCHE:
            devenu = meme_personne(du_titulaire(ligne), de_la_personne(p))
            return None if devenu else nom_usage(p.nom, p.prenom)
    return None
