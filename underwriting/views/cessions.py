"""Cessions of policies, the bordereaux, accumulation, losses of ceded business."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.templatetags.ui import badge, bar, day, money
from core.web.detail import Crumb
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from organisation.views.tables import Section, TablePage, table_page
from underwriting.models import Cession, LossAdvice, Movement, MovementKind, line_label
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.lines import CEDED_LINES
from underwriting.rules.reinsurance.accumulation import EVENT_LABELS
from underwriting.selectors import reinsurance_pages as selectors
from underwriting.selectors.people_accumulation import PeopleAtPlace, people_at_places
from underwriting.services.cession import ISSUE
from underwriting.views.narrowing import by_channel, by_salesperson, by_unit


def lines_in_words(codes: Sequence[str]) -> str:
    return _(", ").join(line_label(code) for code in codes)


def line_choices(_actor: Any) -> list[tuple[str, str]]:
    return [(code, line_label(code)) for code in sorted(CEDED_LINES)]


def by_line(rows: Any, value: str) -> Any:
    return rows.filter(line=value)


@needs("underwriting.view_reinsurance")
@require_GET
def cessions(request: HttpRequest) -> HttpResponseBase:
    """What is ceded of each policy now."""
    return list_page(
        request,
        ListPage(
            title=_("Cessions"),
            facts=_("What is kept and ceded of every policy, made at issue and at each endorsement."),
            rows=selectors.cessions,
            order="-recorded_at",
            columns=_cession_columns(),
            filters=(
                Filter(key="line", label=_("Line"), choices=line_choices, apply=by_line),
                by_unit(),
                by_channel("policy__proposal__channel"),
                by_salesperson("policy__salesperson_id"),
                Filter(key="placed", label=_("Placed"), choices=_placed_or_not, apply=_by_placing),
                Filter(key="from", label=_("Effective"), date_field="effective_on"),
            ),
            views=(SavedView(_("All"), {}), SavedView(_("Not fully placed"), {"placed": "no"})),
            search=lambda rows, text: (
                rows.filter(policy__number__startswith=text.strip().upper())
                | rows.filter(policy__insured_name__icontains=text.strip())
            ),
            search_hint=_("Policy, insured"),
            actions=((_("Awaited cessions"), reverse("underwriting:awaited_cessions"), "clock"),),
            empty=_("No policy is ceded yet."),
            export_name="cessions",
        ),
    )


def _placed_or_not(_actor: Any) -> list[tuple[str, str]]:
    return [("yes", _("fully placed")), ("no", _("not fully placed"))]


def _by_placing(rows: Any, value: str) -> Any:
    return rows.filter(unplaced=0) if value == "yes" else rows.filter(unplaced__gt=0)


def amount_column(key: str, label: str, *, default: bool = True) -> Column:
    return Column(
        key=key,
        label=label,
        css="ui-r",
        cell=lambda row: money(getattr(row, key)),
        plain=lambda row: getattr(row, key),
        sort=key,
        default=default,
    )


def _cession_columns() -> tuple[Column, ...]:
    return (
        Column(key="policy", label=_("Policy"), cell=policy_link, plain=lambda c: c.policy.number),
        Column(key="insured", label=_("Insured"), cell=lambda c: c.policy.insured_name, css="ui-clip"),
        Column(key="line", label=_("Line"), cell=lambda c: line_label(c.line)),
        amount_column("own_sum", _("Own sum")),
        amount_column("retained", _("Kept")),
        amount_column("ceded", _("Ceded")),
        Column(key="open", label=_("Not placed"), css="ui-r", cell=_open, plain=lambda c: c.unplaced),
        amount_column("ceded_premium", _("Ceded premium")),
        amount_column("commission", _("Commission")),
        Column(key="version", label=_("Version"), cell=lambda c: str(c.number)),
        Column(key="from", label=_("From"), cell=lambda c: day(c.effective_on), sort="effective_on", css="ui-nowrap"),
        Column(key="unit", label=_("Unit"), cell=lambda c: c.unit.label, css="ui-nowrap", default=False),
    )


def policy_link(one: Cession | Movement | LossAdvice) -> SafeString:
    url = links.url_for(POLICY_KIND, one.policy_id)
    return format_html('<a class="ui-code" href="{}?tab=books">{}</a>', url, one.policy.number)


def _open(one: Cession) -> SafeString | str:
    return badge(f"{one.unplaced:,.2f}", "bad", "alert-triangle") if one.unplaced else "–"


@needs("underwriting.view_accounts")
@require_GET
def movements(request: HttpRequest) -> HttpResponseBase:
    """The bordereau: premium, commission and recoveries, reinsurer by reinsurer (DUT-42, REI-08)."""
    return list_page(
        request,
        ListPage(
            title=_("Bordereaux"),
            facts=_(
                "Every amount between the company and a reinsurer; the treaty business report is this list by line."
            ),
            rows=selectors.movements,
            order="-booked_on",
            columns=_movement_columns(),
            filters=(
                Filter(key="kind", label=_("Kind"), choices=_kinds, apply=lambda rows, v: rows.filter(kind=v)),
                Filter(key="line", label=_("Line"), choices=line_choices, apply=by_line),
                Filter(key="booked", label=_("Booked on"), date_field="booked_on"),
                Filter(key="account", label=_("Reinsurance account"), choices=_accounted_or_not, apply=_by_account),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("Recoveries"), {"kind": MovementKind.RECOVERY.value}),
                SavedView(_("In no account yet"), {"account": "no"}),
            ),
            search=lambda rows, text: (
                rows.filter(policy__number__startswith=text.strip().upper())
                | rows.filter(reinsurer_name__icontains=text.strip())
                | rows.filter(treaty__code__istartswith=text.strip())
            ),
            search_hint=_("Policy, reinsurer, treaty"),
            empty=_("Nothing was ceded yet."),
            export_name="bordereau",
        ),
    )


def _kinds(_actor: Any) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in MovementKind.choices]


def _accounted_or_not(_actor: Any) -> list[tuple[str, str]]:
    return [("yes", _("in an account")), ("no", _("in no account yet"))]


def _by_account(rows: Any, value: str) -> Any:
    return rows.filter(account__isnull=value == "no")


def _movement_columns() -> tuple[Column, ...]:
    return (
        Column(key="day", label=_("Booked on"), cell=lambda m: day(m.booked_on), sort="booked_on", css="ui-nowrap"),
        Column(key="reinsurer", label=_("Reinsurer"), cell=lambda m: m.reinsurer_name, sort="reinsurer_name"),
        Column(key="kind", label=_("Kind"), cell=lambda m: m.get_kind_display()),
        Column(key="under", label=_("Treaty or placement"), cell=under_what, css="ui-code"),
        Column(key="policy", label=_("Policy"), cell=policy_link, plain=lambda m: m.policy.number),
        Column(key="occasion", label=_("Occasion"), cell=_occasion, css="ui-nowrap"),
        Column(key="version", label=_("Version"), css="ui-r", cell=_version),
        Column(key="claim", label=_("Claim"), cell=lambda m: m.advice.claim_number if m.advice else "–"),
        Column(key="line", label=_("Line"), cell=lambda m: line_label(m.line), sort="line"),
        amount_column("amount", _("Amount")),
        Column(key="account", label=_("Reinsurance account"), cell=lambda m: m.account.number if m.account else "–"),
    )


def _occasion(one: Movement) -> str:
    """What moved the amount: the issue, an endorsement by its number; a recovery stands by its claim."""
    return occasion_in_words(one.cession.occasion) if one.cession else "–"


def _version(one: Movement) -> str:
    return str(one.cession.number) if one.cession else "–"


def occasion_in_words(occasion: str) -> str:
    """The issue of a policy, or the number of what changed it."""
    return _("the issue of the policy") if occasion == ISSUE else occasion


def under_what(one: Movement) -> str:
    return str(one.treaty.code if one.treaty else one.facultative.number if one.facultative else "–")


@needs("underwriting.view_reinsurance")
@require_GET
def accumulation(request: HttpRequest) -> HttpResponse:
    """What is kept in one place and against one event, beside its limit (REI-14)."""
    actor = request.actor  # type: ignore[attr-defined]
    events = [
        Section(
            title=_("Limits of accumulation"),
            icon="alert-triangle",
            columns=_event_columns(),
            rows=selectors.by_event(actor, localdate()),
            empty=_("No limit is in force."),
        ),
        Section(
            title=_("Places with the largest retention"),
            icon="map-pin",
            columns=_place_columns(),
            rows=selectors.by_place(actor),
            empty=_("No policy is ceded yet."),
        ),
        Section(
            title=_("Persons insured at one place"),
            icon="users",
            columns=_people_columns(),
            rows=people_at_places(actor, localdate()),
            note=_("What is above the limit must be ceded. The limit is changed with the retentions."),
            empty=_("No group is insured, or no limit for persons at one place is in force."),
        ),
    ]
    return table_page(
        request,
        TablePage(
            title=_("Accumulation"),
            facts=_("Risk units in force: what one event can hit together."),
            sections=events,
            crumbs=(Crumb(_("Underwriting centre")), Crumb(_("Accumulation"))),
            export_name="accumulation",
        ),
    )


def _event_columns() -> tuple[Column, ...]:
    return (
        Column(key="event", label=_("Peril"), cell=_event),
        Column(key="area", label=_("Area or place"), cell=_area),
        Column(key="lines", label=_("Lines"), cell=lambda row: lines_in_words(row[0].lines), css="ui-wrap"),
        Column(key="units", label=_("Risk units"), css="ui-r", cell=lambda row: str(row[1].units)),
        Column(key="own", label=_("Own sum"), css="ui-r", cell=lambda row: money(row[1].own_sum)),
        Column(key="kept", label=_("Kept"), css="ui-r", cell=lambda row: money(row[1].retained)),
        Column(key="limit", label=_("Limit"), css="ui-r", cell=lambda row: money(row[0].amount)),
        Column(key="used", label=_("Used"), cell=_used, plain=lambda row: f"{row[1].share:.2f} %"),
    )


def _area(row: Any) -> str:
    """Where it is counted; of an event that hits one address the place in which most is kept."""
    return row[1].name or row[0].area or _("whole branch")


def _event(row: Any) -> str:
    return _(EVENT_LABELS.get(row[0].event, row[0].event))


def _used(row: Any) -> SafeString:
    share: Decimal = row[1].share or Decimal(0)
    tone = "bad" if share > 100 else "wait" if share > 80 else "good"
    return format_html("{} {}", bar(min(share, Decimal(100)), tone, f"{share:.2f} %"), f"{share:.2f} %")


def _people_columns() -> tuple[Column, ...]:
    return (
        Column(key="place", label=_("Place"), cell=lambda row: row.place, css="ui-clip"),
        Column(key="policies", label=_("Policies"), css="ui-r", cell=lambda row: str(row.policies)),
        Column(key="persons", label=_("Number of persons"), css="ui-r", cell=lambda row: str(row.persons)),
        Column(key="sum", label=_("Sum insured"), css="ui-r", cell=lambda row: money(row.sum_insured)),
        Column(key="limit", label=_("Limit"), css="ui-r", cell=lambda row: money(row.limit)),
        Column(key="used", label=_("Used"), cell=_people_used, plain=lambda row: f"{row.share:.2f} %"),
        Column(key="above", label=_("To be ceded"), css="ui-r", cell=_above, plain=lambda row: row.above),
    )


def _people_used(row: PeopleAtPlace) -> SafeString:
    tone = "bad" if row.above else "good"
    return format_html("{} {}", bar(min(row.share, Decimal(100)), tone, f"{row.share:.2f} %"), f"{row.share:.2f} %")


def _above(row: PeopleAtPlace) -> SafeString | str:
    return badge(f"{row.above:,.2f}", "bad", "alert-triangle") if row.above else "–"


def _place_columns() -> tuple[Column, ...]:
    return (
        Column(key="place", label=_("Address of the risk unit"), cell=lambda row: row.name, css="ui-clip"),
        Column(key="units", label=_("Risk units"), css="ui-r", cell=lambda row: str(row.units)),
        Column(key="own", label=_("Own sum"), css="ui-r", cell=lambda row: money(row.own_sum)),
        Column(key="kept", label=_("Kept"), css="ui-r", cell=lambda row: money(row.retained)),
    )
