"""The underwriter's queue: what is due first, of which line and unit, and what the underwriter must know of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.clocks import at_midnight
from core.models import WorkItem
from core.templatetags.ui import badge, clock, day, moment, money, state_of
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from organisation.public import parameter
from underwriting.models import Channel
from underwriting.models.policy import line_label
from underwriting.rules import lifecycle
from underwriting.selectors import queue as selectors
from underwriting.selectors.queue import Offered

WARN_DAYS = "underwriting.start_warning_days"
UPPER = "upper"


@needs("underwriting.view_rules")
@require_GET
def queue(request: HttpRequest) -> HttpResponseBase:
    """What waits for a decision at the own level, the nearest deadline first; the cases above stand apart."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    is_above = request.GET.get("level") == UPPER
    rows = selectors.with_upper_level if is_above else selectors.waiting
    offers = cache(lambda: selectors.offered(rows(actor)))
    today = timezone.localdate()
    return list_page(
        request,
        ListPage(
            title=_("Cases with the level above") if is_above else _("Waiting for underwriting"),
            facts=_("Reported upward: the answer comes from there.")
            if is_above
            else _("What a person decides, the nearest deadline first."),
            rows=rows,
            order="due_at",
            columns=_columns(today, parameter(WARN_DAYS, None, today), is_above=is_above),
            filters=_filters(offers, today, actor.staff_id),
            search=_search,
            search_hint=_("Number, customer, vehicle or object"),
            views=_views(),
            decorate=selectors.add_proposals,
            bulk=() if is_above or selectors.own_queue(actor) not in actor.queues() else _acts(),
            empty=_("No case is with the level above.") if is_above else _("Everything is decided."),
            export_name="underwriting-queue",
        ),
    )


def _views() -> tuple[SavedView, ...]:
    return (
        SavedView(_("All waiting"), {}),
        SavedView(_("Taken by me"), {"taken": "mine"}),
        SavedView(_("Not taken yet"), {"taken": "free"}),
        SavedView(_("Overdue"), {"due": "late"}),
        SavedView(_("With the level above"), {"level": UPPER}),
    )


def _acts() -> tuple[tuple[str, str, str], ...]:
    return (
        (_("Take"), reverse("core:take"), "user-check"),
        (_("Put back"), reverse("core:put_back"), "arrow-left"),
        (_("Hand over"), reverse("core:transfer"), "user-share"),
    )


def _columns(today: date, warned: int, *, is_above: bool) -> tuple[Column, ...]:
    where = Column(key="state", label=_("State"), cell=_state, css="ui-nowrap")
    taken = Column(key="taken", label=_("Taken by"), cell=lambda r: r.taken_by or "–", css="ui-nowrap")
    return (
        Column(key="number", label=_("Proposal"), cell=_number, plain=lambda r: r.subject_number),
        Column(key="customer", label=_("Customer and what is insured"), cell=_customer, css="ui-clip"),
        *((where,) if is_above else ()),
        Column(key="line", label=_("Line"), cell=lambda r: r.proposal.product_label, css="ui-nowrap"),
        Column(key="due", label=_("Due"), cell=_clock, plain=lambda r: r.due_at, sort="due_at", css="ui-nowrap"),
        Column(key="amount", label=_("To be paid"), cell=lambda r: money(r.amount), css="ui-r", sort="amount"),
        Column(key="start", label=_("Begins"), cell=_start(today, warned), plain=lambda r: r.proposal.start_on),
        Column(key="unit", label=_("Unit"), cell=lambda r: r.proposal.unit.label, css="ui-nowrap"),
        Column(key="channel", label=_("Channel"), cell=lambda r: str(r.proposal.get_channel_display())),
        Column(key="sales", label=_("Salesperson"), cell=lambda r: r.proposal.salesperson_name or "–", css="ui-nowrap"),
        *(() if is_above else (taken,)),
        Column(
            key="arrived",
            label=_("Arrived"),
            cell=lambda r: moment(r.opened_at),
            sort="opened_at",
            css="ui-nowrap ui-muted",
            default=False,
        ),
    )


def _number(row: Any) -> SafeString:
    url = reverse("underwriting:proposal", kwargs={"pk": row.subject_id})
    marks = format_html_join(" ", "{}", ((mark,) for mark in _marks(row)))
    return format_html('<a class="ui-code" href="{}">{}</a><small>{}</small>', url, row.subject_number, marks)


def _marks(row: Any) -> list[SafeString]:
    """What must be seen before the case is opened: renewal, later entry, earlier claims (UWR-02)."""
    proposal, losses = row.proposal, row.losses
    found = [badge(_("renewal"), "info", "refresh")] if proposal.renewal_of else []
    if proposal.signed_on is not None:
        found.append(badge(_("back-entry"), "wait", "history"))
    if losses and losses.open:
        text = _("claims: %(count)s, open: %(open)s") % {"count": losses.count, "open": losses.open}
        found.append(badge(text, "bad", "car-crash"))
    elif losses or proposal.claims_last_year:
        count = max(losses.count if losses else 0, proposal.claims_last_year or 0)
        found.append(badge(_("claims: %(count)s") % {"count": count}, "wait", "car-crash"))
    return found


def _customer(row: Any) -> SafeString:
    proposal = row.proposal
    return format_html("{}<small>{}</small>", proposal.holder_name or proposal.owner_name, proposal.insured_subject)


def _state(row: WorkItem) -> SafeString:
    return state_of(lifecycle.PROPOSAL, row.subject_state)


def _clock(row: WorkItem) -> SafeString | str:
    return clock(row) or "–"


def _start(today: date, warned: int) -> Callable[[Any], SafeString | str]:
    """The first day of cover, with a warning when it has come or is near: the decision must not come too late."""

    def cell(row: Any) -> SafeString | str:
        begins = row.proposal.start_on
        if row.proposal.signed_on is not None or begins > today + timedelta(days=warned):
            return day(begins)
        mark = badge(_("start has passed"), "bad") if begins <= today else badge(_("begins soon"), "wait")
        return format_html("{}<small>{}</small>", day(begins), mark)

    return cell


# -- narrowing down ---------------------------------------------------------------------------------------------------


def _filters(offers: Callable[[], Offered], today: date, staff_id: int) -> tuple[Filter, ...]:
    return (
        Filter(key="line", label=_("Line"), choices=_lines(offers), apply=lambda rows, v: rows.filter(line=v)),
        Filter(
            key="unit",
            label=_("Unit"),
            choices=lambda _actor: [(str(unit.pk), unit.label) for unit in offers().units],
            apply=lambda rows, v: selectors.of_unit(rows, int(v)),
        ),
        Filter(
            key="channel",
            label=_("Channel"),
            choices=lambda _actor: [(one, str(Channel(one).label)) for one in offers().channels],
            apply=lambda rows, v: selectors.of_proposals(rows, channel=v),
        ),
        Filter(
            key="sales",
            label=_("Salesperson"),
            choices=lambda _actor: [(str(pk), name) for pk, name in offers().salespeople],
            apply=lambda rows, v: selectors.of_proposals(rows, salesperson_id=int(v)),
        ),
        Filter(key="taken", label=_("Taken by"), choices=_takings, apply=_taken(staff_id)),
        Filter(key="due", label=_("Due"), choices=_times, apply=_due(today)),
        Filter(key="arrived", label=_("Arrived"), date_field="opened_at"),
    )


def _lines(offers: Callable[[], Offered]) -> Callable[[Any], list[tuple[str, str]]]:
    return lambda _actor: [(line, line_label(line)) for line in offers().lines]


def _takings(_actor: Any) -> list[tuple[str, str]]:
    return [("mine", _("taken by me")), ("free", _("not taken yet")), ("others", _("taken by others"))]


def _taken(staff_id: int) -> Callable[[QuerySet[WorkItem], str], QuerySet[WorkItem]]:
    conditions = {
        "mine": Q(assignee_id=staff_id),
        "free": Q(assignee_id=None),
        "others": Q(assignee_id__isnull=False) & ~Q(assignee_id=staff_id),
    }
    return lambda rows, value: rows.filter(conditions.get(value, Q()))


def _times(_actor: Any) -> list[tuple[str, str]]:
    return [("late", _("overdue")), ("today", _("due today"))]


def _due(today: date) -> Callable[[QuerySet[WorkItem], str], QuerySet[WorkItem]]:
    conditions = {
        "late": Q(due_at__lt=timezone.now(), paused_at=None),
        "today": Q(due_at__lt=at_midnight(today + timedelta(days=1))),
    }
    return lambda rows, value: rows.filter(conditions.get(value, Q()))


def _search(rows: QuerySet[WorkItem], text: str) -> QuerySet[WorkItem]:
    return rows.filter(Q(subject_number__istartswith=text) | Q(customer__contains=text) | Q(detail__contains=text))
