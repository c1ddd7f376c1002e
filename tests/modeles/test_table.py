"""Chaque table refuse ce qu'elle ne doit pas ranger."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticUndefined
from sqlalchemy import Integer, inspect
from sqlmodel import SQLModel

from relogement import modeles as m
from relogement.modeles.table import Instant, Table, validateur
from relogement.vocabulaire import Lien

TABLES = [t for t in (getattr(m, nom) for nom in m.__all__) if t is not Table and issubclass(t, Table)]
BORNES = {
    "obligation": "A04.2", "alerte": "L1", "trimestre": "2026-T3", "annee": 2026,
    **dict.fromkeys(("empreinte", "financeur", "diffusable", "chiffres"), "0" * 64),
}
"""Les champs dont la longueur ou la valeur est bornée de près."""


def minimale(table: type[Table]) -> dict[str, Any]:
    """De quoi créer une fiche : une valeur plausible pour chaque champ obligatoire."""
    return {nom: _plausible(nom, champ.annotation) for nom, champ in table.model_fields.items() if champ.is_required()}


def _plausible(nom: str, genre: Any) -> Any:
    if hasattr(genre, "__members__"):
        return next(iter(genre))
    genres: dict[Any, Any] = {date: date(2026, 1, 1), bool: True, int: 1, str: "AAAA"}
    return BORNES.get(nom, genres.get(genre, uuid4()))


@pytest.mark.parametrize("table", TABLES)
def test_une_fiche_complete_est_acceptee_et_porte_cle_et_heure(table: type[Table]) -> None:
    fiche = table(**minimale(table))
    assert fiche.id.version == 7
    assert fiche.cree_le.tzinfo is not None


@pytest.mark.parametrize("table", TABLES)
def test_chaque_champ_obligatoire_oublie_est_refuse(table: type[Table]) -> None:
    for champ in minimale(table):
        with pytest.raises(TypeError, match=champ):
            table(**{c: v for c, v in minimale(table).items() if c != champ})


@pytest.mark.parametrize("table", TABLES)
def test_une_colonne_inconnue_est_refusee(table: type[Table]) -> None:
    with pytest.raises(TypeError, match="inconnue"):
        table(**minimale(table), inconnue=1)


@pytest.mark.parametrize("table", TABLES)
def test_un_texte_dans_une_colonne_d_entier_est_refuse_et_l_ancienne_valeur_reste(table: type[Table]) -> None:
    entiers = [c.name for c in SQLModel.metadata.tables[str(table.__tablename__)].c if isinstance(c.type, Integer)]
    for colonne in entiers:
        fiche = table(**minimale(table))
        avant = getattr(fiche, colonne)
        with pytest.raises(ValidationError):
            setattr(fiche, colonne, "douze")
        assert getattr(fiche, colonne) == avant
        assert not inspect(fiche).attrs[colonne].history.deleted


@pytest.mark.parametrize("table", TABLES)
def test_un_texte_obligatoire_vide_ou_trop_long_est_refuse(table: type[Table]) -> None:
    for nom, champ in table.model_fields.items():
        if champ.annotation is str and champ.default is PydanticUndefined:
            for mauvais in ("x" * 20_001, *([""] if nom not in ("nature", "champ", "texte", "raison") else [])):
                with pytest.raises(ValidationError):
                    table(**(minimale(table) | {nom: mauvais}))


def test_un_montant_negatif_est_refuse_zero_est_accepte() -> None:
    valeurs = minimale(m.Loyer)
    assert m.Loyer(**valeurs, loyer=0).loyer == 0
    with pytest.raises(ValidationError):
        m.Loyer(**valeurs, loyer=-1)


def test_un_instant_sans_fuseau_est_refuse() -> None:
    with pytest.raises(ValueError, match="fuseau"):
        Instant().process_bind_param(datetime(2026, 1, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001  # c'est l'essai


def test_une_liste_fermee_se_range_par_son_code() -> None:
    assert m.Personne(**(minimale(m.Personne) | {"lien": "enfant"})).lien is Lien.ENFANT
    with pytest.raises(ValidationError):
        m.Personne(**(minimale(m.Personne) | {"lien": "cousin"}))


def test_toute_valeur_va_au_json_et_en_revient() -> None:
    instant = datetime(2026, 1, 1, 8, tzinfo=UTC)
    for table, colonne, valeur in (
        (m.Piece, "le", date(2026, 1, 1)),
        (m.Personne, "lien", Lien.ENFANT),
        (m.Piece, "cree_le", instant),
        (m.Entretien, "besoins", ["a", "b"]),
    ):
        texte = validateur(table, colonne).dump_json(valeur)
        assert validateur(table, colonne).validate_json(texte) == valeur
