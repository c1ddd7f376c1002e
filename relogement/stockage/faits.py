"""De la base aux faits : quelques lectures groupées, puis les faits de chaque ménage, prêts pour les règles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import Session, col

from relogement import modeles as m
from relogement.commun import ramassage_suspendu
from relogement.regles import faits as f
from relogement.regles.budget import Budget
from relogement.regles.equivalence import EquivalenceDite
from relogement.regles.faits_accompagnement import Nur
from relogement.regles.plafonds.bareme import zone_des_communes
from relogement.regles.typologie import SANS_GABARIT, Gabarit
from relogement.stockage.faits_liens import autorisations, lire_liens, nombres_de_logements
from relogement.stockage.faits_plafond import Plafonds
from relogement.stockage.lignes import Ligne, lire_lignes
from relogement.vocabulaire import Lien, MotifPriorite, NatureInformation, StatutBail

T = TypeVar("T")


def faits_menages(
    s: Session, operation_id: UUID | None = None, menages: Iterable[UUID] | None = None
) -> dict[UUID, f.FaitsMenage]:
    """Les faits des ménages (hors corbeille) d'une opération, d'une liste, ou de toute la base."""
    cibles = select(col(m.Menage.id)).where(col(m.Menage.supprime_le).is_(None))
    if operation_id is not None:
        cibles = cibles.where(col(m.Menage.operation_id) == operation_id)
    if menages is not None:
        cibles = cibles.where(col(m.Menage.id).in_(list(menages)))
    with ramassage_suspendu():
        return _Chargement(s, cibles).tous()


def faits_operation(
    ligne: Mapping[Any, Any], genre: Any, autorisation: date | None = None, logements: int | None = None
) -> f.FaitsOperation:
    """Les faits d'une opération ; `autorisation` de démolir et nombre de `logements` viennent d'autres tables."""
    return f.FaitsOperation(
        id=str(ligne["id"]), nature=ligne["nature"], decision=ligne["decision_le"], annonce=ligne["annonce_le"],
        debut_relogement=ligne["debut_relogement_le"], did=ligne["did_le"], travaux=ligne["travaux_le"],
        cloture=ligne["cloture_le"], demolition_partielle=ligne["demolition_partielle"], anru=ligne["anru"],
        qpv=ligne["qpv"], commune_pilote=ligne["commune_pilote"], bailleur=genre, pilote=ligne["pilote"],
        pilote_le=ligne["pilote_le"], commission=ligne["commission"], autorisation=autorisation, logements=logements,
        zone_plafonds=zone_des_communes(ligne["communes"], ligne["zone_plafonds"]),
    )


class _Chargement:
    """Une requête par table, rangée par ménage : dix mille ménages en coûtent trente. Les clés sont des textes."""

    def __init__(self, s: Session, cibles: Select[Any]) -> None:
        self.s = s
        self.cibles = cibles
        self.menages = self._lignes(m.Menage, col(m.Menage.id).in_(cibles))
        self.operations = self._operations()
        self.personnes = self._par_menage(m.Personne, _personne)
        self.compositions = self._par_menage(m.Composition, _composition)
        self.baux = self._baux()
        self.informations = self._par_menage(m.Information, _information)
        self.agents = {str(a.id): a.nom for a in s.execute(select(col(m.Agent.id), col(m.Agent.nom)))}
        self.referents = self._par_menage(m.Referent, self._referent)
        self.souhaits_lus: dict[str, f.Souhait] = {}
        self.souhaits = self._par_menage(m.Souhait, self._souhait)
        self.entretiens = self._par_menage(m.Entretien, self._entretien)
        self.mesures = self._par_menage(m.Mesure, lambda r: f.Mesure(r["id"], r["qui"], r["depuis"]))
        self.propositions = self._propositions()
        self.relogements = self._relogements()
        self.suivis = self._par_menage(m.Suivi, _suivi)
        self.visites = self._par_menage(m.VisiteSuivi, _visite)
        self.difficultes = self._par_menage(m.DifficulteSuivi, _difficulte)
        self.liens = lire_liens(s, cibles, self._lignes)
        self.enfants: defaultdict[str, list[tuple[str, Any]]] = defaultdict(list)
        self._lier_decohabitants()
        self.plafonds = Plafonds(s, cibles, self.communes)

    def tous(self) -> dict[UUID, f.FaitsMenage]:
        return {UUID(r["id"]): self.plafonds.poser(self._menage(r)) for r in self.menages}

    def _menage(self, r: Ligne) -> f.FaitsMenage:
        cle, parent = r["id"], r["parent_id"]
        suivis = self.suivis.get(cle, ())
        sortie = f.Sortie(cle, r["sortie_le"], r["sortie_motif"]) if r["sortie_le"] else None
        return f.FaitsMenage(
            id=cle, operation=self.operations[r["operation_id"]], bail=self.baux.get(cle),
            bail_parent=self.baux.get(parent) if parent else None, decohabitant=parent is not None,
            decohabite_le=r["decohabite_le"],
            personnes=self.personnes.get(cle, ()), compositions=self.compositions.get(cle, ()),
            informations=self.informations.get(cle, ()), referents=self.referents.get(cle, ()),
            entretiens=self.entretiens.get(cle, ()), mesures=self.mesures.get(cle, ()),
            souhaits=self.souhaits.get(cle, ()),
            decohabitations=tuple(self.enfants.get(cle, ())), propositions=self.propositions.get(cle, ()),
            relogements=self.relogements.get(cle, ()), suivi=suivis[0] if suivis else None,
            visites=self.visites.get(cle, ()), difficultes=self.difficultes.get(cle, ()), sortie=sortie,
            nur=Nur(r["nur"], r["nur_le"]) if r["nur"] else None, employeur_cotisant=r["action_logement"],
            employeur_le=r["action_logement_le"], priorites=_priorites(r["priorites"]),
            reloue=self.liens.reloues.get(r["logement_id"]), **self.liens.de(cle),
        )

    def _lignes(self, table: type[m.Table], *conditions: Any) -> list[Ligne]:
        return lire_lignes(self.s, table, *conditions)

    def _par_menage(self, table: type[m.Table], fait: Callable[[Ligne], T]) -> dict[str, tuple[T, ...]]:
        sql = table.__table__  # type: ignore[attr-defined]  # posé par SQLModel
        return _ranger(self._lignes(table, sql.c.menage_id.in_(self.cibles)), "menage_id", fait)

    def _operations(self) -> dict[str, f.FaitsOperation]:
        lignes = self._lignes(m.Operation)
        self.bailleurs = {r["id"]: r["bailleur_id"] for r in lignes}
        genres = {str(o.id): o.genre for o in self.s.execute(select(col(m.Organisme.id), col(m.Organisme.genre)))}
        autorisees, nombres = autorisations(self.s), nombres_de_logements(self.s)
        operations = {
            r["id"]: faits_operation(
                r, genres[r["bailleur_id"]], autorisees.get(UUID(r["id"])), nombres.get(UUID(r["id"]))
            )
            for r in lignes
        }
        self.communes = {
            r["id"]: r["communes"] for r in lignes if operations[r["id"]].anru and operations[r["id"]].demolition
        }
        return operations

    def _baux(self) -> dict[str, f.Bail]:
        parents = select(col(m.Menage.parent_id)).where(col(m.Menage.id).in_(self.cibles))
        bail = col(m.Bail.menage_id)
        lignes = self._lignes(m.Bail, bail.in_(self.cibles) | bail.in_(parents))
        return {
            r["menage_id"]: f.Bail(r["id"], r["numero"], r["debut"], r["fin"], r["conge_le"]) for r in lignes
        }

    def _lier_decohabitants(self) -> None:
        lignes = self._lignes(m.Menage, col(m.Menage.parent_id).in_(self.cibles))
        for r in lignes:
            if r["decohabite_le"] is not None:
                self.enfants[r["parent_id"]].append((r["id"], r["decohabite_le"]))

    def _referent(self, r: Ligne) -> f.Referent:
        return f.Referent(r["id"], self.agents[r["agent_id"]], r["du"], r["au"], r["dit_le"])

    def _souhait(self, r: Ligne) -> f.Souhait:
        souhait = f.Souhait(
            r["id"], r["le"], r["type"], r["lieux"], r["contraintes"], r["rester"], r["autre_type"],
            r["accession"], r["refuse_neuf"], r["reponse_le"],
        )
        self.souhaits_lus[r["id"]] = souhait
        return souhait

    def _entretien(self, r: Ligne) -> f.Entretien:
        souhait = self.souhaits_lus.get(r["souhait_id"])
        return f.Entretien(
            id=r["id"], le=r["le"], composition=r["composition_vue"], ressources=r["ressources_vues"],
            souhait_type=bool(souhait and souhait.type),
            souhait_lieu=bool(souhait and (souhait.lieux or souhait.rester)),
            souhait_contraintes=bool(souhait and souhait.contraintes), besoins=bool(r["besoins"]),
            capacites=r["loyer_supportable"] is not None or bool(r["capacites"]),
            difficultes=frozenset(r["difficultes"]),
            difficultes_repondues=bool(r["difficultes"]) or r["aucune_difficulte"], decohabitation=r["decohabitation"],
            acteurs_sociaux=r["acteurs_sociaux"], accession_possible=r["accession_possible"],
            part_plafond=r["part_plafond"],
        )

    def _propositions(self) -> dict[str, tuple[f.Proposition, ...]]:
        sql = m.BudgetFige.__table__  # type: ignore[attr-defined]  # posé par SQLModel
        siennes = select(col(m.Proposition.id)).where(col(m.Proposition.menage_id).in_(self.cibles))
        du_dossier = col(m.Piece.menage_id).in_(self.cibles)
        lues = self.s.scalars(select(col(m.Piece.id)).where(du_dossier, col(m.Piece.supprime_le).is_(None)))
        pieces = {str(piece) for piece in lues}
        budgets = _ranger(self._lignes(m.BudgetFige, sql.c.proposition_id.in_(siennes)), "proposition_id", lambda r: r)
        vus = select(col(m.Proposition.logement_id)).where(col(m.Proposition.menage_id).in_(self.cibles))
        logements = {r["id"]: r for r in self._lignes(m.LogementOffert, col(m.LogementOffert.id).in_(vus))}
        bailleurs = {r["id"]: self.bailleurs[r["operation_id"]] for r in self.menages}
        return self._par_menage(
            m.Proposition,
            lambda r: _proposition(
                r, logements.get(r["logement_id"]), budgets.get(r["id"], ()), pieces, bailleurs[r["menage_id"]]
            ),
        )

    def _relogements(self) -> dict[str, tuple[f.Relogement, ...]]:
        siens = select(col(m.Relogement.id)).where(col(m.Relogement.menage_id).in_(self.cibles))
        frais = _ranger(self._lignes(m.Frais, col(m.Frais.relogement_id).in_(siens)), "relogement_id", _frais)
        return self._par_menage(m.Relogement, lambda r: _relogement(r, frais.get(r["id"], ())))


def _ranger(lignes: Iterable[Ligne], cle: str, fait: Callable[[Ligne], T]) -> dict[str, tuple[T, ...]]:
    groupes: defaultdict[str, list[T]] = defaultdict(list)
    for r in lignes:
        groupes[r[cle]].append(fait(r))
    return {c: tuple(g) for c, g in groupes.items()}


def _rangee(piece: str | None, pieces: Collection[str]) -> str | None:
    """La pièce si elle est encore au dossier : à la corbeille, elle ne prouve plus rien."""
    return piece if piece in pieces else None


@lru_cache
def _natures(codes: tuple[str, ...]) -> frozenset[NatureInformation]:
    return frozenset(NatureInformation.de(n) for n in codes)


@lru_cache
def _priorites(codes: tuple[str, ...]) -> frozenset[MotifPriorite]:
    return frozenset(MotifPriorite.de(c) for c in codes)


def _personne(r: Ligne) -> f.Personne:
    statut = r["statut_bail"] or (StatutBail.TITULAIRE if r["lien"] is Lien.TITULAIRE else None)
    return f.Personne(
        id=r["id"], lien=r["lien"], statut_bail=statut, naissance=r["naissance"], arrivee=r["arrivee_le"],
        depart=r["depart_le"], decision=r["decision"], decision_le=r["decision_le"],
        nom=" ".join(filter(None, (r["prenom"], r["nom"]))),
    )


def _composition(r: Ligne) -> f.CompositionDeclaree:
    return f.CompositionDeclaree(r["id"], r["du"], r["au"], r["occupants"], r["enfants"])


def _information(r: Ligne) -> f.Information:
    return f.Information(r["id"], r["le"], _natures(r["natures"]), r["moyen"])


def _budget_fige(r: Ligne) -> Budget:
    return Budget(
        r["loyer"], r["charges"], r["rls"], r["apl"], r["ressources"], r["uc_dixiemes"], r["personnes"],
        jours_par_an=r["jours_par_an"],
    )


def _proposition(
    r: Ligne, logement: Ligne | None, figes: Sequence[Ligne], pieces: Collection[str],
    bailleur: str | None,
) -> f.Proposition:
    avant = next((b for b in figes if not b["apres"]), None)
    apres = next((b for b in figes if b["apres"]), None)
    budget = None
    tailles = (SANS_GABARIT, SANS_GABARIT)
    if avant and apres:
        quitte, propose = _budget_fige(avant), _budget_fige(apres)
        budget = f.BudgetGele(
            avant["le"], quitte.mensualite_residuelle, propose.mensualite_residuelle, quitte.reste_par_uc_jour,
            propose.reste_par_uc_jour,
        )
        tailles = (Gabarit(avant["type"], avant["surface"]), Gabarit(apres["type"], apres["surface"]))
    return f.Proposition(
        id=r["id"], rang=r["rang"], envoyee=r["envoyee_le"], mode=r["mode"], presentee=r["presentee_le"],
        recue=r["recue_le"], reponse_attendue=r["reponse_attendue_le"], visite=r["visite_le"], reponse=r["reponse"],
        repondue=r["repondue_le"], motif=r["motif_texte"], date_inconnue=_dit_inconnu(r, "date_inconnue"),
        motif_inconnu=_dit_inconnu(r, "motif_inconnu"), ecrit=r["ecrit"], ecrit_le=r["ecrit_le"],
        formulaire=_rangee(r["formulaire_id"], pieces), temoin=r["temoin"], mous_a_aide=r["mous_a_aide"],
        preuve_reception=_rangee(r["preuve_reception_id"], pieces), confirme_le=r["confirme_le"],
        adequation=f.Adequation(r["adapte_type"], r["adapte_lieu"], r["adapte_accessibilite"], r["adapte_budget"]),
        treize_bis=f.TreizeBis(r["loi_etat"], r["loi_hygiene"], r["loi_besoins"], r["loi_moyens"], r["loi_perimetre"]),
        neuf=logement["neuf"] if logement else None, livre=logement["livre_le"] if logement else None,
        conventionne=logement["conventionne_le"] if logement else None,
        raison_sans_neuf=r["raison_sans_neuf"], equivalent=r["equivalent"], equivalence=_equivalence(r),
        quitte=tailles[0], offert=tailles[1], budget=budget, temporaire=r["temporaire"],
        hors_quartier=r["hors_quartier"], qpv=logement["qpv"] if logement else None,
        commune=logement["commune"] if logement else None, meme_bailleur=_meme(logement, bailleur),
        construit_pour_lui=r["construit_pour_lui"], caleol=r["caleol"], caleol_le=r["caleol_le"],
        caleol_decision=r["caleol_decision"], examen_le=r["examen_le"] if r["examen"] else None,
    )


def _dit_inconnu(r: Ligne, colonne: str) -> f.DitInconnu | None:
    le = r[f"{colonne}_le"]
    return None if le is None else f.DitInconnu(le, r[colonne] or "")


def _equivalence(r: Ligne) -> EquivalenceDite | None:
    if r["equivalent_le"] is None:
        return None
    return EquivalenceDite(r["equivalent_le"], r["equivalent_par"], r["equivalent_raison"])


def _meme(logement: Ligne | None, bailleur: str | None) -> bool | None:
    """Vrai si le logement est au bailleur de l'opération ; None si son bailleur n'est pas noté."""
    if logement is None or logement["bailleur_id"] is None:
        return None
    return bool(logement["bailleur_id"] == bailleur)


def _frais(r: Ligne) -> f.Frais:
    return f.Frais(
        r["id"], r["poste"], r["demande"], r["demande_le"], r["paye_le"], r["paye_par"], r["refuse_le"],
        r["raison_refus"],
    )


def _relogement(r: Ligne, frais: tuple[f.Frais, ...]) -> f.Relogement:
    return f.Relogement(
        id=r["id"], bail_signe=r["bail_signe_le"], proposition=r["proposition_id"],
        temporaire=r["temporaire"], retour=r["retour_le"], debut_loyer=r["debut_loyer_le"],
        fin_loyer_ancien=r["fin_loyer_ancien_le"], chevauchement_paye=r["chevauchement_paye"], mode=r["mode"],
        commande_le=r["commande_le"], commande_payeur=r["commande_payeur"], forfait_decide=r["forfait_decide_le"],
        forfait_paye=r["forfait_paye_le"], demenagement=r["demenage_le"], depot_transfere=r["depot_transfere"],
        depot_le=r["depot_le"], depot_complement=r["depot_complement"], depot_retenue=r["depot_retenue"], frais=frais,
        adresse_paye=r["adresse_paye_le"], adresse_forfait=r["adresse_forfait"], loyer=r["loyer"],
        plafond_apl=r["plafond_apl"], loyer_avant_minoration=r["loyer_avant_minoration"], minoration=r["minoration"],
        minoration_demandee=r["minoration_demandee_le"], reservataire=r["reservataire"],
    )


def _suivi(r: Ligne) -> f.Suivi:
    return f.Suivi(
        r["id"], r["propose_le"], r["refuse_le"], r["decision"], r["decision_le"], r["raison"], r["cloture_le"],
        r["bilan"],
    )


def _visite(r: Ligne) -> f.VisiteSuivi:
    return f.VisiteSuivi(r["id"], r["mois"], r["le"], r["refusee"])


def _difficulte(r: Ligne) -> f.DifficulteSuivi:
    return f.DifficulteSuivi(
        r["id"], r["genre"].value, r["le"], r["action"], r["action_le"], r["issue"], r["issue_le"]
    )
