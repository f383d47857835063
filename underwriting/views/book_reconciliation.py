"""Underwriting, finance and reinsurance side by side, month by month (PRO-21)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags.ui import badge, moment, money, state_of
from core.web.actors import said_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.views.tables import Section, TablePage, table_page
from underwriting.forms.book_reconciliation import MonthForm
from underwriting.models import BookReconciliation, line_label
from underwriting.rules import book_reconciliation as life
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors import book_reconciliation as selectors
from underwriting.selectors.reinsurance import branch_of
from underwriting.selectors.shown import signed
from underwriting.services.book_reconciliation import draw

SEE, RECONCILE = "underwriting.view_reconciliation", "underwriting.reconcile_books"


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.RECONCILIATION.states]


@needs(SEE)
@require_GET
def reconciliations(request: HttpRequest) -> HttpResponseBase:
    """Every month that was reconciled, the newest first."""
    may_draw = request.actor.refusal_for(RECONCILE) is None  # type: ignore[attr-defined]
    new = (_("Reconcile a month"), reverse("underwriting:new_reconciliation"), "plus")
    return list_page(
        request,
        ListPage(
            title=_("Reconciliation of the books"),
            facts=_("Premium written, booked and ceded, recoveries: by month and line, differences explained."),
            rows=selectors.reconciliations,
            order="-month",
            columns=(
                Column(key="number", label=_("Reconciliation"), cell=_number, plain=lambda r: r.number),
                Column(key="month", label=_("Month"), cell=lambda r: f"{r.month:%Y-%m}", sort="month"),
                Column(key="unit", label=_("Unit"), cell=lambda r: r.unit.label, css="ui-nowrap"),
                Column(
                    key="state",
                    label=_("State"),
                    cell=lambda r: state_of(life.RECONCILIATION, r.state),
                ),
                Column(key="differing", label=_("Differences"), cell=_differing, plain=lambda r: r.differing),
                Column(
                    key="difference",
                    label=_("Sum of the differences"),
                    css="ui-r",
                    cell=lambda r: money(r.difference, sign=True),
                    plain=lambda r: r.difference,
                ),
                Column(key="drawn", label=_("Drawn by"), cell=lambda r: said_of(r.drawn_by)),
                Column(key="closed", label=_("Reconciliation closed by"), cell=lambda r: said_of(r.closed_by) or "–"),
            ),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="month", label=_("Month"), date_field="month"),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be explained"), {"state": life.DRAWN}),
                SavedView(_("To be closed"), {"state": life.EXPLAINED}),
            ),
            search=lambda rows, text: rows.filter(number__startswith=text.strip().upper()),
            search_hint=_("Number"),
            actions=(new,) if may_draw else (),
            empty=_("No month was reconciled yet."),
            export_name="reconciliations",
        ),
    )


def _number(one: BookReconciliation) -> SafeString:
    url = reverse("underwriting:reconciliation", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _differing(one: BookReconciliation) -> SafeString:
    return badge(str(one.differing), "wait" if one.differing else "good")


@needs(SEE)
@require_GET
def reconciliation(request: HttpRequest, pk: int) -> HttpResponse:
    """Both sides of every line, with the way to the policies behind a figure."""
    found = selectors.reconciliation(request.actor, pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=found.number,
        heading=_("Reconciliation of the books"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Reconciliation of the books"), reverse("underwriting:reconciliations")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Month"), f"{found.month:%Y-%m}", found.unit.label),
            Fact(_("Differences"), _differing(found), money(found.difference, sign=True)),
            Fact(_("Drawn by"), signed(found.drawn_by), moment(found.drawn_at)),
            Fact(
                _("Reconciliation closed by"),
                signed(found.closed_by) or "–",
                moment(found.closed_at) if found.closed_at else "",
            ),
        ),
        tabs=(Tab("main", _("Figures")),),
        actions=[_file(found)],
        panels=(
            Panel(
                key="compared",
                title=_("By line"),
                icon="git-compare",
                template="underwriting/panels/table.html",
                context=_compared,
                flush=True,
            ),
            Panel(
                key="note",
                title=_("Explanation"),
                icon="notes",
                template="underwriting/panels/texts.html",
                context=_note,
            ),
        ),
    )
    return detail_page(request, found, detail)


def _file(found: BookReconciliation) -> SafeString:
    url = reverse("underwriting:reconciliation_file", kwargs={"pk": found.pk})
    return format_html('<a class="ui-btn" href="{}?export=xlsx">{}</a>', url, _("Excel"))


def _compared(_request: HttpRequest, found: BookReconciliation) -> Mapping[str, Any]:
    heads = (_("Line"), _("Figure"), _("In the business"), _("Booked in the ledger"), _("Difference"))
    return {"heads": heads, "rows": [_shown(found, row) for row in life.read(found.rows)], "right": (2, 3, 4)}


def _shown(found: BookReconciliation, row: life.Compared) -> tuple[Any, ...]:
    url = reverse("underwriting:reconciliation_behind", args=(found.pk, row.line, row.measure))
    figure = format_html('<a href="{}">{}</a>', url, _(life.MEASURES[row.measure]))
    difference = money(row.difference, sign=True) if row.difference else badge("0.00", "good")
    if row.counts:
        tone = "bad" if row.difference else "good"
        return line_label(row.line), figure, f"{row.business:f}", f"{row.booked:f}", badge(f"{row.difference:f}", tone)
    return line_label(row.line), figure, money(row.business), money(row.booked), difference


def _note(_request: HttpRequest, found: BookReconciliation) -> Mapping[str, Any] | None:
    return {"texts": [(_("Explanation"), found.note)]} if found.note else None


@needs(SEE)
@require_GET
def reconciliation_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures as a table of their own, for the spreadsheet."""
    found = selectors.reconciliation(request.actor, pk)  # type: ignore[attr-defined]
    columns = (
        Column(key="line", label=_("Line"), cell=lambda r: line_label(r.line)),
        Column(key="figure", label=_("Figure"), cell=lambda r: _(life.MEASURES[r.measure])),
        _money("business", _("In the business")),
        _money("booked", _("Booked in the ledger")),
        _money("difference", _("Difference")),
    )
    section = Section(title=f"{found.month:%Y-%m}", columns=columns, rows=life.read(found.rows))
    return table_page(request, _table(found, section, f"{found.month:%Y-%m}"))


@needs(SEE)
@require_GET
def behind(request: HttpRequest, pk: int, line: str, measure: str) -> HttpResponse:
    """The policies behind one figure as they stand now, those that differ first."""
    found = selectors.reconciliation(request.actor, pk)  # type: ignore[attr-defined]
    if measure not in life.MEASURES:
        raise Http404
    rows = selectors.behind(found.unit, found.month, line=line, measure=measure)
    columns = (
        Column(key="policy", label=_("Policy"), cell=_policy, plain=lambda r: r.number),
        _money("business", _("In the business")),
        _money("booked", _("Booked in the ledger")),
        _money("difference", _("Difference")),
    )
    section = Section(
        title=f"{line_label(line)} · {_(life.MEASURES[measure])}",
        columns=columns,
        rows=rows,
        empty=_("No policy stands behind this figure."),
    )
    return table_page(request, _table(found, section, _(life.MEASURES[measure])))


def _table(found: BookReconciliation, section: Section, last: str) -> TablePage:
    back = reverse("underwriting:reconciliation", kwargs={"pk": found.pk})
    return TablePage(
        title=f"{found.number} · {last}",
        sections=(section,),
        crumbs=(
            Crumb(_("Reconciliation of the books"), reverse("underwriting:reconciliations")),
            Crumb(found.number, back),
            Crumb(last),
        ),
        facts=_("Business: own net premium of cover that began and of changes issued. Books: vouchers of the month."),
        export_name="reconciliation",
    )


def _policy(one: selectors.OnPolicy) -> SafeString:
    url = links.url_for(one.kind, one.policy_id)
    tab = "?tab=books" if one.kind == POLICY_KIND else ""
    return format_html('<a class="ui-code" href="{}{}">{}</a>', url, tab, one.number)


def _money(key: str, label: str) -> Column:
    return Column(
        key=key, label=label, css="ui-r", cell=lambda r: money(getattr(r, key)), plain=lambda r: getattr(r, key)
    )


@needs(RECONCILE)
@require_http_methods(["GET", "POST"])
def new_reconciliation(request: HttpRequest) -> HttpResponse:
    """Draw the figures of a month that has ended."""
    branch = branch_of(request.actor)  # type: ignore[attr-defined]
    form = MonthForm(request.POST or None, months=selectors.months_to_reconcile(branch, localdate()))
    if request.method == "POST" and form.is_valid():
        try:
            made = draw(form.command(request), branch_id=branch, **form.inputs())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Figures of %(number)s drawn.") % {"number": made.number}, extra_tags="good")
            return HttpResponseRedirect(reverse("underwriting:reconciliation", kwargs={"pk": made.pk}))
    back = reverse("underwriting:reconciliations")
    context = {
        "title": _("Reconcile a month"),
        "lead": _("Premium written and ceded, commission and recoveries beside what the books hold."),
        "crumbs": [(_("Reconciliation of the books"), back)],
        "form": form,
        "fields": [(bound, "3") for bound in form.visible_fields()],
        "back": back,
        "send": _("Draw the figures"),
        "note": _("Differences are explained, then a second person closes the month."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)
