"""Agreed instalments: what is due, overdue, chased and paid (domain 5.8, 9.9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.public import documents_of
from core import links
from core.templatetags.ui import day, full_moment, money
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from underwriting.models import Instalment, Policy
from underwriting.rules import instalment_life as life
from underwriting.rules.endorsement_life import ENDORSEMENT_KIND
from underwriting.rules.lifecycle import POLICY_KIND, PROPOSAL_KIND
from underwriting.selectors import exemptions as selectors
from underwriting.selectors.quality import one_of
from underwriting.views.cells import amount_column, day_column, number_column, state_column, state_filter, unit_column
from underwriting.views.narrowing import by_channel, by_line, by_salesperson, by_unit

SEE = "underwriting.view_instalments"
COMING, LATE = "coming", "late"


def _when(rows: QuerySet[Instalment], value: str) -> QuerySet[Instalment]:
    """Open instalments before or after their day."""
    waiting = rows.filter(state__in=life.OPEN)
    today = localdate()
    return waiting.filter(due_on__lt=today) if value == LATE else waiting.filter(due_on__gte=today)


def _columns() -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        number_column(life.INSTALMENT, _("Instalment")),
        Column(key="holder", label=_("Policyholder"), cell=lambda row: row.holder_name, css="ui-clip"),
        amount_column("amount", _("Amount")),
        day_column("due_on", _("Due on")),
        state_column(life.INSTALMENT),
        Column(
            key="late",
            label=_("Days overdue"),
            cell=lambda row: str(_days_late(row) or "–"),
            plain=_days_late,
            css="ui-r",
        ),
        day_column("pay_until", _("To be paid until")),
        Column(key="paid", label=_("Premium received at"), cell=lambda row: full_moment(row.paid_at), css="ui-nowrap"),
        unit_column(),
    )


@needs(SEE)
@require_GET
def instalments(request: HttpRequest) -> HttpResponseBase:
    """All instalments in scope, the next to come first."""
    return list_page(
        request,
        ListPage(
            title=_("Instalments"),
            facts=_(
                "Agreed on proposals whose premium may come in parts; the money is confirmed at the receipts desk."
            ),
            rows=selectors.instalments_in_scope,
            order="due_on",
            columns=_columns(),
            filters=(
                Filter(
                    key="when",
                    label=_("Time of payment"),
                    choices=lambda _actor: [(COMING, _("not due yet")), (LATE, _("Instalments overdue"))],
                    apply=_when,
                ),
                state_filter(life.INSTALMENT),
                by_unit(),
                by_line(),
                by_channel("proposal__channel"),
                by_salesperson(),
                Filter(key="due", label=_("Due on"), date_field="due_on"),
            ),
            search=lambda rows, text: (
                rows.filter(document_number=text.strip().upper()) | rows.filter(holder_name__icontains=text)
            ),
            search_hint=_("Policy, policyholder"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("Instalments overdue"), {"when": LATE}),
                SavedView(_("To come"), {"when": COMING}),
            ),
            empty=_("No instalments are agreed."),
            export_name="instalments",
        ),
    )


def _days_late(row: Instalment) -> int:
    return max((localdate() - row.due_on).days, 0) if row.state in life.OPEN else 0


@needs(SEE)
@require_GET
def instalment(request: HttpRequest, pk: int) -> HttpResponse:
    """One instalment, with its letters."""
    found = one_of(selectors.instalments_in_scope(request.actor), pk)  # type: ignore[attr-defined]
    back = reverse("underwriting:instalments")
    return detail_page(
        request,
        found,
        Detail(
            title=str(found),
            crumbs=(Crumb(_("Underwriting centre")), Crumb(_("Instalments"), back), Crumb(str(found))),
            facts=(
                Fact(_("Policyholder"), found.holder_name),
                Fact(_("Amount"), money(found.amount)),
                Fact(_("Due on"), day(found.due_on)),
                Fact(_("To be paid until"), day(found.pay_until)),
                Fact(_("Premium received at"), full_moment(found.paid_at)),
                Fact(_("Source unit"), found.unit.label),
            ),
            tabs=(Tab("main", _("Instalment")),),
            panels=(
                Panel(
                    key="instalment",
                    title=_("Instalment"),
                    icon="calendar-check",
                    template="underwriting/panels/instalment.html",
                    context=_content,
                ),
            ),
        ),
    )


def _content(request: HttpRequest, found: Instalment) -> Mapping[str, Any]:
    """Where it belongs, and what was written to the customer."""
    actor = request.actor  # type: ignore[attr-defined]
    return {
        "found": found,
        "exemption": reverse("underwriting:exemption", kwargs={"pk": found.exemption_id}),
        "contract": links.url_for(
            POLICY_KIND if found.policy_id else PROPOSAL_KIND, found.policy_id or found.proposal_id
        ),
        "endorsement": links.url_for(ENDORSEMENT_KIND, found.endorsement_id) if found.endorsement_id else "",
        "papers": documents_of(life.INSTALMENT_KIND, found.pk, actor),
    }


def on_policy() -> Panel:
    """On the page of the policy."""
    return Panel(
        key="instalments",
        title=_("Instalments"),
        icon="calendar-check",
        template="underwriting/panels/instalments.html",
        context=of_policy,
        flush=True,
    )


def of_policy(request: HttpRequest, obj: Policy) -> Mapping[str, Any] | None:
    """The agreed payments of a policy; nothing where the premium was paid at once."""
    if obj.is_motor or request.actor.refusal_for(SEE) is not None:  # type: ignore[attr-defined]
        return None
    rows = [
        (one, one.lifecycle.state(one.state), reverse("underwriting:instalment", kwargs={"pk": one.pk}))
        for one in obj.instalments.order_by("place")
    ]
    return {"rows": rows} if rows else None
