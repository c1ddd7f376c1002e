"""La copie du droit d'accès : tout ce qui concerne qui la demande, les autres masqués partout, et ce qui l'est."""

from __future__ import annotations

from dataclasses import replace

from relogement.documents.communicable import (
    AUTRUI,
    DEDUIT,
    RIEN,
    Communicable,
    Omission,
    Tiers,
    a_relire,
    communicable,
    masquer,
)
from tests.documents.exemple import COMPLET, FOYER, contenu, lire

NOE = Tiers("personne n° 2 (enfant)", ("Noé Benali", "Benali Noé", "Noé"))
SANS_NOE, OMISSIONS = masquer(COMPLET, {1: NOE})


def copie(dossier: object = SANS_NOE, omissions: tuple[Omission, ...] = OMISSIONS) -> bytes:
    assert isinstance(dossier, type(COMPLET))
    return communicable(Communicable(dossier, "Leïla Benali", omissions), invariant=True)


def test_le_nom_d_un_tiers_disparait_de_tout_le_document_notes_comprises() -> None:
    page = contenu(copie())
    assert "Noé" not in page
    assert "01/07/2006" not in page
    assert "Rappeler pour les ressources de personne n° 2 (enfant)." in page
    assert "Leïla Benali" in page
    assert "Anaïs Benali" in page


def test_ses_ressources_sont_retirees_et_celles_du_foyer_ne_les_trahissent_pas() -> None:
    page = contenu(copie())
    assert "bourse" not in page
    assert "1 123,50 €" in page
    assert "1 356,00 €" not in page
    assert all(c.budget.ressources is None and (c.quitte is None or c.quitte.ressources is None)
               for c in SANS_NOE.budgets)


def test_ce_qui_est_retire_est_dit_en_tete_avec_sa_raison() -> None:
    assert (
        Omission("L'identité et la date de naissance : personne n° 2 (enfant)", AUTRUI),
        Omission("1 ligne de ressources d'une autre personne", AUTRUI),
        Omission("Les ressources du foyer, le taux d'effort et le reste à vivre des budgets, qui se lisent « inconnu »",
                 DEDUIT),
        Omission("Le lien avec le dossier d'un autre ménage", AUTRUI),
        Omission("Le nom du témoin d'un refus de signer", AUTRUI),
        Omission("Les personnes présentes aux entretiens", AUTRUI),
    ) == OMISSIONS
    page = contenu(copie())
    assert page.index("Ce qui a été retiré") < page.index("État de la charte")
    for o in OMISSIONS:
        assert " ".join(o.quoi.split()) in page.replace("\u00a0", " ")


def test_sans_tiers_rien_n_est_retire_et_le_document_le_dit() -> None:
    seul = replace(
        COMPLET, foyer=replace(FOYER, personnes=FOYER.personnes[:1]), propositions=(),
        couverture=replace(COMPLET.couverture, drapeaux=()),
    )
    masque, omissions = masquer(seul, {})
    assert (masque, omissions) == (seul, ())
    assert RIEN in contenu(copie(masque, omissions))


def test_les_notes_et_appreciations_sont_communiquees_et_signalees_a_relire() -> None:
    page = contenu(copie())
    assert "Préfère être appelée le matin" in page
    assert "Famille d'accord pour chercher à l'ouest." in page
    assert {"la note du ménage", "les conclusions des entretiens", "les motifs de refus"} <= set(a_relire(SANS_NOE))


def test_un_prenom_ne_se_masque_qu_en_entier() -> None:
    noelle = replace(COMPLET, foyer=replace(FOYER, note="Noémie et NOÉ, puis Noé."))
    masque, _ = masquer(noelle, {1: NOE})
    assert masque.foyer.note == "Noémie et personne n° 2 (enfant), puis personne n° 2 (enfant)."


def test_le_document_est_titre_et_signe_d_un_signet() -> None:
    lu = lire(copie())
    assert lu.metadata is not None
    assert lu.metadata.title == "Copie du dossier BEL-0042"
    assert "Ce qui a été retiré" in [x.title for x in lu.outline if not isinstance(x, list)]
