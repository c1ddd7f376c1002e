"""Les ménages et les logements tels que le rapprochement les juge, lus d'un coup quel que soit leur nombre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlmodel import Session

from relogement import modeles as m
from relogement.formats import date_courte
from relogement.regles.adequation.offre import Attente, Limites, Offre
from relogement.regles.charte import cles
from relogement.regles.charte.article04 import parc_neuf_ouvert
from relogement.regles.charte.contexte import Contexte
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.neuf import est_neuf
from relogement.regles.charte.parametres import Charte
from relogement.regles.dossier_budget import DossierBudget
from relogement.regles.faits import FaitsMenage
from relogement.regles.plafonds.notees import sous_les_plafonds
from relogement.regles.rapprochement.convenance import Logement
from relogement.regles.rapprochement.examen import Demandeur
from relogement.regles.typologie import Gabarit
from relogement.stockage.chartes import chartes_des_operations
from relogement.stockage.dossiers_budget import dossiers_budget
from relogement.stockage.faits import faits_menages
from relogement.stockage.lectures import sql
from relogement.stockage.lectures_vivier import LigneVivier
from relogement.stockage.lignes import lire_lignes
from relogement.vocabulaire import Besoin, GenreBailleur

_NEUF_DU = frozenset({Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE})


@dataclass(frozen=True)
class Lu:
    """Un ménage lu : qui il est, ses faits au jour voulu, et ce qu'en juge le rapprochement."""

    id: UUID
    reference: str
    nom: str
    faits: FaitsMenage
    demandeur: Demandeur


def demandeurs(s: Session, le: date, menages: Iterable[UUID]) -> dict[UUID, Lu]:
    """Ces ménages (hors corbeille) au jour `le`, par clé."""
    cles_menages = list(menages)
    faits = faits_menages(s, menages=cles_menages)
    dossiers = dossiers_budget(s, cles_menages, faits)
    chartes = chartes_des_operations(s)
    besoins = _besoins(s, cles_menages, le)
    deja = _deja(s, cles_menages, le)
    return {
        r["id"]: _lu(r, faits[r["id"]], dossiers[r["id"]], chartes[r["operation_id"]], besoins.get(str(r["id"])),
                     deja[r["id"]], le)
        for r in s.execute(_menages(cles_menages)).mappings()
    }


def _menages(menages: list[UUID]) -> Any:
    me, op, lo = sql(m.Menage), sql(m.Operation), sql(m.Logement)
    return (
        select(me.c.id, me.c.reference, me.c.nom, me.c.operation_id, op.c.communes, op.c.bailleur_id, lo.c.commune,
               lo.c.type, lo.c.surface)
        .join(op, op.c.id == me.c.operation_id)
        .outerjoin(lo, lo.c.id == me.c.logement_id)
        .where(me.c.id.in_(menages), me.c.supprime_le.is_(None))
        .order_by(me.c.reference)
    )


def _lu(
    r: RowMapping, faits: FaitsMenage, dossier: DossierBudget, charte: Charte, besoins: frozenset[Besoin] | None,
    deja: Mapping[str, str], le: date,
) -> Lu:
    vus = faits_au(faits, le)
    ctx = Contexte.de(vus, charte, le)
    avant = dossier.budget(le)
    attente = Attente(
        souhait=ctx.souhait, besoins=besoins, personnes=avant.personnes,
        communes=(r["commune"],) if r["commune"] else tuple(r["communes"].split(",")), avant=avant,
        demolition=faits.operation.demolition, quitte=Gabarit(r["type"], r["surface"]),
    )
    demandeur = Demandeur(
        str(r["id"]), r["reference"], le, dossier, attente, limites_de(charte, le), str(r["bailleur_id"]),
        deja, sous_les_plafonds(vus), parc_neuf_ouvert(ctx).etat in _NEUF_DU, charte.entier(cles.ACCESSIBLE_MARGE, le),
    )
    return Lu(r["id"], r["reference"], r["nom"], vus, demandeur)


def limites_de(charte: Charte, le: date) -> Limites:
    """Les limites de budget de cette charte, ce jour-là."""
    return Limites(
        charte.taux(cles.MENSUALITE_TAUX, le), charte.entier(cles.MENSUALITE_MONTANT, le),
        charte.taux(cles.SURFACE_EQUIVALENTE, le),
        charte.entier_fixe(cles.RESTE_PLANCHER, le),
    )


def _besoins(s: Session, menages: list[UUID], le: date) -> dict[str, frozenset[Besoin]]:
    """Ceux du dernier entretien qui en parle, à ce jour ; absent : la question n'a pas de réponse."""
    en = sql(m.Entretien)
    lignes = lire_lignes(s, m.Entretien, en.c.menage_id.in_(menages), en.c.le <= le)
    notes = sorted((r for r in lignes if r["besoins"]), key=lambda r: (r["le"], r["id"]))
    return {r["menage_id"]: frozenset(Besoin.de(code) for code in r["besoins"]) for r in notes}


def _deja(s: Session, menages: list[UUID], le: date) -> defaultdict[UUID, dict[str, str]]:
    """Par ménage, les logements qui lui ont déjà été proposés, et ce qu'il a répondu."""
    pr = sql(m.Proposition)
    requete = select(pr.c.menage_id, pr.c.logement_id, pr.c.rang, pr.c.envoyee_le, pr.c.reponse).where(
        pr.c.menage_id.in_(menages), pr.c.supprime_le.is_(None), pr.c.envoyee_le <= le
    )
    deja: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    for r in s.execute(requete.order_by(pr.c.rang)):
        suite = f", {r.reponse.libelle}" if r.reponse else ""
        phrase = f"déjà proposé le {date_courte(r.envoyee_le)} (proposition n° {r.rang}{suite})"
        deja[r.menage_id][str(r.logement_id)] = phrase
    return deja


def genres(s: Session) -> dict[UUID, GenreBailleur | None]:
    """Le genre de chaque bailleur ; None : personne ne l'a dit."""
    og = sql(m.Organisme)
    return {r.id: r.genre for r in s.execute(select(og.c.id, og.c.genre))}


def logement_de(v: LigneVivier, charte: Charte, genre: GenreBailleur | None, le: date) -> Logement:
    """Un logement du vivier, tel que le rapprochement le juge."""
    o = v.valeurs
    return Logement(
        str(v.id), o["libelle"], offre_de(o), o["reference"], o["loyer"], o["charges"], o["forfait_charges"],
        est_neuf(o["neuf"], o["livre_le"], le, charte), o["financement"],
        str(o["bailleur_id"]) if o["bailleur_id"] else None, genre, o["zone_apl"], o["disponible_le"],
    )


def offre_de(o: Mapping[str, Any]) -> Offre:
    """Ce que l'adéquation regarde d'un logement offert (ses colonnes)."""
    return Offre(
        o["type"], o["etage"], o["ascenseur"], o["commune"], o["quartier"], fauteuil=o["fauteuil"], douche=o["douche"],
        surface=o["surface"],
    )
