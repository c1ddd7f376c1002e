"""La page « Propositions et refus » : ce qui est proposé, répondu, refusé, et pourquoi."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from relogement.regles.revue import mesures
from relogement.regles.revue.avancement import section_propositions
from relogement.regles.revue.chiffre import Indicateur, Unite
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.lignes import actes, comptage, en_mediane, entre, ligne, repartition, somme
from relogement.regles.revue.revue import Ligne, Page, Population, Revue, Section
from relogement.vocabulaire import MotifRefus, Reponse

TITRE = "Propositions et refus"
_SOURCE = "propositions de relogement définitif du dossier"
_REFUS = (Reponse.REFUSEE, Reponse.TACITE)
Date = Callable[[Dossier], date | None]
_PLUS = 3
"""Au-delà, une seule modalité : la charte s'engage sur trois propositions."""


def page(revue: Revue) -> Page:
    """Les actes, puis les ménages par nombre de propositions et de refus, les motifs, les délais."""
    return Page(
        TITRE,
        (
            section_propositions(revue),
            _reponses(revue),
            _motifs(revue),
            _par_nombre(revue, "propositions_nombre", "Ménages par nombre de propositions reçues",
                        "Propositions de relogement définitif reçues", "proposition", mesures.nombre_propositions),
            _par_nombre(revue, "refus_nombre", "Ménages par nombre de refus", "Refus exprès ou tacites", "refus",
                        mesures.nombre_refus),
            _delais(revue),
        ),
    )


def _indicateur(cle: str, libelle: str, definition: str, unite: Unite = Unite.NOMBRE) -> Indicateur:
    return Indicateur(cle, libelle, definition, Population.A_RELOGER.value, _SOURCE, unite)


def _reponses(revue: Revue) -> Section:
    def nombre(reponse: Reponse | None) -> Callable[[Dossier], int]:
        return lambda d: sum(p.reponse is reponse for p in d.definitives)

    reponses: list[tuple[str, str, Reponse | None]] = [(r.value, r.libelle, r) for r in Reponse]
    par_reponse = {
        reponse: ligne(
            revue,
            actes(_indicateur(
                f"propositions_reponse:{cle}", mot[:1].upper() + mot[1:], f"Propositions définitives : {mot}."
            )),
            somme(nombre(reponse)),
        )
        for cle, mot, reponse in [*reponses, ("attente", "réponse attendue", None)]
    }
    ecartees = actes(_indicateur(
        "propositions_ecartees", "   dont acceptées puis écartées", "Propositions acceptées que la commission "
        "d'attribution écarte : elles ne valent pas accord.",
    ))
    lignes: list[Ligne] = []
    for reponse, sienne in par_reponse.items():
        lignes.append(sienne)
        if reponse is Reponse.ACCEPTEE:
            # Une partie de la ligne au-dessus : elle s'y lit en retrait.
            lignes.append(ligne(revue, ecartees, somme(_ecartees)))
    return Section("Propositions par réponse", tuple(lignes))


def _ecartees(d: Dossier) -> int:
    return sum(p.ecartee for p in d.definitives)


def motifs(d: Dossier) -> list[MotifRefus | None]:
    """Le motif codé de chacun de ses refus ; None : non noté."""
    codes = dict(d.motifs)
    return [codes.get(p.id) for p in d.definitives if p.reponse in _REFUS]


def _motifs(revue: Revue) -> Section:
    def nombre(motif: MotifRefus | None) -> Callable[[Dossier], int]:
        return lambda d: motifs(d).count(motif)

    tous: list[tuple[str, str, MotifRefus | None]] = [(m.value, m.libelle, m) for m in MotifRefus]
    lignes = (
        ligne(
            revue,
            actes(_indicateur(f"refus_motif:{cle}", mot[:1].upper() + mot[1:], f"Refus au motif : {mot}.")),
            somme(nombre(motif)),
        )
        for cle, mot, motif in [*tous, ("inconnu", "motif non noté", None)]
    )
    return Section("Refus par motif", tuple(lignes))


def _par_nombre(
    revue: Revue, cle: str, titre: str, definition: str, mot: str, nombre: Callable[[Dossier], int]
) -> Section:
    modalites = [(str(n), f"{n} {mot}{'s' if n > 1 and mot != 'refus' else ''}") for n in range(_PLUS + 1)]
    modalites.append((f"{_PLUS + 1}..", f"plus de {_PLUS}"))
    modele = _indicateur(cle, titre, definition)
    return repartition(revue, modele, modalites, lambda d: str(n) if (n := nombre(d)) <= _PLUS else f"{_PLUS + 1}..")


def _delais(revue: Revue) -> Section:
    table: tuple[tuple[str, str, str, Date, Date, Callable[[Dossier], object]], ...] = (
        ("delai_proposition", "De l'entretien à la première proposition", "du premier entretien à la première "
         "proposition définitive", mesures.rencontre_le, mesures.propose_le, mesures.propose_le),
        ("delai_accord", "De la première proposition à l'accord", "de la première proposition définitive à l'accord",
         mesures.propose_le, mesures.accord_le, mesures.acceptation),
        ("delai_relogement", "De l'accord au relogement", "de l'accord au relogement définitif", mesures.accord_le,
         _emmenage_le, _emmenage_le),
    )
    lignes = []
    for cle, libelle, definition, de, a, garde in table:
        i = Indicateur(
            cle, f"{libelle}, médiane", f"Médiane des jours {definition}.",
            "ménages arrivés à la seconde des deux étapes, dont les deux dates sont connues", _SOURCE, Unite.JOURS,
        )
        lignes.append(ligne(revue, i, entre(garde, en_mediane(_jours(de, a)))))
    attente = _indicateur(
        "sans_proposition", "Rencontrés, sans proposition", "Un entretien au moins a eu lieu, aucune proposition "
        "définitive n'est envoyée, et le ménage n'est ni relogé ni sorti.",
    )
    return Section("Délais", (*lignes, ligne(revue, attente, comptage(_sans_proposition))))


def _emmenage_le(d: Dossier) -> date | None:
    return d.emmenage_le


def _jours(de: Date, a: Date) -> Callable[[Dossier], int | None]:
    def jours(d: Dossier) -> int | None:
        debut, fin = de(d), a(d)
        return None if debut is None or fin is None else (fin - debut).days

    return jours


def _sans_proposition(d: Dossier) -> bool:
    reste = d.emmenage_le is None and d.faits.sortie is None
    return reste and mesures.rencontre_le(d) is not None and mesures.propose_le(d) is None
