"""Tariffs: what is in force, its versions, and the editor with regression cases and the test on history (PRD-06)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
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
from core.templatetags.ui import day
from core.web.detail import Crumb
from core.web.lists import Column, ListPage, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.public import parameter
from underwriting.forms.tariffs import Limits, TariffForm
from underwriting.models import RateTable, RatingCase
from underwriting.rules import state_tables, tariff_tables, tariff_units
from underwriting.rules.table_kinds import can_be_copied
from underwriting.rules.tariff_words import PLACE_WORDS, column_of, named, named_path
from underwriting.selectors import catalogue, tariffs
from underwriting.services import tariffs as services

EDIT = "underwriting.propose_product"
ENDS = "autonomous"  # its rows are the lowest and the highest
Cells = tuple[tariff_tables.Cell | None, ...]


@needs("underwriting.view_products")
@require_GET
def rating_tables(request: HttpRequest) -> HttpResponseBase:
    """Every table in force today, and new ones to come."""
    today = localdate()
    may = request.actor.refusal_for(EDIT) is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("Tariffs"),
            facts=_("Filed rates, factors and short-rate tables; changed by two people from a day to come."),
            rows=lambda _actor: tariffs.tariffs_listed(today),
            order="code",
            columns=(
                Column(key="code", label=_("Table"), cell=_code, plain=lambda t: t.code, sort="code"),
                Column(key="filing", label=_("Filing"), cell=lambda t: t.filing),
                Column(key="from", label=_("In force from"), cell=lambda t: day(t.effective.lower), css="ui-nowrap"),
                Column(key="until", label=_("Until"), cell=_until, css="ui-nowrap"),
                Column(key="by", label=_("Released by"), cell=_released_by),
            ),
            search=lambda rows, text: rows.filter(code__icontains=text) | rows.filter(version__icontains=text),
            search_hint=_("Code, version"),
            actions=((_("New tariff"), reverse("underwriting:new_tariff"), "plus"),) if may else (),
            export_name="tariffs",
        ),
    )


def _code(one: RateTable) -> SafeString:
    return format_html(
        '<a href="{}">{}</a><small class="ui-code">{}</small>',
        table_url("rating_table", one.code),
        one.version,
        one.code,
    )


def _until(one: RateTable) -> str:
    return day(one.effective.upper) if one.effective.upper else "–"


def _released_by(one: RateTable) -> str:
    if one.approved_by is None or one.proposed_by is None:
        return _("reference data")
    return f"{one.proposed_by.name} / {one.approved_by.name}"


def table_url(name: str, code: str) -> str:
    """A page of a table."""
    return reverse(f"underwriting:{name}", kwargs={"code": code})


def _end_url(code: str, case: str) -> str:
    return reverse("underwriting:end_rating_case", kwargs={"code": code, "case": case})


def _held(code: str) -> RateTable:
    found = tariffs.shown_on(code, localdate())
    if found is None:
        raise Http404
    return found


def _day_of(held: RateTable) -> date:
    """Today; of a new tariff the day from which it holds."""
    begins: date | None = held.effective.lower
    return max(localdate(), begins) if begins else localdate()


def _end_of(actor: Any, code: str, case: RatingCase) -> str:
    """Where a case is given up; "" for who may not: one case tests tables of the state and of the company."""
    return _end_url(code, case.code) if may_edit(actor, case.product) else ""


@needs("underwriting.view_products")
@require_GET
def rating_table(request: HttpRequest, code: str) -> HttpResponse:
    """The figures in force, what another version says otherwise, the regression cases, who uses it."""
    held = _held(code)
    day_shown = _day_of(held)
    versions = tariffs.versions_of(code)
    other = next((one for one in versions if str(one.pk) == request.GET.get("with")), None)
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "title": held.version,
        "code": code,
        "crumbs": crumbs(),
        "held": held,
        "versions": [(one, _released_by(one), one.pk == held.pk) for one in versions],
        "to_come": localdate() not in held.effective,
        "parts": _parts(code, held.data),
        "other": other,
        "compared": _compared(other, held) if other else [],
        "products": [
            (row.code, catalogue.in_language(row.name), table_url("product", row.code))
            for row in tariffs.products_of(code, day_shown)
        ],
        "runs": [(run, _end_of(actor, code, run.case)) for run in tariffs.run_cases(code, held.data, day_shown, {})],
        "edit": table_url("edit_tariff", code) if may_edit(actor, code) else "",
        "copy": table_url("copy_tariff", code) if may_copy(actor, held) else "",
        "add_case": table_url("new_rating_case", code),
        "fixed": code in state_tables.FIXED_BY_STATE,
    }
    return page(request, "underwriting/tariff.html", context)


def crumbs() -> tuple[Crumb, ...]:
    """The way to the tariffs."""
    return (Crumb(_("Underwriting centre")), Crumb(_("Tariffs"), reverse("underwriting:rating_tables")))


def _parts(code: str, data: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "title": named(grid.part, _, code),
            "columns": [_("content")] if listed else [column_of(grid.part, column, _, code) for column in grid.columns],
            "rows": [_row(code, grid.part, key, cells, listed=listed) for key, cells in _in_order(grid)],
        }
        for grid, listed in ((one, tariff_tables.is_list(one)) for one in tariff_tables.grids(data))
    ]


def _place(code: str, part: str, key: str) -> str:
    """A row by its word; steps of a scale are counted from one."""
    return str(int(key) + 1) if part in PLACE_WORDS and key.isdigit() else named(key, _, code)


def _in_order(grid: tariff_tables.Grid) -> list[tuple[str, Cells]]:
    """As they are filed; levels by their number."""
    by_number = all(key.lstrip("-").isdigit() for key, _cells in grid.rows)
    return sorted(grid.rows, key=lambda row: int(row[0])) if by_number else list(grid.rows)


def _row(code: str, part: str, key: str, cells: Cells, *, listed: bool) -> tuple[str, list[str]]:
    """Lists of words stand in one cell."""
    shown = [_shown(code, cell) for cell in cells if cell or not listed]
    name = column_of(part, key, _, code) if part == ENDS else _place(code, part, key)
    return name, [_(", ").join(shown)] if listed else shown


def _shown(code: str, cell: tariff_tables.Cell | None) -> str:
    """Rates as underwriters read them beside the filed figure."""
    if cell is None:
        return "–"
    if not cell.figure:
        return named(cell.value, _, code)
    return tariff_units.shown(code, cell.path, cell.value)


def _compared(other: RateTable, held: RateTable) -> list[tuple[str, str, str]]:
    older, newer = sorted((other, held), key=lambda one: str(one.effective.lower))
    return differences(held.code, older.data, newer.data)


def differences(code: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Place, old and new figure with their units."""
    changed = tariff_tables.changed_cells(old, new)
    return [
        (named_path(path, _, code), _figure_of(code, path, before), _figure_of(code, path, after))
        for path, before, after in changed
    ]


def _figure_of(code: str, path: str, text: str) -> str:
    return tariff_units.shown(code, path, text) or "–"


def may_copy(actor: Any, held: RateTable) -> bool:
    """Another tariff begins as a copy of one that is in force."""
    in_force = localdate() in held.effective and can_be_copied(held.code)
    return in_force and actor.refusal_for(EDIT) is None


def may_edit(actor: Any, code: str) -> bool:
    """What the state fixes is entered by head office only."""
    return actor.refusal_for(state_tables.needed_to_propose(code, EDIT)) is None


@needs("underwriting.view_products")
@require_http_methods(["GET", "POST"])
def edit_tariff(request: HttpRequest, code: str) -> HttpResponse:
    """New figures: tried as often as wanted, then put forward; another person releases them."""
    refusal = request.actor.refusal_for(state_tables.needed_to_propose(code, EDIT))  # type: ignore[attr-defined]
    if refusal is not None:
        raise refusal
    held = _held(code)
    today = _day_of(held)
    form = TariffForm(
        request.POST or None,
        code=code,
        data_in_force=held.data,
        cases=tariffs.cases_of_table(code, today),
        limits=_limits(code, today),
        initial={"base": held.version},
        auto_id="id-%s",
    )
    trying = "try" in request.POST
    if trying:
        form.only_try()
    tried: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        tried = _tried(request, form, code)
        if not trying:
            sent = _sent(request, form, code)
            if sent is not None:
                return sent
    return page(
        request, "underwriting/tariff_edit.html", _context(form, held, tried), status=422 if form.errors else 200
    )


def _limits(code: str, today: date) -> Limits:
    most = None if code in state_tables.FIXED_BY_STATE else parameter(services.MOST_CHANGE)
    return Limits(bounds=services.bounds_on(today), most=most)


def _tried(request: HttpRequest, form: TariffForm, code: str) -> dict[str, Any]:
    """The cases and the past proposals of the branch under the draft."""
    today, draft = localdate(), form.draft()
    unit = tariffs.unit_of(request.actor)  # type: ignore[attr-defined]
    on = form.cleaned_data["effective_on"]
    past = tariffs.on_history(code, draft, unit, on=on, today=today)
    return {
        "changed": differences(code, form.in_force, draft),
        "runs": {run.case.code: run for run in tariffs.run_cases(code, draft, on, form.expected())},
        "past": past,
        "past_rows": [(one, reverse("underwriting:proposal", kwargs={"pk": one.proposal_id})) for one in past.shown],
    }


def _sent(request: HttpRequest, form: TariffForm, code: str) -> HttpResponse | None:
    given = form.cleaned_data
    wanted = services.TariffWanted(
        code=code,
        data=form.draft(),
        filing=given["filing"],
        effective_on=given["effective_on"],
        expected=form.expected(),
        because=form.because(),
    )
    try:
        change = services.propose(form.command(request), wanted=wanted)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
    return HttpResponseRedirect(links.url_for("organisation.change", change.pk) or table_url("rating_table", code))


def _context(form: TariffForm, held: RateTable, tried: dict[str, Any]) -> dict[str, Any]:
    runs = tried.get("runs", {})
    return {
        "title": _("New version of %(code)s") % {"code": held.version},
        "crumbs": (*crumbs(), Crumb(held.version, table_url("rating_table", held.code))),
        "held": held,
        "form": form,
        "parts": form.shown(),
        "faults": [form[name] for name in form.errors if name in form.fields],
        "cases": [(case, form[f"e-{case.code}"], form[f"b-{case.code}"], runs.get(case.code)) for case in form.cases],
        "last": [(form["effective_on"], "3"), (form["filing"], "3"), (form["reason"], "6")],
        "tried": tried,
        "back": table_url("rating_table", held.code),
    }
