"""Posts of people: given by four eyes after the checks of qualification and segregation, ended with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core import work
from core.clocks import local_day
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import Forbidden, Hidden
from organisation.models import SUB_BRANCHES, ControlChange, Post, PostAssignment, Staff, Unit
from organisation.permissions import ACCESS_QUEUE
from organisation.rules.changes import ChangeKind, Difference
from organisation.rules.filed_plans import MATTERS
from organisation.rules.lifecycles import staff as lifecycle
from organisation.rules.words import gettext_noop
from organisation.selectors import delegations, filed_plans, posts, qualification
from organisation.selectors.clashes import clash_of
from organisation.selectors.staff import open_work, queues_served
from organisation.services.changes import ChangeRefused, ChangeWanted, propose_change
from organisation.services.delegations import lapse_delegations
from organisation.services.held_things import settle_held_things

KIND = "organisation.post_assignment"


class PostRefused(ChangeRefused):
    """The person, the post, the unit or the period does not fit."""

    code = "post_refused"


class NotQualified(PostRefused):
    """The person does not fulfil what the post asks for, and no reason for an exception is given."""

    code = "not_qualified"


class NoPlan(PostRefused):
    """The sub-branch may have the post only under a plan that is in force."""

    code = "no_plan"


class PostsClash(PostRefused):
    """The person holds a post that excludes the wanted one."""

    code = "posts_clash"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWanted:
    """Who shall hold which post where, seeing whose business, from when to when. ``waiver`` says why a person is
    taken who does not fulfil everything that the post asks for."""

    staff_id: int
    post: str
    unit_id: int
    scope_unit_id: int
    first_day: date
    last_day: date | None = None
    waiver: str = ""

    def period(self) -> DateRange:
        return DateRange(self.first_day, self.last_day + timedelta(days=1) if self.last_day else None)


def propose_post(command: Command, *, wanted: PostWanted) -> ControlChange:
    """Ask that a person be given a post."""
    staff, unit = _staff(wanted.staff_id), _unit(wanted.unit_id, "unit")
    values = asdict(wanted) | {
        "first_day": wanted.first_day.isoformat(),
        "last_day": wanted.last_day.isoformat() if wanted.last_day else None,
    }
    change = ChangeWanted(
        kind=KIND,
        unit_id=wanted.unit_id,
        subject=f"{wanted.staff_id}|{wanted.post}|{wanted.unit_id}",
        title=f"{staff.name} · {posts.name_of(wanted.post)} · {unit.name}",
        proposal=values,
        effective_on=wanted.first_day,
    )
    return propose_change(command, wanted=change)


def _wanted(change: ControlChange) -> PostWanted:
    values = dict(change.proposal)
    values["first_day"] = date.fromisoformat(values["first_day"])
    values["last_day"] = date.fromisoformat(values["last_day"]) if values["last_day"] else None
    return PostWanted(**values)


def _staff(pk: int) -> Staff:
    staff = Staff.objects.filter(pk=pk).first()
    if staff is None:
        raise Hidden(_("Not found."))
    return staff


def _unit(pk: int, field: str) -> Unit:
    unit = Unit.objects.select_related("branch").filter(pk=pk, active=True).first()
    if unit is None:
        raise PostRefused(_("There is no such unit in use."), field=field)
    return unit


# -- checks -----------------------------------------------------------------------------------------------------------


def check(change: ControlChange, today: date) -> None:
    """Person at work, place and period sound, no clash of duties, qualified or excepted with a reason."""
    wanted = _wanted(change)
    staff, unit = _staff(wanted.staff_id), _unit(wanted.unit_id, "unit")
    if not staff.is_active:
        raise PostRefused(_("%(name)s is not at work any more.") % {"name": staff.name}, field="staff")
    if not Post.objects.filter(pk=wanted.post).exists():
        raise PostRefused(_("There is no such post."), field="post")
    _check_scope(unit, _unit(wanted.scope_unit_id, "scope_unit"))
    _check_period(wanted, today)
    _check_plan(wanted, unit)
    _check_clash(wanted)
    _check_qualification(staff, wanted, unit)


def _check_scope(unit: Unit, scope: Unit) -> None:
    if scope.pk not in {unit.pk, unit.sub_branch_id, unit.branch_id, unit.province_id}:
        raise PostRefused(_("A post sees its own unit, or one above it."), field="scope_unit")


def _check_plan(wanted: PostWanted, unit: Unit) -> None:
    """Claims posts and posted accountants of a sub-branch stand under a filed plan (ORG-16, ORG-25)."""
    planned = {post for matter in MATTERS.values() for post in matter.posts}
    if wanted.post not in planned or unit.kind not in SUB_BRANCHES:
        return
    if wanted.post not in filed_plans.posts_allowed(unit, wanted.first_day):
        message = _("%(unit)s has no plan in force for the post %(post)s: it must be filed first.")
        raise NoPlan(message % {"unit": unit.name, "post": posts.name_of(wanted.post)}, field="post")


def _check_period(wanted: PostWanted, today: date) -> None:
    if wanted.first_day < today:
        raise PostRefused(_("A post is not given for days that are over."), field="first_day")
    if wanted.last_day is not None and wanted.last_day < wanted.first_day:
        raise PostRefused(_("The last day lies before the first."), field="last_day")
    same = PostAssignment.objects.filter(staff_id=wanted.staff_id, post_id=wanted.post, unit_id=wanted.unit_id)
    if same.filter(period__overlap=wanted.period()).exists():
        raise PostRefused(_("The person holds this post in this unit in that period already."), field="post")


def _check_clash(wanted: PostWanted) -> None:
    clash = clash_of(wanted.staff_id, wanted.post, wanted.period(), wanted.unit_id)
    if clash is not None:
        details = {"rule": str(clash.row), "value": clash.held, "basis": clash.why}
        raise PostsClash(clash.sentence(), field="post", details=details)
    stands_in = delegations.clash(wanted.staff_id, wanted.post, wanted.period())
    if stands_in is not None:
        raise PostsClash(
            _("The person stands in as %(post)s in this time, which must not meet this post in one person.")
            % {"post": posts.name_of(stands_in)},
            field="post",
            details={"value": stands_in},
        )


def _check_qualification(staff: Staff, wanted: PostWanted, unit: Unit) -> None:
    missing = qualification.shortcomings(staff, wanted.post, unit, wanted.first_day)
    if missing and not wanted.waiver.strip():
        reasons = "; ".join(qualification.in_words(one) for one in missing)
        message = _("%(name)s is not qualified: %(reasons)s. An exception needs its reason.")
        raise NotQualified(message % {"name": staff.name, "reasons": reasons}, field="waiver")


# -- the change -------------------------------------------------------------------------------------------------------


def current(change: ControlChange) -> dict[str, Any]:
    """The posts that the person holds or will hold, and what the record says of the person."""
    wanted, staff = _wanted(change), _staff(_wanted(change).staff_id)
    held = PostAssignment.objects.filter(staff_id=staff.pk, period__overlap=wanted.period()).order_by("pk")
    return {
        "posts": [posts.name_of(code) for code in held.values_list("post_id", flat=True)],
        "education": staff.education,
        "years": [staff.experience_years, staff.management_years],
    }


def describe(change: ControlChange) -> Sequence[Difference]:
    """The posts before and after, and everything that the approver must know of the person."""
    wanted, held = _wanted(change), [str(one) for one in change.before.get("posts", [])]
    staff, unit = _staff(wanted.staff_id), Unit.objects.select_related("branch").get(pk=wanted.unit_id)
    scope = Unit.objects.get(pk=wanted.scope_unit_id)
    new, last = posts.name_of(wanted.post), wanted.last_day
    missing = qualification.shortcomings(staff, wanted.post, unit, wanted.first_day)
    lines = [
        Difference(_("Posts"), _(", ").join(held), _(", ").join([*held, new])),
        Difference(_("Unit of the post"), "", unit.name, counts=False),
        Difference(_("Sees the business of"), "", scope.name, counts=False),
        Difference(_("Period"), "", f"{wanted.first_day} – {last or _('until further notice')}", counts=False),
    ]
    if missing:
        words = "; ".join(qualification.in_words(one) for one in missing)
        lines.append(Difference(_("Not fulfilled"), "", words, counts=False))
        lines.append(Difference(_("Reason for the exception"), "", wanted.waiver, counts=False))
    return lines


def apply(change: ControlChange, command: Command) -> None:
    """Written with the approval; nobody approves a post for himself."""
    wanted = _wanted(change)
    if command.actor.staff_id == wanted.staff_id:
        raise Forbidden(_("Another person must approve a post that is meant for you."))
    receive_post(wanted.staff_id, command.then("post"), wanted=wanted, proposed_by=change.proposed_by_id)


@transition(Staff, lifecycle.RECEIVE_POST)
def receive_post(staff: Staff, command: Command, /, *, wanted: PostWanted, proposed_by: int) -> None:
    """The person holds the post from its first day on; the database asks for two others behind it."""
    PostAssignment.objects.create(
        staff=staff,
        post_id=wanted.post,
        unit_id=wanted.unit_id,
        scope_unit_id=wanted.scope_unit_id,
        period=wanted.period(),
        waiver=wanted.waiver.strip(),
        proposed_by_id=proposed_by,
        approved_by_id=command.actor.staff_id,
    )


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Giving of a post"),
    propose="organisation.propose_access",
    approve="organisation.approve_access",
    check=check,
    current=current,
    apply=apply,
    describe=describe,
    queue=ACCESS_QUEUE,
    lead=None,
    icon="id-badge",
)


# -- the end ----------------------------------------------------------------------------------------------------------


def end_assignment(
    staff: Staff, command: Command, *, assignment_id: int, last_day: date, despite: bool = False
) -> None:
    """The post is held through ``last_day``: yesterday at the earliest, so that a right can be taken at once."""
    row = PostAssignment.objects.select_for_update().filter(pk=assignment_id, staff=staff).first()
    today = local_day(command.at)
    if row is None:
        raise PostRefused(_("The person does not hold this post."), field="assignment_id")
    if row.period.upper is not None and last_day >= row.period.upper - timedelta(days=1):
        raise PostRefused(_("The post ends by itself on that day or before."), field="last_day")
    if last_day < max(row.period.lower or today, today - timedelta(days=1)):
        raise PostRefused(_("A post ends yesterday at the earliest, and not before its first day."), field="last_day")
    settle_held_things(staff, command, ending=[row], last_day=last_day, despite=despite)
    _cut(row, last_day + timedelta(days=1), command.reason)
    lapse_delegations(staff.pk, command)
    _give_back(staff, command)


def end_all(staff: Staff, command: Command, *, despite: bool = False) -> None:
    """Every post ends now; posts that have not begun never do."""
    today = local_day(command.at)
    held = PostAssignment.objects.select_for_update().filter(staff=staff).exclude(period__fully_lt=(today, None))
    rows = list(held)
    settle_held_things(staff, command, ending=rows, last_day=today, despite=despite)
    for row in rows:
        first = row.period.lower or date.min
        if first > today:
            row.delete()
        else:
            _cut(row, max(today, first + timedelta(days=1)), command.reason)
    lapse_delegations(staff.pk, command)


def _cut(row: PostAssignment, upper: date, reason: str) -> None:
    row.period = DateRange(row.period.lower, upper)
    row.ended_because = reason.strip()[:300]
    row.save(update_fields=["period", "ended_because"])


def _give_back(staff: Staff, command: Command) -> None:
    """What the person took in queues that no remaining post serves goes back to its queue."""
    served = {queue for post, _row in queues_served(staff.pk, local_day(command.at)) for queue in posts.queues_of(post)}
    for item in open_work(staff.pk).exclude(queue__in=served):
        work.hand_over(item, to_staff_id=None, at=command.at)
