"""Ce qu'une règle reçoit : les faits du jour, la charte, le jour ; et ce que plusieurs règles y lisent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.compteurs import Compteur, compteur_charte, definitives
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.charte.parametres import Charte
from relogement.regles.faits import Entretien, FaitsMenage, Proposition, Relogement, Souhait, Suivi
from relogement.regles.loi import Loi, charger_loi

CIBLE_ANNONCE = Cible("operation", "annonce")
CIBLE_DECISION = Cible("operation", "decision")
CIBLE_TRAVAUX = Cible("operation", "travaux")
CIBLE_PROPOSITION = Cible("propositions", "proposition")
BAIL_SEUL = "un bail définitif est signé sans proposition acceptée"
"""Ce qu'une phrase dit de `Contexte.bail_seul`."""


@dataclass
class Contexte:
    """Les faits déjà élagués au jour `au`, la charte de l'opération, le jour.

    Un chiffre de la charte se lit `ctx.charte.entier(cles.FRAIS, jour)` (ou `taux`, `entiers`, `postes`,
    `entier_fixe`) ; `jour` est celui du déclencheur de l'obligation (annonce, entretien, envoi, bail, déménagement),
    pas celui que l'on demande : la version en vigueur ce jour-là compte, même si la charte a changé depuis.
    """

    faits: FaitsMenage
    charte: Charte
    au: date
    definitives: tuple[Proposition, ...]
    """Les propositions de relogement définitif, par date d'envoi."""
    loi: Loi
    """Les nombres de la loi, qu'aucune charte locale ne change."""

    @classmethod
    def de(cls, faits: FaitsMenage, charte: Charte, au: date) -> Contexte:
        """Le contexte de ces faits, déjà élagués au jour `au` ; du suivi, seul reste celui du relogement en cours."""
        return cls(suivi_en_cours(faits), charte, au, definitives(faits), charger_loi())

    @property
    def annonce(self) -> date | None:
        """J0, même à venir : c'est l'origine des délais."""
        return self.faits.operation.annonce

    @cached_property
    def entree_tardive(self) -> date | None:
        """Le jour où ce ménage commence, s'il n'existait pas encore à J0 ; None pour les autres."""
        return self.entree_apres(self.annonce)

    def entree_apres(self, jour: date | None) -> date | None:
        """Le jour où ce ménage commence, s'il n'existait pas encore ce jour-là ; None pour les autres."""
        entree = self.faits.entree
        return entree if jour is not None and entree is not None and entree > jour else None

    @cached_property
    def origine(self) -> date | None:
        """L'origine des délais que le tableau des obligations compte depuis J0 ; None si J0 n'est pas connu.

        Le tableau ne connaît que J0 ; un ménage né après (bail plus récent, décohabitation) ne peut pas être en retard
        avant d'exister : pour lui seul, le délai court de son entrée.
        """
        return self.entree_tardive or self.annonce

    @property
    def pas_encore_la(self) -> str:
        """Ce qui n'a pas encore eu lieu quand l'origine des délais est à venir : l'annonce, ou l'entrée du ménage."""
        origine, entree = self.origine, self.entree_tardive
        quand = jour_fr(origine) if origine else "à une date inconnue"
        return f"Le ménage arrive le {quand}" if entree else f"L'opération s'annonce le {quand}"

    def avec_origine(self, c: Constat, echeance: date | None, depuis: date | None = None) -> Constat:
        """Le constat, dont la phrase dit l'entrée tardive du ménage si elle dit une échéance que cette entrée fixe.

        `depuis` : le jour d'où courent les délais des autres ménages ; None : J0.
        """
        entree = self.entree_apres(depuis or self.annonce)
        if entree is None or c.echeance is None or c.echeance != echeance or not (c.jours or c.etat is Etat.A_FAIRE):
            return c
        arrive = "décohabitant depuis" if self.faits.decohabitant else "arrivé"
        corps = c.redige
        return replace(
            c, redige=lambda: f"{corps if isinstance(corps, str) else corps()} (ménage {arrive} le {jour_fr(entree)})"
        )

    @cached_property
    def acceptee(self) -> Proposition | None:
        """La dernière proposition définitive dont l'accord tient."""
        return next((p for p in reversed(self.definitives) if p.accord), None)

    @cached_property
    def entretien(self) -> Entretien | None:
        """Le premier entretien."""
        return self.entretiens[0] if self.entretiens else None

    @cached_property
    def souhait(self) -> Souhait | None:
        """Les derniers souhaits exprimés ; une fiche vide n'en est pas."""
        return max((s for s in self.faits.souhaits if s.exprime), key=lambda s: s.le, default=None)

    @cached_property
    def definitif(self) -> Relogement | None:
        """Le dernier relogement définitif."""
        return bail_definitif(self.faits)

    @property
    def bail_seul(self) -> Relogement | None:
        """Le dernier relogement définitif, si aucune proposition acceptée n'est notée : son logement est inconnu."""
        return self.definitif if self.acceptee is None else None

    @cached_property
    def emmenagement(self) -> tuple[date, Relogement] | None:
        """Le jour du déménagement définitif : celui du bail définitif ou, en réhabilitation, le retour chez soi."""
        return emmenagement(self.faits)

    @property
    def revenu_chez_lui(self) -> bool:
        """Vrai si une réhabilitation a fini par le retour chez soi : il n'y aura pas de relogement définitif."""
        arrivee = self.emmenagement
        return arrivee is not None and arrivee[1].temporaire and not self.definitives

    @cached_property
    def reloge_le(self) -> date | None:
        """Le jour où le relogement définitif est acquis : bail signé ou retour chez soi ; None s'il ne l'est pas."""
        if self.definitif is not None:
            return self.definitif.bail_signe
        return self.emmenagement[0] if self.emmenagement else None

    def reloge_avant(self, depuis: date | None) -> str | None:
        """Comment se dit le relogement acquis, si rien n'est plus attendu de qui n'est concerné que `depuis` ce jour.

        C'est le cas de qui arrive ou devient majeur après la dernière proposition ou, sans proposition, après le
        relogement : plus aucun envoi ne l'attend. None sinon, et toujours si `depuis` n'est pas connu.
        """
        le = self.reloge_le
        if le is None or depuis is None or self.premier_envoi(depuis) is not None:
            return None
        if not self.faits.propositions and depuis <= le:
            return None
        return f"{'bail définitif signé' if self.definitif else 'revenu chez lui'} le {jour_fr(le)}"

    @cached_property
    def refus(self) -> Compteur:
        """Les refus de propositions adaptées."""
        return compteur_charte(self.faits)

    @cached_property
    def majorite(self) -> int:
        """L'âge de la majorité, en années."""
        return self.charte.entier(cles.MAJORITE, self.annonce or self.au)

    @cached_property
    def entretiens(self) -> tuple[Entretien, ...]:
        """Les entretiens, du premier au dernier."""
        return tuple(sorted(self.faits.entretiens, key=lambda e: e.le))

    @cached_property
    def envois(self) -> tuple[Proposition, ...]:
        """Les propositions, temporaires comprises, de la première envoyée à la dernière."""
        return tuple(sorted(self.faits.propositions, key=lambda p: p.envoyee))

    @property
    def envoi_attendu(self) -> str:
        """L'envoi à venir : « première proposition », ou « prochaine proposition » s'il en est déjà parti une."""
        return f"{'prochaine' if self.faits.propositions else 'première'} proposition"

    def premier_envoi(self, depuis: date | None) -> Proposition | None:
        """La première proposition envoyée à partir de `depuis` (None : depuis toujours), temporaire comprise."""
        return next((p for p in self.envois if depuis is None or p.envoyee >= depuis), None)


def bail_definitif(faits: FaitsMenage) -> Relogement | None:
    """Le dernier relogement définitif ; None tant qu'aucun bail définitif n'est signé."""
    return max((r for r in faits.relogements if not r.temporaire), key=lambda r: r.bail_signe, default=None)


def emmenagement(faits: FaitsMenage) -> tuple[date, Relogement] | None:
    """Le jour où le ménage est relogé pour de bon, et le relogement ; None s'il ne l'est pas encore.

    Une réhabilitation finit par le retour dans le logement d'origine : la fin du dernier relogement temporaire en tient
    lieu, une fois le ménage revenu de tous ceux où il a vécu.
    """
    finals = [(r.demenagement, r) for r in faits.relogements if not r.temporaire and r.demenagement]
    if not finals and not faits.operation.demolition and all(r.temporaire for r in faits.relogements):
        vecus = [r for r in faits.relogements if r.demenagement]
        finals = [(r.retour, r) for r in vecus if r.retour] if all(r.retour for r in vecus) else []
    return max(finals, key=lambda f: f[0], default=None)


def suivi_en_cours(faits: FaitsMenage) -> FaitsMenage:
    """Les faits, dont le suivi n'est plus que celui du relogement définitif en cours (article 8).

    Un suivi n'a lieu qu'après le déménagement : ce qui le précède est celui d'un relogement antérieur ou une erreur.
    """
    if faits.suivi is None and not faits.visites and not faits.difficultes:
        return faits
    arrivee = emmenagement(faits)
    if arrivee is None:
        return replace(faits, suivi=None, visites=(), difficultes=())
    le = arrivee[0]
    suivi = _suivi_depuis(faits.suivi, le) if faits.suivi else None
    jours = [*(v.le for v in faits.visites), *(d.le for d in faits.difficultes)]
    if suivi is faits.suivi and min(jours, default=le) >= le:
        return faits
    return replace(
        faits,
        suivi=suivi,
        visites=tuple(v for v in faits.visites if v.le >= le),
        difficultes=tuple(d for d in faits.difficultes if d.le >= le),
    )


def _suivi_depuis(s: Suivi, le: date) -> Suivi:
    if all(d is None or d >= le for d in (s.propose_le, s.refuse_le, s.decision_le, s.cloture_le)):
        return s
    if s.decision_le is not None and s.decision_le < le:
        s = replace(s, decision=None, decision_le=None, raison=None)
    if s.cloture_le is not None and s.cloture_le < le:
        s = replace(s, cloture_le=None, bilan=None)
    propose, refuse = (d if d is None or d >= le else None for d in (s.propose_le, s.refuse_le))
    return replace(s, propose_le=propose, refuse_le=refuse)


@dataclass(frozen=True, slots=True)
class Regle:
    """Une obligation et la fonction qui la juge."""

    obligation: Obligation
    juge: Callable[[Contexte], Constat]


def preuve_proposition(p: Proposition) -> Preuve:
    """La proposition, comme preuve."""
    return Preuve("proposition", p.id, p.envoyee, f"Proposition n° {p.rang}")


def preuve_entretien(e: Entretien) -> Preuve:
    """L'entretien, comme preuve."""
    return Preuve("entretien", e.id, e.le, "Entretien")


def nom_relogement(r: Relogement) -> str:
    """Comment la phrase désigne ce relogement parmi d'autres : « relogement (bail du 01/09/2026) »."""
    return f"{'relogement temporaire' if r.temporaire else 'relogement'} (bail du {jour_fr(r.bail_signe)})"


def preuve_relogement(r: Relogement) -> Preuve:
    """Le relogement, comme preuve."""
    return Preuve("relogement", r.id, r.bail_signe, "Relogement temporaire" if r.temporaire else "Relogement définitif")
