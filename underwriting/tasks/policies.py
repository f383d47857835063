"""Queued work of underwriting: documents, fleets, the policy clock."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from core import links
from core.jobs import JobRun, job
from core.notify import notify
from core.workflow.command import Command
from core.workflow.refusals import NotPossible, Refusal
from organisation.models import PostAssignment
from organisation.public import actor_of, parameter, system_actor
from underwriting.documents.authority_notice import is_needed, make_authority_notice
from underwriting.documents.endorsement import make_endorsement
from underwriting.documents.policy import make_documents
from underwriting.models import Decision, Endorsement, FleetUpload, Policy, Proposal, Section
from underwriting.rules import endorsement_life, lifecycle
from underwriting.rules.period_steps import RETURN_PREMIUM
from underwriting.rules.proposal_clocks import IDLE_STATES
from underwriting.selectors.fleet import to_be_submitted
from underwriting.services.endorsement_issue import PAPER_JOB, take_effect, takes_effect
from underwriting.services.endorsing import lapse_endorsement
from underwriting.services.fleet import IMPORT_JOB, SUBMIT_JOB, finish_import, stop_import
from underwriting.services.intake import submit_proposal
from underwriting.services.issue import DOCUMENTS_JOB
from underwriting.services.life import begin_cover, expire, lapse
from underwriting.services.sampling import draw, to_be_drawn
from underwriting.tasks.deciding import AUTO_ACTOR

CLOCK = "policy-clock"
log = logging.getLogger(__name__)


def _command(actor: str, unit_id: int, what: str) -> Command:
    return Command(key=uuid5(NAMESPACE_URL, what), actor=system_actor(actor, unit_id=unit_id), at=timezone.now())


@job(DOCUMENTS_JOB, queue="documents", label=_("Policy documents"), lease=120)
def documents(run: JobRun) -> None:
    """Render and keep the documents of a new policy."""
    policy = Policy.objects.select_related("unit", "section", "proposal").get(pk=int(run.payload["policy"]))
    command = _command(CLOCK, policy.unit_id, f"{DOCUMENTS_JOB}/{run.key}")
    run.finish(lambda: make_documents(policy, command))


@job(PAPER_JOB, queue="documents", label=_("Endorsement papers"), lease=120)
def endorsement_paper(run: JobRun) -> None:
    """Render and keep the paper of an endorsement."""
    endorsement = Endorsement.objects.select_related("unit", "policy__unit").get(pk=int(run.payload["endorsement"]))
    command = _command(CLOCK, endorsement.unit_id, f"{PAPER_JOB}/{run.key}")
    run.finish(lambda: _papers_of(endorsement, command))


def _papers_of(endorsement: Endorsement, command: Command) -> None:
    """The endorsement, and for the vehicle authority the notice that compulsory cover has ended."""
    make_endorsement(endorsement, command)
    if is_needed(endorsement):
        make_authority_notice(endorsement, command)


@job("underwriting.run_clock", label=_("Begin and end cover, lapse proposals"))
def run_clock(run: JobRun) -> None:
    """Every day after midnight: cover begins and ends, what was not taken up lapses."""
    today = timezone.localdate()
    steps = (_begin, _take_effect, _expire, _lapse, _warn_paid)
    for n, step in enumerate(steps, start=1):
        step(today)
        run.progress(n, len(steps))
    run.finish(lambda: None)


@job("underwriting.draw_sample", label=_("Draw automatic acceptances for review"))
def draw_sample(run: JobRun) -> None:
    """A share of what the rules accepted yesterday; running it again draws nothing twice."""
    day = timezone.localdate() - timedelta(days=1)
    chosen = to_be_drawn(day)
    for decision in chosen:
        command = _command(AUTO_ACTOR, decision.proposal.unit_id, f"sample/{decision.pk}")
        draw(command, decision_id=decision.pk, decided_on=day)
    run.finish(lambda: {"drawn": len(chosen)})


def _begin(today: date) -> None:
    due = Policy.objects.filter(state=lifecycle.ISSUED, start_on__lte=today)
    _each(due.values_list("pk", "unit_id"), begin_cover, f"begin/{today}")


def _take_effect(today: date) -> None:
    """Endorsements whose day has come; an ending shows after its last day of cover."""
    issued = Endorsement.objects.filter(state=endorsement_life.ISSUED, effective_on__lte=today)
    due = [(one.pk, one.unit_id) for one in issued.select_related("policy") if takes_effect(one, today)]
    _each(due, take_effect, f"effect/{today}")


def _expire(today: date) -> None:
    due = Policy.objects.filter(state=lifecycle.IN_FORCE, end_on__lt=today)
    _each(due.values_list("pk", "unit_id"), expire, f"expire/{today}")


def _lapse(today: date) -> None:
    """Nothing was paid, and the start has passed or the decision holds no more: until its own day, and without one
    (the rules decided) for the days of the parameter. Cover of a back-entry was given on paper: it never lapses."""
    oldest = timezone.now() - timedelta(days=parameter("underwriting.approval_validity_days"))
    newest = Decision.objects.filter(proposal=OuterRef("pk")).order_by("-pk")
    waiting = Proposal.objects.filter(
        state__in=lifecycle.LAPSE.sources - IDLE_STATES, sections__paid_at=None, signed_on=None
    )
    waiting = waiting.exclude(pk__in=Section.objects.exclude(paid_at=None).values("proposal_id"))
    dated = waiting.annotate(holds_until=Subquery(newest.values(until=KT("record__valid_until"))[:1]))
    over = Q(holds_until__lt=str(today)) | Q(holds_until=None, approved_at__lt=oldest)
    due = dated.filter(Q(start_on__lte=today) | over)
    _each(due.distinct().values_list("pk", "unit_id"), lapse, f"lapse/{today}")
    unpaid = Endorsement.objects.filter(state=endorsement_life.APPROVED, delta__gt=0, approved_at__lt=oldest)
    _each(unpaid.values_list("pk", "unit_id"), lapse_endorsement, f"lapse-endorsement/{today}")


def _warn_paid(today: date) -> None:
    """Money is there and the agreed start has come: whoever entered or sold it is told once to agree a new period or
    to give the premium back; nothing lapses with money on it."""
    paid = Proposal.objects.filter(state__in=RETURN_PREMIUM.sources, start_on__lte=today, signed_on=None)
    for one in paid.filter(pk__in=Section.objects.exclude(paid_at=None).values("proposal_id")).distinct():
        with override(settings.LANGUAGE_CODE):
            title = gettext("%(number)s is paid and its start has passed") % {"number": one.number}
            body = gettext("Agree a new period with the customer, or give the premium back.")
        people = {pk for pk in (one.entered_by_id, one.salesperson_id) if pk}
        url = links.url_for(lifecycle.PROPOSAL_KIND, one.pk)
        notify(people, key=f"start-passed/{one.pk}/{one.start_on}", title=title, body=body, url=url or "")


def _each(rows: Iterable[tuple[int, int]], send: Callable[[int, Command], object], what: str) -> None:
    """One by one; a row that cannot go on holds up no other and is told to those who look after the system."""
    for pk, unit_id in list(rows):
        try:
            send(pk, _command(CLOCK, unit_id, f"{what}/{pk}"))
        except Refusal:
            continue  # changed meanwhile; the denial is in the audit trail
        except Exception:
            log.exception("policy clock: %s/%s", what, pk)


@job(IMPORT_JOB, label=_("Import fleet"), lease=900, time_limit=1800)
def import_large_fleet(run: JobRun) -> None:
    """Make the proposals of a large fleet in the name of the clerk who asked for it; all of them or none."""
    upload, command = _fleet_of(run, IMPORT_JOB)
    run.progress(0, upload.rows_total)

    def effect() -> dict[str, object]:
        try:
            finish_import(upload.pk, command)
        except NotPossible:
            return {}  # stopped meanwhile
        except Refusal as refusal:
            stop_import(upload.pk, command.then("stop"), problem=refusal.message)
            return {"errors": [{"row": 0, "message": refusal.message}]}
        return {"vehicles": upload.rows_total}

    run.finish(effect)


@job(SUBMIT_JOB, label=_("Submit fleet for review"), lease=300, time_limit=1800)
def submit_fleet(run: JobRun) -> None:
    """Hand in every proposal of a fleet in the name of the clerk; one that is refused does not hold up the others."""
    upload, command = _fleet_of(run, SUBMIT_JOB)
    waiting = list(to_be_submitted(upload).values_list("pk", "number"))
    places = dict(upload.rows.values_list("proposal_id", "place"))
    errors = []
    for done, (pk, number) in enumerate(waiting, start=1):
        try:
            submit_proposal(pk, command.then(f"submit-{pk}"))
        except Refusal as refusal:
            errors.append({"row": places.get(pk, 0), "message": f"{number}: {refusal.message}"})
        run.progress(done, len(waiting))
    run.finish(lambda: {"submitted": len(waiting) - len(errors), "errors": errors})


def _fleet_of(run: JobRun, kind: str) -> tuple[FleetUpload, Command]:
    """The fleet, and a command of the clerk who asked, with the rights that the post has now."""
    upload = FleetUpload.objects.get(pk=int(run.payload["fleet"]))
    held = PostAssignment.objects.select_related("staff", "unit", "scope_unit")
    clerk = actor_of(held.get(pk=int(run.payload["assignment"])))
    return upload, Command(key=uuid5(NAMESPACE_URL, f"{kind}/{run.key}"), actor=clerk, at=timezone.now())
