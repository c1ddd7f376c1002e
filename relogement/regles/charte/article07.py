"""Article 7 : le futur quartier, et la coordination avec les acteurs sociaux (dans `article07_acteurs`)."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.article07_acteurs import ACTEURS, coordination_des_acteurs
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import Contexte, Regle, preuve_proposition, preuve_relogement
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.vocabulaire import NatureInformation

QUARTIER = Obligation(
    "A07.1",
    "Informé sur son futur quartier",
    "Article 7, alinéa 1",
    frozenset({Etat.A_VENIR, Etat.A_FAIRE, Etat.RESPECTEE, Etat.NON_RESPECTEE, Etat.SANS_OBJET}),
)
_CIBLE = Cible("entretiens", "information")


def informe_sur_le_quartier(ctx: Contexte) -> Constat:
    """A07.1 : la proposition acceptée, une information « quartier d'accueil » avant le déménagement (ce jour à temps).

    Seul le relogement définitif mène à un futur quartier. Un bail définitif signé vaut acceptation.
    """
    if ctx.revenu_chez_lui:
        return QUARTIER.sans_objet("Le ménage est revenu chez lui : il n'a pas changé de quartier")
    acceptee, bail = ctx.acceptee, ctx.definitif
    if acceptee is None and bail is None:
        return QUARTIER.a_venir("Aucune proposition n'est encore acceptée", _CIBLE)
    limite = bail.demenagement if bail else None
    infos = [i for i in ctx.faits.informations if NatureInformation.QUARTIER in i.natures]
    faite = min((i for i in infos if limite is None or i.le <= limite), key=lambda i: (i.le, i.id), default=None)
    if faite is not None:
        return QUARTIER.respectee(
            lambda: f"Informé sur son futur quartier le {jour_fr(faite.le)}",
            preuves=(Preuve("information", faite.id, faite.le, "Information sur le quartier d'accueil"),),
        )
    preuves = (preuve_proposition(acceptee),) if acceptee else ()
    if limite is None:
        phrase = "Informez le ménage sur son futur quartier, avant le déménagement"
        return QUARTIER.a_faire(phrase, _CIBLE, ctx.au, None, preuves=preuves)
    return _sans_information(limite, (*preuves, *((preuve_relogement(bail),) if bail else ())))


def _sans_information(limite: date, preuves: tuple[Preuve, ...]) -> Constat:
    return QUARTIER.non_respectee(
        lambda: f"Le ménage a déménagé le {jour_fr(limite)} sans information sur son futur quartier",
        _CIBLE,
        preuves=preuves,
        echeance=limite,
    )


REGLES = (Regle(QUARTIER, informe_sur_le_quartier), Regle(ACTEURS, coordination_des_acteurs))
