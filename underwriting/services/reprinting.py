"""Printing a paper of a policy again: counted, with its reason, marked on the paper itself; a printed sign is bound to
a new number and the old one leaves the policy (ISS-05, 8.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.public import Subject, bound_forms, replace_form, use_form
from core.jobs import enqueue
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import parameter
from underwriting.models import COMPULSORY, Endorsement, Policy, Reprint, ReprintRequest
from underwriting.rules import lifecycle
from underwriting.rules import reprint_life as life
from underwriting.selectors.people_list import named_list
from underwriting.services.issue import SIGN
from underwriting.services.refusals import InvalidEntry

REPRINT_JOB = "underwriting.reprint"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOf:
    """One print: which paper, of a sign the new number, and what became of the number before."""

    paper: str
    serial: str = ""
    fate: str = ""
    released_by: str = ""


def print_or_ask(
    pk: int, command: Command, /, *, paper: str, serial: str = "", fate: str = ""
) -> Policy | ReprintRequest:
    """The clerk prints at once; from a further print on, a second person is asked to release it."""
    policy = Policy.objects.select_related("unit").get(pk=pk)
    if life.needs_release(next_copy(policy, paper), released_from(policy, localdate(command.at))):
        return ask_for_print(command, policy_id=pk, paper=paper)
    return reprint(pk, command, wanted=PrintOf(paper=paper, serial=serial, fate=fate))


@transition(Policy, lifecycle.REPRINT)
def reprint(policy: Policy, command: Command, /, *, wanted: PrintOf) -> None:
    """The terms as they stand now; the first print stays in the archive."""
    _refuse_unknown(policy, wanted.paper)
    copy = next_copy(policy, wanted.paper)
    if not wanted.released_by and life.needs_release(copy, released_from(policy, localdate(command.at))):
        raise InvalidEntry(_("A second person releases this print first."), field="paper")
    replaced = _new_sign(policy, wanted, command) if wanted.paper == life.SIGN_PAPER else ""
    made = Reprint.objects.create(
        policy=policy,
        paper=wanted.paper,
        copy=copy,
        reason=command.reason.strip()[:200],
        serial=policy.serial if wanted.paper == life.SIGN_PAPER else "",
        replaced=replaced,
        fate=wanted.fate if replaced else "",
        released_by=wanted.released_by[:120],
        at=command.at,
        by=command.actor.name,
    )
    enqueue(REPRINT_JOB, key=str(made.pk), payload={"reprint": made.pk}, queue="documents")


def _new_sign(policy: Policy, wanted: PrintOf, command: Command) -> str:
    """A new sign out of the clerk's stock is bound to the policy; the old number is void or lost. Returns it."""
    if not wanted.serial:
        raise InvalidEntry(_("Choose the number of the new sign. You print on a form that you hold."), field="serial")
    old = next((form for form in bound_forms(lifecycle.POLICY_KIND, policy.pk) if form.valid), None)
    if old is not None and wanted.fate not in set(life.Fate):
        raise InvalidEntry(_("Say what became of the old sign %(serial)s.") % {"serial": old.serial}, field="fate")
    before = policy.serial
    subject = Subject(kind=lifecycle.POLICY_KIND, pk=policy.pk, number=policy.number)
    if old is None:
        policy.serial = use_form(command, SIGN, wanted.serial, subject).serial
        return before
    lost = wanted.fate == life.Fate.LOST
    policy.serial = replace_form(command, old, SIGN, wanted.serial, subject, lost=lost, note=command.reason).serial
    return before


@creation(ReprintRequest, life.ASK)
def ask_for_print(command: Command, /, *, policy_id: int, paper: str) -> ReprintRequest:
    """A further print waits for a second person."""
    policy = Policy.objects.select_related("unit").get(pk=policy_id)
    if policy.state not in lifecycle.REPRINT.sources:
        raise InvalidEntry(_("Papers of a policy that has ended are not printed again."), field="paper")
    _refuse_unknown(policy, paper)
    if not command.reason.strip():
        raise InvalidEntry(_("Say why the paper is printed again."), field="reason")
    if policy.reprint_requests.filter(paper=paper, state__in=life.OPEN).exists():
        raise InvalidEntry(_("This print was asked for already and is not printed yet."), field="paper")
    made = ReprintRequest(
        policy=policy,
        paper=paper,
        copy=next_copy(policy, paper),
        reason=command.reason.strip()[:200],
        asked_by_id=command.actor.staff_id,
        asked_by=command.actor.name,
    )
    made.set_unit(policy.unit)
    made.number = business_number("D", policy.line, localdate(command.at).year, policy.unit.code, gap_free=False)
    return made


@transition(ReprintRequest, life.RELEASE)
def release_print(request: ReprintRequest, command: Command, /) -> None:
    """The second person saw why it is printed once more."""
    request.opinion, request.decided_by = command.reason.strip()[:400], command.actor.name[:120]


@transition(ReprintRequest, life.REFUSE)
def refuse_print(request: ReprintRequest, command: Command, /) -> None:
    """Not printed again."""
    request.opinion, request.decided_by = command.reason.strip()[:400], command.actor.name[:120]


@transition(ReprintRequest, life.PRINT)
def print_released(request: ReprintRequest, command: Command, /, *, serial: str = "", fate: str = "") -> None:
    """Whoever may issue prints what was released."""
    wanted = PrintOf(paper=request.paper, serial=serial, fate=fate, released_by=request.decided_by)
    reprint(request.policy_id, replace(command.then("print"), reason=request.reason), wanted=wanted)


@transition(ReprintRequest, life.WITHDRAW)
def withdraw_print(request: ReprintRequest, command: Command, /) -> None:
    """It is not needed any more."""


def _refuse_unknown(policy: Policy, paper: str) -> None:
    if paper not in own_papers(policy) and paper not in papers_of(policy):
        raise InvalidEntry(_("This policy has no such paper."), field="paper")


def next_copy(policy: Policy, paper: str) -> int:
    """The number of the next print of a paper after the first."""
    return policy.reprints.filter(paper=paper).count() + 1


def released_from(policy: Policy, on: date) -> int:
    """From which reprint on a second person releases it."""
    return int(parameter(life.RELEASED_FROM, policy.unit, on))


def own_papers(policy: Policy) -> tuple[str, ...]:
    """What every policy of the line has; a fixed-sum policy is its printed form and is not printed again."""
    if policy.is_printed_form:
        return ()
    return (life.POLICY_PAPER, life.SIGN_PAPER) if policy.line == COMPULSORY else (life.POLICY_PAPER,)


def papers_of(policy: Policy) -> tuple[str, ...]:
    """Papers that may be printed again: the policy, the sign, every printed endorsement."""
    own = own_papers(policy)
    named = (life.CERTIFICATE_PAPER,) if named_list(policy) else ()
    printed = Endorsement.objects.filter(policy=policy).exclude(printed_number="").order_by("pk")
    return (*own, *named, *(life.endorsement_code(pk) for pk in printed.values_list("pk", flat=True)))
