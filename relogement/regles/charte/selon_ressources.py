"""Les obligations dont l'état ou la phrase dépend des ressources du ménage, ou de qui y est à charge."""

from __future__ import annotations

from relogement.regles.charte.article04_accession import ACCESSION
from relogement.regles.charte.article04_minoration import MINORATION
from relogement.regles.charte.article05 import MENSUALITE
from relogement.regles.charte.article05_reste import RESTE
from relogement.regles.charte.article12 import PREFECTURE

SELON_RESSOURCES = frozenset(o.id for o in (ACCESSION, MINORATION, MENSUALITE, RESTE, PREFECTURE))
"""L'accession, la minoration (son plafond suit les personnes à charge), les mensualités, le reste à vivre, la part des
plafonds qui ouvre le contingent de la préfecture.
"""
