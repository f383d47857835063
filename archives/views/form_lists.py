"""Lists of the papers about printed forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.models import FormCount, FormIncident, FormSlip, Seal
from archives.permissions import VIEW_FORMS, VIEW_SEALS
from archives.rules import (
    form_count,
    form_destruction,
    form_incident,
    form_order,
    form_request,
    form_shortage,
    form_slip,
    seal,
)
from archives.selectors import form_papers
from core import links
from core.templatetags.ui import badge, day, moment, state_of
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from core.workflow.spec import Lifecycle

Cell = Callable[[Any], Any]


def _number(life: Lifecycle) -> Column:
    def cell(paper: Any) -> SafeString:
        url = links.url_for(life.kind, paper.pk)
        return format_html('<a class="ui-code" href="{}">{}</a>', url, paper.number)

    return Column(key="number", label=_("Number"), cell=cell, plain=lambda paper: paper.number, sort="number")


def _state(life: Lifecycle) -> Column:
    return Column(
        key="state",
        label=_("State"),
        cell=lambda paper: state_of(life, paper.state),
        plain=lambda paper: _(life.state(paper.state).label),
    )


def _text(key: str, label: str, cell: Cell, css: str = "") -> Column:
    return Column(key=key, label=label, cell=cell, css=css, personal=False)


def _of_form() -> tuple[Column, ...]:
    return (
        _text("form", _("Printed form"), lambda paper: str(paper.form_type)),
        _text("numbers", _("Numbers"), lambda paper: paper.shown_numbers, "ui-code ui-nowrap"),
    )


def _ends() -> tuple[Column, ...]:
    return (
        _text("unit", _("Unit"), lambda paper: paper.unit.label, "ui-nowrap"),
        Column(
            key="at",
            label=_("Made at"),
            cell=lambda paper: moment(paper.created_at),
            sort="created_at",
            css="ui-nowrap",
        ),
    )


def _filters(life: Lifecycle, kinds: Any = None) -> tuple[Filter, ...]:
    states = Filter(
        key="state",
        label=_("State"),
        choices=lambda _actor: [(state.value, _(state.label)) for state in life.states],
        apply=lambda rows, value: rows.filter(state=value),
    )
    kind = Filter(
        key="kind",
        label=_("Kind"),
        choices=lambda _actor: [(code, str(label)) for code, label in kinds.items()],
        apply=lambda rows, value: rows.filter(kind=value),
    )
    made = Filter(key="made", label=_("Made at"), date_field="created_at")
    return (states, kind, made) if kinds else (states, made)


def _by_number(rows: Any, text: str) -> Any:
    return rows.filter(number__startswith=text.strip().upper())


def _actions(request: HttpRequest, *wanted: tuple[str, str, str]) -> tuple[tuple[str, str, str], ...]:
    actor = request.actor  # type: ignore[attr-defined]
    return tuple(
        (label, reverse(name), "plus") for permission, label, name in wanted if actor.refusal_for(permission) is None
    )


def _waiting(life: Lifecycle) -> tuple[SavedView, ...]:
    first = life.states[0]
    return (SavedView(_("All"), {}), SavedView(_(first.label), {"state": first.value}))


@needs(VIEW_FORMS)
@require_GET
def orders(request: HttpRequest) -> HttpResponseBase:
    """Print orders."""
    return list_page(
        request,
        ListPage(
            title=_("Print orders"),
            facts=_("Approved printer, checked proof, acceptance by two people."),
            rows=form_papers.orders,
            order="-created_at",
            columns=(
                _number(form_order.LIFE),
                *_of_form(),
                _text("printer", _("Printer"), lambda paper: paper.printer, "ui-clip"),
                _state(form_order.LIFE),
                Column(
                    key="wanted",
                    label=_("To be delivered on"),
                    cell=lambda paper: day(paper.wanted_on),
                    css="ui-nowrap",
                ),
                *_ends(),
            ),
            filters=_filters(form_order.LIFE),
            search=_by_number,
            search_hint=_("Number"),
            views=_waiting(form_order.LIFE),
            actions=_actions(request, ("archives.order_forms", _("Order printing"), "archives:order_new")),
            empty=_("Nothing was ordered."),
            export_name="print-orders",
        ),
    )


@needs(VIEW_FORMS)
@require_GET
def requests(request: HttpRequest) -> HttpResponseBase:
    """Requisitions and what became of them."""
    return list_page(
        request,
        ListPage(
            title=_("Requests for forms"),
            facts=_("Requested by usage, approved by the manager, dispatched within three working days, counted."),
            rows=form_papers.requests,
            order="-created_at",
            columns=(
                _number(form_request.LIFE),
                _text("form", _("Printed form"), lambda paper: str(paper.form_type)),
                _text("quantity", _("Requested quantity"), lambda paper: f"{paper.quantity:,}", "ui-r"),
                _text("suggested", _("Suggested by usage"), lambda paper: f"{paper.suggested:,}", "ui-r"),
                _text("numbers", _("Numbers"), lambda paper: paper.shown_numbers, "ui-code ui-nowrap"),
                _state(form_request.LIFE),
                *_ends(),
            ),
            filters=_filters(form_request.LIFE),
            search=_by_number,
            search_hint=_("Number"),
            views=(*_waiting(form_request.LIFE), SavedView(_("With a difference"), {"state": form_request.SHORT})),
            actions=_actions(request, ("archives.request_forms", _("Request forms"), "archives:request_new")),
            empty=_("Nothing was requested."),
            export_name="form-requests",
        ),
    )


@needs(VIEW_FORMS)
@require_GET
def slips(request: HttpRequest) -> HttpResponseBase:
    """Slips between stores and people."""
    return list_page(
        request,
        ListPage(
            title=_("Slips of forms"),
            facts=_("Forms change hands when the one who takes them signs."),
            rows=form_papers.slips,
            order="-created_at",
            columns=(
                _number(form_slip.LIFE),
                _text("kind", _("Kind"), lambda paper: paper.get_kind_display()),
                *_of_form(),
                _text("holder", _("User"), lambda paper: paper.holder.name, "ui-nowrap"),
                _text("to", _("Taken over by"), lambda paper: paper.successor.name if paper.successor else "–"),
                _state(form_slip.LIFE),
                *_ends(),
            ),
            filters=_filters(form_slip.LIFE, FormSlip.KINDS),
            search=_by_number,
            search_hint=_("Number"),
            views=_waiting(form_slip.LIFE),
            actions=_actions(request, ("archives.make_slip", _("New slip"), "archives:slip_new")),
            empty=_("No slips."),
            export_name="form-slips",
        ),
    )


@needs(VIEW_FORMS)
@require_GET
def incidents(request: HttpRequest) -> HttpResponseBase:
    """Void, misprinted and lost forms."""
    return list_page(
        request,
        ListPage(
            title=_("Void and lost forms"),
            facts=_("The numbers are blocked everywhere. A loss is announced within five working days."),
            rows=form_papers.incidents,
            order="-created_at",
            columns=(
                _number(form_incident.LIFE),
                _text("kind", _("Kind"), lambda paper: paper.get_kind_display()),
                *_of_form(),
                _text("holder", _("Held by"), lambda paper: paper.holder.name if paper.holder else "–"),
                _text("late", _("In time"), _in_time),
                _state(form_incident.LIFE),
                *_ends(),
            ),
            filters=_filters(form_incident.LIFE, FormIncident.KINDS),
            search=_by_number,
            search_hint=_("Number"),
            views=(*_waiting(form_incident.LIFE), SavedView(_("Lost"), {"kind": form_incident.LOSS})),
            actions=_actions(request, ("archives.report_forms", _("Void or lost"), "archives:incident_new")),
            empty=_("Nothing is void or lost."),
            export_name="form-incidents",
        ),
    )


def _in_time(paper: FormIncident) -> SafeString:
    late = paper.late or paper.notice_late
    return badge(_("late"), "bad") if late else badge(_("in time"), "good")


@needs(VIEW_FORMS)
@require_GET
def destructions(request: HttpRequest) -> HttpResponseBase:
    """Lists of destruction."""
    return list_page(
        request,
        ListPage(
            title=_("Destruction of forms"),
            facts=_("Two people and a supervisor, by a list."),
            rows=form_papers.destructions,
            order="-created_at",
            columns=(
                _number(form_destruction.LIFE),
                *_of_form(),
                _text("method", _("Way of destruction"), lambda paper: paper.method),
                _state(form_destruction.LIFE),
                *_ends(),
            ),
            filters=_filters(form_destruction.LIFE),
            search=_by_number,
            search_hint=_("Number"),
            views=_waiting(form_destruction.LIFE),
            actions=_actions(request, ("archives.issue_forms", _("New list"), "archives:destruction_new")),
            empty=_("Nothing is to be destroyed."),
            export_name="form-destructions",
        ),
    )


@needs(VIEW_FORMS)
@require_GET
def counts(request: HttpRequest) -> HttpResponseBase:
    """Counts of stores."""
    return list_page(
        request,
        ListPage(
            title=_("Counts of forms"),
            facts=_("Monthly by the custodian and a checker, quarterly by the centre, by surprise at any time."),
            rows=form_papers.counts,
            order="-created_at",
            columns=(
                _number(form_count.LIFE),
                _text("kind", _("Kind"), lambda paper: paper.get_kind_display()),
                _text("day", _("Day"), lambda paper: day(paper.on), "ui-nowrap"),
                _text("counted", _("Counted by"), lambda paper: paper.counted_by or "–"),
                _text("checked", _("Checked by"), lambda paper: paper.checked_by or "–"),
                _state(form_count.LIFE),
                *_ends(),
            ),
            filters=_filters(form_count.LIFE, FormCount.KINDS),
            search=_by_number,
            search_hint=_("Number"),
            views=(*_waiting(form_count.LIFE), SavedView(_("Do not agree"), {"state": form_count.DIFFERENT})),
            actions=_actions(request, ("archives.count_forms", _("Begin a count"), "archives:count_new")),
            empty=_("Nothing was counted yet."),
            export_name="form-counts",
        ),
    )


@needs(VIEW_FORMS)
@require_GET
def low_stock(request: HttpRequest) -> HttpResponseBase:
    """Stores that ran low and what was done about it."""
    return list_page(
        request,
        ListPage(
            title=_("Low stock of forms"),
            facts=_("Noted each morning by usage and terms; a requisition or a print order ends it."),
            rows=form_papers.shortages,
            order="-created_at",
            columns=(
                _number(form_shortage.LIFE),
                _text("form", _("Printed form"), lambda row: str(row.form_type)),
                Column(key="lying", label=_("in store"), css="ui-r", cell=lambda row: row.lying),
                Column(key="point", label=_("Reorder point"), css="ui-r", cell=lambda row: row.reorder_point),
                Column(key="order", label=_("To be ordered"), css="ui-r", cell=lambda row: row.suggested),
                _text("paper", _("Requisition or print order"), lambda row: row.paper or "–", "ui-nowrap"),
                _state(form_shortage.LIFE),
                *_ends(),
            ),
            filters=_filters(form_shortage.LIFE),
            search=_by_number,
            search_hint=_("Number"),
            views=_waiting(form_shortage.LIFE),
            empty=_("No store is low."),
            export_name="low-stock",
        ),
    )


@needs(VIEW_SEALS)
@require_GET
def seals(request: HttpRequest) -> HttpResponseBase:
    """Seals and who keeps them."""
    return list_page(
        request,
        ListPage(
            title=_("Register of seals"),
            facts=_("Seals are kept apart from blank forms; every impression is written down."),
            rows=form_papers.seals,
            order="-created_at",
            columns=(
                _number(seal.LIFE),
                _text("kind", _("Kind"), lambda row: row.get_kind_display()),
                _text("name", _("Inscription"), lambda row: row.name, "ui-clip"),
                _text("keeper", _("Kept by"), lambda row: row.keeper.name, "ui-nowrap"),
                _text("place", _("Place"), lambda row: row.place),
                _state(seal.LIFE),
                *_ends(),
            ),
            filters=_filters(seal.LIFE, Seal.KINDS),
            search=_by_number,
            search_hint=_("Number"),
            views=_waiting(seal.LIFE),
            actions=_actions(request, ("archives.witness_forms", _("Enter a seal"), "archives:seal_new")),
            empty=_("No seal is entered."),
            export_name="seals",
        ),
    )
