"""Delegations: who stands in for whom, asking for a substitute."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from organisation.forms.delegation import DelegationForm
from organisation.models import Delegation, PostAssignment
from organisation.rules.lifecycles import delegation as states
from organisation.rules.operations import measure_of, operation_label
from organisation.selectors import delegations as selectors
from organisation.selectors import posts
from organisation.services.delegations import request_delegation
from organisation.views import cells


@needs("organisation.request_delegation")
@require_GET
def delegations(request: HttpRequest) -> HttpResponseBase:
    """Delegations in which one is named, or which one decides on, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Delegations"),
            facts=_("A colleague acts in place of the holder of a post, never beyond the holder's authority."),
            rows=selectors.delegations,
            order="-created_at",
            columns=_columns(),
            filters=(
                cells.state_filter(states.LIFECYCLE),
                Filter(key="day", label=_("Requested on"), date_field="created_at__date"),
            ),
            search=_by_text,
            search_hint=_("Number, person, reason"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("Standing in"), {"state": states.RUNNING}),
                SavedView(_("To decide"), {"state": states.REQUESTED}),
            ),
            actions=((_("Request delegation"), reverse("organisation:delegation_new"), "plus"),),
            empty=_("Nobody stands in for anybody."),
            export_name="delegations",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number",
            label=_("Number"),
            cell=lambda d: cells.linked("organisation:delegation", d.pk, d.number),
            plain=lambda d: d.number,
            css="ui-nowrap",
        ),
        Column(
            key="holder", label=_("Holder of the post"), cell=_holder, plain=lambda d: d.holder_name, personal=False
        ),
        Column(key="substitute", label=_("Substitute"), cell=lambda d: d.substitute_name),
        Column(key="powers", label=_("What is passed on"), cell=_powers, plain=_powers_in_words, css="ui-clip"),
        Column(key="period", label=_("Days of the delegation"), cell=_days, plain=_days, css="ui-nowrap"),
        cells.state_column(),
        Column(
            key="requested",
            label=_("Requested on"),
            cell=lambda d: _who_and_when(d.requested_name, d.created_at),
            plain=lambda d: f"{d.requested_name} {ui.full_moment(d.created_at)}",
            sort="created_at",
            css="ui-nowrap",
        ),
        Column(
            key="decided",
            label=_("Decided"),
            cell=lambda d: _who_and_when(d.decided_name, d.decided_at),
            plain=lambda d: f"{d.decided_name} {ui.full_moment(d.decided_at)}" if d.decided_name else "",
            css="ui-nowrap",
        ),
    )


def _holder(row: Any) -> SafeString:
    return format_html("{}<small>{}</small>", row.holder_name, _post(row))


def _who_and_when(name: str | None, at: datetime | None) -> SafeString | str:
    return format_html("{}<small>{}</small>", name, ui.moment(at)) if name else "–"


def _post(row: Delegation) -> str:
    return f"{posts.name_of(row.from_assignment.post_id)} · {row.unit.label}"


def _decided(row: Delegation) -> str:
    return ui.moment(row.decided_at) if row.decided_at else ""


def _days(row: Delegation) -> str:
    return f"{ui.day(row.first_day)} – {ui.day(row.last_day)}"


def _powers_in_words(row: Delegation) -> str:
    return "；".join(_power_lines(row))


def _powers(row: Delegation) -> SafeString:
    return format_html("{}", _powers_in_words(row))


def _power_lines(row: Delegation) -> list[str]:
    if not row.powers:
        return [_("everything, as the holder has it")]
    return [_power(operation, caps) for operation, caps in row.powers.items()]


def _power(operation: str, caps: dict[str, str]) -> str:
    label = _(operation_label(operation))
    limits = "，".join(_limit(operation, measure, cap) for measure, cap in caps.items())
    return f"{label} {limits}" if limits else label


def _limit(operation: str, measure: str, cap: str) -> str:
    named = measure_of(operation, measure)
    return f"{_(named.label)} ≤ {Decimal(cap):,.2f} {_(named.unit)}"


def _by_text(rows: QuerySet[Delegation], text: str) -> QuerySet[Delegation]:
    people = Q(from_staff__name__contains=text) | Q(to_staff__name__contains=text)
    return rows.filter(people | Q(number__iexact=text) | Q(reason__icontains=text))


@needs("organisation.request_delegation")
@require_GET
def delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """One delegation with its history."""
    found = selectors.delegation_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=_("%(to)s in place of %(holder)s") % {"to": found.to_staff.name, "holder": found.from_staff.name},
            crumbs=(
                Crumb(_("Administration")),
                Crumb(_("Delegations"), reverse("organisation:delegations")),
                Crumb(found.number),
            ),
            facts=_facts(found),
            panels=(
                Panel(
                    key="powers",
                    title=_("What is passed on"),
                    icon="key",
                    template="organisation/panels/delegation_powers.html",
                    context=lambda _request, found: {"lines": _power_lines(found), "limits": _own_limits(found)},
                ),
                Panel(
                    key="reason",
                    title=_("Reason and decision"),
                    icon="notes",
                    template="organisation/panels/delegation_reason.html",
                    context=lambda _request, found: {"delegation": found},
                ),
            ),
            tabs=(Tab("main", _("Delegation")),),
        ),
    )


def _facts(found: Delegation) -> tuple[Fact, ...]:
    return (
        Fact(_("Holder of the post"), found.from_staff.name, _post(found)),
        Fact(_("Substitute"), found.to_staff.name),
        Fact(_("Days of the delegation"), _days(found)),
        Fact(_("Requested by"), found.requested_by.name, ui.moment(found.created_at)),
        Fact(_("Decided by"), found.decided_by.name if found.decided_by else "–", _decided(found)),
    )


def _own_limits(found: Delegation) -> list[tuple[str, str]]:
    """What the holder may decide on the first day."""
    grants = selectors.limits_of(found.from_assignment, found.first_day)
    return [
        (_(operation_label(grant.operation)), _limit(grant.operation, grant.measure, str(grant.limit)))
        for grant in grants
    ]


@needs("organisation.request_delegation")
@require_http_methods(["GET", "POST"])
def delegation_new(request: HttpRequest) -> HttpResponse:
    """Ask for a substitute for one's own post, or as a manager for the post of somebody in scope."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    held = list(selectors.delegable(actor, today))
    chosen = _chosen(request, held, actor)
    form = DelegationForm(
        request.POST or None,
        assignment=chosen,
        people=list(selectors.substitutes(chosen, today).select_related("works_at")),
        limits=selectors.limits_of(chosen, today),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = request_delegation(form.command(request), **form.inputs())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(number)s was requested.") % {"number": made.number}, extra_tags="good")
            return redirect("organisation:delegation", pk=made.pk)
    context = {
        "form": form,
        "chosen": chosen,
        "held": [(one.pk, f"{one.staff.name} · {posts.name_of(one.post_id)} · {one.unit.label}") for one in held],
        "back": reverse("organisation:delegations"),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "organisation/delegation_form.html", context, status=status)


def _chosen(request: HttpRequest, held: list[PostAssignment], actor: Any) -> PostAssignment:
    wanted = request.GET.get("assignment", "") or str(actor.assignment_id)
    found = next((one for one in held if str(one.pk) == wanted), None)
    if found is None:
        raise Hidden(_("Not found."))
    return found
