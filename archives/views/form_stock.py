"""Stock, balances, gaps and rates of printed forms (domain 8.2–8.4, FRM-01, FRM-08)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from archives.models import FormGap, FormLot
from archives.models.form_lots import STANDINGS
from archives.permissions import VIEW_FORMS
from archives.selectors import form_figures, form_lots, form_papers
from core.templatetags.ui import badge, day
from core.web.detail import Crumb
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from organisation.public import parameter
from organisation.views.tables import Section, TablePage, table_page

TONES = {"with_user": "info", "used": "good", "reconciled": "good", "lost": "bad", "void": "wait", "in_transit": "wait"}


def way(*parts: tuple[str, str]) -> tuple[Crumb, ...]:
    """The way to a page about printed forms."""
    return (Crumb(_("Printed forms"), reverse("archives:forms")), *(Crumb(label, url) for label, url in parts))


@needs(VIEW_FORMS)
@require_GET
def stock(request: HttpRequest) -> HttpResponse:
    """What lies where, what should be ordered, and the way to every paper."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = form_figures.stock(actor, timezone.localdate())
    low = [row for row in rows if row.low]
    spec = TablePage(
        title=_("Printed forms"),
        facts=_("Every number is in one place: a store, a hand, a policy. Custody and use are kept apart."),
        crumbs=(Crumb(_("Shared")),),
        sections=(
            Section(
                title=_("To be ordered"), columns=_stock_columns(), rows=low, icon="alert-triangle", empty=_("Nothing.")
            ),
            Section(title=_("Stock"), columns=_stock_columns(), rows=rows, icon="archive", empty=_("No forms here.")),
        ),
        actions=tuple(_places(actor)),
        export_name="printed-forms",
    )
    return table_page(request, spec)


def _places(actor: Any) -> list[tuple[str, str, str]]:
    """Figures and papers that have no place of their own in the side bar."""
    wanted = (
        (VIEW_FORMS, _("Balances"), "archives:balances", "table"),
        (VIEW_FORMS, _("Numbers to be explained"), "archives:gaps", "help"),
        (VIEW_FORMS, _("Where the numbers are"), "archives:lots", "list-details"),
        (VIEW_FORMS, _("Terms of printed forms"), "archives:form_kinds", "file-certificate"),
        (VIEW_FORMS, _("Print orders"), "archives:orders", "printer"),
        (VIEW_FORMS, _("Destruction of forms"), "archives:destructions", "trash"),
    )
    return [
        (label, reverse(name), icon)
        for permission, label, name, icon in wanted
        if actor.refusal_for(permission) is None
    ]


def _stock_columns() -> tuple[Column, ...]:
    def figure(key: str, label: str) -> Column:
        return Column(
            key=key,
            label=label,
            css="ui-r",
            cell=lambda row: f"{getattr(row, key):,}",
            plain=lambda row: getattr(row, key),
        )

    return (
        Column(key="unit", label=_("Unit"), cell=lambda row: row.unit.label),
        Column(key="kind", label=_("Printed form"), cell=lambda row: str(row.kind)),
        figure("in_store", _("in store")),
        figure("on_the_way", _("in transit")),
        figure("with_users", _("with users")),
        Column(key="per_day", label=_("Used a day"), css="ui-r", cell=lambda row: f"{row.per_day:.1f}"),
        figure("reorder_point", _("Reorder point")),
        Column(
            key="order",
            label=_("To be ordered"),
            css="ui-r",
            cell=lambda row: badge(f"{row.order:,}", "wait") if row.low else "–",
            plain=lambda row: row.order,
        ),
    )


def day_input() -> forms.DateInput:
    """A day as the browser's own calendar wants it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """From day to day."""

    since = forms.DateField(label=gettext_lazy("First day"), widget=day_input())
    until = forms.DateField(label=gettext_lazy("Last day"), widget=day_input())


def _period(request: HttpRequest) -> tuple[PeriodForm, date, date]:
    """The asked period, this month when nothing sensible is asked."""
    today = timezone.localdate()
    usual = {"since": today.replace(day=1), "until": today}
    form = PeriodForm(request.GET if "since" in request.GET else None, initial=usual)
    if not form.is_bound or not form.is_valid() or form.cleaned_data["since"] > form.cleaned_data["until"]:
        return form, usual["since"], usual["until"]
    return form, form.cleaned_data["since"], form.cleaned_data["until"]


@needs(VIEW_FORMS)
@require_GET
def balances(request: HttpRequest) -> HttpResponse:
    """Balances of stores and of hands over a period (DC-2), and the rates of each unit."""
    actor = request.actor  # type: ignore[attr-defined]
    form, first, last = _period(request)
    now = last >= timezone.localdate()
    stores = form_figures.store_balances(actor, first, last, now=now)
    hands = form_figures.holder_balances(actor, first, last, now=now)
    spec = TablePage(
        title=_("Balances of printed forms"),
        facts=_("Opening, what came, what went, closing. A store that does not agree is marked."),
        crumbs=way(),
        form=form,
        sections=(
            _balance(_("Stores"), stores, STORE_COLUMNS),
            _balance(_("In the hands of users"), hands, HOLDER_COLUMNS),
            _rates(actor, first, last),
        ),
        export_name="form-balances",
    )
    return table_page(request, spec)


STORE_COLUMNS = (
    ("opening", gettext_lazy("Opening")),
    ("received", gettext_lazy("Received quantity")),
    ("returned", gettext_lazy("Returned by users")),
    ("transferred_out", gettext_lazy("Dispatched")),
    ("issued", gettext_lazy("Issued")),
    ("set_aside", gettext_lazy("Slip to be signed")),
    ("written_off", gettext_lazy("Written off")),
    ("closing", gettext_lazy("Closing")),
)
HOLDER_COLUMNS = (
    ("opening", gettext_lazy("Opening")),
    ("issued", gettext_lazy("Received quantity")),
    ("used", gettext_lazy("Used")),
    ("void", gettext_lazy("Void")),
    ("lost", gettext_lazy("Lost")),
    ("returned", gettext_lazy("Returned")),
    ("closing", gettext_lazy("Closing")),
)


def _balance(title: str, rows: list[Any], figures: tuple[tuple[str, Any], ...]) -> Section:
    wrong = [row for row in rows if row.agrees is False]
    columns = (
        Column(key="where", label=title, cell=lambda row: row.where),
        Column(key="kind", label=_("Printed form"), cell=lambda row: str(row.kind)),
        *(_figure(key, str(label)) for key, label in figures),
        Column(key="agrees", label=_("Agrees"), cell=_agrees, plain=_agreement),
    )
    return Section(
        title=title, columns=columns, rows=rows, icon="table", empty=_("Nothing moved."), aside=str(len(wrong) or "")
    )


def _figure(key: str, label: str) -> Column:
    return Column(
        key=key,
        label=label,
        css="ui-r",
        cell=lambda row: f"{getattr(row.figures, key):,}",
        plain=lambda row: getattr(row.figures, key),
    )


def _agreement(row: Any) -> str:
    """In words, for the table that is taken away."""
    return {True: _("agrees"), False: _("does not agree"), None: ""}[row.agrees]


def _agrees(row: Any) -> SafeString | str:
    if row.agrees is None:
        return "–"
    return badge(_("agrees"), "good") if row.agrees else badge(_("does not agree"), "bad")


def _rates(actor: Any, first: date, last: date) -> Section:
    least, most = (
        parameter("archives.reconcile_target", on=last) * 100,
        parameter("archives.void_target", on=last) * 100,
    )
    return Section(
        title=_("Rates"),
        note=_("Accounted for at least %(least)s %%, void at most %(most)s %%, nothing lost.")
        % {"least": f"{least:g}", "most": f"{most:g}"},
        icon="chart-bar",
        empty=_("No forms were used."),
        rows=form_figures.unit_rates(actor, first, last),
        columns=(
            Column(key="unit", label=_("Unit"), cell=lambda row: row.unit.label),
            Column(key="used", label=_("Used"), css="ui-r", cell=lambda row: f"{row.rates.used:,}"),
            Column(key="void", label=_("Void"), css="ui-r", cell=lambda row: f"{row.rates.void:,}"),
            Column(key="lost", label=_("Lost"), css="ui-r", cell=lambda row: f"{row.rates.lost:,}"),
            Column(
                key="reconciled",
                label=_("Accounted for"),
                css="ui-r",
                cell=lambda row: _rate(row.rates.reconcile_rate, good=lambda rate: rate >= least),
            ),
            Column(
                key="void_rate",
                label=_("Share of void forms"),
                css="ui-r",
                cell=lambda row: _rate(row.rates.void_rate, good=lambda rate: rate <= most),
            ),
        ),
    )


def _rate(rate: Any, *, good: Any) -> SafeString | str:
    return "–" if rate is None else badge(f"{rate} %", "good" if good(rate) else "bad")


@needs(VIEW_FORMS)
@require_GET
def gaps(request: HttpRequest) -> HttpResponse:
    """Numbers that somebody must explain: skipped ones, and those too long in a hand (FRM-08)."""
    actor = request.actor  # type: ignore[attr-defined]
    columns = _gap_columns(actor)
    spec = TablePage(
        title=_("Numbers to be explained"),
        facts=_("Use them, return them, or report them void or lost. Until then the user gets no new forms."),
        crumbs=way(),
        sections=(
            Section(
                title=_("Skipped"),
                columns=columns,
                rows=list(form_figures.gaps(actor)),
                icon="arrows-split",
                empty=_("No number was skipped."),
            ),
            Section(
                title=_("Too long in a hand"),
                columns=columns,
                rows=form_figures.overdue(actor, timezone.localdate()),
                icon="clock",
                empty=_("No number is overdue."),
            ),
        ),
        export_name="form-gaps",
    )
    return table_page(request, spec)


def _lot_columns() -> tuple[Column, ...]:
    return (
        Column(key="unit", label=_("Unit"), cell=lambda lot: lot.unit.label),
        Column(key="kind", label=_("Printed form"), cell=lambda lot: str(lot.form_type)),
        Column(key="numbers", label=_("Numbers"), cell=_numbers, css="ui-code ui-nowrap", sort="first"),
        Column(key="quantity", label=_("Quantity"), css="ui-r", cell=lambda lot: f"{lot.quantity:,}"),
        Column(
            key="holder", label=_("Held by"), cell=lambda lot: lot.holder.name if lot.holder else "–", personal=False
        ),
        Column(key="since", label=_("Since"), cell=lambda lot: day(lot.since), css="ui-nowrap", sort="since"),
    )


def _numbers(lot: FormLot) -> str:
    return lot.shown


def _gap_columns(actor: Any) -> tuple[Column, ...]:
    """The numbers with what their holder says, or for the holder the way to say it."""
    notes = form_papers.latest_notes(actor)
    return (*_lot_columns(), Column(key="why", label=_("Explanation"), css="ui-wrap", cell=partial(_why, actor, notes)))


def _why(actor: Any, notes: Mapping[int, Sequence[FormGap]], lot: FormLot) -> SafeString | str:
    told = next((one for one in notes.get(lot.form_type_id, ()) if one.numbers.holds(lot.lot.numbers)), None)
    if told is not None:
        url, state = reverse("archives:gap", args=[told.pk]), told.lifecycle.state(told.state)
        return format_html('<a href="{}">{}</a> · {}', url, told.account[:80], _(state.label))
    if lot.holder_id == actor.staff_id:
        return format_html('<a href="{}">{}</a>', reverse("archives:gap_explain", args=[lot.pk]), _("Explain numbers"))
    return "–"


@needs(VIEW_FORMS)
@require_GET
def lots(request: HttpRequest) -> HttpResponseBase:
    """Where every number is."""
    where = Column(
        key="standing",
        label=_("Whereabouts"),
        cell=lambda lot: badge(lot.get_standing_display(), TONES.get(lot.standing, "neutral")),
    )
    kinds = form_lots.form_types()
    return list_page(
        request,
        ListPage(
            title=_("Where the numbers are"),
            rows=form_lots.lots,
            order="first",
            columns=(*_lot_columns(), where),
            filters=(
                Filter(
                    key="kind",
                    label=_("Printed form"),
                    choices=lambda _actor: [(str(kind.pk), str(kind)) for kind in kinds],
                    apply=lambda rows, value: rows.filter(form_type_id=value) if value.isdigit() else rows,
                ),
                Filter(
                    key="standing",
                    label=_("Whereabouts"),
                    choices=lambda _actor: [(code, str(label)) for code, label in STANDINGS.items()],
                    apply=lambda rows, value: rows.filter(standing=value),
                ),
                Filter(key="since", label=_("Since"), date_field="since"),
            ),
            search=form_lots.by_serial,
            search_hint=_("Serial number, name of the user"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("With users"), {"standing": "with_user"}),
                SavedView(_("Void"), {"standing": "void"}),
                SavedView(_("Lost"), {"standing": "lost"}),
            ),
            empty=_("No forms here."),
            export_name="form-numbers",
        ),
    )
