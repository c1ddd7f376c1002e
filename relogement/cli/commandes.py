"""Les commandes : appeler un service, dire le résultat en français ou en JSON."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from relogement.cli.flux import dire, dire_erreur
from relogement.cli.outils import operation as _operation
from relogement.cli.outils import rendre as _dire
from relogement.cli.ouverture import base_de, existe
from relogement.commun import ErreurMetier
from relogement.formats import pluriel
from relogement.vocabulaire import GenreBailleur, NatureOperation

if TYPE_CHECKING:
    from relogement.stockage.base import Base


def demo(o: Namespace) -> int:
    """L'opération de démonstration, dans une base en clair qui n'est qu'à elle."""
    from relogement.stockage.emplacement import DEMONSTRATION, base_par_defaut
    from sample_data.demonstration import construire
    from sample_data.installation import installer

    chemin = o.base or base_par_defaut().with_name(DEMONSTRATION)
    if existe(chemin):
        with base_de(Namespace(base=chemin, agent=o.agent)) as base:
            bilan = construire(base)
    else:
        bilan = installer(chemin, o.agent)
    if bilan.deja:
        dire(f"L'opération de démonstration est déjà dans « {chemin.name} ».")
    else:
        dire(f"Opération de démonstration créée dans « {chemin} » : {bilan.menages} ménages.")
    return 0


def operation_creer(o: Namespace) -> int:
    """Une opération nouvelle."""
    from relogement.services.operations import creer_operation

    with base_de(o, creer=True) as base:
        faits = creer_operation(
            base,
            code=o.code,
            nom=o.nom,
            nature=NatureOperation.de(o.nature),
            bailleur=o.bailleur,
            genre_bailleur=GenreBailleur.de(o.genre_bailleur) if o.genre_bailleur else None,
            communes=o.communes,
            anru=o.anru,
            qpv=o.qpv,
            demolition_partielle=o.demolition_partielle,
            commune_pilote=True if o.commune_pilote else None,
            decision_le=o.decision,
            annonce_le=o.annonce,
            debut_relogement_le=o.debut_relogement,
            did_le=o.did,
            travaux_le=o.travaux,
            cloture_le=o.cloture,
        )
    return _dire(o, {"operation": o.code.strip().upper(), "id": str(faits.id)}, faits.phrase)


def importer_etat_locatif(o: Namespace) -> int:
    """La liste d'un bailleur."""
    from relogement.cli.rapports import rapport_import, texte_import
    from relogement.services.importation import importer_etat_locatif as importer

    with base_de(o) as base:
        rapport = importer(base, _operation(base, o.operation), o.fichier, simuler=o.simuler)
    return _dire(o, rapport_import(rapport), texte_import(rapport, simule=o.simuler))


def importer_suivi(o: Namespace) -> int:
    """Un suivi des relogements tenu à la main."""
    from relogement.cli.suivi import rapport_suivi, texte_suivi
    from relogement.services.suivi_import import importer_suivi as importer

    with base_de(o) as base:
        rapport = importer(base, _operation(base, o.operation), o.fichier, simuler=o.simuler)
    return _dire(o, rapport_suivi(rapport), texte_suivi(rapport, simule=o.simuler))


def importer_vivier(o: Namespace) -> int:
    """Les logements qu'un bailleur ou un réservataire offre."""
    from relogement.cli.rapports import rapport_vivier, texte_vivier
    from relogement.services.import_vivier import importer_vivier as importer
    from relogement.vocabulaire import Reservataire

    chez = Reservataire.de(o.reservataire) if o.reservataire else None
    with base_de(o) as base:
        rapport = importer(
            base, o.fichier, emetteur=chez.libelle if chez else o.bailleur, reservataire=chez, simuler=o.simuler,
            reprendre_absents=o.reprendre_absents,
        )
    return _dire(o, rapport_vivier(rapport), texte_vivier(rapport, simule=o.simuler))


def menages(o: Namespace) -> int:
    """La liste des ménages."""
    from relogement.services.charte import resumes
    from relogement.stockage.lectures import lignes_menages

    with base_de(o) as base:
        operation = None if o.operation is None else _operation(base, o.operation)
        au = base.aujourd_hui()
        lus = resumes(base, operation, au=au)
        lignes = [
            {
                "reference": m.reference,
                "nom": m.nom,
                "etape": lus[m.id].etape.libelle,
                "referent": m.referent,
                "propositions": m.propositions,
                "en_retard": lus[m.id].en_retard,
                "decohabitant": m.decohabitant,
            }
            for m in lignes_menages(base, operation, au=au)
        ]
    texte = "\n".join(
        f"{m['reference']:<12} {m['nom']:<32} {m['etape']:<22} {m['propositions']} prop.  {m['en_retard']} en retard"
        f"{'  décohabitant' if m['decohabitant'] else ''}"
        for m in lignes
    )
    return _dire(o, {"menages": lignes}, texte or "Aucun ménage.")


def charte(o: Namespace) -> int:
    """Les constats d'un ménage ou d'une opération, ou l'épreuve d'un fichier de cas."""
    if o.cas is not None:
        return _cas(o)
    from relogement.cli.rapports import (
        alerte_json,
        alertes_texte,
        comptes_texte,
        constat_json,
        constat_texte,
        regard,
    )
    from relogement.services.alertes import alertes_du_dossier
    from relogement.services.charte import comptes, constats, constats_base, constats_operation
    from relogement.services.passe import tel_que_connu
    from relogement.stockage.lectures import lignes_menages

    with base_de(o) as base, tel_que_connu(base, o.connu_le) as alors:
        au: date = o.au or o.connu_le or base.aujourd_hui()
        menage, operation = _menage(base, alors, o), _operation_connue(base, alors, o)
        trouves = constats(alors, None if menage is None else [menage], operation, au=au)
        propres = constats_operation(alors, operation, au) + constats_base(alors, au) if operation else []
        alertes = alertes_du_dossier(alors, menage, operation, au)
        references = {m.id: m.reference for m in lignes_menages(alors, au=au)}
    ordre = sorted(trouves, key=lambda cle: references[cle])
    lus = [(references[cle], c) for cle in ordre for c in trouves[cle]]
    code = o.operation.strip().upper() if o.operation else ""
    par_obligation = comptes(c for _, c in lus) if operation else {}
    donnees = {
        "au": au.isoformat(),
        "connu_le": o.connu_le.isoformat() if o.connu_le else None,
        "operation": [constat_json(c) for c in propres],
        "comptes": {cle: {etat.value: n for etat, n in etats.items()} for cle, etats in par_obligation.items()},
        "constats": [constat_json(c, reference) for reference, c in lus],
        "alertes": [alerte_json(a) for a in alertes],
    }
    lignes = (
        *regard(au, o.connu_le), *(constat_texte(c, code) for c in propres), *comptes_texte(par_obligation),
        *(constat_texte(c, r) for r, c in lus), *alertes_texte(alertes),
    )
    return _dire(o, donnees, "\n".join(lignes))


def echeances(o: Namespace) -> int:
    """Ce qui attend, et les ménages à surveiller."""
    from relogement.cli.echeances import journee_json, journee_texte
    from relogement.services.agenda import exporter_agenda
    from relogement.services.echeances import agent_connu, journee

    with base_de(o) as base:
        operation = None if o.operation is None else _operation(base, o.operation)
        agent = None if o.referent is None else agent_connu(base, o.referent)
        lue = journee(base, o.au or base.aujourd_hui()).de(agent, operation, o.article)
        if o.ics is not None:
            exporter_agenda(base, lue, o.ics)
    return _dire(o, journee_json(lue), journee_texte(lue))


def solidarite(o: Namespace) -> int:
    """Par bailleur, réservataire et commune : les relogements promis et faits, les souhaits honorés."""
    from relogement.cli.solidarite import solidarite_json, solidarite_texte
    from relogement.services.solidarite import tableau_solidarite

    with base_de(o) as base:
        lu = tableau_solidarite(base, _operation(base, o.operation), o.au or base.aujourd_hui())
    return _dire(o, solidarite_json(lu), solidarite_texte(lu))


def apl(o: Namespace) -> int:
    """L'APL des cas d'un fichier, sans aucune base ; 1 si un cas ne s'estime pas."""
    from relogement.regles.apl.bareme import charger_bareme
    from relogement.regles.apl.formule import Ordre
    from relogement.services.sorties import ecrire_sortie
    from relogement.tableur.apl import ecrire_resultats, estimer_cas, lire_cas

    if o.sortie.resolve() == o.fichier.resolve():
        raise ErreurMetier("Les résultats écraseraient le fichier des cas : donnez un autre nom à --sortie.", "sortie")
    resultats = estimer_cas(lire_cas(o.fichier), charger_bareme(), Ordre(o.ordre))
    octets = ecrire_resultats(resultats).encode()
    ecrire_sortie(o.sortie, lambda fichier: fichier.write_bytes(octets))
    refus = [r for r in resultats if r.trace is None]
    for r in refus:
        dire_erreur(f"{r.id} : {r.refus}")
    perimes = [r for r in resultats if r.perime_depuis is not None]
    donnees = {
        "cas": len(resultats), "refuses": [{"id": r.id, "raison": r.refus} for r in refus],
        "perimes": [{"id": r.id, "depuis": r.perime_depuis} for r in perimes],
    }
    estimes = pluriel(len(resultats) - len(refus), "cas estimé", "cas estimés")
    texte = f"{estimes} dans {o.sortie}" + (f", {pluriel(len(refus), 'refusé')}" if refus else "")
    reserve = "".join(
        f" Barème périmé depuis le {le:%d/%m/%Y} pour {pluriel(n, 'cas', 'cas')}."
        for le, n in Counter(r.perime_depuis for r in perimes).items() if le is not None
    )
    _dire(o, donnees, f"{texte}. Estimation : seul le calcul de la CAF ou de la MSA fait foi.{reserve}")
    return 1 if refus else 0


def imprimer_dossier(o: Namespace) -> int:
    """Le dossier d'un ménage en PDF."""
    from relogement.services.impression import imprimer_dossier as imprimer
    from relogement.stockage.lectures import menage_de_reference

    with base_de(o) as base:
        imprimer(base, menage_de_reference(base, o.menage), o.sortie, o.au or base.aujourd_hui())
    return _dire(o, {"fichier": str(o.sortie)}, f"Dossier écrit : {o.sortie}")


def imprimer_budget(o: Namespace) -> int:
    """La fiche de budget d'une proposition, pour la famille, en PDF."""
    from relogement.services.impression import imprimer_fiche_budget, proposition_de_rang
    from relogement.stockage.lectures import menage_de_reference

    with base_de(o) as base:
        proposition = proposition_de_rang(base, menage_de_reference(base, o.menage), o.proposition)
        imprimer_fiche_budget(base, proposition, o.sortie, o.au or base.aujourd_hui())
    return _dire(o, {"fichier": str(o.sortie)}, f"Fiche de budget écrite : {o.sortie}")


def imprimer_conformite(o: Namespace) -> int:
    """La fiche de conformité d'un ménage ou d'une opération en PDF."""
    from relogement.services.impression_conformite import imprimer_conformite_menage, imprimer_conformite_operation
    from relogement.services.passe import tel_que_connu

    with base_de(o) as base:
        au: date = o.au or o.connu_le or base.aujourd_hui()
        with tel_que_connu(base, o.connu_le) as alors:
            menage, operation = _menage(base, alors, o), _operation_connue(base, alors, o)
        if menage is not None:
            imprimer_conformite_menage(base, menage, o.sortie, au, o.connu_le)
        elif operation is not None:
            imprimer_conformite_operation(base, operation, o.sortie, au, o.connu_le)
    return _dire(o, {"fichier": str(o.sortie)}, f"Fiche de conformité écrite : {o.sortie}")


def _cas(o: Namespace) -> int:
    from relogement.regles.cas import evaluer_cas, lire_cas
    from relogement.regles.charte.parametres import charger_charte

    cas, livree = lire_cas(o.cas), charger_charte()
    ecarts = [e for c in cas for e in evaluer_cas(c, livree)]
    donnees = {
        "cas": len(cas),
        "ecarts": [{"cas": e.cas, "id": e.id, "attendu": e.attendu, "trouve": e.trouve} for e in ecarts],
    }
    for e in ecarts:
        dire_erreur(f"{e.cas} · {e.id} : attendu {e.attendu}, trouvé {e.trouve}")
    _dire(o, donnees, f"{len(cas)} cas, {len(ecarts)} écart{'s' if len(ecarts) > 1 else ''}.")
    return 1 if ecarts else 0


def rapprocher(o: Namespace) -> int:
    """Les logements qui conviennent à un ménage, les ménages d'un logement, ou la meilleure affectation."""
    from relogement.cli.rapprochement import (
        rapprochement_json,
        rapprochement_texte,
        repartition_json,
        repartition_texte,
    )
    from relogement.services.rapprochement import pour_logement, pour_menage, repartir
    from relogement.stockage.lectures import menage_de_reference
    from relogement.stockage.lectures_vivier import logement_de_reference

    with base_de(o) as base:
        au = o.au or base.aujourd_hui()
        if o.menage is not None:
            lu = pour_menage(base, menage_de_reference(base, o.menage), au)
        elif o.logement is not None:
            lu = pour_logement(base, logement_de_reference(base, o.logement), au)
        else:
            r = repartir(base, o.operation, au)
            return _dire(o, repartition_json(r), repartition_texte(r))
    return _dire(o, rapprochement_json(lu), rapprochement_texte(lu))


def _menage(base: Base, alors: Base, o: Namespace) -> UUID | None:
    from relogement.services.passe import trouver_alors
    from relogement.stockage.lectures import menage_de_reference

    if o.menage is None:
        return None
    nom = f"Le ménage {o.menage.strip().upper()}"
    return trouver_alors(base, alors, o.connu_le, nom, lambda b: menage_de_reference(b, o.menage))


def _operation_connue(base: Base, alors: Base, o: Namespace) -> UUID | None:
    from relogement.services.passe import trouver_alors

    if o.operation is None:
        return None
    nom = f"L'opération {o.operation.strip().upper()}"
    return trouver_alors(base, alors, o.connu_le, nom, lambda b: _operation(b, o.operation))
