"""Mass endorsements in the actor's scope, with how their queued work stands (END-11)."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from core.models.jobs import Job, JobState
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor
from underwriting.models import MassEndorsement
from underwriting.rules.endorsement_life import MASS_JOB

GIVEN_UP = frozenset({JobState.DEAD.value, JobState.CANCELLED.value})


def _jobs() -> QuerySet[Any]:
    """Work on mass endorsements, each with the one that it carries out; the newest first."""
    rows = Job.objects.filter(kind=MASS_JOB)
    return rows.annotate(mass=Cast(KT("payload__mass"), BigIntegerField())).order_by("-pk")


def jobs_of_mass(pk: int) -> QuerySet[Any]:
    """The tries to carry out one mass endorsement, the newest first."""
    return _jobs().filter(mass=pk)


def mass_endorsements(actor: ScopedActor) -> QuerySet[MassEndorsement]:
    """Mass endorsements in scope, each with how its newest try stands."""
    newest = Subquery(_jobs().filter(mass=OuterRef("pk")).values("state")[:1])
    return MassEndorsement.objects.visible_to(actor).annotate(job_state=newest)


def mass_for(actor: ScopedActor, pk: int) -> MassEndorsement:
    """One mass endorsement; out of scope reads as not found."""
    found = mass_endorsements(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def left_to_do(mass: MassEndorsement) -> bool:
    """Whether it may be carried out again: it ended with policies that were not done, or its work was given up."""
    if mass.done_at is not None:
        return bool(mass.failures)
    return jobs_of_mass(mass.pk).values_list("state", flat=True).first() in GIVEN_UP
