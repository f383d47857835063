"""Queued work of mass endorsements: one policy after the other, with a result for each."""

from __future__ import annotations

import logging
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.workflow.command import Command
from core.workflow.refusals import Refusal
from organisation.public import system_actor
from underwriting.models import Endorsement, MassEndorsement, Policy
from underwriting.services.endorsement_issue import enqueue_paper
from underwriting.services.mass_endorsing import MASS_JOB, carry_out, endorse_one

log = logging.getLogger(__name__)
CLOCK = "policy-clock"


@job(MASS_JOB, label=_("Mass endorsement"), lease=300, time_limit=3600)
def mass_endorsement(run: JobRun) -> None:
    """What is refused for one policy holds up no other; running again does nothing twice."""
    mass = MassEndorsement.objects.get(pk=int(run.payload["mass"]))
    rows = dict(Policy.objects.filter(pk__in=mass.policy_ids).values_list("pk", "number"))
    done = set(Endorsement.objects.filter(mass=mass).values_list("policy_id", flat=True))
    failures = []
    for place, (policy_id, number) in enumerate(sorted(rows.items()), start=1):
        if policy_id not in done:
            message = _one(mass, policy_id)
            failures += [{"row": place, "message": f"{number}: {message}"}] if message else []
        run.progress(place, len(rows))

    def effect() -> dict[str, object]:
        MassEndorsement.objects.filter(pk=mass.pk).update(done_at=timezone.now(), failures=failures)
        return {"policies": len(rows) - len(failures), "errors": failures}

    run.finish(effect)


def _one(mass: MassEndorsement, policy_id: int) -> str:
    """Why it was not done; nothing when it was."""
    clock = system_actor(CLOCK, unit_id=mass.unit_id)
    key = uuid5(NAMESPACE_URL, f"{MASS_JOB}/{mass.pk}/{policy_id}")
    command = Command(key=key, actor=clock, at=timezone.now(), reason=mass.title)
    try:
        with transaction.atomic():
            made = endorse_one(command, mass_id=mass.pk, policy_id=policy_id)
            carry_out(made, command.then("effect"))
            enqueue_paper(made)
    except Refusal as refusal:
        return refusal.message
    except Exception as fault:
        # Whatever it is, the other policies go on and the page tells of this one; who runs the system reads the rest.
        log.exception("mass endorsement %s: policy %s", mass.number, policy_id)
        return gettext("A fault of the system stopped it (%(fault)s).") % {"fault": type(fault).__name__}
    return ""
