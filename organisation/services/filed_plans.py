"""Plans go up: drafted by the branch, decided by the province, filed with head office or approved by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.clocks import local_day
from core.numbering import number_of_year
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Hidden, RuleRefusal
from organisation.models import BRANCHES, SUB_BRANCHES, FiledPlan, Unit
from organisation.rules import filed_plans as rules
from organisation.rules.filed_plans import MATTERS, Matter
from organisation.rules.lifecycles import filed_plan as life
from organisation.selectors import filed_plans as selectors


class PlanRefused(RuleRefusal):
    """The plan does not rest on the conditions of the guide, or something is missing in it."""

    code = "plan_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWanted:
    """What shall be decided for which unit, from when to when, and on what it rests."""

    unit_id: int
    matter: str
    choice: str = ""
    posts: tuple[str, ...] = ()
    plan: str
    cause: str
    premium: Decimal
    first_day: date
    last_day: date | None = None

    def period(self) -> DateRange:
        return DateRange(self.first_day, self.last_day + timedelta(days=1) if self.last_day else None)


@creation(FiledPlan, life.DRAFT)
def draft_plan(command: Command, /, *, wanted: PlanWanted) -> FiledPlan:
    """A plan is written; nothing holds yet."""
    if command.actor.staff_id is None:
        raise PlanRefused(_("Only a person can draft a plan."))
    plan = FiledPlan(drafted_by_id=command.actor.staff_id)
    _fill(plan, wanted, local_day(command.at))
    plan.number = number_of_year("FP", command.at)
    return plan


@transition(FiledPlan, life.REWRITE)
def rewrite_plan(plan: FiledPlan, command: Command, /, *, wanted: PlanWanted) -> None:
    """The draft is changed, for example after the province returned it."""
    _fill(plan, wanted, local_day(command.at))


def _fill(plan: FiledPlan, wanted: PlanWanted, today: date) -> None:
    matter, unit = _matter(wanted), _unit(wanted)
    _check_words(wanted, matter)
    if wanted.first_day < today:
        raise PlanRefused(_("A plan does not hold for days that are over."), field="first_day")
    if wanted.last_day is not None and wanted.last_day < wanted.first_day:
        raise PlanRefused(_("The last day lies before the first."), field="last_day")
    plan.set_unit(unit)
    plan.matter, plan.choice, plan.posts = wanted.matter, wanted.choice, list(wanted.posts)
    plan.plan, plan.cause, plan.effective = wanted.plan.strip(), wanted.cause.strip(), wanted.period()
    plan.previous = selectors.plan_on(unit.pk, wanted.matter, wanted.first_day)
    _rest(plan, wanted.premium, wanted.first_day)


def _matter(wanted: PlanWanted) -> Matter:
    matter = MATTERS.get(wanted.matter)
    if matter is None:
        raise PlanRefused(_("Choose the matter of the plan."), field="matter")
    return matter


def _unit(wanted: PlanWanted) -> Unit:
    kinds = BRANCHES if MATTERS[wanted.matter].of_a_branch else SUB_BRANCHES
    unit = Unit.objects.filter(pk=wanted.unit_id, active=True).first()
    if unit is None:
        raise Hidden(_("Not found."))
    if unit.kind not in kinds:
        raise PlanRefused(_("This matter is not decided for a unit of this kind."), field="unit")
    return unit


def _check_words(wanted: PlanWanted, matter: Matter) -> None:
    if matter.choices and wanted.choice not in matter.choices:
        raise PlanRefused(_("Say what is decided."), field="choice")
    if matter.posts and (not wanted.posts or not set(wanted.posts) <= set(matter.posts)):
        raise PlanRefused(_("Name the posts that the sub-branch shall have."), field="posts")
    for field in ("plan", "cause"):
        if not getattr(wanted, field).strip():
            raise PlanRefused(_("Write it down: the plan goes up with it."), field=field)


def _rest(plan: FiledPlan, premium: Decimal, on: date) -> None:
    """The figures as they are on the day of writing, and whether head office must approve."""
    until = selectors.stable_until(plan.unit, plan.matter, on)
    plan.approval = rules.needs_approval(plan.about, plan.choice, within_stable_period=until is not None)
    plan.figures = figures_of(plan, premium, on, until)


def figures_of(plan: FiledPlan, premium: Decimal, on: date, until: date | None = None) -> dict[str, Any]:
    """What a plan rests on, as it is kept with it."""
    standing = selectors.standing_of(plan.unit, plan.about, premium, on)
    return {
        "year": standing.year,
        "stated": str(standing.stated),
        "known": str(standing.known),
        "floor": None if standing.floor is None else str(standing.floor),
        "same_city": standing.same_city,
        "stable_until": until.isoformat() if until else None,
    }


@transition(FiledPlan, life.SUBMIT)
def submit_plan(plan: FiledPlan, command: Command, /) -> None:
    """The branch sends it up; the conditions must hold by then (ORG-16, ORG-25)."""
    _refuse_unfounded(plan)
    _refuse_late(plan, local_day(command.at))


def _refuse_unfounded(plan: FiledPlan) -> None:
    figures = plan.figures
    if plan.matter == rules.CLAIMS_POSTS and figures["same_city"]:
        raise PlanRefused(
            _("Inside the same city the claims centre does all of it: %(unit)s cannot have these posts.")
            % {"unit": plan.unit.name}
        )
    if figures["floor"] is not None and Decimal(figures["stated"]) < Decimal(figures["floor"]):
        raise PlanRefused(
            _("The premium of %(year)s is %(premium)s; at least %(floor)s is asked for.")
            % {
                "year": figures["year"],
                "premium": f"{Decimal(figures['stated']):,.2f}",
                "floor": f"{Decimal(figures['floor']):,.2f}",
            },
            field="premium",
        )


def _refuse_late(plan: FiledPlan, today: date) -> None:
    if plan.starts_on < today:
        raise PlanRefused(_("The first day of the plan is over: write a later one."), field="first_day")


@transition(FiledPlan, life.ENDORSE)
def endorse_plan(plan: FiledPlan, command: Command, /) -> str | None:
    """The province decides: it files the plan, or reports it to head office for approval."""
    _refuse_unfounded(plan)
    plan.endorsed_by_id, plan.endorsed_at = command.actor.staff_id, command.at
    if plan.approval:
        return life.AT_HEAD_OFFICE
    _take_place(plan)
    return None


def _take_place(plan: FiledPlan) -> None:
    """From its first day on it holds instead of the one before."""
    for held in FiledPlan.objects.select_for_update(no_key=True).filter(
        unit_id=plan.unit_id,
        matter=plan.matter,
        state__in=sorted(life.STANDING),
        effective__overlap=plan.effective,
    ):
        if held.starts_on >= plan.starts_on:
            raise PlanRefused(
                _("From %(day)s on %(number)s holds already: end it first.")
                % {"day": held.starts_on, "number": held.number}
            )
        held.effective = DateRange(held.starts_on, plan.starts_on)
        held.save(update_fields=["effective"])


@transition(FiledPlan, life.RETURN)
def return_plan(plan: FiledPlan, command: Command, /) -> None:
    """The province wants something changed."""


@transition(FiledPlan, life.APPROVE)
def approve_plan(plan: FiledPlan, command: Command, /, *, answer_number: str) -> None:
    """Head office approves the special report (ORG-03)."""
    if not answer_number.strip():
        raise PlanRefused(_("Give the number of the answer."), field="answer_number")
    _answer(plan, command, answer_number)
    _refuse_late(plan, local_day(command.at))
    _take_place(plan)


@transition(FiledPlan, life.REJECT)
def reject_plan(plan: FiledPlan, command: Command, /) -> None:
    """Head office does not approve; what held before goes on."""
    _answer(plan, command)


@transition(FiledPlan, life.ACKNOWLEDGE)
def acknowledge_plan(plan: FiledPlan, command: Command, /) -> None:
    """Head office took the filing."""
    _answer(plan, command)


@transition(FiledPlan, life.OBJECT)
def object_to_plan(plan: FiledPlan, command: Command, /) -> None:
    """Head office objects: the plan ends."""
    _answer(plan, command)
    _shorten(plan, local_day(command.at))


def _answer(plan: FiledPlan, command: Command, number: str = "") -> None:
    plan.answered_by_id, plan.answered_at = command.actor.staff_id, command.at
    plan.answer, plan.answer_number = command.reason.strip(), number.strip()


@transition(FiledPlan, life.END)
def end_plan(plan: FiledPlan, command: Command, /) -> None:
    """The province ends the plan; a mode of the finance centre ends by the next plan only (ORG-17)."""
    if plan.matter == rules.FINANCE_MODE:
        raise PlanRefused(_("The mode stays stable: it is changed by a new plan with its reason."))
    _shorten(plan, local_day(command.at))


def _shorten(plan: FiledPlan, today: date) -> None:
    """What has begun ends today; what has not begun never holds."""
    end = max(today, plan.starts_on + timedelta(days=1))
    if plan.effective.upper is None or end < plan.effective.upper:
        plan.effective = DateRange(plan.starts_on, end)


@transition(FiledPlan, life.EXPIRE)
def expire_plan(plan: FiledPlan, command: Command, /) -> None:
    """The clock closes what is over."""


@transition(FiledPlan, life.WITHDRAW)
def withdraw_plan(plan: FiledPlan, command: Command, /) -> None:
    """The branch takes it back before it was decided."""
