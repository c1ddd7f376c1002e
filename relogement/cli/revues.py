"""Les commandes de la revue : l'exporter, la contrôler, l'émettre, la réémettre."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from relogement.cli.outils import operation, rendre
from relogement.cli.ouverture import base_de
from relogement.commun import ErreurMetier
from relogement.formats import pluriel
from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.arret import Arret
from relogement.vocabulaire import GenreExport, MomentRevue, VarianteRevue

if TYPE_CHECKING:
    from relogement.services.controle_revue import ControleQualite, FicheQualite
    from relogement.services.revues_emises import Emission
    from relogement.stockage.base import Base


def nom_moment(moment: MomentRevue) -> str:
    """Comme on le tape : « point-d-etape »."""
    return str(moment.value).replace("_", "-")


def exporter_revue(o: Namespace) -> int:
    """La revue, telle qu'on la calcule aujourd'hui."""
    from relogement.services.revue import exporter_revue as exporter

    arret, variante = _arret(o), VarianteRevue.de(o.variante)
    with base_de(o) as base:
        ecrit = exporter(base, arret, o.sortie, _codes(base, o), variante, o.motif)
    quoi = "telle qu'émise, " if "emise" in ecrit else ""
    return rendre(o, ecrit, f"Revue {_nom(arret)} écrite, {quoi}variante {variante.libelle} : {o.sortie}")


def exporter_rime(o: Namespace) -> int:
    """La table des ménages seule."""
    from relogement.services.revue import exporter_rime as exporter

    arret = _arret(o)
    with base_de(o) as base:
        ecrit = exporter(base, arret, o.sortie, _codes(base, o))
    return rendre(o, ecrit, f"Ménages {_nom(arret)} écrits, sans nom ni adresse : {o.sortie}")


def controler(o: Namespace) -> int:
    """Les anomalies des dossiers que la revue compterait."""
    from relogement.services.controle_revue import controler_revue

    arret = _arret(o)
    with base_de(o) as base:
        controle = controler_revue(base, arret, _codes(base, o))
    donnees = {
        **_arret_json(arret), "emettable": controle.emettable,
        "bloquantes": [_fiche_json(f) for f in controle.bloquantes],
        "douteuses": [_fiche_json(f) for f in controle.douteuses],
        "levees": [_fiche_json(f) for f in controle.levees],
    }
    return rendre(o, donnees, _texte_controle(controle))


def emettre(o: Namespace) -> int:
    """Fige la revue, et en écrit le classeur si un fichier est nommé."""
    from relogement.services.diffusions import exiger_motif_de_diffusion
    from relogement.services.exports import Sortie
    from relogement.services.revues_emises import deja_emise, emettre_revue, reemettre_revue, rien_depuis
    from relogement.services.sorties import CLASSEUR, verifier_sortie

    arret, variante = _arret(o), VarianteRevue.de(o.variante)
    with base_de(o) as base:
        deja = deja_emise(base, arret, _codes(base, o))
        if deja is not None and rien_depuis(base, deja):
            raise ErreurMetier(
                f"{arret.titre} est déjà émise, et rien n'a changé depuis : rien n'est figé de plus. « relogement "
                f"revue reemettre {deja.id} » la remet telle quelle.", "revue",
            )
        if o.sortie:
            # Avant d'émettre : la revue resterait émise, sans son classeur.
            verifier_sortie(base, o.sortie, CLASSEUR)
            exiger_motif_de_diffusion(base, Sortie(GenreExport.REVUE, arret, variante, o.motif, _codes(base, o)))
        faits = emettre_revue(base, arret, _codes(base, o))
        assert faits.id is not None
        if o.sortie:
            reemettre_revue(base, faits.id, o.sortie, variante, o.motif)
    donnees = {
        "revue": str(faits.id), **_arret_json(arret), **faits.details, "fichier": str(o.sortie) if o.sortie else None,
    }
    suite = f" Écrite : {o.sortie}" if o.sortie else ""
    return rendre(o, donnees, f"{arret.titre}, {_court(str(faits.id))}. {faits.phrase}{suite}")


def lister(o: Namespace) -> int:
    """Les revues émises."""
    from relogement.services.revues_emises import revues_emises

    with base_de(o) as base:
        emises = revues_emises(base)
    texte = "\n".join(map(_ligne, emises)) or "Aucune revue n'est émise : « revue emettre » en fige une."
    return rendre(o, {"revues": [_emission_json(e) for e in emises]}, texte)


def reemettre(o: Namespace) -> int:
    """Le classeur d'une revue émise."""
    from relogement.services.revues_emises import reemettre_revue, revue_designee

    variante = VarianteRevue.de(o.variante)
    with base_de(o) as base:
        emise = reemettre_revue(base, revue_designee(base, o.revue).id, o.sortie, variante, o.motif)
    donnees = {"fichier": str(o.sortie), "variante": variante.value, **_emission_json(emise)}
    texte = f"{emise.arret.titre}, telle qu'émise le {jour_fr(emise.le)}, variante {variante.libelle} : {o.sortie}"
    return rendre(o, donnees, texte)


def _arret(o: Namespace) -> Arret:
    """Le moment demandé ; ErreurMetier : trimestre illisible, date qui manque ou de trop."""
    if o.trimestre is not None:
        if o.au is not None:
            raise ErreurMetier("Un trimestre s'arrête à sa fin : ôtez --au, ou choisissez un --moment.", "au")
        return Arret.du(o.trimestre)
    if o.au is None:
        raise ErreurMetier("Donnez le jour où les faits s'arrêtent : --au 2026-11-18, par exemple.", "au")
    return Arret(next(m for m in MomentRevue if nom_moment(m) == o.moment), o.au)


def _codes(base: Base, o: Namespace) -> tuple[str, ...]:
    """Les opérations demandées ; un code vide n'est pas « toutes »."""
    for code in o.operation or ():
        operation(base, code)
    return tuple(o.operation or ())


def _nom(arret: Arret) -> str:
    """« 2026-T3 », « (point d'étape au 18/11/2026) »."""
    return str(arret) if arret.trimestre else f"({arret.titre[:1].lower()}{arret.titre[1:]})"


def _arret_json(arret: Arret) -> dict[str, Any]:
    return {
        "moment": arret.moment.value, "au": arret.fin.isoformat(),
        "trimestre": str(arret.trimestre) if arret.trimestre else None,
    }


def _fiche_json(f: FicheQualite) -> dict[str, Any]:
    return {
        "menage": f.reference, "operation": f.operation, "regle": f.regle, "phrase": f.phrase,
        "cible": {"section": f.cible.section, "champ": f.cible.champ, "id": f.cible.id},
    }


def _texte_controle(controle: ControleQualite) -> str:
    verdict = "rien ne bloque" if controle.emettable else "à corriger avant d'émettre"
    lignes = [f"{controle.arret.titre} : {verdict}."]
    groupes = (
        ("Bloquantes", controle.bloquantes), ("Douteuses", controle.douteuses),
        ("Levées, dites inconnues", controle.levees),
    )
    for titre, fiches in groupes:
        lignes += [f"{titre} : {len(fiches)}", *(f"  {f.reference}  {f.phrase}" for f in fiches)]
    return "\n".join(lignes)


def _emission_json(e: Emission) -> dict[str, Any]:
    return {
        "revue": str(e.id), "le": e.le.isoformat(), "auteur": e.auteur, **_arret_json(e.arret),
        "operations": list(e.operations), "toutes": e.toutes, "chartes": list(e.chartes), "menages": e.menages,
        "decohabitants": e.decohabitants, "douteuses": e.douteuses, "levees": e.levees,
        "ajustements": e.ajustements,
    }


def _ligne(e: Emission) -> str:
    portee = "toutes les opérations" if e.toutes else ", ".join(e.operations)
    return (
        f"{_court(str(e.id))}  {e.arret.titre}, émise le {jour_fr(e.le)} par {e.auteur} : {portee}, "
        f"{pluriel(e.menages, 'ménage')}, {pluriel(e.ajustements, 'ajustement')}"
    )


def _court(identifiant: str) -> str:
    """La fin de l'identifiant suffit à la désigner : elle est tirée au hasard."""
    return identifiant[-8:]
