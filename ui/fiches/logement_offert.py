"""Les champs d'un logement offert, les mêmes dans la proposition et dans le vivier."""

from __future__ import annotations

from dataclasses import replace

from relogement.vocabulaire import Financement, GenreBailleur, Habitat, Reservataire
from ui.fiches.foyer import FORFAIT
from ui.socle.champs import Champ, Genre

BAILLEUR = Champ("bailleur", "Bailleur")
GENRE_BAILLEUR = Champ(
    "genre_bailleur", "Genre du bailleur", Genre.CHOIX, choix=GenreBailleur,
    aide="La réduction de loyer de solidarité en dépend ; il vaut pour tous ses logements.",
)
ESSENTIEL = (
    Champ("libelle", "Désignation", aide="Résidence, adresse ou porte."),
    Champ("type", "Type", aide="T1, T2, T3…", demi=True),
    Champ("surface", "Surface", Genre.SURFACE, demi=True),
    Champ("etage", "Étage (0 : rez-de-chaussée)", Genre.ENTIER, minimum=-5, maximum=60, demi=True),
    Champ("ascenseur", "Ascenseur", Genre.OUI_NON_INCONNU, demi=True),
    Champ("commune", "Commune", demi=True),
    Champ("quartier", "Quartier", demi=True),
    Champ("zone_apl", "Zone APL", Genre.ENTIER, minimum=1, maximum=3,
          aide="1, 2 ou 3 ; vide : celle de la commune, si elle est connue de l'application."),
    Champ("qpv", "En quartier prioritaire (QPV)", Genre.OUI_NON_INCONNU, demi=True),
    Champ("neuf", "Neuf ou livré depuis moins de 5 ans", Genre.OUI_NON_INCONNU, demi=True),
    Champ("livre_le", "Livré le", Genre.DATE, demi=True),
    Champ("reservataire", "Réservataire", Genre.CHOIX, choix=Reservataire, demi=True),
    Champ("loyer", "Loyer principal par mois", Genre.MONTANT, demi=True),
    Champ("charges", "Charges par mois", Genre.MONTANT, demi=True, aide="Sans eau ni chauffage individuels."),
    FORFAIT,
    Champ("plafond_apl", "Plafond de loyer APL du ménage type", Genre.MONTANT,
          aide="Par mois, pour le ménage type de ce logement ; vide : inconnu."),
)
"""Ce qu'une proposition demande d'un logement, la désignation d'abord."""
LIEU = (
    Champ("reference", "Référence du bailleur", demi=True, aide="Son numéro dans les listes du bailleur."),
    Champ("porte", "Porte", demi=True),
    Champ("adresse", "Adresse"),
    Champ("code_postal", "Code postal", demi=True),
    Champ("batiment", "Bâtiment", demi=True),
)
NATURE = (
    Champ("habitat", "Collectif ou individuel", Genre.CHOIX, choix=Habitat, demi=True),
    Champ("financement", "Financement", Genre.CHOIX, choix=Financement, demi=True),
    Champ("conventionne_le", "Conventionné le", Genre.DATE,
          aide="Depuis moins de 5 ans, il compte comme du neuf pour l'ANRU."),
    Champ("fauteuil", "Accessible en fauteuil roulant", Genre.OUI_NON_INCONNU, demi=True),
    Champ("douche", "Douche adaptée", Genre.OUI_NON_INCONNU, demi=True),
)
JOURS = (
    Champ("disponible_le", "Disponible le", Genre.DATE, demi=True),
    Champ("disponible_jusqu_au", "Gardé jusqu'au", Genre.DATE, demi=True,
          aide="Le dernier jour où il est réservé aux relogements ; vide : sans limite dite."),
    Champ("note", "Note", Genre.TEXTE_LONG),
)
_OU = ("commune", "quartier", "zone_apl", "qpv")
_SEULS = ("qpv", "reservataire")
"""En fin de section : deux par ligne, ils prendraient le premier champ de la suivante."""
_ENTIERS = tuple(replace(c, demi=c.demi and c.nom not in _SEULS) for c in ESSENTIEL[1:])
_SITUE = tuple(c for c in _ENTIERS if c.nom in _OU)
_DECRIT = tuple(c for c in _ENTIERS if c.nom not in _OU)
TOUT = (ESSENTIEL[0], BAILLEUR, GENRE_BAILLEUR, *LIEU, *_SITUE, *_DECRIT, *NATURE, *JOURS)
"""Tout ce que le vivier en sait."""
TITRES = {"reference": "Où il est", "type": "Ce qu'il est", "loyer": "Ce qu'il coûte", "habitat": "Sa nature",
          "disponible_le": "Quand il se libère"}
"""Les intertitres de la fiche entière."""
