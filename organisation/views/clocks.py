"""Deadlines of the catalogue: the version in force, the versions before and after, and how one is changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.clocks import ClockDeclaration, declared
from core.models import ClockRule
from core.templatetags import ui
from core.web.lists import Column
from core.web.pages import needs
from core.workflow.refusals import Hidden
from organisation.forms.rules import ClockForm
from organisation.models import ControlChange
from organisation.selectors import versions
from organisation.selectors.changes import changes_about, open_changes
from organisation.selectors.clock_rules import all_versions, running_by_code, running_by_version, versions_of
from organisation.services.clock_rules import KIND, length, propose_clock
from organisation.views import cells
from organisation.views.proposing import propose
from organisation.views.tables import Section, TablePage, crumbs, table_page


@needs("organisation.view_controls")
@require_GET
def clock_list(request: HttpRequest) -> HttpResponse:
    """Every deadline with the version in force today."""
    today = timezone.localdate()
    rules, running = all_versions(), running_by_code()
    waiting = open_changes(KIND)
    rows = [_row(one, rules, running, waiting, today) for one in sorted(declared().values(), key=lambda d: d.code)]
    spec = TablePage(
        title=_("Deadlines"),
        facts=_("A running deadline keeps the version under which it began."),
        crumbs=crumbs((_("Deadlines"), "")),
        sections=(
            Section(
                title=_("Deadlines in force"),
                icon="alarm",
                aside=_("%(count)s deadlines") % {"count": len(rows)},
                columns=_columns(),
                rows=rows,
                empty=_("No deadline is declared."),
            ),
        ),
        export_name="deadlines",
    )
    return table_page(request, spec)


def _row(
    one: ClockDeclaration,
    rules: list[ClockRule],
    running: dict[str, int],
    waiting: dict[str, ControlChange],
    today: Any,
) -> dict[str, Any]:
    own = [rule for rule in rules if rule.code == one.code]
    return {
        "code": one.code,
        "label": _(one.label),
        "rule": versions.in_force(own, today),
        "next": versions.following(own, today),
        "running": running.get(one.code, 0),
        "change": waiting.get(one.code),
    }


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="label", label=_("Deadline"), cell=_named, plain=lambda row: row["label"]),
        Column(
            key="length",
            label=_("In force today"),
            cell=lambda row: format_html("<b>{}</b>", _length(row["rule"])),
            plain=lambda row: _length(row["rule"]),
            css="ui-nowrap",
        ),
        Column(
            key="roll",
            label=_("Holiday moves the end"),
            cell=lambda row: _("yes") if row["rule"] and row["rule"].roll else _("no"),
        ),
        Column(
            key="since",
            label=_("Since"),
            cell=lambda row: ui.day(row["rule"].effective.lower) if row["rule"] else "–",
            css="ui-nowrap",
        ),
        Column(key="running", label=_("Work under way"), cell=lambda row: str(row["running"] or "–"), css="ui-r"),
        Column(key="next", label=_("Next change"), cell=_next, css="ui-nowrap"),
        Column(key="source", label=_("Source"), cell=lambda row: row["rule"].source if row["rule"] else "–"),
    )


def _length(rule: ClockRule | None) -> str:
    return length(rule.amount, rule.measure) if rule else "–"


def _named(row: dict[str, Any]) -> SafeString:
    url = reverse("organisation:clock", args=[row["code"]])
    return format_html('<a href="{}">{}</a><small class="ui-code">{}</small>', url, row["label"], row["code"])


def _next(row: dict[str, Any]) -> SafeString | str:
    change, after = row["change"], row["next"]
    if change is not None:
        url = reverse("organisation:change", args=[change.pk])
        return format_html('{} <a href="{}">{}</a>', ui.badge(_("to decide"), "wait"), url, change.number)
    return format_html("{}<small>{}</small>", _length(after), ui.day(after.effective.lower)) if after else "–"


def _declared(code: str) -> ClockDeclaration:
    if code not in declared():
        raise Hidden(_("Not found."))
    return declared()[code]


@needs("organisation.view_controls")
@require_GET
def clock(request: HttpRequest, code: str) -> HttpResponse:
    """One deadline: its versions, work that runs under each, and what was proposed."""
    one, today = _declared(code), timezone.localdate()
    actor: Any = request.actor  # type: ignore[attr-defined]
    rows = versions_of(code)[::-1]
    running = running_by_version(code)
    may = actor.refusal_for("organisation.propose_control") is None
    spec = TablePage(
        title=_(one.label),
        crumbs=crumbs((_("Deadlines"), reverse("organisation:clocks")), (_(one.label), "")),
        sections=(
            Section(
                title=_("Versions"), icon="history", aside=code, columns=_version_columns(today, running), rows=rows
            ),
            cells.changes_section([c for c in changes_about(KIND, code, actor) if c.subject == code]),
        ),
        actions=((_("Propose change"), reverse("organisation:clock_propose", args=[code]), "edit"),) if may else (),
        export_name="deadline",
    )
    return table_page(request, spec)


def _clause(held: ClockRule | None) -> str:
    """The clause on which a deadline rests stays with it; a version that rests on a change names its own."""
    return "" if held is None or held.source.startswith("CR") else held.source


def _version_columns(today: Any, running: dict[int | None, int]) -> tuple[Column, ...]:
    return (
        Column(key="length", label=_("Length"), cell=_length, css="ui-nowrap"),
        Column(key="roll", label=_("Holiday moves the end"), cell=lambda row: _("yes") if row.roll else _("no")),
        *cells.period_columns(today),
        Column(key="running", label=_("Work under way"), cell=lambda row: str(running.get(row.pk, "–")), css="ui-r"),
        Column(key="source", label=_("Source"), cell=lambda row: cells.change_link(row.source)),
    )


@needs("organisation.propose_control")
def clock_propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose another length from a day on."""
    one, today, actor = _declared(code), timezone.localdate(), request.actor  # type: ignore[attr-defined]
    held = versions.in_force(versions_of(code), today)
    initial = {"amount": held.amount, "measure": held.measure, "roll": held.roll} if held else {}
    initial |= {"source": _clause(held)}
    form = ClockForm(request.POST or None, today=today, initial=initial)

    def send() -> ControlChange:
        return propose_clock(form.command(request), code=code, home_unit_id=actor.scope_unit_id, **form.inputs())

    back = reverse("organisation:clock", args=[code])
    return propose(
        request,
        form,
        send,
        title=_("Propose another deadline"),
        intro=_(one.label),
        crumbs=crumbs((_("Deadlines"), reverse("organisation:clocks")), (_(one.label), back)),
        back=back,
        now=(
            (_("Length"), _length(held)),
            (_("Holiday moves the end"), _("yes") if held and held.roll else _("no")),
            (_("Since"), ui.day(held.effective.lower) if held else ""),
            (_("Source"), held.source if held else ""),
        ),
    )
