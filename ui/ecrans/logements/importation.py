"""Importer une liste de logements offerts : qui l'envoie, ce qu'elle changerait, puis l'import en un seul geste."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from relogement.formats import nombre, pluriel
from relogement.services.doublons_probables import CONSEIL, DoublonProbable
from relogement.services.import_vivier import RapportVivier, emetteurs_connus, importer_vivier
from relogement.stockage.base import Base
from relogement.tableur.catalogues import GenreListe
from relogement.vocabulaire import Reservataire
from ui.ecrans.import_liste import Avancer, ImportListe
from ui.ecrans.operation.rapport import carte_conflits, carte_defauts
from ui.socle.contexte import Contexte
from ui.socle.elements import Carte, Texte, Titre, flux
from ui.socle.etats import Forme, Style
from ui.socle.modele import Colonne
from ui.socle.pastille import Pastille
from ui.socle.table import TableLignes
from ui.socle.theme import DOUBLE, Ton

AUTRE = "autre"
QUI = "Qui envoie cette liste ?"
REPRENDRE = "Noter repris les logements libres que la liste ne dit plus"


class ImportVivier(ImportListe[RapportVivier]):
    """L'import dans le vivier ; qui envoie la liste se demande avant de la lire."""

    titre_fichier, genre = "Importer des logements offerts", GenreListe.VIVIER
    invite = (
        "Déposez ici la liste des logements que le bailleur ou le réservataire offre (Excel ou CSV), telle qu'il vous "
        "l'a envoyée. Vous lirez d'abord ce qu'elle changerait ; rien n'est écrit avant votre accord."
    )
    _emetteur: str | None = None
    _reservataire: Reservataire | None = None

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self.reprendre = QCheckBox(REPRENDRE, self)
        self.reprendre.hide()

    def emetteur(self) -> str | None:
        """Le bailleur ou le réservataire, une fois dit."""
        return self._emetteur

    def lire(self, chemin: Path) -> None:
        """Demande qui envoie la liste, sauf si on vient de le dire pour ce fichier, puis la lit."""
        if chemin != self._chemin:
            self._emetteur, self._reservataire = self._demander_emetteur()
        if self._emetteur is not None:
            super().lire(chemin)

    def _demander_emetteur(self) -> tuple[str | None, Reservataire | None]:
        invites = self.contexte.invites
        bailleurs = [(f"bailleur:{nom}", nom) for nom in emetteurs_connus(self.contexte.base)]
        contingents = [(f"contingent:{r.value}", f"Contingent : {r.libelle}") for r in Reservataire
                       if r is not Reservataire.BAILLEUR]
        choisi = invites.choisir(QUI, [*bailleurs, *contingents, (AUTRE, "Un autre bailleur…")])
        if choisi is None:
            return None, None
        genre, _, valeur = choisi.partition(":")
        if genre == "contingent":
            reservataire = Reservataire.de(valeur)
            return reservataire.libelle, reservataire
        nom = invites.demander("Nom du bailleur") if choisi == AUTRE else valeur
        return ((nom or "").strip() or None), None

    def travail(self, chemin: Path, simuler: bool) -> Callable[[Avancer], RapportVivier]:
        """Voir `ImportListe`."""
        base, emetteur, reservataire = self.contexte.base, self._emetteur, self._reservataire
        reprendre = self.reprendre.isChecked()
        assert emetteur is not None
        return lambda _: importer_vivier(
            base, chemin, emetteur=emetteur, reservataire=reservataire, simuler=simuler, reprendre_absents=reprendre
        )

    def vue(self, rapport: RapportVivier, fichier: str) -> QWidget:
        """Voir `ImportListe`."""
        return VueRapportVivier(rapport, f"{fichier} · {self._emetteur}")

    def options(self) -> list[QWidget]:
        """Noter repris ceux que la liste ne dit plus, s'il y en a."""
        self.reprendre = QCheckBox(REPRENDRE)
        return [self.reprendre] if self.rapport is not None and self.rapport.absents else []


def comptes(r: RapportVivier) -> list[Style]:
    """Les comptes du fichier, puis ce que l'import change ; un compte nul n'y est pas."""
    fait = r.changements is not None
    suite = (
        (r.ajoutes, ("ajouté", "ajoutés") if fait else ("à ajouter",) * 2, Ton.RESPECTEE, Forme.COCHE),
        (r.modifies, ("modifié", "modifiés") if fait else ("à modifier",) * 2, Ton.RESPECTEE, Forme.COCHE),
        (r.inchanges, ("inchangé", "inchangés"), Ton.A_VENIR, Forme.TIRET),
        (r.doublons, ("doublon écarté", "doublons écartés"), Ton.A_VENIR, Forme.TIRET),
        (len(r.absents), ("plus dans la liste",) * 2, Ton.A_FAIRE, Forme.QUARTIER),
        (r.repris, ("noté repris", "notés repris"), Ton.A_FAIRE, Forme.QUARTIER),
        (len(r.doublons_probables), ("doublon probable", "doublons probables"), Ton.A_FAIRE, Forme.QUESTION),
        (len(r.divergences), ("divergence", "divergences"), Ton.A_FAIRE, Forme.QUESTION),
        (len(r.a_corriger), ("cellule à corriger", "cellules à corriger"), Ton.A_FAIRE, Forme.QUESTION),
    )
    return [Style(pluriel(r.logements, "logement"), Ton.ACCENT),
            *(Style(f"{nombre(n)} {mots[n > 1]}", ton, forme) for n, mots, ton, forme in suite if n)]


class VueRapportVivier(QWidget):
    """Le rapport à l'écran."""

    def __init__(self, r: RapportVivier, titre: str) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        tete = Carte("", Titre(titre, "section"), flux(*map(Pastille, comptes(r))))
        for phrase in remarques(r):
            tete.ajouter(Texte(phrase))
        boite.addWidget(tete)
        if r.divergences:
            boite.addWidget(carte_conflits("Le vivier et la liste ne disent pas la même chose", "Logement",
                                           [(nom, c.phrase) for nom, c in r.divergences]))
        if r.doublons_probables:
            boite.addWidget(_carte_doublons(r.doublons_probables))
        if r.a_corriger:
            boite.addWidget(carte_defauts(r.a_corriger), 1)
        boite.addStretch(1)


def _carte_doublons(doublons: Sequence[DoublonProbable]) -> Carte:
    """Chaque logement de la liste et celui dont il est peut-être le double."""
    colonnes = (
        Colonne[DoublonProbable]("Logement", lambda x: x.fiche, largeur=300, fort=True),
        Colonne[DoublonProbable]("Peut-être le même que", lambda x: x.dits, largeur=480),
    )
    table: TableLignes[DoublonProbable] = TableLignes(
        colonnes, lambda x: x, cle="import_doublons", mot="doublon probable", ajustee=len(doublons) < 8
    )
    table.poser(doublons)
    return Carte("Doublons probables : rien n'est fondu, à vérifier", Texte(CONSEIL, "doux"), table)


def remarques(r: RapportVivier) -> list[str]:
    """Ce que les comptes ne disent pas."""
    phrases = []
    if r.colonnes_inconnues:
        noms = ", ".join(f"« {nom} »" for nom in r.colonnes_inconnues)
        phrases.append(f"Colonnes non reconnues, laissées de côté : {noms}.")
    if r.absents:
        phrases.append(f"Plus dans la liste de cet émetteur, peut-être repris : {', '.join(r.absents)}.")
    if not (r.ajoutes or r.modifies or r.repris):
        phrases.append("Cette liste ne change rien : tout est déjà au vivier.")
    return phrases
