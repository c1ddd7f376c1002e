"""Les commandes qui impriment des courriers."""

from __future__ import annotations

from argparse import Namespace

from relogement.cli.outils import operation, rendre
from relogement.cli.ouverture import base_de


def imprimer_courrier(o: Namespace) -> int:
    """Un courrier à un ménage en PDF, rangé dans ses pièces ; ce qui reste à remplir à la main se dit."""
    from relogement.services.impression import proposition_de_rang
    from relogement.services.impression_courrier import imprimer_courrier as imprimer
    from relogement.stockage.lectures import menage_de_reference

    with base_de(o) as base:
        menage = menage_de_reference(base, o.menage)
        proposition = None if o.proposition is None else proposition_de_rang(base, menage, o.proposition)
        faits = imprimer(base, menage, o.modele, o.sortie, o.au or base.aujourd_hui(), proposition)
    blancs = faits.details["blancs"]
    assert isinstance(blancs, tuple)
    suite = f" À remplir à la main : {', '.join(blancs)}." if blancs else ""
    donnees = {"fichier": str(o.sortie), "piece": str(faits.id), "blancs": list(blancs)}
    return rendre(o, donnees, f"{faits.phrase} {o.sortie}{suite}")


def imprimer_lot(o: Namespace) -> int:
    """Les dossiers ou un courrier de toute une opération ; ce qui est à reprendre se dit, une raison par ligne."""
    from relogement.services.lots import imprimer_lot as imprimer

    with base_de(o) as base:
        au = o.au or base.aujourd_hui()
        lot = imprimer(base, operation(base, o.operation), o.modele, o.sortie, au, un_par_menage=o.un_par_menage)
    donnees = {
        "imprimes": list(lot.imprimes), "fichiers": [str(f) for f in lot.fichiers],
        "echecs": [{"menage": e.reference, "raison": e.phrase} for e in lot.echecs],
        "blancs": {reference: list(blancs) for reference, blancs in lot.blancs},
    }
    return rendre(o, donnees, "\n".join((f"{lot.phrase} {o.sortie}", *lot.a_reprendre)))


def imprimer_communicable(o: Namespace) -> int:
    """La copie du dossier pour une personne du foyer ; ce qui en a été retiré, ce qui se relit avant de la remettre."""
    from relogement.services.impression_communicable import imprimer_communicable as imprimer
    from relogement.services.impression_communicable import personne_nommee
    from relogement.stockage.lectures import menage_de_reference

    with base_de(o) as base:
        menage = menage_de_reference(base, o.menage)
        personne = personne_nommee(base, menage, o.personne)
        faits = imprimer(base, menage, personne, o.sortie, o.au or base.aujourd_hui())
    donnees = {"fichier": str(o.sortie), "piece": str(faits.id), **faits.details}
    lignes = [f"{faits.phrase} {o.sortie}"]
    for nom, titre in (("omissions", "Retiré"), ("a_relire", "À relire avant de la remettre")):
        dits = faits.details[nom]
        assert isinstance(dits, tuple)
        lignes += [f"{titre} : {' ; '.join(dits)}."] if dits else []
    return rendre(o, donnees, "\n".join(lignes))


def imprimer_rapport(o: Namespace) -> int:
    """Le rapport d'une opération en PDF, sans aucun nom de ménage."""
    from relogement.services.impression_rapport import imprimer_rapport as imprimer

    with base_de(o) as base:
        imprimer(base, operation(base, o.operation), o.sortie, o.au or base.aujourd_hui())
    return rendre(o, {"fichier": str(o.sortie)}, f"Rapport écrit : {o.sortie}")
