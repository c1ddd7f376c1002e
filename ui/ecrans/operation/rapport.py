"""Le rapport d'un import, simulé ou fait : ses comptes, ce qui n'a pas été reconnu, ce qui est à corriger."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import date_courte, nombre, pluriel
from relogement.services.importation import RapportImport
from relogement.tableur.etat_locatif import Defaut
from ui.socle.elements import Carte, Texte, Titre, flux
from ui.socle.etats import Forme, Style
from ui.socle.modele import Colonne
from ui.socle.pastille import Pastille
from ui.socle.table import TableLignes
from ui.socle.theme import DOUBLE, PAS, Ton

Conflit = tuple[str, str]
"""La référence du ménage ou le nom du logement, et ce que disent la base et la liste."""

COLONNES_DEFAUTS = (
    Colonne[Defaut]("Feuille", lambda d: d.feuille, largeur=120),
    Colonne[Defaut]("Ligne", lambda d: nombre(d.ligne) if d.ligne else "", lambda d: d.ligne, "droite", 70),
    Colonne[Defaut]("Colonne", lambda d: d.colonne, largeur=150),
    Colonne[Defaut]("Texte d'origine", lambda d: d.valeur, largeur=180, fort=True),
    Colonne[Defaut]("Raison", lambda d: d.raison, largeur=420),
)


def comptes(rapport: RapportImport) -> list[Style]:
    """Les comptes du fichier, puis ce que l'import change ; un compte nul qui n'apprend rien n'y est pas."""
    fait = rapport.changements is not None
    styles = [
        Style(pluriel(rapport.logements, "logement"), Ton.ACCENT),
        Style(pluriel(rapport.menages, "ménage"), Ton.ACCENT),
        Style(pluriel(rapport.vacants, "vacant"), Ton.A_VENIR, Forme.TIRET),
        Style(pluriel(rapport.doublons, "doublon écarté", "doublons écartés"), Ton.A_VENIR),
    ]
    suite = (
        (rapport.ajoutes, ("ajouté", "ajoutés") if fait else ("à ajouter",) * 2, Ton.RESPECTEE, Forme.COCHE),
        (rapport.modifies, ("modifié", "modifiés") if fait else ("à modifier",) * 2, Ton.RESPECTEE, Forme.COCHE),
        (rapport.inchanges, ("inchangé", "inchangés"), Ton.A_VENIR, Forme.TIRET),
        (rapport.departs, ("départ", "départs"), Ton.A_FAIRE, Forme.QUARTIER),
        (rapport.absents, ("absent de la liste", "absents de la liste"), Ton.A_FAIRE, Forme.QUARTIER),
    )
    styles += [Style(pluriel(n, *mots), ton, forme) for n, mots, ton, forme in suite if n]
    if rapport.conflits:
        styles.append(Style(pluriel(len(rapport.conflits), "conflit"), Ton.A_FAIRE, Forme.QUESTION))
    if rapport.a_corriger:
        styles.append(Style(f"{nombre(len(rapport.a_corriger))} à corriger", Ton.A_FAIRE, Forme.QUESTION))
    return styles


class VueRapport(QWidget):
    """Le rapport à l'écran."""

    def __init__(self, rapport: RapportImport, fichier: str) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        arretee = f", arrêtée le {date_courte(rapport.date_liste)}" if rapport.date_liste else ""
        tete = Carte("", Titre(f"{fichier}{arretee}", "section"), flux(*map(Pastille, comptes(rapport))))
        for phrase in remarques(rapport):
            tete.ajouter(Texte(phrase))
        boite.addWidget(tete)
        if rapport.conflits:
            conflits = [(reference, conflit.phrase) for reference, conflit in rapport.conflits]
            boite.addWidget(carte_conflits("Le dossier et la liste ne disent pas la même chose", "Ménage", conflits))
        if rapport.a_corriger:
            boite.addWidget(carte_defauts(rapport.a_corriger), 1)
        boite.addSpacing(PAS)


def carte_conflits(titre: str, de_qui: str, conflits: Sequence[Conflit]) -> Carte:
    """Ce que la base et la liste disent chacune ; `de_qui` : le titre de la première colonne."""
    colonnes = (
        Colonne[Conflit](de_qui, lambda c: c[0], largeur=160, fort=True),
        Colonne[Conflit]("Ce qui diffère", lambda c: c[1], largeur=620),
    )
    table: TableLignes[Conflit] = TableLignes(
        colonnes, lambda c: c, cle="import_conflits", mot="conflit", ajustee=len(conflits) < 8
    )
    table.poser(conflits)
    return Carte(titre, table)


def carte_defauts(defauts: Sequence[Defaut]) -> Carte:
    """Les cellules à revoir."""
    table: TableLignes[tuple[int, Defaut]] = TableLignes(
        tuple(_numerotee(c) for c in COLONNES_DEFAUTS), lambda paire: paire[0], cle="import_a_corriger",
        mot="cellule", ajustee=len(defauts) < 12,
    )
    table.poser(list(enumerate(defauts)))
    return Carte("À corriger : aucune ligne n'est perdue, ces cellules sont à revoir", table)


def _numerotee(colonne: Colonne[Defaut]) -> Colonne[tuple[int, Defaut]]:
    """La même colonne sur un défaut numéroté : deux cellules peuvent avoir le même défaut."""
    tri = colonne.tri
    return Colonne(
        colonne.titre, lambda paire: colonne.texte(paire[1]), None if tri is None else lambda paire: tri(paire[1]),
        colonne.alignement, colonne.largeur, fort=colonne.fort,
    )


def remarques(rapport: RapportImport) -> list[str]:
    """Ce que les comptes ne disent pas : colonnes inconnues, ménages absents, liste sans rien de neuf."""
    phrases = []
    if rapport.colonnes_inconnues:
        noms = ", ".join(f"« {nom} »" for nom in rapport.colonnes_inconnues)
        phrases.append(f"Colonnes non reconnues, laissées de côté : {noms}.")
    if rapport.plus_ancienne_que:
        phrases.append(
            f"Une liste du {date_courte(rapport.plus_ancienne_que)} est déjà importée : celle-ci, plus ancienne, "
            "ne change rien."
        )
    if rapport.ignores:
        ignores = pluriel(rapport.ignores, "ménage de cette liste n'est", "ménages de cette liste ne sont")
        phrases.append(f"{ignores} pas au dossier : ajoutez à la main qui doit l'être.")
    if rapport.absents and rapport.ajoutes and not (rapport.modifies or rapport.inchanges):
        phrases.append("Aucun ménage de cette liste n'est déjà au dossier : vérifiez qu'elle est de cette opération.")
    if rapport.absents:
        phrases.append("Les ménages absents d'une liste partielle gardent leur dossier tel quel.")
    if rapport.references_absentes:
        phrases.append(f"Absents de cette liste : {', '.join(rapport.references_absentes)}.")
    if not rapport.plus_ancienne_que and not (rapport.ajoutes or rapport.modifies or rapport.departs):
        phrases.append("Cette liste ne change rien : tout est déjà au dossier.")
    return phrases
