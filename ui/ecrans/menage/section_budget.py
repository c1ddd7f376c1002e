"""Budget : le logement quitté, chaque proposition figée, le nouveau logement, côte à côte (article 5)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from relogement.commun import ErreurMetier
from relogement.formats import date_courte, euros, surface
from relogement.regles.budget import dire_par_jour
from relogement.regles.charte.constat import Constat
from relogement.regles.convention.acces import dire_acces
from relogement.services.budgets_figes import completer_budget_fige
from relogement.services.charte import Resume
from relogement.services.reports import dire_reports
from relogement.services.tableau_menage import ColonneBudget, budgets_menage, essai_menage
from relogement.stockage.lectures import FicheMenage, Ligne
from ui.ecrans.menage.budget_apl import carte_pourquoi, resume_apl
from ui.ecrans.menage.essai import carte_choix, carte_essai, choisir_logement
from ui.ecrans.menage.impression import imprimer_le_budget
from ui.ecrans.menage.section import Section
from ui.ecrans.menage.tableau_budget import TableauBudget
from ui.socle.elements import Bouton, Carte, EtatVide, Texte, amener, rangee
from ui.socle.graphiques import Barre, BarreComparaison

_DU_FOYER = ("âge de chacun", "nombre de personnes")
_AVIS = "Saisir les montants de l'avis"
_DU_LOGEMENT = ("zone_apl", "bailleur", "loyer")


class SectionBudget(Section):
    """Le tableau, les deux barres, ce qui manque."""

    cle = "budget"
    titre = "Budget"
    _expliquee: str | None = None
    """La colonne dont le calcul est montré."""
    _essai: tuple[UUID, UUID] | None = None
    """Le ménage et le logement du vivier que l'on essaie pour lui."""

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Voir `Section`."""
        self._montrer(fiche)

    def _montrer(self, fiche: FicheMenage, *, amene: bool = False) -> None:
        colonnes = budgets_menage(self.contexte.base, fiche.menage["id"], self.contexte.aujourd_hui())
        tetes = _tetes(fiche, colonnes)
        donnees = (colonnes, tuple(tetes), fiche.loyers)
        budget = self.carte("budget", donnees, lambda: self._carte(fiche, colonnes, tetes))
        essai, essaye = self._carte_essai(fiche)
        connues = (*colonnes, *([essaye] if essaye else []))
        expliquee = next((c for c in connues if c.titre == self._expliquee and c.estimation is not None), None)
        if expliquee is None:
            self.remplacer(budget, essai)
            return
        fermer = partial(self._expliquer, fiche, None)
        calcul = self.carte("pourquoi", expliquee, lambda: carte_pourquoi(expliquee, fermer))
        self.remplacer(budget, essai, calcul)
        if amene:
            amener(calcul)

    def essayer(self, fiche: FicheMenage, logement: UUID | None) -> None:
        """Montre ce que coûterait ce logement du vivier ; None : plus aucun."""
        self._essai = (fiche.menage["id"], logement) if logement is not None else None
        self._montrer(fiche)
        if logement is not None:
            amener(self._cartes["essai"][1])

    def _choisir_essai(self, fiche: FicheMenage) -> None:
        logement = choisir_logement(self.contexte)
        if logement is not None:
            self.essayer(fiche, logement)

    def _carte_essai(self, fiche: FicheMenage) -> tuple[QWidget, ColonneBudget | None]:
        """La carte du logement essayé, et sa colonne ; un logement retiré depuis n'est plus essayé."""
        menage, choisir = fiche.menage, partial(self._choisir_essai, fiche)
        if self._essai is None or self._essai[0] != menage["id"]:
            return self.carte("essai", None, lambda: carte_choix(choisir)), None
        logement = self._essai[1]
        try:
            colonnes = essai_menage(self.contexte.base, menage["id"], logement, self.contexte.aujourd_hui())
        except ErreurMetier:
            self._essai = None
            return self._carte_essai(fiche)
        expliquer = partial(self._expliquer, fiche, colonnes[1].titre)
        return self.carte("essai", (logement, colonnes), lambda: carte_essai(
            self.contexte, menage, logement, colonnes, _barres(colonnes), choisir, expliquer
        )), colonnes[1]

    def _expliquer(self, fiche: FicheMenage, titre: str | None) -> None:
        """Montre le calcul de cette colonne sous le budget ; None : le referme."""
        self._expliquee = titre
        self._montrer(fiche, amene=True)

    def _carte(self, fiche: FicheMenage, colonnes: tuple[ColonneBudget, ...], tetes: list[str]) -> QWidget:
        carte = Carte("Avant, proposé, après")
        avis = Bouton(_AVIS, self.vers("loyer", None, "apl"), icone="pencil")
        if not colonnes:
            phrase = "Le loyer, les aides et les ressources du ménage, comparés à ceux de chaque logement proposé."
            carte.ajouter(EtatVide(phrase, avis))
            return carte
        if fiche.propositions:
            carte.a_droite(self._imprimer(fiche))
        carte.a_droite(avis)
        carte.ajouter(TableauBudget(colonnes, tetes))
        carte.ajouter(BarreComparaison(_barres(colonnes), "Mensualité résiduelle avant et après"))
        carte.ajouter(Texte(_note(fiche, colonnes), "petit"))
        for colonne in colonnes:
            if colonne.estimation is not None:
                carte.ajouter(resume_apl(colonne, partial(self._expliquer, fiche, colonne.titre)))
        for colonne in colonnes:
            if colonne.acces is not None:
                carte.ajouter(Texte(f"{colonne.titre} : {dire_acces(colonne.acces)}", "petit"))
        for manque, geste in (*self._refus(fiche, colonnes), *self._manques(fiche, colonnes)):
            ligne = rangee(manque, geste)
            ligne.setStretch(0, 1)
            carte.ajouter(ligne)
        return carte

    def _imprimer(self, fiche: FicheMenage) -> Bouton:
        """La fiche de la dernière proposition, pour la famille."""
        derniere = fiche.propositions[-1]
        geste = partial(imprimer_le_budget, self.contexte, fiche.menage, derniere["id"])
        return Bouton("Imprimer pour la famille", geste, icone="printer",
                      description=f"Ce que coûterait le logement de la proposition {derniere['rang']}")

    def _refus(self, fiche: FicheMenage, colonnes: tuple[ColonneBudget, ...]) -> list[tuple[Texte, Bouton | None]]:
        """Chaque APL de proposition qui ne s'estime pas : ce qui manque, et la fiche qui le demande."""
        lignes: list[tuple[Texte, Bouton | None]] = []
        for p, colonne in zip(fiche.propositions, colonnes[1:], strict=False):
            if colonne.refus is not None:
                phrase, champ = colonne.refus
                texte = Texte(f"APL de la proposition {p['rang']} non estimée. {phrase}", "doux")
                lignes.append((texte, self._remede(p, champ)))
        return lignes

    def _remede(self, p: Ligne, champ: str | None) -> Bouton | None:
        quoi = f" : APL de la proposition {p['rang']}"
        if champ in _DU_LOGEMENT:
            ouvrir = partial(self.ouvrir, "logement_offert", p["logement_id"], champ)
            return Bouton("Compléter le logement", ouvrir, "lien", description=f"Compléter le logement{quoi}")
        if champ == "ressources":
            ouvrir = partial(self.ouvrir, "base_apl", None, "base_apl")
            return Bouton("Saisir la base de l'avis", ouvrir, "lien", description=f"Saisir la base de l'avis{quoi}")
        return None

    def _manques(self, fiche: FicheMenage, colonnes: tuple[ColonneBudget, ...]) -> list[tuple[Texte, Bouton | None]]:
        """Chaque proposition dont le budget figé a un terme inconnu, et le geste qui le complète."""
        lignes: list[tuple[Texte, Bouton | None]] = []
        for p, colonne in zip(fiche.propositions, colonnes[1:], strict=False):
            if not colonne.fige or not colonne.budget.inconnus:
                continue
            manque = ", ".join(colonne.budget.inconnus)
            seuls_ages = all(terme in _DU_FOYER for terme in colonne.budget.inconnus)
            geste = partial(self._reprendre_foyer, p["id"]) if seuls_ages else self.vers("budget_fige", p["id"])
            bouton = Bouton("Reprendre du foyer" if seuls_ages else "Compléter", geste, "lien",
                            description=f"Compléter le budget figé de la proposition {p['rang']}")
            lignes.append((Texte(f"Proposition {p['rang']}, inconnu le jour de l'envoi : {manque}.", "doux"), bouton))
        return lignes

    def _reprendre_foyer(self, proposition_id: UUID) -> None:
        """Les âges se notent au foyer : il n'y a rien d'autre à taper."""
        self.contexte.executer(completer_budget_fige, proposition_id, avant={}, apres={})


def _tetes(fiche: FicheMenage, colonnes: tuple[ColonneBudget, ...]) -> list[str]:
    """« Quitté », « Prop. 1 » ; son logement, sa réponse et le jour où son budget est figé, chacun sur sa ligne."""
    noms = ["Quitté"]
    noms += [f"Prop. {p['rang']}" for p in fiche.propositions]
    noms += ["Temporaire" if r["temporaire"] else "Nouveau" for r in fiche.relogements]
    etats = [""]
    etats += [p["reponse"].libelle.partition(" (")[0] if p["reponse"] else "en attente" for p in fiche.propositions]
    etats += [f"bail du {date_courte(r['bail_signe_le'])}" for r in fiche.relogements]
    tetes = []
    for nom, etat, c in zip(noms, etats, colonnes, strict=False):
        logement = " ".join(filter(None, (c.type, surface(c.surface) if c.surface else None)))
        fige = f"figé {date_courte(c.le)}" if c.fige else ""
        tetes.append("\n".join(filter(None, (nom, logement, etat, fige))))
    return tetes


def _barres(colonnes: tuple[ColonneBudget, ...]) -> list[Barre]:
    """Avant et après : le logement quitté contre le nouveau, sinon contre la dernière proposition."""
    derniere = colonnes[-1]
    avant = derniere.quitte or colonnes[0].montre
    estime = derniere.quitte is None and colonnes[0].estimation is not None
    barres = [_barre("Logement quitté", avant.mensualite_residuelle, estimee=estime)]
    if len(colonnes) > 1:
        reste = derniere.montre.mensualite_residuelle
        barres.append(_barre(derniere.titre, reste, accent=True, estimee=derniere.estimation is not None))
    return barres


def _barre(libelle: str, mensualite: int | None, *, accent: bool = False, estimee: bool = False) -> Barre:
    if mensualite is None:
        return Barre(libelle, None, euros(mensualite), accent)
    texte = f"≈ {euros(mensualite, entier=True)}" if estimee else euros(mensualite)
    return Barre(libelle, mensualite / 100, texte, accent)


def _d_apres_l_avis(reportes: dict[str, str] | None) -> str:
    """Dans une période de la liste, l'avis ne dit que les aides qu'elle tait."""
    dites = [nom for c, nom in (("apl", "APL"), ("rls", "RLS")) if reportes is None or c in reportes]
    return f"{' et '.join(dites)} {'saisies' if len(dites) > 1 else 'saisie'} d'après"


def _note(fiche: FicheMenage, colonnes: Sequence[ColonneBudget]) -> str:
    # Seulement l'avis de la dernière période : celui d'une plus ancienne ne dit rien des montants montrés.
    derniere = fiche.loyers[-1] if fiche.loyers else None
    avis = derniere["avis_le"] if derniere else None
    origine = f"{_d_apres_l_avis(derniere['reportes'])} l'avis du {date_courte(avis)}" if derniere and avis else (
        "APL et RLS notées sans avis daté"
    )
    reports = dire_reports(derniere["du"], derniere["reportes"]) if derniere else ""
    return (
        f"{origine}{f' ({reports})' if reports else ''} ; celles d'un logement proposé, estimées, portent « ≈ ». Une "
        "proposition garde le budget du jour de son envoi, et son écart se compte avec le logement quitté ce jour-là. "
        "Le taux d'effort de la charte ne compte pas l'eau et le chauffage individuels ; celui de l'arrêté du 10 mars "
        f"2011 les ajoute, au forfait que porte la fiche du logement. {dire_par_jour(c.budget for c in colonnes)}"
    ).rstrip()
