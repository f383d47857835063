"""Authority: the matrix of a day, one limit with its history, and the answer to "who can"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.models import AuthoritySubject
from core.templatetags import ui
from core.web.lists import Column
from core.web.pages import needs, page
from core.workflow.refusals import Hidden
from organisation.documents.letter import authority_letter
from organisation.forms.rules import AuthorityAsk, WhoAsk
from organisation.models import AuthorityGrant, ControlChange
from organisation.rules import operations
from organisation.rules.operations import measure_of
from organisation.selectors import authority as deciding
from organisation.selectors import authority_grants, posts
from organisation.selectors.authority_grants import Holding
from organisation.selectors.authority_matrix import (
    Block,
    Cell,
    MatrixRow,
    holding_from,
    matrix,
)
from organisation.selectors.changes import changes_of, open_changes
from organisation.selectors.units import units_in_scope
from organisation.services.grant_checks import figure, holder_name, limit_of
from organisation.services.grants import KIND
from organisation.views import cells
from organisation.views.tables import Section, TablePage, crumbs, table_page

Waiting = dict[str, ControlChange]


@needs("organisation.view_authority")
@require_GET
def authority(request: HttpRequest) -> HttpResponse:
    """Every limit in scope on a day, by operation and measure."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    form = AuthorityAsk({"on": today.isoformat(), **request.GET.dict()}, choices=_choices(actor))
    asked = form.cleaned_data if form.is_valid() else {}
    on = asked.get("on") or today
    blocks = matrix(
        actor, on, unit=asked.get("unit", ""), operation=asked.get("operation", ""), line=asked.get("line", "")
    )
    waiting = open_changes(KIND)
    actions = [(_("Who can decide?"), reverse("organisation:who_can"), "help")]
    if actor.refusal_for("organisation.propose_authority") is None:
        actions.insert(0, (_("Propose authority"), reverse("organisation:grant_propose"), "plus"))
    spec = TablePage(
        title=_("Authority"),
        facts=_("What is passed on is never more than the level above holds; approval never more than assessment."),
        crumbs=crumbs((_("Authority"), "")),
        form=form,
        sections=[_section(block, on, waiting) for block in blocks],
        actions=actions,
        export_name="authority",
        empty=_("On this day nobody here holds authority for this."),
    )
    return table_page(request, spec)


def _choices(actor: Any) -> dict[str, list[tuple[str, str]]]:
    return {
        "unit": [
            ("", _("all units")),
            *((str(unit.pk), f"{unit.code} {unit.label}") for unit in units_in_scope(actor)),
        ],
        "operation": [("", _("all operations")), *((o.code, _(o.label)) for o in operations.operations().values())],
        "line": line_choices(),
    }


def line_choices() -> list[tuple[str, str]]:
    """All lines, then each."""
    return [("", _("all lines")), *((code, _(label)) for code, label in operations.lines().items())]


def _line(code: str) -> str:
    return _(operations.lines()[code]) if code in operations.lines() else code or _("all lines")


def _section(block: Block, on: date, waiting: Waiting) -> Section:
    measure = operations.measure_of(block.operation, block.measure)
    return Section(
        title=f"{_(operations.operation_label(block.operation))} · {_(measure.label)}",
        icon="key",
        aside=_("on %(day)s, in %(unit)s") % {"day": on.isoformat(), "unit": _(measure.unit)},
        columns=_columns(block, waiting),
        rows=block.rows,
    )


def _columns(block: Block, waiting: Waiting) -> tuple[Column, ...]:
    lines = [_line_column(line, waiting) for line in block.lines]
    return (
        Column(
            key="unit",
            label=_("Unit"),
            cell=lambda row: format_html("{}<small>{}</small>", row.unit.label, row.unit.code),
            plain=lambda row: row.unit.label,
        ),
        Column(
            key="holder",
            personal=False,
            label=_("Post or person"),
            cell=lambda row: format_html("{}<small>{}</small>", holder(row), row.post or _("one person")),
            plain=holder,
        ),
        *lines,
        Column(key="above", label=_("Level above"), cell=_above, plain=_above_plain, css="ui-r ui-nowrap"),
        Column(key="share", label=_("Share of the level above"), cell=_share, css="ui-r"),
        Column(key="letter", label=_("Authority letter"), cell=_letter, plain=lambda row: _first(row).grant.letter),
    )


def holder(row: MatrixRow) -> str:
    """The post's name, or the person's."""
    return posts.name_of(row.post) if row.post else row.holder


def _first(row: MatrixRow) -> Cell:
    return next(iter(row.cells.values()))


def _line_column(line: str, waiting: Waiting) -> Column:
    def shown(row: MatrixRow) -> SafeString | str:
        cell = row.cells.get(line)
        return _limit(cell.grant, waiting) if cell else "–"

    def plain(row: MatrixRow) -> Any:
        return row.cells[line].grant.limit if line in row.cells else None

    return Column(key=f"line-{line}", label=_line(line), cell=shown, plain=plain, css="ui-r ui-nowrap")


def _limit(grant: AuthorityGrant, waiting: Waiting) -> SafeString:
    since = ui.day(grant.effective.lower)
    change = waiting.get(Holding.of(grant).key)
    mark = ui.badge(change.number, "wait") if change else ""
    url = reverse("organisation:grant") + "?" + urlencode(address(Holding.of(grant)))
    return format_html(
        '{} <a class="ui-num" href="{}"><b>{}</b></a><small>{}</small>', mark, url, limit_of(grant), since
    )


def address(holding: Holding) -> dict[str, str]:
    """A limit as it stands in an address."""
    values = {
        "unit": holding.unit,
        "post": holding.post,
        "staff": holding.staff,
        "operation": holding.operation,
        "line": holding.line,
        "measure": holding.measure,
    }
    return {name: str(value) for name, value in values.items() if value not in (None, "")}


def _above(row: MatrixRow) -> str:
    cell = _first(row)
    unit = measure_of(cell.grant.operation, cell.grant.measure).unit
    return figure(cell.above, unit) if cell.above is not None else "–"


def _above_plain(row: MatrixRow) -> Any:
    return _first(row).above


def _share(row: MatrixRow) -> str:
    share = _first(row).share
    return "–" if share is None else f"{share:.1f}%"


def _letter(row: MatrixRow) -> SafeString | str:
    grant = _first(row).grant
    if not grant.letter:
        return "–"
    return format_html('<a href="{}">{}</a>', reverse("organisation:letter", args=[grant.pk]), grant.letter)


@needs("organisation.view_authority")
@require_GET
def grant(request: HttpRequest) -> HttpResponse:
    """One limit: every version of it, and what was proposed about it."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    holding = holding_from(actor, request.GET.dict())
    rows = authority_grants.versions_of(holding) if holding else []
    if holding is None or not (rows or changes_of(KIND, holding.key)):
        raise Hidden(_("Not found."))
    measure = operations.measure_of(holding.operation, holding.measure)
    may = actor.refusal_for("organisation.propose_authority") is None
    url = reverse("organisation:grant_propose") + "?" + urlencode(address(holding))
    operation = _(operations.operation_label(holding.operation))
    spec = TablePage(
        title=f"{holder_name(holding)} · {operation}",
        facts=f"{_(measure.label)} ({_(measure.unit)}) · {_line(holding.line)}",
        crumbs=crumbs((_("Authority"), reverse("organisation:authority")), (holder_name(holding), "")),
        sections=(
            Section(
                title=_("Limits"),
                icon="history",
                columns=_version_columns(timezone.localdate()),
                rows=list(reversed(rows)),
                empty=_("This authority was never granted."),
            ),
            cells.changes_section(changes_of(KIND, holding.key)),
        ),
        actions=((_("Propose change"), url, "edit"),) if may else (),
        export_name="authority-history",
    )
    return table_page(request, spec)


def _version_columns(today: date) -> Sequence[Column]:
    return (
        Column(
            key="limit",
            label=_("Authority limit"),
            cell=lambda row: format_html("<b>{}</b>", limit_of(row)),
            plain=lambda row: row.limit,
            css="ui-r",
        ),
        *cells.period_columns(today),
        Column(key="letter", label=_("Authority letter"), cell=_letter_of_version),
        Column(key="proposed", label=_("Proposed by"), cell=lambda row: cells.person(row.proposed_by)),
        Column(key="approved", label=_("Decided by"), cell=lambda row: cells.person(row.approved_by)),
    )


def _letter_of_version(row: AuthorityGrant) -> SafeString | str:
    url = reverse("organisation:letter", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, row.letter) if row.letter else "–"


@needs("organisation.view_authority")
@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The authority letter, for paper."""
    found = authority_letter(request.actor, pk)  # type: ignore[attr-defined]
    pdf_url = links.url_for("organisation.authority_letter", pk)
    context = {"letter": found, "pdf_url": pdf_url, "printed_at": timezone.now()}
    return page(request, "organisation/letter.html", context)


@needs("organisation.view_authority")
@require_GET
def who_can(request: HttpRequest) -> HttpResponse:
    """Who can decide on an amount: the chain upwards, the lowest limit first (AUT-25)."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    units = [(unit.pk, f"{unit.code} {unit.label}") for unit in units_in_scope(actor)]
    choices: dict[str, Any] = {"operation": measure_choices(), "unit": units, "line": line_choices()}
    form = WhoAsk(request.GET or None, initial={"unit": actor.unit_id}, choices=choices)
    sections = [_answer(form.cleaned_data)] if request.GET and form.is_valid() else []
    spec = TablePage(
        title=_("Who can decide?"),
        facts=_("Only posts and people who are there today, see the business and hold a limit that is high enough."),
        crumbs=crumbs((_("Authority"), reverse("organisation:authority")), (_("Who can decide?"), "")),
        form=form,
        sections=sections,
        empty=_("Choose what shall be decided, where, and up to what amount."),
    )
    return table_page(request, spec)


def measure_choices() -> list[tuple[str, str]]:
    """Every measure of every operation."""
    return [
        (f"{one.code}|{measure}", f"{_(one.label)} · {_(name.label)} ({_(name.unit)})")
        for one in operations.operations().values()
        for measure, name in one.measures.items()
    ]


def _answer(asked: dict[str, Any]) -> Section:
    operation, _sep, measure = asked["operation"].partition("|")
    about = AuthoritySubject(line=asked["line"], unit_id=asked["unit"])
    found = deciding.who_can(operation, about, {measure: asked["amount"]}, timezone.localdate(), asked=measure)
    return Section(
        title=_("Who can decide on %(amount)s") % {"amount": figure(asked["amount"])},
        icon="user-check",
        aside=_("%(count)s posts") % {"count": len(found)},
        columns=(
            Column(key="unit", label=_("Unit"), cell=lambda row: row["unit"]),
            Column(key="post", label=_("Post"), cell=lambda row: row["post"]),
            Column(key="people", label=_("In post today"), cell=lambda row: _(", ").join(row.get("people", []))),
            Column(key="limit", label=_("Authority limit"), cell=lambda row: figure(row.get("limit")), css="ui-r"),
        ),
        rows=found,
        empty=_("Nobody in this line of command holds a limit that is high enough."),
    )
