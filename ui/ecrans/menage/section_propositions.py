"""Propositions : les deux compteurs de refus, puis chaque proposition, sa réponse et son écrit (article 4)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from relogement.formats import date_courte, euros, oui_non, pluriel, surface
from relogement.formats import etage as dire_etage
from relogement.regles.charte.article04_envois import propositions_prevues
from relogement.regles.charte.compteurs import Compteur
from relogement.regles.charte.constat import Constat
from relogement.regles.equivalence import Equivalence
from relogement.regles.rapprochement.convenance import Convenance
from relogement.services.charte import Resume
from relogement.services.equivalences import equivalences_menage
from relogement.services.inconnus import DATE, MOTIF
from relogement.services.rapprochement import Rapprochement, pour_menage
from relogement.services.tableau_menage import compteurs_menage
from relogement.stockage.lectures import FicheMenage, Ligne, logements_offerts
from relogement.stockage.lectures_commissions import LignePassage, passages_menage
from relogement.vocabulaire import EcritRefus, Malgre, Reponse, accord_tient
from ui.ecrans.logements.convenances import CarteConvenances
from ui.ecrans.menage.commissions import decision, pourquoi
from ui.ecrans.menage.grille import Cellule, Grille, lien, paires
from ui.ecrans.menage.pastilles import points, style_proposition
from ui.ecrans.menage.section import Section
from ui.fiches.equivalence import dire_equivalence
from ui.fiches.points import POINTS_CHARTE, POINTS_LOI
from ui.socle.elements import Bouton, Carte, EtatVide, flux
from ui.socle.pastille import Pastille


class SectionPropositions(Section):
    """De la plus récente à la plus ancienne."""

    cle = "propositions"
    titre = "Propositions"

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Voir `Section`."""
        au = self.contexte.aujourd_hui()
        compteurs = compteurs_menage(self.contexte.base, fiche.menage["id"], au)
        bailleurs = {o["id"]: o["bailleur"] for o in logements_offerts(self.contexte.base)}
        cartes = [self.carte("compteurs", (compteurs, len(fiche.propositions)), lambda: self._tete(fiche, compteurs))]
        semblables = equivalences_menage(self.contexte.base, fiche.menage["id"], au)
        for p in reversed(fiche.propositions):
            offert = {**fiche.offerts[p["logement_id"]], "bailleur": bailleurs.get(p["logement_id"])}
            semblable, origine = semblables.get(p["id"]), fiche.origines.get(p["id"], "")
            fabrique = partial(self._proposition, p, offert, semblable, origine)
            cartes.append(self.carte(f"proposition/{p['id']}", (p, offert, semblable, au), fabrique))
        passages = passages_menage(self.contexte.base, fiche.menage["id"])
        if passages:
            cartes.append(self.carte("commissions", passages, lambda: self._commissions(passages)))
        if not any(accord_tient(p["reponse"], p["caleol_decision"]) for p in fiche.propositions):
            donnees = (fiche.menage["id"], fiche.propositions, au)
            cartes.insert(1, self.carte("vivier", donnees, lambda: self._vivier(fiche)))
        self.remplacer(*cartes)

    def _vivier(self, fiche: FicheMenage) -> QWidget:
        """Les logements du vivier rangés pour ce ménage, tant qu'il n'a pas d'accord."""
        cle, au = fiche.menage["id"], self.contexte.aujourd_hui()
        return CarteConvenances(
            self.contexte, "Les logements qui conviennent", "Chercher dans le vivier",
            lambda base: pour_menage(base, cle, au), _nommer_logement,
            "Aucun logement du vivier ne lui convient : voyez ce qui les exclut.",
        )

    def _commissions(self, passages: list[LignePassage]) -> QWidget:
        """Ce que la commission relogement a dit du ménage (article 12)."""
        carte = Carte("Commission relogement")
        rangs: list[list[Cellule]] = [
            [date_courte(p.le), pourquoi(p), decision(p), lien(
                "Ouvrir", partial(self.contexte.naviguer, "commissions", id=p.commission_id),
                f"Ouvrir la commission du {date_courte(p.le)}",
            )]
            for p in reversed(passages)
        ]
        carte.ajouter(Grille(("Séance", "Pourquoi", "Décision", ""), rangs, parts=(2, 5, 6, 0)))
        return carte

    def compte(self, fiche: FicheMenage) -> int | None:
        """Le nombre de propositions."""
        return len(fiche.propositions) or None

    def _tete(self, fiche: FicheMenage, compteurs: tuple[Compteur, Compteur]) -> QWidget:
        nouvelle = Bouton("Nouvelle proposition", self.vers("proposition", None, None), icone="plus")
        carte = Carte("Refus comptés" if fiche.propositions else "Propositions")
        carte.a_droite(nouvelle)
        if not fiche.propositions:
            carte.ajouter(EtatVide("Chaque logement proposé, ses dates, les points remplis et la réponse du ménage."))
            return carte
        maximum = propositions_prevues(fiche.charte, fiche.operation["annonce_le"], self.contexte.aujourd_hui())
        pour_charte, pour_loi = compteurs
        carte.ajouter(paires([
            ("Charte (article 4)", _compte(pour_charte, f" sur {maximum}")),
            ("Loi (article 13 bis)", _compte(pour_loi, "")),
        ]))
        return carte

    def _proposition(self, p: Ligne, offert: Ligne, semblable: Equivalence | None, origine: str) -> QWidget:
        logement = " ".join(filter(None, (offert["type"], surface(offert["surface"]) if offert["surface"] else None)))
        temporaire = "temporaire" if p["temporaire"] else None
        titre = " · ".join(filter(None, (f"Proposition {p['rang']}", offert["libelle"], logement, temporaire)))
        carte = Carte(titre)
        carte.a_droite(Pastille(style_proposition(p, self.contexte.aujourd_hui())))
        repris = [("Repris de", origine)] if origine else []
        carte.ajouter(paires([*_valeurs(p, offert, semblable), *repris]))
        carte.ajouter(points("Charte (article 4)", POINTS_CHARTE, p))
        carte.ajouter(points("Loi (article 13 bis)", POINTS_LOI, p))
        carte.ajouter(flux(*self._gestes(p)))
        return carte

    def _gestes(self, p: Ligne) -> list[Bouton]:
        cle: UUID = p["id"]

        def vers(mot: str, nom: str, champ: str | None = None, *, lien: bool = False, dit: str = "") -> Bouton:
            return Bouton(mot, self.vers(nom, cle, champ), "lien" if lien else "secondaire",
                          description=f"{dit or mot}, proposition {p['rang']}")

        lettre = "acceptation" if p["reponse"] is Reponse.ACCEPTEE else "proposition"
        imprimer = Bouton("Lettre", lambda: self._imprimer(p, lettre), "lien",
                          description=f"Imprimer la lettre, proposition {p['rang']}")
        toujours = [imprimer, vers("Points", "adequation", lien=True), vers("Logement", "logement_offert", lien=True)]
        if p["reponse"] in (None, Reponse.ACCEPTEE):
            toujours += [vers("CALEOL", "caleol", lien=True, dit="Commission d'attribution"),
                         vers("Équivalence", "equivalence", lien=True),
                         vers("Examen", "examen", lien=True, dit="Examen du reste à vivre")]
        if p["reponse"] is None:
            depasse = p["reponse_attendue_le"] is not None and self.contexte.aujourd_hui() > p["reponse_attendue_le"]
            tacite = [vers("Confirmer le refus tacite", "tacite")] if depasse else []
            return [vers("Réception", "reception"), vers("Le ménage accepte", "acceptation"),
                    vers("Le ménage refuse", "refus"), *tacite, *toujours]
        if p["reponse"] is Reponse.REFUSEE and p["ecrit"] is None:
            imprimer_le = Bouton("Imprimer le formulaire", lambda: self._imprimer(p, "refus"), icone="printer",
                                 description=f"Imprimer le formulaire, proposition {p['rang']}")
            return [imprimer_le, vers("Déposer le scan", "ecrit_refus", "formulaire"),
                    vers("Refuse de signer", "ecrit_refus", "temoin"), *toujours]
        return toujours

    def _imprimer(self, p: Ligne, modele: str) -> None:
        """L'aperçu de ce courrier, pour cette proposition."""
        self.ouvrir("courrier", p["id"], f"modele={modele}")


def _nommer_logement(r: Rapprochement, c: Convenance) -> str:
    x = r.logements[c.logement]
    return " · ".join(filter(None, (x.libelle, x.offre.type, x.offre.commune, x.reference)))


def _compte(compteur: Compteur, sur: str) -> str:
    phrase = f"{pluriel(compteur.nombre, 'refus compté', 'refus comptés')}{sur}"
    return f"{phrase} ; {compteur.phrase}" if compteur.phrase else phrase


def _valeurs(p: Ligne, o: Ligne, semblable: Equivalence | None) -> list[tuple[str, str]]:
    mode = f", {p['mode'].libelle}" if p["mode"] else ""
    recue = [f"{mot} le {date_courte(p[nom])}" for mot, nom in (("présentée", "presentee_le"), ("reçue", "recue_le"))
             if p[nom]]
    lignes = [
        ("Logement", _logement(o)),
        ("Loyer et charges", f"{euros(o['loyer'])} et {euros(o['charges'])} par mois"),
        ("Envoyée", f"{date_courte(p['envoyee_le'])}{mode}"),
        ("Réception", ", ".join([*recue, _preuve(p)]) if recue else "pas encore notée"),
        ("Réponse attendue", date_courte(p["reponse_attendue_le"], "après la réception")),
        ("Visite", date_courte(p["visite_le"], "")),
        ("Réponse", _reponse(p)),
        ("Raison de l'accord", p["raison_accord"] or ""),
        ("Motif", " · ".join(filter(None, (p["motif"].libelle if p["motif"] else None, p["motif_texte"])))),
        ("Date inconnue", _inconnu(p, DATE)),
        ("Motif inconnu", _inconnu(p, MOTIF)),
        ("Écrit du refus", _ecrit(p)),
        ("Envoyée malgré", " ; ".join(Malgre.de(code).libelle for code in p["envoi_malgre"] or ())),
        ("Raison de l'envoi", p["raison_envoi"] or ""),
        ("Pas de logement neuf", p["raison_sans_neuf"] or ""),
        ("Quartier", {True: "hors du quartier quitté", False: "dans le quartier quitté", None: ""}[p["hors_quartier"]]),
        ("Conçu pour ce ménage", "oui" if p["construit_pour_lui"] else ""),
        ("Commission d'attribution", _caleol(p)),
        ("Équivalent", dire_equivalence(semblable.vraie, semblable.phrase) if semblable else ""),
        ("Reste à vivre", f"examiné le {date_courte(p['examen_le'])} : {p['examen']}" if p["examen_le"] else ""),
    ]
    return [(libelle, valeur) for libelle, valeur in lignes if valeur]


def _preuve(p: Ligne) -> str:
    return "preuve rangée" if p["preuve_reception_id"] else "sans preuve rangée"


def _inconnu(p: Ligne, quoi: str) -> str:
    """Pourquoi cela ne se retrouve pas, et quand quelqu'un l'a dit ; vide si personne ne l'a dit."""
    le = p[f"{quoi}_le"]
    return f"{p[quoi]} (dit le {date_courte(le)})" if le else ""


def _caleol(p: Ligne) -> str:
    if p["caleol"] is None:
        return ""
    decision = p["caleol_decision"].libelle if p["caleol_decision"] else p["caleol"].libelle
    return f"{decision}, le {date_courte(p['caleol_le'])}"


def _logement(o: Ligne) -> str:
    etage = None if o["etage"] is None else dire_etage(o["etage"])
    ascenseur = {True: "ascenseur", False: "sans ascenseur", None: None}[o["ascenseur"]]
    qpv = {True: "en QPV", False: "hors QPV", None: "QPV à renseigner"}[o["qpv"]]
    neuf = {True: "neuf ou moins de 5 ans", False: None, None: "âge du logement inconnu"}[o["neuf"]]
    reservataire = o["reservataire"].libelle if o["reservataire"] else None
    parts = (o["commune"], o["quartier"], etage, ascenseur, qpv, neuf, o["bailleur"], reservataire)
    return " · ".join(part for part in parts if part)


def _reponse(p: Ligne) -> str:
    if p["reponse"] is None:
        return ""
    quand = date_courte(p["repondue_le"], "date inconnue")
    confirme = f", confirmé le {date_courte(p['confirme_le'])}" if p["confirme_le"] else ""
    return f"{p['reponse'].libelle}, {quand}{confirme}"


def _ecrit(p: Ligne) -> str:
    """L'état de l'écrit d'un refus exprès ; rien pour une autre réponse."""
    if p["reponse"] is not Reponse.REFUSEE:
        return ""
    mous = f", aide de la MOUS : {oui_non(p['mous_a_aide'])}"
    if p["ecrit"] is None:
        return f"à obtenir{mous}"
    quand = date_courte(p["ecrit_le"])
    if p["ecrit"] is EcritRefus.SIGNE:
        return f"signé le {quand}{'' if p['formulaire_id'] else ', scan absent'}{mous}"
    return f"refuse de signer le {quand}, devant {p['temoin'] or 'un témoin à nommer'}{mous}"
