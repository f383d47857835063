"""Renewal: from the list of policies that end soon to cover that goes on without a gap (5.20, END-05 … END-09)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

NOT_RENEWED = "underwriting.lines_not_renewed"  # lines that nobody offers for another year
RENEWAL_KIND, RENEWAL_QUEUE = "underwriting.renewal", "underwriting.renewal"
PENDING, PROPOSED, RENEWED, LOST, DECLINED = "pending", "proposed", "renewed", "lost", "declined"


class Means(StrEnum):
    """How the customer was reached."""

    SMS = "sms"
    PHONE = "phone"
    VISIT = "visit"


class Answer(StrEnum):
    """What the customer said."""

    RENEWS = "renews"
    THINKS = "thinks"
    LEAVES = "leaves"
    NOT_REACHED = "not_reached"


class Need(StrEnum):
    """What shall be different from now on (END-06)."""

    SAME = "same"
    SUM = "sum"
    WIDER = "wider"
    NARROWER = "narrower"
    OTHER = "other"


class Lost(StrEnum):
    """Why a policy is not renewed."""

    PRICE = "price"
    COMPETITOR = "competitor"
    SOLD = "sold"
    SERVICE = "service"
    NOT_REACHED = "not_reached"
    LAPSED = "lapsed"
    OTHER = "other"


MEANS_NAMES = {Means.SMS: _("text message"), Means.PHONE: _("telephone"), Means.VISIT: _("visit")}
ANSWER_NAMES = {
    Answer.RENEWS: _("wants to renew"),
    Answer.THINKS: _("thinks about it"),
    Answer.LEAVES: _("will not renew"),
    Answer.NOT_REACHED: _("not reached"),
}
SENT = "sent"
RESULT_NAMES: dict[str, str] = {SENT: _("notice sent")} | {one.value: name for one, name in ANSWER_NAMES.items()}
NEED_NAMES = {
    Need.SAME: _("as before"),
    Need.SUM: _("another sum insured"),
    Need.WIDER: _("wider cover"),
    Need.NARROWER: _("narrower cover"),
    Need.OTHER: _("other wishes"),
}
LOST_NAMES = {
    Lost.PRICE: _("price"),
    Lost.COMPETITOR: _("another insurer"),
    Lost.SOLD: _("subject sold or gone"),
    Lost.SERVICE: _("service"),
    Lost.NOT_REACHED: _("customer not reached"),
    Lost.LAPSED: _("ended without an answer"),
    Lost.OTHER: _("other reason"),
}

LIST = Creation(
    name="underwriting.renewal.list",
    label=_("List for renewal"),
    permission="underwriting.run_clock",
    target=PENDING,
)
CONTACT = Transition(
    name="underwriting.renewal.contact",
    label=_("Note a contact"),
    permission="underwriting.renew",
    sources=frozenset({PENDING, PROPOSED}),
    icon="phone",
    style="quiet",
)
NOTIFY = Transition(
    name="underwriting.renewal.notify",
    label=_("Send the renewal notice"),
    permission="underwriting.run_clock",
    sources=frozenset({PENDING, PROPOSED}),
    needs_version=False,
)
PROPOSE = Transition(
    name="underwriting.renewal.propose",
    label=_("Make the renewal proposal"),
    permission="underwriting.receive_proposal",
    sources=frozenset({PENDING}),
    target=PROPOSED,
    icon="plus",
)
LOSE = Transition(
    name="underwriting.renewal.lose",
    label=_("Customer does not renew"),
    permission="underwriting.renew",
    sources=frozenset({PENDING, PROPOSED}),
    target=LOST,
    reason=Reason.OPTIONAL,
    style="quiet",
    icon="x",
)
DECLINE = Transition(
    name="underwriting.renewal.decline",
    label=_("Do not offer renewal"),
    permission="underwriting.decide_endorsement",
    sources=frozenset({PENDING}),
    target=DECLINED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
    confirm=_("The customer gets a notice with the reason before the policy ends."),
)
LAPSE = Transition(
    name="underwriting.renewal.lapse",
    label=_("Ended without renewal"),
    permission="underwriting.run_clock",
    sources=frozenset({PENDING, PROPOSED}),
    target=LOST,
    needs_version=False,
)
FOLLOW = Transition(
    name="underwriting.renewal.follow",
    label=_("The policy ends on another day"),
    permission="underwriting.run_clock",
    sources=frozenset({PENDING, PROPOSED}),
    needs_version=False,
)
CONFIRM = Transition(
    name="underwriting.renewal.confirm",
    label=_("Renewed"),
    permission="underwriting.run_clock",
    sources=frozenset({PENDING, PROPOSED, LOST}),
    target=RENEWED,
    needs_version=False,
)
RENEWAL = Lifecycle(
    kind=RENEWAL_KIND,
    label=_("Renewal"),
    states=(
        State(value=PENDING, label=_("to be renewed"), tone=Tone.WAIT, queue=RENEWAL_QUEUE),
        State(value=PROPOSED, label=_("renewal proposed"), tone=Tone.INFO, queue=RENEWAL_QUEUE),
        State(value=RENEWED, label=_("renewed"), tone=Tone.GOOD, final=True),
        State(value=LOST, label=_("not renewed"), tone=Tone.BAD),
        State(value=DECLINED, label=_("renewal declined"), tone=Tone.BAD, final=True),
    ),
    creation=LIST,
    transitions=(PROPOSE, CONTACT, NOTIFY, LOSE, DECLINE, FOLLOW, LAPSE, CONFIRM),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One day of the plan: so many days before the end, by a written notice or in a talk."""

    days: int
    due_on: date
    notice: bool


def planned(end_on: date, days_before: Iterable[int], notices: Collection[int], today: date) -> list[Planned]:
    """The plan of contacts from today on. A policy that is listed when the days of every notice are over gets one at
    once: nobody's cover ends without a word in writing."""
    plan = [
        Planned(days=days, due_on=end_on - timedelta(days=days), notice=days in notices)
        for days in sorted(set(days_before), reverse=True)
    ]
    ahead = [one for one in plan if one.due_on >= today]
    if any(one.notice for one in ahead) or not any(one.notice for one in plan):
        return ahead
    now = Planned(days=max((end_on - today).days, 0), due_on=today, notice=True)
    return [now, *(one for one in ahead if one.days != now.days)]


def gap_days(old_end: date, new_start: date) -> int:
    """Days without cover between the old policy and the new one."""
    return max((new_start - old_end).days - 1, 0)
