"""Les partenaires de l'opération, ce dont ils sont informés, et le pilote (articles 9, 10 et 11)."""

from __future__ import annotations

from functools import partial

from relogement.formats import date_courte
from relogement.regles.pilotage import raison_pilote
from relogement.services.corrections import retirer
from relogement.services.partenaires import retirer_partenaire
from relogement.services.verifications_operation import OU_AUCUN
from relogement.stockage.lectures import Ligne
from relogement.stockage.lectures_operation import VieOperation
from relogement.vocabulaire import GenrePartenaire
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien, paires
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.phrases import nom_pilote
from ui.ecrans.operation.volet import VoletCartes
from ui.socle.elements import Bouton, Carte, EtatVide

SANS_INFORMATION = "Chaque information donnée aux associations et collectifs : quand, par quel moyen (article 9)."


class VoletPartenaires(VoletCartes):
    """Un rôle qui n'a encore personne se montre aussi."""

    cle, titre = "partenaires", "Partenaires"

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        vie = lecture.vie
        cle = vie.operation["id"]
        self.cartes.remplacer(
            self.cartes.carte("pilote", (lecture.operation, vie.operation), lambda: self._pilote(lecture)),
            self.cartes.carte("partenaires", (cle, vie.partenaires), lambda: self._partenaires(vie)),
            self.cartes.carte(
                "informations", (cle, vie.partenaires, vie.informations), lambda: self._informations(vie)
            ),
        )

    def compte(self, lecture: LectureOperation) -> int | None:
        """Le nombre de partenaires nommés."""
        return sum(not p["aucun"] for p in lecture.vie.partenaires) or None

    def _pilote(self, lecture: LectureOperation) -> Carte:
        operation, v = lecture.operation, lecture.vie.operation
        carte = Carte("Pilote des relogements")
        mot = "Modifier le pilote" if v["pilote"] else "Désigner le pilote"
        carte.a_droite(Bouton(mot, partial(self.ouvrir, "pilote")))
        designe = "aucun"
        if v["pilote"]:
            designe = f"{nom_pilote(operation, v['pilote'])}, depuis le {date_courte(v['pilote_le'])}"
        attendu = nom_pilote(operation, lecture.tableau.pilote)
        prend = "" if v["pilote"] in (None, lecture.tableau.pilote) else " : ce n'est pas le pilote désigné"
        carte.ajouter(paires([
            ("Désigné", designe),
            ("Selon la charte", f"{attendu}, {raison_pilote(lecture.tableau.operation)} (article 10){prend}"),
        ]))
        return carte

    def _partenaires(self, vie: VieOperation) -> Carte:
        carte = Carte("Partenaires")
        carte.a_droite(Bouton("Noter un partenaire", partial(self.ouvrir, "partenaire"), icone="plus"))
        rangs = [rang for genre in GenrePartenaire for rang in self._rangs(vie, genre)]
        carte.ajouter(Grille(("Rôle", "Nom", "Contact", "Noté le", ""), rangs, parts=(4, 5, 5, 2, 0)))
        return carte

    def _rangs(self, vie: VieOperation, genre: GenrePartenaire) -> list[list[Cellule]]:
        role = genre.libelle[:1].upper() + genre.libelle[1:]
        siens = [p for p in vie.partenaires if p["genre"] is genre]
        if not siens:
            ou = "à identifier, ou « aucun »" if genre in OU_AUCUN else "à identifier"
            noter = lien("Noter", partial(self.ouvrir, "partenaire", None, f"genre={genre.value}"), f"Noter : {role}")
            return [[role, ou, "", "", gestes(noter)]]
        return [
            [role, "aucun" if p["aucun"] else p["nom"], p["contact"] or "", date_courte(p["le"]), self._gestes(p)]
            for p in siens
        ]

    def _gestes(self, p: Ligne) -> Cellule:
        quoi = f"{p['genre'].libelle}, {p['nom'] or 'aucun'}"
        return gestes(
            lien("Modifier", partial(self.ouvrir, "partenaire", p["id"]), f"Modifier : {quoi}"),
            lien("Retirer", partial(self.contexte.executer, retirer_partenaire, p["id"]), f"Retirer : {quoi}"),
        )

    def _informations(self, vie: VieOperation) -> Carte:
        carte = Carte("Informations données aux partenaires")
        nommes = {p["id"]: p["nom"] for p in vie.partenaires if not p["aucun"]}
        if nommes:
            noter = partial(self.ouvrir, "information_partenaires")
            carte.a_droite(Bouton("Noter une information", noter, icone="plus"))
        if not vie.informations:
            carte.ajouter(EtatVide(SANS_INFORMATION))
            return carte
        rangs = [self._information(i, nommes[i["partenaire_id"]]) for i in reversed(vie.informations)]
        carte.ajouter(Grille(("Le", "Partenaire", "Moyen", "Note", ""), rangs, parts=(2, 4, 2, 6, 0)))
        return carte

    def _information(self, i: Ligne, nom: str) -> list[Cellule]:
        moyen = i["moyen"].libelle if i["moyen"] else "à renseigner"
        quoi = f"l'information de {nom} du {date_courte(i['le'])}"
        if i["evenement_id"] is not None:
            ouvrir = partial(self.ouvrir, "evenement", i["evenement_id"])
            boutons = [lien("Information collective", ouvrir, f"Ouvrir l'information collective : {quoi}")]
        else:
            retrait = partial(self.contexte.executer, retirer, "informationpartenaire", i["id"])
            modifier = partial(self.ouvrir, "information_partenaires", i["id"])
            boutons = [lien("Modifier", modifier, f"Modifier {quoi}"), lien("Retirer", retrait, f"Retirer {quoi}")]
        return [date_courte(i["le"]), nom, moyen, i["note"] or "", gestes(*boutons)]


