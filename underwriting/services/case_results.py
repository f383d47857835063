"""Regression cases of a change under way: nothing is released on which a case fails, and a case gets another expected
result only with its reason, by the hand that releases the change (PRD-06)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange
from organisation.public import Affected, ChangeRefused, Difference
from underwriting.models import RatingCase
from underwriting.selectors.tariffs import CaseRun, in_percent
from underwriting.services.versions import day_of, end_version


def refuse_untried(runs: Sequence[CaseRun], because: Mapping[str, str], *, message: str) -> None:
    """A case gives what it gave, or what is proposed for it with a reason. ``message`` names the cases that do not."""
    failed = [run for run in runs if not run.passed]
    if failed:
        names = _(", ").join(f"{run.case.code} {run.case.title} → {_given(run)}" for run in failed)
        raise ChangeRefused(message % {"cases": names}, field="expected")
    silent = [run.case.code for run in renewed(runs) if not because.get(run.case.code)]
    if silent:
        text = _("Say for each case why its expected premium changes: %(cases)s.") % {"cases": _(", ").join(silent)}
        raise ChangeRefused(text, field="because")


def renewed(runs: Sequence[CaseRun]) -> list[CaseRun]:
    """The cases for which another result is expected from now on."""
    return [run for run in runs if run.expected != run.case.expected]


def before_of(runs: Sequence[CaseRun]) -> dict[str, str]:
    """What was expected of them so far."""
    return {run.case.code: str(run.case.expected) for run in renewed(runs)}


def refuse_unchecked(change: ControlChange, command: Command) -> None:
    """Who releases says that the new results were looked at."""
    if change.before.get("cases") and not command.reason.strip():
        text = _("Regression cases get another expected premium: say in the remark that you checked each of them.")
        raise ChangeRefused(text, field="reason")


def renew_cases(change: ControlChange, command: Command) -> None:
    """From the day of the change on each case expects what was proposed for it."""
    for code, result in change.proposal.get("expected", {}).items():
        _renew(code, Decimal(result), change, command)


def _renew(code: str, result: Decimal, change: ControlChange, command: Command) -> None:
    held = RatingCase.objects.filter(code=code, effective__contains=day_of(change)).first()
    if held is None or held.expected == result:
        return
    end_version(RatingCase, code, day_of(change))
    held.pk = None
    held.version, held.source = f"{code} {change.number}", change.number
    held.expected = result
    held.effective = DateRange(day_of(change), None)
    held.proposed_by_id, held.approved_by_id = change.proposed_by_id, command.actor.staff_id
    held.save(force_insert=True)


def expectations(change: ControlChange) -> list[Difference]:
    """What cases are to give from now on, each with its reason."""
    wanted, because = change.proposal.get("expected", {}), change.proposal.get("because", {})
    label = _("Expected premium of case %(case)s")
    return [
        Difference(label % {"case": case}, f"{Decimal(old):,.2f}", _expected(old, wanted[case], because.get(case, "")))
        for case, old in change.before.get("cases", {}).items()
        if case in wanted
    ]


def _expected(old: str, new: str, reason: str) -> str:
    percent = in_percent(Decimal(old), Decimal(new))
    share = "" if percent is None else f" ({percent:+}%)"
    return f"{Decimal(new):,.2f}{share} · {reason}"


def tried(runs: Sequence[CaseRun]) -> list[Affected]:
    """The cases under the draft."""
    return [Affected(f"{run.case.code} {run.case.title}", f"{run.case.expected:,.2f} → {_given(run)}") for run in runs]


def _given(run: CaseRun) -> str:
    """What the draft gives, with the difference in percent."""
    if run.given is None:
        return _(run.fault)
    return f"{run.given:,.2f}" if not run.percent else f"{run.given:,.2f} ({run.percent:+}%)"
