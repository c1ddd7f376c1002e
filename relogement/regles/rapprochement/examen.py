"""Examiner les logements pour un ménage : les limites d'abord, qui coûtent peu, puis les points et le budget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from relogement.commun import ErreurMetier
from relogement.formats import pluriel
from relogement.regles.adequation.charte import acces_convient, budget_convient, taille_convient, type_convient
from relogement.regles.adequation.lieu import lieu_convient
from relogement.regles.adequation.offre import Attente, Limites, Offre, Verdict
from relogement.regles.apl.plusieurs import AidesMenage
from relogement.regles.apl.zones import Zone, charger_zones, zone_apl
from relogement.regles.calendrier import jour_fr
from relogement.regles.convention.acces import CE_MENAGE, inconnu, situe
from relogement.regles.convention.accessibilite import Accessibilite
from relogement.regles.dossier_budget import DossierBudget
from relogement.regles.rapprochement.convenance import Convenance, Limite, Logement, Point
from relogement.regles.rapprochement.reglages import reglages
from relogement.regles.typologie import pieces
from relogement.vocabulaire import Financement

_APL = {Accessibilite.ACCESSIBLE: True, Accessibilite.POTENTIELLE: True, Accessibilite.AU_DELA: False,
        Accessibilite.INCONNUE: None}


@dataclass(frozen=True)
class Demandeur:
    """Un ménage qui attend un logement, tel que le dossier le dit au jour `le`.

    `attente` : sans le budget d'après. `deja` : les logements qui lui ont été proposés (clé → phrase). `plafonds` :
    ses ressources tiennent-elles sous le plafond de chaque financement. `neuf_du` : la charte demande encore qu'un
    logement neuf lui soit proposé (A04.3). `marge` : ce qui reste potentiellement accessible au-dessus du plafond APL.
    """

    id: str
    reference: str
    le: date
    dossier: DossierBudget
    attente: Attente
    limites: Limites
    bailleur: str
    """Celui qui démolit."""
    deja: Mapping[str, str] = field(default_factory=dict)
    plafonds: Mapping[Financement, Verdict] = field(default_factory=dict)
    neuf_du: bool = False
    marge: int = 0


class Examinateur:
    """Examine des logements pour un ménage ; ce qui ne dépend que d'une partie du logement n'est jugé qu'une fois."""

    def __init__(self, demandeur: Demandeur) -> None:
        self.demandeur = demandeur
        self._vus: dict[tuple[object, ...], Verdict] = {}
        self._zones: dict[tuple[str | None, int | None], Zone | ErreurMetier] = {}
        self._aides = AidesMenage(demandeur.dossier, demandeur.le)
        self._travaux = demandeur.dossier.faits.operation.travaux

    def examiner(self, logement: Logement) -> Convenance:
        """Ce que ce logement vaut pour ce ménage."""
        d = self.demandeur
        exclu = self._limite(logement)
        if exclu is not None:
            return Convenance(d.id, logement.id, *exclu)
        attente = self._dans(logement)
        cout = budget_convient(logement.offre, attente, d.limites)
        if cout[0] is False:
            return Convenance(d.id, logement.id, Limite.COUT, f"trop cher : {cout[1]}")
        avant, apres = attente.avant.mensualite_residuelle, attente.apres.mensualite_residuelle
        return Convenance(
            d.id, logement.id, points=self._points(logement, cout), mensualite=apres,
            ecart=None if avant is None or apres is None else apres - avant,
        )

    def _limite(self, logement: Logement) -> tuple[Limite, str] | None:
        d, offre = self.demandeur, logement.offre
        if logement.id in d.deja:
            return Limite.DEJA, d.deja[logement.id]
        rempli, phrase = self._une_fois(("taille", offre.type), lambda: taille_tenable(offre, d.attente, d.le))
        if rempli is False:
            return Limite.TAILLE, phrase
        rempli, phrase = self._acces(offre)
        if rempli is False:
            return Limite.ACCES, phrase
        rempli, phrase = self._plafond(logement) or (None, "")
        return (Limite.PLAFOND, phrase) if rempli is False else None

    def _plafond(self, logement: Logement) -> Verdict | None:
        """Chez le bailleur qui démolit, les plafonds ne sont pas vérifiés (CCH, L. 441-2 V) : None."""
        if logement.financement is None or logement.bailleur == self.demandeur.bailleur:
            return None
        inconnu = (None, f"ressources non comparées au plafond {logement.financement.libelle}")
        rempli, phrase = self.demandeur.plafonds.get(logement.financement, inconnu)
        if rempli is False and logement.bailleur is None:
            return None, f"{phrase} ; le bailleur n'est pas connu, chez celui qui démolit les plafonds n'excluent pas"
        return rempli, phrase

    def _acces(self, offre: Offre) -> Verdict:
        cle = ("acces", offre.etage, offre.ascenseur, offre.fauteuil, offre.douche)
        return self._une_fois(cle, lambda: acces_convient(offre, self.demandeur.attente))

    def _une_fois(self, cle: tuple[object, ...], juger: Callable[[], Verdict]) -> Verdict:
        if cle not in self._vus:
            self._vus[cle] = juger()
        return self._vus[cle]

    def _points(self, logement: Logement, cout: Verdict) -> tuple[Point, ...]:
        a, offre = self.demandeur.attente, logement.offre
        genre = self._une_fois(("type", offre.type), lambda: type_convient(offre, a))
        lieu = self._une_fois(("lieu", offre.commune, offre.quartier), lambda: lieu_convient(offre, a))
        points = [Point("type", *genre), Point("lieu", *lieu), Point("accessibilité", *self._acces(offre)),
                  Point("budget", *cout), Point("loyer et APL", *self._loyer(logement)),
                  Point("date", *a_temps(logement.disponible, self._travaux, self.demandeur.le))]
        if plafond := self._plafond(logement):
            points.append(Point("plafond", *plafond))
        if self.demandeur.neuf_du:
            points.append(Point("parc neuf", logement.neuf, _NEUF[logement.neuf]))
        return tuple(points)

    def _loyer(self, logement: Logement) -> Verdict:
        try:
            plafond = self._aides.plafond(self._zone(logement))
        except ErreurMetier as erreur:
            return None, inconnu(CE_MENAGE, erreur.phrase).phrase
        lu = situe(logement.loyer, plafond.montant, self.demandeur.marge, CE_MENAGE, "")
        return _APL[lu.quoi], lu.phrase

    def _dans(self, logement: Logement) -> Attente:
        """Ce que l'on sait du ménage, avec le budget qu'il aurait dans ce logement."""
        a, avant = self.demandeur.attente, self.demandeur.attente.avant
        apl, rls = self._estimees(logement)
        apres = replace(
            avant, loyer=logement.loyer, charges=logement.charges, rls=rls, apl=apl, forfait=logement.forfait
        )
        return replace(a, apres=apres, estimee=True)

    def _estimees(self, logement: Logement) -> tuple[int | None, int | None]:
        """L'APL et la RLS, inconnues si ce qui les décide l'est."""
        if logement.loyer is None or logement.genre is None:
            return None, None
        try:
            return self._aides.dans(logement.loyer, self._zone(logement), logement.genre)
        except ErreurMetier:
            return None, None

    def _zone(self, logement: Logement) -> Zone:
        cle = (logement.offre.commune, logement.zone)
        if cle not in self._zones:
            try:
                self._zones[cle] = zone_apl(*cle[:1], self.demandeur.dossier.communes, cle[1], charger_zones())
            except ErreurMetier as erreur:
                self._zones[cle] = erreur
        lue = self._zones[cle]
        if isinstance(lue, ErreurMetier):
            raise lue
        return lue


def taille_tenable(offre: Offre, a: Attente, le: date) -> Verdict:
    """Ni sous-occupé, ni trop petit ; le type que le ménage souhaite et nomme n'est jamais exclu par sa taille."""
    if type_convient(offre, a)[0] and pieces(offre.type) <= pieces(a.souhait.type if a.souhait else None):
        return True, "le type souhaité"
    rempli, phrase = taille_convient(offre, a)
    if rempli is not None or a.personnes is None:
        return rempli, phrase
    (n,) = pieces(offre.type) or (a.personnes,)
    manque = a.personnes - n
    if manque > reglages(le).pieces_en_moins:
        return False, f"{pluriel(n, 'pièce')} pour {pluriel(a.personnes, 'personne')} : trop petit"
    return None, phrase


def a_temps(disponible: date | None, travaux: date | None, le: date) -> Verdict:
    """Libre avant le début des travaux, exclu ce jour-là : après, le ménage devrait déménager deux fois."""
    if disponible is None:
        return None, "date de disponibilité inconnue"
    if disponible <= le:
        return True, "déjà disponible"
    dit = f"disponible le {jour_fr(disponible)}"
    if travaux is None:
        return None, f"{dit} ; le début des travaux n'est pas noté"
    if disponible < travaux:
        return True, f"{dit}, avant les travaux"
    return False, f"{dit}, trop tard : les travaux sont prévus le {jour_fr(travaux)}"


_NEUF = {True: "neuf ou récent, comme la charte le demande encore", False: "ni neuf ni récent, et la charte le demande "
         "encore", None: "neuf ou non : inconnu"}
