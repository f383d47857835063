"""How customers behave: segments with what they hold and cost, patterns of claims, where products fit (CUS-06)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from claims.public import Cause, claim_patterns, losses_of_customers
from core import links
from core.templatetags.ui import money
from core.web.lists import Column
from core.web.pages import needs
from customer_service.rules.segments import Held, Lost, Segment, Traits, by_lines, frequent, segments
from customer_service.selectors.enquiries import FREQUENT
from organisation.public import lines, parameter
from organisation.views.tables import Section, TablePage, table_page
from parties.public import PartyFact, parties, traits_of
from underwriting.public import books_of_holders

SHOWN = 50


class PeriodForm(forms.Form):
    """The period of the figures."""

    since = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@needs("customer_service.view_behaviour")
@require_GET
def behaviour(request: HttpRequest) -> HttpResponse:
    """Figures of a period in the reader's scope, with export."""
    today = localdate()
    usual = {"since": today - timedelta(days=365), "until": today}
    form = PeriodForm(request.GET if "since" in request.GET else None, initial=usual)
    period = form.cleaned_data if form.is_bound and form.is_valid() else usual
    sections = _sections(request.actor, period["since"], period["until"], today)  # type: ignore[attr-defined]
    spec = TablePage(
        title=_("Behaviour of customers"), sections=sections, form=form, export_name="behaviour",
        facts=f"{period['since']} – {period['until']}",
    )  # fmt: skip
    return table_page(request, spec)


def _sections(actor: Any, since: date, until: date, today: date) -> list[Section]:
    held = {pk: Held(*book) for pk, book in books_of_holders(actor, since, until).items()}
    lost = {pk: Lost(*losses) for pk, losses in losses_of_customers(actor, since, until).items()}
    known = {pk: Traits(*traits) for pk, traits in traits_of(held.keys() | lost.keys()).items()}
    often = frequent(lost, int(parameter(FREQUENT, None, today)))[:SHOWN]
    return [
        _segments(segments(known, held, lost, today)),
        _lines(by_lines(held.values())),
        _patterns(claim_patterns(actor, since, until)),
        _often(often, parties([pk for pk, _losses in often])),
    ]


def _share(value: Any) -> str:
    return f"{value * 100:.1f}%" if value is not None else "–"


def _segments(rows: list[Segment]) -> Section:
    return Section(
        title=_("Segments"), icon="users", rows=rows, empty=_("No business in this period."),
        note=_("Loss ratio: claims paid against premium of the period. Several lines: room for further products."),
        columns=(
            Column(key="segment", label=_("Segment"), cell=lambda s: s.label if s.is_industry else _(s.label)),
            Column(key="customers", label=_("Customers"), cell=lambda s: s.customers, css="ui-r"),
            Column(key="policies", label=_("Policies"), cell=lambda s: s.policies, css="ui-r"),
            Column(key="premium", label=_("Premium"), cell=lambda s: money(s.premium), css="ui-r"),
            Column(key="claims", label=_("Claims"), cell=lambda s: s.claims, css="ui-r"),
            Column(key="paid", label=_("Claims paid"), cell=lambda s: money(s.paid), css="ui-r"),
            Column(key="ratio", label=_("Loss ratio"), cell=lambda s: _share(s.loss_ratio()), css="ui-r"),
            Column(key="several", label=_("Several lines"), cell=lambda s: _share(s.cross_sold()), css="ui-r"),
        ),
    )  # fmt: skip


def _lines(rows: list[Any]) -> Section:
    return Section(
        title=_("Lines of each customer"), icon="chart-bar", rows=rows, empty=_("No business in this period."),
        columns=(
            Column(key="lines", label=_("Lines"), cell=lambda r: r[0], css="ui-r"),
            Column(key="customers", label=_("Customers"), cell=lambda r: r[1], css="ui-r"),
            Column(key="premium", label=_("Premium"), cell=lambda r: money(r[2]), css="ui-r"),
        ),
    )  # fmt: skip


def _patterns(rows: list[Any]) -> Section:
    known, causes = lines(), {str(value): str(label) for value, label in Cause.choices}
    return Section(
        title=_("Patterns of claims"), icon="car-crash", rows=rows, empty=_("No claims in this period."),
        columns=(
            Column(key="line", label=_("Line"), cell=lambda r: _(known.get(r.line, r.line))),
            Column(key="cause", label=_("Cause"), cell=lambda r: causes.get(r.cause, r.cause)),
            Column(key="claims", label=_("Claims"), cell=lambda r: r.claims, css="ui-r"),
            Column(key="paid", label=_("Claims paid"), cell=lambda r: money(r.paid), css="ui-r"),
            Column(key="average", label=_("Average"), cell=lambda r: money(r.paid / r.claims), css="ui-r"),
            Column(key="reserve", label=_("Reserve"), cell=lambda r: money(r.reserve), css="ui-r"),
        ),
    )  # fmt: skip


def _often(rows: list[tuple[int, Lost]], people: dict[int, PartyFact]) -> Section:
    return Section(
        title=_("Customers with many claims"), icon="flag", rows=rows, empty=_("Nobody has many claims."),
        note=_("To be looked at for the grey list, for terms and for prevention."),
        columns=(
            Column(key="customer", label=_("Customer"), cell=lambda r: _named(people.get(r[0]))),
            Column(key="claims", label=_("Claims"), cell=lambda r: r[1].claims, css="ui-r"),
            Column(key="paid", label=_("Claims paid"), cell=lambda r: money(r[1].paid), css="ui-r"),
        ),
    )  # fmt: skip


def _named(fact: PartyFact | None) -> SafeString | str:
    if fact is None:
        return "–"
    url = links.url_for("parties.party", fact.id)
    return format_html('<a href="{}">{}</a><small>{}</small>', url, fact.name, fact.number)
