"""Douze ménages et un décohabitant, faits à la main : chaque chiffre de la revue s'y calcule de tête.

Opération BEL : démolition ANRU en QPV, annoncée le 15/01/2026 ; revue du 3e trimestre 2026, au 30/09/2026.
Sauf mention contraire : un titulaire né le 02/04/1961 (65 ans) et un enfant né le 09/06/2015 (1,3 UC), bail du
01/05/2012 (14 ans), T3 de 65 m², loyer 400, charges 100, RLS 40, APL 160 (mensualité 300), salaire 1 200 (effort 25 %,
reste à vivre (1 200 − 300) × 12 / 360 / 1,3 = 23,08 € par UC et jour), entretien le 10/02/2026. Entre parenthèses, le
bâtiment.

1. (A) à rencontrer ; seul, né en 1990 ; bail du 01/10/2024 (1 an) ; T2 ; salaire 1 500 ;
2. (A) rencontré ; couple né en 1950 et 1952 ; bail de 1990 ; T4 ; retraites 1 000 et 700 ;
3. (A) rencontré ; quatre occupants déclarés, un seul nommé ; ressources inconnues ;
4. (A) rencontré le 05/07 ; proposition du 01/09, en attente ;
5. (A) refus le 12/05 (quartier, adaptée) et le 15/07 (coût, budget inadapté), sans écrit ; une dérogation à A04.2 ;
6. (A) proposition du 01/08, accord le 20/08, bail du 15/09, pas encore parti ;
7. (B) proposition du 01/04, accord le 20/04, bail du 10/05, parti le 20/05 : hors QPV, Rezé, Habitat du Val, neuf,
   collectif, PLUS, T3 de 62 m², loyer 450, charges 90, RLS 40, APL 170 (330 : + 30), plafond APL 460, État ;
   minoration de 4 000 demandée ; voulait partir, répondu ; visites à 1 et 3 mois ;
8. (B) proposition du 01/06, accord le 10/06, bail du 01/07, parti le 15/07 : même QPV, Nantes, Bailleur BEL, ni
   neuf ni récent, individuel, PLAI, T2 de 45 m², loyer 350, charges 80, RLS 40, APL 150 (240 : − 60) ; sans
   réservataire ; voulait partir, répondu ;
9. (B) proposition du 01/08, accord le 10/08, bail du 20/08, parti le 30/09 : autre QPV, Rezé, Habitat du Val, âge
   du logement inconnu, T4 de 90 m², loyer 500, charges 100, RLS 40, APL inconnue ; commune ;
10. (B) relogé temporairement le 01/06 ;
11. (B) parti sans relogement le 03/08 ;
12. (B) décédé le 10/03, jamais rencontré ;
13. (A) décohabitant du n° 5 depuis le 01/03, seul, à rencontrer.

Frais : n° 7, eau, demandé 50, accordé 50, payé 45, et « aucun » pour le courrier ; n° 8, électricité, demandé 80,
refusé ; tous deux par un déménageur, 900 pour le n° 7, coût inconnu pour le n° 8. Enquête : le n° 7 refuse le 30/04
(avant d'emménager : ne compte pas), répond sur papier le 20/09 (pas d'interlocuteur ; logement et accompagnement très,
quartier plutôt ; rien d'autre) et n'est pas joint le 25/09 par téléphone ; le n° 8 est absent à la visite du 01/09, dit
parti le 25/09 sans que le mode soit noté, et n'est pas joint le 01/10 (après la revue). Convention : Rezé promet 5
relogements ; en 2025, Habitat du Val fait 400 attributions dont 100 prioritaires, et 50 en QPV dont 10 à des ménages
cibles.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from relogement import modeles as m
from relogement.stockage.base import Base
from relogement.vocabulaire import (
    Financement,
    GenreActeur,
    Habitat,
    Lien,
    ModeDemenagement,
    ModeEnquete,
    MotifRefus,
    MotifSortie,
    NatureRessource,
    Payeur,
    Reponse,
    Reservataire,
    Rester,
    ResultatEnquete,
    Satisfaction,
)
from tests.services import base_revue as b

ENTRETIEN = date(2026, 2, 10)
NEE, ENFANT, BAIL = date(1961, 4, 2), date(2015, 6, 9), date(2012, 5, 1)
Gens = tuple[tuple[Lien, date, NatureRessource | None, int], ...]
FAMILLE: Gens = (
    (Lien.TITULAIRE, NEE, NatureRessource.SALAIRE, 120000), (Lien.ENFANT, ENFANT, None, 0),
)


def remplir(base: Base) -> dict[int, UUID]:
    """Les douze ménages et le décohabitant ; rend leurs clés par numéro."""
    with base.geste("essai", "Essai") as g:
        s = g.s
        op = b.operation(s, base)
        val = m.Organisme(nom="Habitat du Val")
        s.add(val)
        s.flush()
        cles = _menages(s, op)
        for n in range(2, 12):
            b.rencontrer(s, cles[n], date(2026, 7, 5) if n == 4 else ENTRETIEN)
        _propositions(s, cles)
        _reloges(s, cles, val.id, s.get_one(m.Operation, op).bailleur_id)
        _apres(s, cles)
        _convention(s, op)
        return cles


def _menages(s: Session, op: UUID) -> dict[int, UUID]:
    seul = ((Lien.TITULAIRE, date(1990, 3, 4), NatureRessource.SALAIRE, 150000),)
    couple = (
        (Lien.TITULAIRE, date(1950, 1, 1), NatureRessource.RETRAITE, 100000),
        (Lien.CONJOINT, date(1952, 1, 1), NatureRessource.RETRAITE, 70000),
    )
    inconnu = ((Lien.TITULAIRE, NEE, None, 0),)
    propres: dict[int, dict[str, Any]] = {
        1: {"gens": seul, "bail": date(2024, 10, 1), "type_": "T2", "surface": 4500},
        2: {"gens": couple, "bail": date(1990, 1, 1), "type_": "T4", "surface": 8000},
        3: {"gens": inconnu, "occupants": 4},
        11: {"sortie": (date(2026, 8, 3), MotifSortie.PARTI)},
        12: {"sortie": (date(2026, 3, 10), MotifSortie.DECEDE)},
    }
    cles = {n: menage(s, op, n, "A" if n < 7 else "B", **propres.get(n, {})) for n in range(1, 13)}
    cles[13] = menage(s, op, 13, "A", gens=inconnu, bail=None, parent=cles[5])
    return cles


def menage(
    s: Session, op: UUID, n: int, batiment: str, *, gens: Gens = FAMILLE, bail: date | None = BAIL, type_: str = "T3",
    surface: int = 6500, occupants: int | None = None, sortie: tuple[date, MotifSortie] | None = None,
    parent: UUID | None = None,
) -> UUID:
    """Un ménage, son logement, ses gens et ce qu'ils perçoivent, son bail, son loyer."""
    logement = m.Logement(
        operation_id=op, batiment=batiment, escalier="1", commune="Nantes", type=type_, surface=surface,
        forfait_charges=6000,
    )
    s.add(logement)
    s.flush()
    fiche = m.Menage(
        operation_id=op, logement_id=logement.id, reference=f"BEL-{n:04d}", nom=f"MÉNAGE {n}", parent_id=parent,
        decohabite_le=date(2026, 3, 1) if parent else None, sortie_le=sortie[0] if sortie else None,
        sortie_motif=sortie[1] if sortie else None,
    )
    s.add(fiche)
    s.flush()
    for lien, naissance, nature, montant in gens:
        personne = m.Personne(menage_id=fiche.id, nom=f"MÉNAGE {n}", naissance=naissance, lien=lien)
        s.add(personne)
        s.flush()
        if nature is not None:
            s.add(m.Ressource(
                menage_id=fiche.id, personne_id=personne.id, du=date(2020, 1, 1), nature=nature, montant=montant,
            ))
    s.add(m.Loyer(menage_id=fiche.id, du=date(2020, 1, 1), loyer=40000, charges=10000, rls=4000, apl=16000))
    if bail is not None:
        s.add(m.Bail(menage_id=fiche.id, numero=f"B-{n}", debut=bail))
    if occupants is not None:
        s.add(m.Composition(menage_id=fiche.id, du=date(2026, 1, 1), occupants=occupants))
    return fiche.id


def _propositions(s: Session, cles: dict[int, UUID]) -> None:
    _proposer(s, cles[4], date(2026, 9, 1))
    refus: dict[str, Any] = {"reponse": Reponse.REFUSEE, "motif_texte": "Non merci"}
    _proposer(
        s, cles[5], date(2026, 5, 1), repondue_le=date(2026, 5, 12), motif=MotifRefus.QUARTIER, **refus
    )
    _proposer(
        s, cles[5], date(2026, 7, 1), 2, repondue_le=date(2026, 7, 15), motif=MotifRefus.COUT, adapte_budget=False,
        **refus,
    )
    s.add(m.Derogation(
        menage_id=cles[5], obligation="A04.2", le=date(2026, 8, 1), auteur="Nadia R.", raison="Ménage hospitalisé",
    ))
    p = _proposer(s, cles[6], date(2026, 8, 1), reponse=Reponse.ACCEPTEE, repondue_le=date(2026, 8, 20))
    s.add(m.Relogement(menage_id=cles[6], proposition_id=p, bail_signe_le=date(2026, 9, 15)))


def _proposer(
    s: Session, cle: UUID, le: date, rang: int = 1, offert: dict[str, Any] | None = None, **valeurs: Any
) -> UUID:
    champs: dict[str, Any] = {"qpv": False, "type": "T3"} | (offert or {})
    logement = m.LogementOffert(libelle=f"Ormeau {le} {rang}", **champs)
    s.add(logement)
    s.flush()
    points = {f"adapte_{p}": True for p in ("type", "lieu", "accessibilite", "budget")}
    fiche = m.Proposition(
        menage_id=cle, logement_id=logement.id, rang=rang, envoyee_le=le, **(points | valeurs)
    )
    s.add(fiche)
    s.flush()
    return fiche.id


def _reloges(s: Session, cles: dict[int, UUID], val: UUID, sien: UUID) -> None:
    def reloger(n: int, dates: tuple[date, date, date, date], offert: dict[str, Any], hors: bool, **bail: Any) -> None:
        envoi, accord, signe, parti = dates
        p = _proposer(
            s, cles[n], envoi, offert=offert, reponse=Reponse.ACCEPTEE, repondue_le=accord, hors_quartier=hors
        )
        s.add(m.Relogement(
            menage_id=cles[n], proposition_id=p, bail_signe_le=signe, demenage_le=parti, rls=4000, **bail
        ))

    reloger(
        7, (date(2026, 4, 1), date(2026, 4, 20), date(2026, 5, 10), date(2026, 5, 20)),
        {"commune": "Rezé", "bailleur_id": val, "neuf": True, "habitat": Habitat.COLLECTIF, "surface": 6200,
         "financement": Financement.PLUS, "forfait_charges": 6000}, True,
        loyer=45000, charges=9000, apl=17000, plafond_apl=46000, reservataire=Reservataire.ETAT,
        minoration_demandee_le=date(2026, 6, 20), minoration=400000, mode=ModeDemenagement.DEMENAGEUR,
        cout_demenagement=90000,
    )
    reloger(
        8, (date(2026, 6, 1), date(2026, 6, 10), date(2026, 7, 1), date(2026, 7, 15)),
        {"commune": "Nantes", "bailleur_id": sien, "neuf": False, "habitat": Habitat.INDIVIDUEL, "type": "T2",
         "surface": 4500, "financement": Financement.PLAI, "qpv": True}, False,
        loyer=35000, charges=8000, apl=15000, mode=ModeDemenagement.DEMENAGEUR,
    )
    reloger(
        9, (date(2026, 8, 1), date(2026, 8, 10), date(2026, 8, 20), date(2026, 9, 30)),
        {"commune": "REZE", "bailleur_id": val, "type": "T4", "surface": 9000, "qpv": True}, True,
        loyer=50000, charges=10000, reservataire=Reservataire.COMMUNE,
    )
    s.add(m.Relogement(
        menage_id=cles[10], bail_signe_le=date(2026, 5, 20), demenage_le=date(2026, 6, 1), temporaire=True
    ))
    s.flush()


def _apres(s: Session, cles: dict[int, UUID]) -> None:
    for n in (7, 8):
        s.add(m.Souhait(
            menage_id=cles[n], le=ENTRETIEN, rester=Rester.PARTIR, reponse="Oui", reponse_le=date(2026, 3, 1)
        ))
    s.add(m.Suivi(menage_id=cles[7], propose_le=date(2026, 5, 25)))
    s.add_all(
        m.VisiteSuivi(menage_id=cles[7], mois=n, le=le) for n, le in ((1, date(2026, 6, 20)), (3, date(2026, 8, 20)))
    )
    _enquetes(s, cles)
    s.flush()
    bails = {r.menage_id: r.id for r in s.scalars(select(m.Relogement))}
    le = date(2026, 6, 1)
    s.add_all([
        m.Frais(
            relogement_id=bails[cles[7]], poste="eau", demande=True, demande_le=le, montant=5000, accorde=5000,
            accorde_le=le, paye=4500, paye_le=date(2026, 6, 30), paye_par=Payeur.BAILLEUR,
        ),
        m.Frais(relogement_id=bails[cles[7]], poste="courrier", demande=False, demande_le=le),
        m.Frais(
            relogement_id=bails[cles[8]], poste="electricite", demande=True, demande_le=date(2026, 7, 20), montant=8000,
            refuse_le=date(2026, 8, 1), raison_refus="Hors liste",
        ),
    ])


def _enquetes(s: Session, cles: dict[int, UUID]) -> None:
    telephone, visite, papier = ModeEnquete.TELEPHONE, ModeEnquete.VISITE, ModeEnquete.PAPIER
    for n, le, mode, resultat in (
        (7, date(2026, 4, 30), telephone, ResultatEnquete.DECLINEE),
        (7, date(2026, 9, 25), telephone, ResultatEnquete.INJOIGNABLE),
        (8, date(2026, 9, 1), visite, ResultatEnquete.ABSENT),
        (8, date(2026, 9, 25), None, ResultatEnquete.PARTI),
        (8, date(2026, 10, 1), telephone, ResultatEnquete.INJOIGNABLE),
    ):
        s.add(m.Enquete(menage_id=cles[n], le=le, mode=mode, resultat=resultat, note="Voisine rencontrée"))
    s.add(m.Enquete(
        menage_id=cles[7], le=date(2026, 9, 20), mode=papier, resultat=ResultatEnquete.REPONDUE,
        interlocuteur=False, logement=Satisfaction.TRES, quartier=Satisfaction.PLUTOT,
        accompagnement=Satisfaction.TRES, difficultes=["budget"], note="Regrette le marché",
    ))


def _convention(s: Session, op: UUID) -> None:
    s.add(m.AccordLocal(
        operation_id=op, genre=GenreActeur.COMMUNE, acteur="Rezé", promis=5, du=date(2026, 1, 1), source="Protocole",
    ))
    s.add(m.TotalAnnuel(
        annee=2025, genre=GenreActeur.BAILLEUR, acteur="Habitat du Val", attributions=400, prioritaires=100, en_qpv=50,
        cibles_en_qpv=10, source="Bilan 2025",
    ))
