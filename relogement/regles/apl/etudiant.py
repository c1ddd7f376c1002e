"""Qui étudie et demande l'aide avant 28 ans : la CAF compte un forfait au lieu de ses ressources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relogement.commun import ErreurMetier
from relogement.formats import euros
from relogement.regles.apl.bareme import table
from relogement.regles.apl.base_ressources import Ligne
from relogement.regles.apl.regles_ressources import Regles
from relogement.regles.apl.releve import LigneNature, en_cours
from relogement.regles.calendrier import anniversaire
from relogement.regles.faits import Personne
from relogement.vocabulaire import NatureRessource


def forfait_etudiant(
    titulaires: Sequence[Personne], lignes: Sequence[LigneNature], le: date, regles: Regles
) -> tuple[Ligne, int] | None:
    """L'étape et le montant par an ; None : personne n'étudie, ou a passé l'âge.

    `lignes` : celles des titulaires et du foyer. ErreurMetier si le dossier ne dit pas qui, à quel âge, ou en couple.
    """
    etudes = [x for x in en_cours(lignes, le) if _etudie(x)]
    if not etudes:
        return None
    if len(titulaires) != 1:
        raise ErreurMetier(
            "Un couple dont quelqu'un étudie : ce que la CAF compte dépend de qui demande l'aide, le dossier ne le dit "
            "pas. Saisissez la base de ressources de son avis.", "ressources",
        )
    (demandeur,) = titulaires
    if demandeur.naissance is None:
        raise ErreurMetier(
            f"Avant {regles.age_etudiant} ans, la CAF compte un forfait à qui étudie : notez sa date de naissance.",
            "naissance",
        )
    if anniversaire(demandeur.naissance, regles.age_etudiant) <= le:
        return None
    f = table(regles.etudiants, le)
    boursier = any(x.nature is NatureRessource.BOURSE for x in etudes)
    montant = f.forfait - f.boursier if boursier else f.forfait
    detail = f"{euros(f.forfait, entier=True)}, moins {euros(f.boursier, entier=True)} pour qui a une bourse ; "
    return Ligne(
        "Forfait étudiant", f"{euros(montant)} par an",
        f"{detail if boursier else ''}remplace ce que touche qui étudie en location avant {regles.age_etudiant} ans",
    ), montant


def _etudie(x: LigneNature) -> bool:
    return x.nature is NatureRessource.ETUDIANT or (x.nature is NatureRessource.BOURSE and bool(x.montant))
