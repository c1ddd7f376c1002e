"""La tête de la page d'un ménage : qui, où, à quelle étape, et ses deux gestes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relogement.formats import INSECABLE, date_courte, lieu_nomme, pluriel, surface, telephone
from relogement.regles.etape import Drapeaux, Etape
from relogement.services.charte import Resume
from relogement.stockage.lectures import FicheMenage, Ligne
from relogement.vocabulaire import Lien
from ui.socle.batiment import nom_etage
from ui.socle.elements import Bouton, Geste, Texte, Titre, flux
from ui.socle.etats import Forme, Style
from ui.socle.menu import BoutonMenu
from ui.socle.pastille import Pastille
from ui.socle.theme import PAS, Ton

COURRIER, DOSSIER, CONFORMITE = "Un courrier…", "Le dossier", "La fiche de conformité"
COPIE = "La copie pour le ménage (droit d'accès)…"
_ETAPES: dict[Etape, tuple[Ton, Forme]] = {
    Etape.A_RENCONTRER: (Ton.A_VENIR, Forme.CERCLE),
    Etape.RENCONTRE: (Ton.A_VENIR, Forme.QUARTIER),
    Etape.EN_RECHERCHE: (Ton.A_FAIRE, Forme.CERCLE),
    Etape.PROPOSITION: (Ton.A_FAIRE, Forme.QUARTIER),
    Etape.ACCORD: (Ton.ACCENT, Forme.QUARTIER),
    Etape.BAIL_SIGNE: (Ton.ACCENT, Forme.COCHE),
    Etape.RELOGE: (Ton.RESPECTEE, Forme.QUARTIER),
    Etape.EN_SUIVI: (Ton.RESPECTEE, Forme.QUARTIER),
    Etape.CLOS: (Ton.RESPECTEE, Forme.COCHE),
    Etape.SORTI: (Ton.NEUTRE, Forme.TIRET),
}


def style_etape(etape: Etape) -> Style:
    """La pastille d'une étape."""
    ton, forme = _ETAPES[etape]
    return Style(etape.libelle, ton, forme)


def en_cours(periodes: Sequence[Ligne], au: date) -> Ligne | None:
    """La période qui contient ce jour, la plus récente s'il y en a plusieurs."""
    trouvees = [p for p in periodes if p["du"] <= au and (p["au"] is None or p["au"] >= au)]
    return trouvees[-1] if trouvees else None


def presentes(fiche: FicheMenage, au: date) -> list[Ligne]:
    """Les personnes du foyer présentes ce jour (le jour du départ compte)."""
    return [
        p
        for p in fiche.personnes
        if (p["arrivee_le"] is None or p["arrivee_le"] <= au) and (p["depart_le"] is None or p["depart_le"] >= au)
    ]


def composition(fiche: FicheMenage, au: date) -> str:
    """« 3 enfants », sinon « 2 personnes » ; vide pour une personne seule ou un foyer inconnu.

    Les personnes nommées et le nombre déclaré se complètent : le plus grand des deux se lit.
    """
    la, declares = presentes(fiche, au), en_cours(fiche.compositions, au)
    enfants = sum(p["lien"] is Lien.ENFANT for p in la)
    tous = len(la)
    if declares is not None:
        enfants = max(enfants, declares["enfants"] or 0)
        tous = max(tous, declares["occupants"] or 0)
    if enfants:
        return pluriel(enfants, "enfant")
    return pluriel(tous, "personne") if tous > 1 else ""


def situation(fiche: FicheMenage, au: date) -> str:
    """« BEL-0042 · bât. B, esc. A, 3e étage, porte 302 · T3 de 61 m² · bail depuis le 04/09/2009 · … ».

    Les morceaux ne se coupent pas : la ligne se plie entre eux.
    """
    morceaux = [fiche.menage["reference"], *_du_logement(fiche.logement)]
    if fiche.bail is not None and fiche.bail["debut"] is not None:
        morceaux.append(f"bail depuis le {date_courte(fiche.bail['debut'])}")
    if fiche.menage["telephone"]:
        morceaux.append(telephone(fiche.menage["telephone"]))
    referent = en_cours(fiche.referents, au)
    morceaux.append(f"référent : {fiche.agents[referent['agent_id']] if referent else 'aucun'}")
    return " · ".join(str(m).replace(" ", INSECABLE) for m in morceaux)


def _du_logement(logement: Ligne | None) -> list[str]:
    if logement is None:
        return ["logement inconnu"]
    taille = " de ".join(filter(None, (logement["type"], surface(logement["surface"], ""))))
    return [texte for texte in (adresse_courte(logement), taille) if texte]


def adresse_courte(logement: Ligne, separateur: str = ", ") -> str:
    """« bât. B, esc. A, 3e étage, porte 302 » ; ce qui est inconnu n'y est pas."""
    return lieu(logement["batiment"], logement["escalier"], logement["etage"], logement["porte"], separateur)


def lieu(
    batiment: str | None, escalier: str | None, etage: int | None, porte: str | None, separateur: str = ", "
) -> str:
    """Voir `adresse_courte` ; un nom déjà complet (« Bât. B », « Tour Loire ») reste tel quel."""
    parties = [
        lieu_nomme("bât.", batiment),
        lieu_nomme("esc.", escalier),
        None if etage is None else nom_etage(etage),
        lieu_nomme("porte", porte, nom_propre=False),
    ]
    return separateur.join(p for p in parties if p)


def pastilles(resume: Resume, fiche: FicheMenage) -> list[Style]:
    """L'étape, puis ce qui se dit à côté : décohabitant, relogement temporaire, sortie."""
    return [style_etape(resume.etape), *_drapeaux(resume.drapeaux), *_sortie(fiche)]


def _drapeaux(d: Drapeaux) -> list[Style]:
    styles = [Style("décohabitant", Ton.A_VENIR)] if d.decohabitant else []
    if d.temporaire_depuis is not None:
        fin = f", retour le {date_courte(d.temporaire_fin)}" if d.temporaire_fin else ""
        styles.append(Style(f"relogement temporaire depuis le {date_courte(d.temporaire_depuis)}{fin}", Ton.ACCENT))
    return styles


def _sortie(fiche: FicheMenage) -> list[Style]:
    le, motif = fiche.menage["sortie_le"], fiche.menage["sortie_motif"]
    if le is None:
        return []
    return [Style(f"{motif.libelle if motif else 'sortie'} le {date_courte(le)}", Ton.NEUTRE)]


class Tete(QWidget):
    """Le nom, les pastilles, la situation, les boutons ; mise à jour sans être refaite."""

    def __init__(
        self, courrier: Geste, imprimer: Geste, conformite: Geste, copie: Geste, noter_entretien: Geste
    ) -> None:
        super().__init__()
        self.titre, self.situe = Titre(""), Texte("", "doux")
        imprimables = ((COURRIER, courrier), (DOSSIER, imprimer), (CONFORMITE, conformite), (COPIE, copie))
        self.imprimer = BoutonMenu(
            "Imprimer", imprimables, icone="printer",
            description="Un courrier, le dossier (Ctrl+P), la fiche de conformité ou la copie, en PDF",
        )
        self.noter = Bouton("Noter un entretien", noter_entretien, "primaire")
        self._nom = QHBoxLayout()
        self._nom.setSpacing(PAS)
        self._flux: QWidget | None = None
        haut = QHBoxLayout()
        haut.setSpacing(2 * PAS)
        haut.addLayout(self._nom, 1)
        for bouton in (self.imprimer, self.noter):
            haut.addWidget(bouton, 0, Qt.AlignmentFlag.AlignTop)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(PAS)
        boite.addLayout(haut)
        boite.addWidget(self.situe)
        self._styles: list[Style] = []

    def montrer(self, fiche: FicheMenage, resume: Resume, au: date) -> None:
        """Montre ce ménage ce jour-là."""
        self.titre.setText(", ".join(filter(None, (fiche.menage["nom"], composition(fiche, au)))))
        self.situe.setText(situation(fiche, au))
        styles = pastilles(resume, fiche)
        if styles != self._styles or self._flux is None:
            self._styles = styles
            self._refaire([Pastille(style) for style in styles])
        self.setAccessibleName(self.titre.text())
        self.setAccessibleDescription(", ".join([s.mot for s in styles] + [self.situe.text()]))

    def _refaire(self, nouvelles: list[Pastille]) -> None:
        ancien = self._flux
        self._flux = flux(self.titre, *nouvelles, espace=12, centre=True)
        self._nom.addWidget(self._flux, 1, Qt.AlignmentFlag.AlignVCenter)
        if ancien is not None:
            self._nom.removeWidget(ancien)
            ancien.hide()
            ancien.deleteLater()
