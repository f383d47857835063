"""Data quality: defects by rule, the sample of a month, errors, corrections (domain 5.11, 5.12, A6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import islice

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.models import CaseAct
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Staff, Unit
from organisation.public import parameter
from underwriting.models import DataDefect, Policy, Proposal, QualityCheck
from underwriting.rules import quality_lives as lives
from underwriting.rules.data_quality import drawn, sample_size
from underwriting.selectors.quality import graded
from underwriting.services.refusals import InvalidEntry

ENTER, AT_ONCE = "underwriting.enter", 2000
NEEDS_EVIDENCE = frozenset({"endorse", "void"})


@creation(DataDefect, lives.FIND)
def find_defect(command: Command, /, *, rule: str, policy_id: int, detail: str) -> DataDefect:
    """Put a defect before the sub-branch that owns the policy."""
    policy = Policy.objects.select_related("unit").get(pk=policy_id)
    found = DataDefect(rule=rule, policy=policy, detail=detail[:200], found_on=localdate(command.at))
    found.set_unit(policy.unit)
    return found


@transition(DataDefect, lives.ANSWER)
def answer_defect(found: DataDefect, command: Command, /, *, method: str, evidence: str = "") -> None:
    """What must be endorsed is not edited, what must be voided is not deleted: the number of the act is named."""
    if method not in DataDefect.METHODS:
        raise InvalidEntry(_("Choose how it was mended."), field="method")
    if method in NEEDS_EVIDENCE and not evidence.strip():
        raise InvalidEntry(_("Name the endorsement or the voiding."), field="evidence")
    found.method, found.evidence, found.answer = method, evidence.strip(), command.reason
    found.fixed_by_id, found.fixed_by = command.actor.staff_id, command.actor.name
    found.fixed_on = localdate(command.at)


@transition(DataDefect, lives.CLOSE)
def close_defect(found: DataDefect, command: Command, /) -> None:
    """Looked at by the information post."""


@transition(DataDefect, lives.REOPEN)
def reopen_defect(found: DataDefect, command: Command, /) -> None:
    """Not mended: it goes back to the sub-branch."""
    found.fixed_on = None


@creation(QualityCheck, lives.DRAW)
def draw_check(command: Command, /, *, policy_id: int, month: date) -> QualityCheck:
    """One policy of the sample, with those who entered and checked it."""
    policy = Policy.objects.select_related("unit", "proposal").get(pk=policy_id)
    reviewer = _who_did(policy, "underwriting.review")
    clerk_id = _who_did(policy, ENTER) or policy.issued_by_id or 0
    names = dict(Staff.objects.filter(pk__in=[clerk_id, reviewer or 0]).values_list("pk", "name"))
    found = QualityCheck(
        month=month,
        policy=policy,
        line=policy.line,
        clerk_id=clerk_id,
        clerk=names.get(clerk_id, "–"),
        reviewer_id=reviewer,
        reviewer=names.get(reviewer or 0, ""),
    )
    found.set_unit(policy.unit)
    return found


def _who_did(policy: Policy, duty: str) -> int | None:
    """The person whose act stands last in the trail of the proposal."""
    acts = CaseAct.objects.filter(case_ref=policy.proposal.case(), duty=duty).order_by("-pk")
    return acts.values_list("staff_id", flat=True).first()


def to_be_checked(branch: Unit, month: date) -> list[int]:
    """The policies of a month that are drawn: spread over clerk × line, those drawn before left out."""
    first = month.replace(day=1)
    made = Policy.objects.filter(branch_id=branch.pk, created_at__year=first.year, created_at__month=first.month)
    rows = list(made.values_list("pk", "number", "issued_by_id", "line", "proposal_id"))
    entered = _entered_by({proposal for *_rest, proposal in rows})
    strata: dict[str, list[str]] = defaultdict(list)
    ids = {}
    for pk, number, issuer, line, proposal in rows:
        strata[f"{entered.get(proposal, issuer)}/{line}"].append(number)
        ids[number] = pk
    least = int(parameter("underwriting.quality_least", branch, first))
    size = sample_size(len(ids), least=least, share=parameter("underwriting.quality_share", branch, first))
    known = set(QualityCheck.objects.filter(month=first, branch_id=branch.pk).values_list("policy_id", flat=True))
    chosen = [ids[number] for number in drawn(strata, size, f"{first:%Y-%m}")]
    return [pk for pk in chosen if pk not in known]


def _batched(rows: Collection[int], size: int) -> Iterator[list[int]]:
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def _entered_by(proposals: Collection[int]) -> dict[int, int]:
    """Who entered each proposal last: the clerk whose work the sample is about, whoever issued the policy."""
    found: dict[int, int] = {}
    for some in _batched(proposals, AT_ONCE):
        cases = {Proposal(pk=pk).case(): pk for pk in some}
        acts = CaseAct.objects.filter(case_ref__in=cases, duty=ENTER).order_by("pk")
        found |= {cases[ref]: staff for ref, staff in acts.values_list("case_ref", "staff_id") if staff}
    return found


@transition(QualityCheck, lives.CHECK)
def compare(found: QualityCheck, command: Command, /, *, errors: Mapping[str, str]) -> str | None:
    """The errors by field with what it should be; their classes are those of the day."""
    classes = graded(localdate(command.at))
    found.checker_id, found.checker = command.actor.staff_id, command.actor.name
    found.compared_on = localdate(command.at)
    found.errors = [
        {"field": field, "grade": classes.get(field, "C"), "should": should[:200]}
        for field, should in sorted(errors.items())
    ]
    return lives.FAULTY if found.errors else None


@transition(QualityCheck, lives.CORRECT)
def correct(found: QualityCheck, command: Command, /, *, evidence: str = "") -> None:
    """The sub-branch answers and corrects by endorsement or voiding; errors of class A name the act."""
    grave = any(error["grade"] == "A" for error in found.errors)
    if grave and not evidence.strip():
        raise InvalidEntry(_("Name the endorsement or the voiding."), field="evidence")
    found.answer, found.evidence = command.reason, evidence.strip()


@transition(QualityCheck, lives.GIVE_BACK)
def give_back(found: QualityCheck, command: Command, /) -> None:
    """Not what it should be: the sub-branch answers and corrects again, with its clock (A6 3)."""
    found.evidence = ""


@transition(QualityCheck, lives.ACCEPT)
def accept(found: QualityCheck, command: Command, /) -> None:
    """The correction was looked at."""
