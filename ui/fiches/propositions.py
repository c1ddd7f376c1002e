"""Les fiches des propositions : envoyer, compléter, le logement offert, son budget figé, la réception."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.formats import date_courte, euros
from relogement.regles.charte.article04_envois import propositions_prevues
from relogement.regles.charte.constat import Cible
from relogement.regles.convention.acces import dire_acces
from relogement.regles.convention.accessibilite import Accessibilite
from relogement.regles.vivier import Empechement, EtatOffre
from relogement.services import propositions, vivier
from relogement.services.budgets_figes import completer_budget_fige
from relogement.services.corrections import corriger
from relogement.services.decohabitations import decohabitation_avant_envoi
from relogement.services.estimations import acces_offre, estimer_offre, genre_connu
from relogement.services.motifs_envoi import logement_pris
from relogement.stockage.lectures import Ligne, logements_offerts
from relogement.stockage.lectures_vivier import LigneVivier, lignes_vivier
from relogement.vocabulaire import Malgre, ModeEnvoi, NaturePiece
from relogement.vocabulaire import Reponse as ReponseMenage
from ui.fiches.adequation import calcul_adequation
from ui.fiches.dossier import Dossier
from ui.fiches.equivalence import EQUIVALENT, RAISON_EQUIVALENT
from ui.fiches.inconnus import DATE_INCONNUE, corriger_ou_dire
from ui.fiches.logement_offert import BAILLEUR, ESSENTIEL, GENRE_BAILLEUR, TITRES, TOUT
from ui.fiches.modele import (
    Depot,
    Modele,
    Note,
    Renvoi,
    Reponse,
    Suggestion,
    Textes,
    Valeurs,
    fixes,
    jour,
    reprendre,
    sans,
)
from ui.fiches.points import NOMS_POINTS, POINTS, POINTS_CHARTE, POINTS_LOI
from ui.fiches.refus import DEJA_REFUSEE
from ui.fiches.vidange import Vidange
from ui.socle.champs import Champ, Genre, Valeur, lire

SITUATION = (
    Champ("hors_quartier", "Hors du quartier quitté", Genre.OUI_NON_INCONNU),
    Champ("construit_pour_lui", "Conçu pour ce ménage", Genre.OUI_NON_INCONNU,
          aide="Un logement conçu pour le relogement de ce ménage dispense des trois offres."),
)
_ENVOI = Champ(
    "envoyee_le", "Envoyée ou remise le", Genre.DATE, obligatoire=True, passee=True, demi=True,
    manque="Indiquez le jour de l'envoi ou de la remise.",
)
_ESTIMES = (
    *(c for c in ESSENTIEL if c.nom in ("loyer", "commune", "zone_apl")), BAILLEUR, GENRE_BAILLEUR,
    replace(_ENVOI, obligatoire=False),
)
"""Ce dont l'estimation dépend, outre le dossier."""
_AIDES = (
    Champ("rls", "RLS dans ce logement", Genre.MONTANT, demi=True, aide="Vide : l'estimation, si elle se fait."),
    Champ("apl", "APL dans ce logement", Genre.MONTANT, demi=True, aide="Vide : l'estimation, si elle se fait."),
)
_EXAMINES = (
    *_ESTIMES,
    *(c for c in ESSENTIEL
      if c.nom in ("libelle", "type", "surface", "etage", "ascenseur", "quartier", "charges")),
    *_AIDES, SITUATION[0], EQUIVALENT,
)
"""Ce dont les points dépendent, outre le dossier."""
_NOMS_LOGEMENT = tuple(c.nom for c in ESSENTIEL)
_NOUVEAU = (*_NOMS_LOGEMENT, BAILLEUR.nom, GENRE_BAILLEUR.nom)
_RAISON_SANS_NEUF = Champ("raison_sans_neuf", "Pourquoi aucun logement neuf ne convient", aide="Si c'est le cas.")


VIDANGE = Vidange(
    "logement", (*SITUATION, *_AIDES, EQUIVALENT, RAISON_EQUIVALENT, *(p.champ for p in POINTS)),
    "Le logement a changé. Vidé, car dit de celui d'avant :", ESSENTIEL[0].nom,
)
"""Ce qui ne vaut que pour le logement proposé : en choisir un autre le vide."""


def derniere_ouverte(d: Dossier) -> Ligne | None:
    """La proposition demandée, sinon la dernière qui attend sa réponse."""
    ouvertes = [p for p in d.fiche.propositions if p["reponse"] is None]
    return d.celle(d.fiche.propositions) or (ouvertes[-1] if ouvertes else None)


def derniere(d: Dossier) -> Ligne | None:
    """La proposition demandée, sinon la dernière."""
    return d.celle(d.fiche.propositions) or (d.fiche.propositions[-1] if d.fiche.propositions else None)


def _champs_proposition(d: Dossier) -> tuple[Champ, ...]:
    offerts = tuple((str(v.id), _nommer(v)) for v in lignes_vivier(d.contexte.base, au=d.aujourd_hui))
    return (
        Champ("logement", "Un logement déjà saisi", Genre.CHOIX, choix=offerts,
              aide="Ou laissez « à renseigner » et décrivez-le ci-dessous."),
        *ESSENTIEL[:1], BAILLEUR, GENRE_BAILLEUR, *ESSENTIEL[1:],
        _ENVOI,
        Champ("mode", "Mode d'envoi", Genre.CHOIX, choix=ModeEnvoi, demi=True,
              aide="En main propre contre récépissé : reçue ce jour-là."),
        Champ("temporaire", "Logement temporaire, le temps des travaux", Genre.OUI_NON_INCONNU),
        *SITUATION,
        *_AIDES,
        EQUIVALENT,
        RAISON_EQUIVALENT,
        *(p.champ for p in POINTS),
        Champ("raison_envoi", "Raison de l'envoi", Genre.TEXTE_LONG,
              aide="Demandée si un point est à non, au-delà du nombre prévu, ou si un autre ménage a ce logement."),
        *DEJA_REFUSEE,
        _RAISON_SANS_NEUF,
    )


def _nommer(v: LigneVivier) -> str:
    """Le logement, et où il en est s'il n'est pas libre."""
    etat = "" if v.situation.etat is EtatOffre.LIBRE else v.situation.etat.libelle
    o = v.valeurs
    return " · ".join(str(part) for part in (o["libelle"], o["type"], o["commune"], etat) if part)


def _caches_proposition(d: Dossier, t: Textes) -> Collection[str]:
    """Ni le genre d'un bailleur dont on le sait, ni un refus, sauf du logement offert depuis à un autre."""
    aussi = (*(() if t[EQUIVALENT.nom] else (RAISON_EQUIVALENT.nom,)), *_caches_refus(d, t))
    if t["logement"]:
        return (*_NOUVEAU, *aussi)
    nom = t[BAILLEUR.nom]
    su = not nom.strip() or genre_connu(d.contexte.base, nom) is not None
    return (*((GENRE_BAILLEUR.nom,) if su else ()), *aussi)


def _caches_refus(d: Dossier, t: Textes) -> tuple[str, ...]:
    noms = tuple(c.nom for c in DEJA_REFUSEE)
    if any(t[nom].strip() for nom in noms):
        return ()
    pris = _pris(d, t)
    return () if pris is not None and pris.quoi is Malgre.OFFERT_DEPUIS else noms


def _alerte_proposition(d: Dossier, t: Textes) -> str:
    """Le logement pris, les points à non et la proposition de trop, avant l'envoi."""
    pris = _pris(d, t)
    if pris is not None and pris.sans_recours:
        return f"{pris.phrase} Choisissez-en un autre."
    phrases = [pris.phrase] if pris is not None else []
    if t["raison_envoi"].strip():
        # Elle a pu être écrite pour un autre logement : ce que celui-ci a de pris se dit quand même.
        return " ".join([*phrases, "Vérifiez que la raison de l'envoi le dit."]) if phrases else ""
    manquants = [p.mot for p in POINTS if t[p.nom] == "non"]
    if manquants:
        phrases.append(f"Point non rempli : {', '.join(manquants)}.")
    maximum = propositions_prevues(d.charte, d.fiche.operation["annonce_le"], d.aujourd_hui)
    deja = sum(not p["temporaire"] for p in d.fiche.propositions)
    if t["temporaire"] != "oui" and deja >= maximum:
        phrases.append(f"Ce serait la {deja + 1}e proposition ; la charte en prévoit {maximum}.")
    if not phrases:
        return ""
    refus = pris is not None and pris.quoi is Malgre.OFFERT_DEPUIS
    plutot = ["Si ce ménage l'avait refusé avant, notez plutôt ce refus ci-dessus."] if refus else []
    return " ".join([*phrases, "Écrivez la raison de l'envoi.", *plutot])


def _pris(d: Dossier, t: Textes) -> Empechement | None:
    """Pourquoi le logement choisi n'est pas libre pour ce ménage, du jour de l'envoi à aujourd'hui."""
    if not t["logement"]:
        return None
    au = lu_ou_aujourd_hui(d, _ENVOI, t[_ENVOI.nom])
    refusee = _lu(d, DEJA_REFUSEE[0], t[DEJA_REFUSEE[0].nom])
    temporaire = t["temporaire"] == "oui"
    return logement_pris(d.contexte.base, d.menage_id, UUID(t["logement"]), au, refusee, temporaire=temporaire)


def _decohabitation(d: Dossier, t: Textes) -> tuple[str, Cible] | None:
    """La question de la décohabitation, encore sans réponse au jour de l'envoi, et où y répondre."""
    attendue = decohabitation_avant_envoi(d.contexte.base, d.menage_id, lu_ou_aujourd_hui(d, _ENVOI, t[_ENVOI.nom]))
    if attendue is None or attendue.cible is None:
        return None
    return f"Décohabitation (charte, article 3). {attendue.phrase} Vous pouvez envoyer quand même.", attendue.cible


def _deja_saisi(d: Dossier, t: Textes) -> Reponse | None:
    """Le logement du vivier que l'on est en train de décrire."""
    if t["logement"] or not t["libelle"].strip():
        return None
    try:
        decrit = {c.nom: lire(c, t[c.nom], d.aujourd_hui) for c in (*ESSENTIEL, BAILLEUR)}
    except ErreurMetier:
        return None
    trouve = vivier.logement_deja_saisi(d.contexte.base, **decrit)
    if trouve is None:
        return None
    cle, nom = trouve
    phrase = f"« {nom} » est déjà saisi : choisissez-le ; si c'en est un autre, dites ce qui les distingue."
    return Reponse(phrase, "logement", str(cle))


def lu_ou_aujourd_hui(d: Dossier, champ: Champ, texte: str) -> date:
    """Le jour tapé dans ce champ ; vide ou illisible : aujourd'hui."""
    return _lu(d, champ, texte) or d.aujourd_hui


def _lu(d: Dossier, champ: Champ, texte: str) -> date | None:
    try:
        le: date | None = lire(champ, texte, d.aujourd_hui)
    except ErreurMetier:
        return None
    return le


def _estimation(d: Dossier, t: Textes) -> str:
    """L'APL et la RLS qui seront figées si l'agent ne saisit rien, ou ce qui manque pour les estimer."""
    try:
        v = {c.nom: lire(c, t[c.nom], d.aujourd_hui) for c in _ESTIMES}
    except ErreurMetier as erreur:
        return f"APL non estimée. {erreur.phrase}"
    le, connu = v["envoyee_le"] or d.aujourd_hui, UUID(t["logement"]) if t["logement"] else None
    decrit: dict[str, Any] = {"logement_id": connu, "loyer": v["loyer"], "commune": v["commune"], "zone": v["zone_apl"]}
    acces = acces_offre(d.contexte.base, d.menage_id, le, **decrit)
    loyer = "" if acces.quoi is Accessibilite.INCONNUE else f"\n{_majuscule(dire_acces(acces))}"
    try:
        e = estimer_offre(d.contexte.base, d.menage_id, le, bailleur=v["bailleur"],
                          genre_bailleur=v["genre_bailleur"], **decrit)
    except ErreurMetier as erreur:
        return f"APL non estimée. {erreur.phrase}{loyer}"
    return f"APL ≈ {euros(e.apl, entier=True)}, RLS {euros(e.rls)}. {e.resume}{loyer}"


def _majuscule(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _envoyer(base: Any, d: Dossier, v: Valeurs) -> Changements:
    connu = UUID(v["logement"]) if v["logement"] else None
    nouveau = {nom: v[nom] for nom in _NOUVEAU}
    reste = {nom: valeur for nom, valeur in v.items() if nom not in (*_NOUVEAU, "logement")}
    reste |= {nom: bool(reste[nom]) for nom in ("temporaire", "construit_pour_lui")}
    return propositions.envoyer_proposition(base, d.menage_id, connu, nouveau=nouveau, **reste)


def _recevoir(base: Any, d: Dossier, v: Valeurs) -> Changements:
    """La réception, et la pièce qui la prouve s'il y en a une."""
    return propositions.noter_reception(
        base, d.cle, preuve_reception_id=v.get("preuve_reception"), **sans(v, "preuve_reception")
    )


def _laquelle(d: Dossier) -> str:
    """« Proposition 2, Les Tilleuls, envoyée le 01/10/2026 » : celle que la fiche reprend."""
    p = d.ligne
    if p is None:
        return ""
    offert = d.fiche.offerts[p["logement_id"]]["libelle"]
    return ", ".join(filter(None, (f"proposition {p['rang']}", offert, f"envoyée le {date_courte(p['envoyee_le'])}")))


def _logement_de(d: Dossier) -> Ligne | None:
    """Le logement demandé, ou celui de la proposition demandée (sinon de la dernière)."""
    demande = next((o for cle, o in d.fiche.offerts.items() if cle == d.fiche_id), None)
    proposition = derniere(d)
    return demande or (d.fiche.offerts.get(proposition["logement_id"]) if proposition else None)


def _depart_logement(d: Dossier) -> Mapping[str, Valeur]:
    offert = next((o for o in logements_offerts(d.contexte.base) if d.ligne and o["id"] == d.cle), None)
    siens = (BAILLEUR.nom, GENRE_BAILLEUR.nom)
    autres = d.valeurs(*(c.nom for c in TOUT if c.nom not in siens))
    return {**autres, **{nom: offert[nom] if offert else None for nom in siens}}


def _budgets(d: Dossier) -> Mapping[str, Valeur]:
    avant, apres = d.fiche.budgets[d.cle]
    noms = ("type", "surface", "loyer", "charges", "rls", "apl")
    valeurs = {f"{nom}_avant": avant[nom] for nom in noms} | {f"{nom}_apres": apres[nom] for nom in noms}
    return valeurs | {"ressources": avant["ressources"]}


def _champs_budget(d: Dossier) -> tuple[Champ, ...]:
    """Seulement ce qui est encore inconnu : le reste est figé."""
    libelles = {"type": "Type", "surface": "Surface", "loyer": "Loyer principal", "charges": "Charges", "rls": "RLS",
                "apl": "APL", "ressources": "Ressources du foyer"}
    champs = []
    for nom, valeur in _budgets(d).items():
        if valeur is None:
            mot, _, cote = nom.partition("_")
            ou = {"avant": ", logement quitté", "apres": ", logement proposé"}.get(cote, "")
            genre = {"type": Genre.TEXTE, "surface": Genre.SURFACE}.get(mot, Genre.MONTANT)
            champs.append(Champ(nom, f"{libelles[mot]}{ou}", genre, demi=True))
    return tuple(champs)


def _budget_incomplet(d: Dossier) -> Ligne | None:
    ligne = derniere(d)
    if ligne is None or len(d.fiche.budgets.get(ligne["id"], ())) < 2:
        return None
    figes = d.fiche.budgets[ligne["id"]]
    noms = ("type", "surface", "loyer", "charges", "rls", "apl", "ressources")
    return ligne if any(f[nom] is None for f in figes for nom in noms) else None


def _completer(base: Any, d: Dossier, v: Valeurs) -> Changements:
    cotes = {
        cote: {nom.partition("_")[0]: valeur for nom, valeur in v.items() if nom.endswith(f"_{cote}")}
        for cote in ("avant", "apres")
    }
    if "ressources" in v:
        cotes = {cote: valeurs | {"ressources": v["ressources"]} for cote, valeurs in cotes.items()}
    return completer_budget_fige(base, d.cle, avant=cotes["avant"], apres=cotes["apres"])


def _caches_date(d: Dossier, t: Textes) -> Collection[str]:
    """Une date tapée n'est pas inconnue ; seul un accord daté peut demander une raison."""
    accord = d.valeurs("reponse").get("reponse") is ReponseMenage.ACCEPTEE
    tapee = bool(t["repondue_le"].strip())
    return (*((DATE_INCONNUE.nom,) if tapee else ()), *(() if accord and tapee else ("raison_accord",)))


FICHES: dict[str, Modele] = {
    "proposition": Modele(
        "Nouvelle proposition",
        _champs_proposition,
        _envoyer,
        valeurs=lambda _: {"temporaire": False, "construit_pour_lui": False},
        intro="À l'envoi, la proposition prend son numéro et le budget est figé à ce jour.",
        action="Enregistrer l'envoi",
        titres={
            "logement": "Le logement",
            "envoyee_le": "L'envoi",
            "rls": "Le budget dans ce logement",
            EQUIVALENT.nom: "Équivalent au logement quitté (charte, article 5)",
            POINTS_CHARTE[0].nom: "Adaptée au ménage (charte, article 4)",
            POINTS_LOI[0].nom: "Conforme à la loi (article 13 bis)",
            "raison_envoi": "Si besoin",
        },
        caches=_caches_proposition,
        alerte=_alerte_proposition,
        calcul=calcul_adequation(_EXAMINES),
        suggestion=Suggestion("type", (*_NOUVEAU, "logement"), "Choisir ce logement", _deja_saisi),
        renvoi=Renvoi((_ENVOI.nom,), "Répondre d'abord", _decohabitation),
        vidange=VIDANGE,
        note=Note("rls", ("logement", *(c.nom for c in _ESTIMES)), _estimation),
    ),
    "adequation": Modele(
        "Points de la proposition",
        fixes(*(p.champ for p in POINTS), *SITUATION, _RAISON_SANS_NEUF),
        lambda base, d, v: corriger(
            base, "proposition", d.cle, **v | {"construit_pour_lui": bool(v["construit_pour_lui"])}
        ),
        valeurs=reprendre(*NOMS_POINTS, *(c.nom for c in SITUATION), "raison_sans_neuf"),
        cible=derniere,
        exige="Enregistrez d'abord l'envoi d'une proposition.",
        titres={
            POINTS_CHARTE[0].nom: "Adaptée au ménage (charte, article 4)",
            POINTS_LOI[0].nom: "Conforme à la loi (article 13 bis)",
            SITUATION[0].nom: "Situation du logement",
            "raison_sans_neuf": "Parc neuf",
        },
    ),
    "logement_offert": Modele(
        "Logement proposé",
        fixes(*TOUT),
        lambda base, d, v: vivier.corriger_logement_offert(base, d.cle, **v),
        valeurs=_depart_logement,
        cible=_logement_de,
        exige="Enregistrez d'abord l'envoi d'une proposition.",
        intro="Un budget déjà figé ne change pas.",
        titres=TITRES,
    ),
    "budget_fige": Modele(
        "Compléter le budget figé",
        _champs_budget,
        _completer,
        cible=_budget_incomplet,
        exige="Aucun budget figé n'est à compléter : ce qui était connu le jour de l'envoi ne change plus.",
        intro="Montants par mois au jour de l'envoi. Ce qui était connu ce jour-là ne change plus.",
    ),
    "reception": Modele(
        "Réception de la proposition",
        fixes(
            Champ("presentee_le", "Première présentation", Genre.DATE, passee=True, demi=True),
            Champ("recue_le", "Reçue le", Genre.DATE, passee=True, demi=True),
            Champ("reponse_attendue_le", "Réponse attendue le", Genre.DATE, demi=True,
                  aide="Vide : au terme du délai minimum."),
            Champ("visite_le", "Visite du logement le", Genre.DATE, demi=True),
        ),
        _recevoir,
        valeurs=reprendre("presentee_le", "recue_le", "reponse_attendue_le", "visite_le"),
        cible=derniere_ouverte,
        exige="Enregistrez d'abord l'envoi d'une proposition.",
        depot=Depot("preuve_reception", NaturePiece.PREUVE_RECEPTION, "L'avis de réception ou le récépissé signé",
                    joint="preuve_reception_id"),
    ),
    "date_reponse": Modele(
        "Date de la réponse",
        fixes(
            replace(jour("repondue_le", "Réponse donnée le"), obligatoire=False),
            DATE_INCONNUE,
            Champ("raison_accord", "Pourquoi l'accord est pris quand même", Genre.TEXTE_LONG,
                  aide="Si un autre ménage tient ce logement, ou s'il n'est plus offert."),
        ),
        lambda base, d, v: corriger_ou_dire(
            base, d, v, DATE_INCONNUE.nom, ("repondue_le",), "Indiquez la date, ou pourquoi elle ne se retrouve pas."
        ),
        valeurs=reprendre("repondue_le", DATE_INCONNUE.nom, "raison_accord"),
        caches=_caches_date,
        cible=lambda d: d.celle([p for p in d.fiche.propositions if p["reponse"] is not None]),
        exige="Enregistrez d'abord la réponse du ménage.",
        pour=_laquelle,
    ),
}
