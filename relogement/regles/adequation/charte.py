"""Les quatre points de la charte (article 4) : type, lieu, accessibilité, budget. Les souhaits du ménage d'abord."""

from __future__ import annotations

from decimal import Decimal

from relogement.formats import etage, euros, pluriel
from relogement.regles.adequation.lieu import lieu_convient
from relogement.regles.adequation.offre import Attente, Examen, Limites, Offre, Verdict
from relogement.regles.equivalence import Equivalence, comparer, dite
from relogement.regles.typologie import pieces, types_souhaites
from relogement.vocabulaire import Besoin


def points_charte(o: Offre, a: Attente, limites: Limites) -> tuple[Examen, ...]:
    """Les quatre points, dans l'ordre de la charte."""
    verdicts = {
        "adapte_type": type_convient(o, a), "adapte_lieu": lieu_convient(o, a),
        "adapte_accessibilite": acces_convient(o, a), "adapte_budget": budget_convient(o, a, limites),
    }
    return tuple(Examen(point, rempli, phrase) for point, (rempli, phrase) in verdicts.items())


def type_convient(o: Offre, a: Attente) -> Verdict:
    """Le type souhaité s'il est dit ; sinon, autant de pièces que d'occupants, ou une de plus (L. 621-2)."""
    offertes, texte = pieces(o.type), a.souhait.type if a.souhait else None
    voulues = types_souhaites(texte)
    if len(offertes) != 1:
        return None, "le type du logement n'est pas connu"
    if voulues is None:
        return None, f"{o.type}, souhait noté : « {texte} » : à vérifier"
    if not voulues:
        return taille_convient(o, a)
    nommes = voulues == pieces(texte)
    dit = f"le ménage souhaite un {_ou(voulues)}" if nommes else f"souhait noté : « {texte} »"
    return offertes <= voulues, f"{o.type}, {dit}"


def _ou(voulues: frozenset[int]) -> str:
    return " ou ".join(f"T{n}" for n in sorted(voulues))


def taille_convient(o: Offre, a: Attente) -> Verdict:
    """Le nombre de pièces et d'occupants ; moins de pièces que d'occupants ne se juge pas ici : rien ne le fixe."""
    offertes = pieces(o.type)
    if len(offertes) != 1:
        return None, "le type du logement n'est pas connu"
    if a.personnes is None:
        return None, "le nombre d'occupants n'est pas connu"
    (n,) = offertes
    dit = f"{pluriel(n, 'pièce')} pour {pluriel(a.personnes, 'personne')}"
    if n > a.personnes + 1:
        return False, f"{dit} : sous-occupé (plus d'une pièce au-delà des occupants, CCH, L. 621-2)"
    return (True, dit) if n >= a.personnes else (None, f"{dit} : à apprécier")


def acces_convient(o: Offre, a: Attente) -> Verdict:
    """Rez-de-chaussée ou ascenseur quand le besoin en est noté, et ce que l'on sait de ses aménagements."""
    if a.besoins is None:
        return None, "les besoins du ménage ne sont pas notés"
    if not a.besoins & {Besoin.RDC_ASCENSEUR, Besoin.FAUTEUIL, Besoin.DOUCHE}:
        return True, "aucun besoin d'accessibilité n'est noté"
    if a.besoins & {Besoin.RDC_ASCENSEUR, Besoin.FAUTEUIL} and o.etage != 0 and not o.ascenseur:
        if o.etage is None or o.ascenseur is None:
            return None, f"besoin : {Besoin.RDC_ASCENSEUR.libelle} ; l'étage ou l'ascenseur n'est pas connu"
        return False, f"{etage(o.etage)} sans ascenseur, besoin : {Besoin.RDC_ASCENSEUR.libelle}"
    amenages = {b: oui for b, oui in ((Besoin.FAUTEUIL, o.fauteuil), (Besoin.DOUCHE, o.douche)) if b in a.besoins}
    for verdict, mot in ((False, "sans ce que demande le ménage"), (None, "à vérifier sur place")):
        if vises := [b.libelle for b, oui in amenages.items() if oui is verdict]:
            return verdict, f"{mot} : {', '.join(vises)}"
    return True, ", ".join(filter(None, (
        "" if o.etage is None else etage(o.etage), "avec ascenseur" if o.etage != 0 else "",
    )))


def budget_convient(o: Offre, a: Attente, limites: Limites) -> Verdict:
    """La hausse tolérée (A05.1, à logement équivalent d'une démolition) et le plancher du reste à vivre (A05.2)."""
    manque = _manque(a)
    if manque:
        return None, manque
    avant, apres = a.avant.mensualite_residuelle or 0, a.apres.mensualite_residuelle or 0
    dit = f"mensualité résiduelle de {euros(avant)} à {a.somme(apres)} par mois"
    plancher = _sous_plancher(a, limites)
    if plancher:
        return False, f"{dit} ; {plancher}"
    if apres <= avant:
        return True, f"{dit}, sans hausse"
    libre = _hausse_non_bornee(o, a, limites)
    if libre:
        return None, f"{dit} ; {libre}"
    tolerance = max(limites.taux * avant / 100, Decimal(limites.montant))
    return apres - avant <= tolerance, f"{dit} (hausse tolérée : {euros(int(tolerance))})"


def _hausse_non_bornee(o: Offre, a: Attente, limites: Limites) -> str:
    """Pourquoi la charte ne borne pas la hausse ici, ou pourquoi l'on n'en sait rien ; vide si elle la borne."""
    if not a.demolition:
        return "la charte ne borne la hausse qu'en démolition : à apprécier"
    semblable = equivalent(o, a, limites)
    if semblable.vraie is None:
        return f"équivalent au logement quitté ou non, inconnu : {semblable.phrase}"
    if not semblable.vraie:
        return f"{semblable.phrase} : la charte ne borne la hausse qu'à logement équivalent, à apprécier"
    return ""


def equivalent(o: Offre, a: Attente, limites: Limites) -> Equivalence:
    """Ce logement est-il équivalent à celui qui est quitté (article 5) ; ce qu'un agent en dit l'emporte."""
    regle = comparer(a.quitte, o.gabarit, limites.surface)
    return regle if a.equivalent is None else dite(a.equivalent, None, regle)


def _manque(a: Attente) -> str:
    termes = ("loyer", "rls", "charges", "apl")
    noms = {"loyer": "loyer", "rls": "RLS", "charges": "charges", "apl": "APL"}
    manquent = [
        f"{', '.join(noms[t] for t in termes if getattr(b, t) is None)} {cote}"
        for b, cote in ((a.avant, "du logement quitté"), (a.apres, "du logement proposé"))
        if b.mensualite_residuelle is None
    ]
    return f"inconnu : {' ; '.join(manquent)}" if manquent else ""


def _sous_plancher(a: Attente, limites: Limites) -> str:
    """Pourquoi le reste à vivre est trop bas : sous le plancher, et plus bas qu'avant ; vide sinon."""
    avant, apres = a.avant.reste_par_uc_jour, a.apres.reste_par_uc_jour
    if limites.plancher is None or avant is None or apres is None or apres > limites.plancher or apres >= avant:
        return ""
    dit = a.somme(apres, par_jour=True)
    return f"reste à vivre de {dit} par unité de consommation et par jour, pour un plancher de " \
        f"{euros(limites.plancher)}"
