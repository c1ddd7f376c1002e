"""Un logement du vivier : ce qu'il est, où il en est, à qui il a été proposé."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import date_courte, etage, euros, oui_non, surface
from relogement.regles.vivier import EtatOffre, Offerte
from relogement.services.doublons_probables import DoublonProbable, doublon_de
from relogement.services.parc import acces_du_vivier
from relogement.services.rapprochement import pour_logement
from relogement.services.vivier import remettre_logement_offert, retirer_logement_offert
from relogement.stockage.base import Base
from relogement.stockage.lectures_vivier import LigneVivier, ligne_vivier
from ui.ecrans.cartes import Cartes
from ui.ecrans.logements.colonnes import disponibilite, style_etat_offre
from ui.ecrans.logements.convenances import CarteConvenances
from ui.ecrans.logements.proposer import proposer_a_un_menage
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien, paires
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EnTete, EtatVide, Texte, ZoneDefilante
from ui.socle.etats import Style
from ui.socle.pastille import Pastille
from ui.socle.theme import DOUBLE, Ton

JAMAIS = "Ce logement n'a encore été proposé à personne."


class VueLogement(QWidget):
    """`demande(nom)` : une fiche à ouvrir sur ce logement ; `retour` : revenir à la liste."""

    demande = Signal(str)
    retour = Signal()

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self.logement: LigneVivier | None = None
        self._etat = Pastille(Style("", Ton.A_VENIR))
        self.reprendre = Bouton("Noter repris", lambda: self.demande.emit("reprise"))
        self.remettre = Bouton("Remettre au vivier", self._remettre, icone="undo-2")
        self.proposer = Bouton("Proposer à un ménage", self._proposer, "primaire", icone="handshake")
        self._entete = EnTete(
            "", " ", (self._etat,),
            Bouton("Logements", self.retour.emit, icone="arrow-left"),
            self.reprendre, self.remettre,
            Bouton("Corriger", lambda: self.demande.emit("logement"), icone="pencil"), self.proposer,
        )
        self.cartes = Cartes()
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self._entete)
        boite.addWidget(ZoneDefilante(self.cartes), 1)

    def montrer(self, cle: UUID) -> None:
        """Montre ce logement, relu ; ErreurMetier s'il n'existe plus."""
        v = ligne_vivier(self._contexte.base, cle, au=self._contexte.aujourd_hui())
        self.logement = v
        self._entete.titre.setText(v.valeurs["libelle"])
        self._entete.situe.setText(" · ".join(filter(None, (v.valeurs["commune"], v.valeurs["quartier"],
                                                             v.valeurs["bailleur"]))) or " ")
        self._etat.montrer(style_etat_offre(v, self._contexte.aujourd_hui()))
        repris = v.situation.etat is EtatOffre.REPRIS
        self.remettre.setVisible(v.valeurs["repris_le"] is not None)
        self.reprendre.setVisible(not repris and v.situation.etat is not EtatOffre.ATTRIBUE)
        self.proposer.setVisible(v.situation.etat not in (EtatOffre.REPRIS, EtatOffre.ATTRIBUE))
        doublon = doublon_de(self._contexte.base, cle)
        self.cartes.remplacer(
            self.cartes.carte("faits", (v, doublon), lambda: self._faits(v, doublon)),
            self.cartes.carte("propositions", v, lambda: self._propositions(v)),
            self.cartes.carte("convenances", v, lambda: self._convenances(v)),
        )

    def _faits(self, v: LigneVivier, doublon: DoublonProbable | None) -> Carte:
        carte = Carte("Le logement")
        if doublon is not None:
            carte.ajouter(Texte(doublon.phrase, "fort"))
        if v.valeurs["repris_le"] is not None:
            carte.ajouter(Texte(f"Repris le {date_courte(v.valeurs['repris_le'])} : {v.valeurs['reprise']}", "fort"))
        au = self._contexte.aujourd_hui()
        phrase = acces_du_vivier(self._contexte.base, [v], au)[v.id].phrase
        carte.ajouter(paires([*valeurs_logement(v, disponibilite(v, au)), ("Loyer et APL", phrase)]))
        if not v.offre.propositions:
            carte.a_droite(lien("Retirer", partial(self._contexte.executer, retirer_logement_offert, v.id),
                                "Retirer ce logement, saisi par erreur"))
        return carte

    def _propositions(self, v: LigneVivier) -> Carte:
        carte = Carte("À qui il a été proposé")
        if not v.offre.propositions:
            carte.ajouter(EtatVide(JAMAIS))
            return carte
        rangs = [self._rang(p) for p in reversed(v.offre.propositions)]
        carte.ajouter(Grille(("Ménage", "Envoyée le", "Réponse", "Ensuite", ""), rangs, parts=(2, 2, 3, 4, 0)))
        return carte

    def _convenances(self, v: LigneVivier) -> Carte:
        au = self._contexte.aujourd_hui()
        return CarteConvenances(
            self._contexte, "Les ménages à qui il convient", "Chercher parmi ceux qui attendent",
            lambda base: pour_logement(base, v.id, au),
            lambda r, c: f"{r.menages[c.menage].reference} {r.menages[c.menage].nom}",
            "Il ne convient à aucun ménage qui attend un logement.",
        )

    def _rang(self, p: Offerte) -> list[Cellule]:
        ouvrir = partial(self._contexte.naviguer, "menage", id=UUID(p.menage))
        repondue = f"{p.reponse.libelle} le {date_courte(p.repondue)}" if p.reponse else "en attente"
        return [p.reference, date_courte(p.envoyee), repondue, _ensuite(p),
                gestes(lien("Dossier", ouvrir, f"Ouvrir {p.reference}"))]

    def _proposer(self) -> None:
        if self.logement is not None:
            proposer_a_un_menage(self._contexte, self.logement.id)

    def _remettre(self) -> None:
        if self.logement is not None:
            self._contexte.executer(remettre_logement_offert, self.logement.id)


def _ensuite(p: Offerte) -> str:
    dits = [
        f"commission d'attribution : {p.decision.libelle}" if p.decision else "",
        f"bail signé le {date_courte(p.bail_le)}" if p.bail_le else "",
        f"quitté le {date_courte(p.rendu_le)}" if p.rendu_le else "",
    ]
    return " ; ".join(filter(None, dits))


def valeurs_logement(v: LigneVivier, disponible: str) -> list[tuple[str, str]]:
    """Ce que l'on sait du logement, libellé et valeur ; le coût et le lieu se disent même inconnus."""
    o = v.valeurs
    acces = {"ascenseur": "ascenseur", "fauteuil": "accessible en fauteuil", "douche": "douche adaptée"}
    oui = [mot for nom, mot in acces.items() if o[nom]]
    lignes = [
        ("Type et surface", ", ".join(filter(None, (o["type"] or "type inconnu", surface(o["surface"]))))),
        ("Loyer et charges", f"{euros(o['loyer'])} et {euros(o['charges'], 'charges inconnues')} par mois"),
        ("Adresse", " ".join(filter(None, (o["adresse"], o["code_postal"], o["commune"]))) or "inconnue"),
        ("Bâtiment et porte", " · ".join(filter(None, (o["batiment"], o["porte"])))),
        ("Étage et accès", ", ".join(filter(None, (etage(o["etage"]) if o["etage"] is not None else "", *oui)))),
        ("En quartier prioritaire", oui_non(o["qpv"]) or "inconnu"),
        ("Âge", _age(v)),
        ("Habitat", o["habitat"].libelle if o["habitat"] else ""),
        ("Financement", o["financement"].libelle if o["financement"] else "inconnu"),
        ("Réservataire", o["reservataire"].libelle if o["reservataire"] else "inconnu"),
        ("Disponible", disponible or "non communiqué"),
        ("Référence du bailleur", o["reference"] or ""),
        ("Note", o["note"] or ""),
    ]
    return [(libelle, valeur) for libelle, valeur in lignes if valeur]


def _age(v: LigneVivier) -> str:
    neuf = {True: "neuf ou moins de 5 ans", False: "plus de 5 ans", None: ""}[v.valeurs["neuf"]]
    dates = [f"{mot} le {date_courte(v.valeurs[nom])}" for mot, nom in (("livré", "livre_le"),
                                                                        ("conventionné", "conventionne_le"))
             if v.valeurs[nom]]
    return ", ".join(filter(None, (neuf, *dates))) or "inconnu"
