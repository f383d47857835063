"""Accounting periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, ListPage, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from finance.forms.vouchers import PeriodForm
from finance.models import AccountingPeriod
from finance.rules.lifecycles import period as states
from finance.selectors import desk
from finance.selectors.bank_reconciliation import unreconciled_in
from finance.selectors.periods import earlier_open, measured_in, suspense_in, unposted_in
from finance.selectors.reconciliation import reconciliation
from finance.services.periods import open_period
from finance.views import cells
from finance.views.filters import state_filter, unit_filter
from organisation.public import parameter


@needs("finance.view_periods")
def periods(request: HttpRequest) -> HttpResponseBase:
    """Months, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Accounting periods"),
            rows=desk.periods,
            columns=[
                Column(key="month", label=_("Month"), cell=cells.own_link("finance:period"), sort="month"),
                cells.unit_column(),
                cells.state_column(),
                Column(key="since", label=_("Since"), cell=lambda r: cells.moment_cell(r.updated_at)),
            ],
            order="-month",
            filters=[state_filter(states.LIFECYCLE), unit_filter()],
            actions=[(_("Open period"), reverse("finance:period_new"), "plus")],
            empty=_("Without an open period nothing can be submitted or posted."),
            export_name="periods",
        ),
    )


@needs("finance.view_periods")
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """One month: what stands against closing it."""
    found = desk.one_of(desk.periods(request.actor), pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=f"{found.month:%Y-%m}",
            heading=_("Accounting period"),
            crumbs=[Crumb(_("Accounting periods"), reverse("finance:periods")), Crumb(f"{found.month:%Y-%m}")],
            facts=[
                Fact(_("Unit"), found.unit.label),
                Fact(_("Since"), cells.moment_cell(found.updated_at)),
                Fact(_("Cut off by"), found.held_by.name if found.held_by else "–"),
                Fact(_("Closed by"), found.closed_by.name if found.closed_by else "–"),
            ],
            panels=[
                Panel(
                    key="gates",
                    title=_("Month-end check list"),
                    template="finance/panels/period_gates.html",
                    icon="checklist",
                    flush=True,
                    context=_gates,
                )
            ],
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One line of the month-end check list: whether it is clear, what is open, and where to go. What does not stand
    against closing is only a ``hint``."""

    label: str
    clear: bool
    found: str = ""
    url: str = ""
    place: str = ""
    hint: bool = False


def _gates(_request: HttpRequest, found: AccountingPeriod) -> dict[str, Any]:
    return {"gates": [*_standing(found), *_hints(found)]}


def _standing(found: AccountingPeriod) -> list[Gate]:
    """What the close itself asks for (9.10)."""
    unposted, accounts, earlier = unposted_in(found), unreconciled_in(found), earlier_open(found)
    differing = [check for check in reconciliation(found.unit) if check.difference]
    shown = [f"{check.label} {check.difference:,.2f}" for check in differing]
    unit = f"?unit={found.unit_id}"
    return [
        Gate(
            label=_("Earlier months are closed"),
            clear=earlier is None,
            found=earlier.audit_number() if earlier else "",
            url=reverse("finance:periods"),
            place=_("Accounting periods"),
        ),
        Gate(
            label=_("Every voucher of the month is posted"),
            clear=not unposted,
            found=_("%(unposted)s not posted") % {"unposted": unposted},
            url=f"{reverse('finance:vouchers')}?on_from={found.month:%Y-%m-%d}",
            place=_("Vouchers"),
        ),
        Gate(
            label=_("Business and ledger agree"),
            clear=not differing,
            found=_(", ").join(shown),
            url=reverse("finance:reconciliation") + unit,
            place=_("Business and ledger"),
        ),
        Gate(
            label=_("Bank accounts that moved are reconciled and reviewed"),
            clear=not accounts,
            found=", ".join(accounts),
            url=f"{reverse('finance:bank_statements')}?month_from={found.month:%Y-%m-%d}",
            place=_("Bank reconciliation"),
            hint=not parameter("finance.close_needs_reconciliation", unit=found.unit, on=timezone.localdate()),
        ),
    ]


def _hints(found: AccountingPeriod) -> list[Gate]:
    """What should be clear, and is carried into the next month when it is not."""
    waiting = suspense_in(found)
    open_text = _("%(count)s items, %(amount)s")
    return [
        Gate(
            label=_("Unearned premium is measured"),
            clear=measured_in(found),
            found=_("not measured in this month"),
            url=reverse("finance:measures"),
            place=_("Unearned premium"),
            hint=True,
        ),
        Gate(
            label=_("No unidentified money"),
            clear=not waiting.unidentified,
            found=open_text % {"count": waiting.unidentified, "amount": f"{waiting.unidentified_amount:,.2f}"},
            url=f"{reverse('finance:bank_credits')}?state=unidentified",
            place=_("Unidentified money"),
            hint=True,
        ),
        Gate(
            label=_("Every payment is answered by the bank"),
            clear=not waiting.payments,
            found=open_text % {"count": waiting.payments, "amount": f"{waiting.payments_amount:,.2f}"},
            url=reverse("finance:payments"),
            place=_("Payment orders"),
            hint=True,
        ),
    ]


@needs("finance.open_period")
def period_new(request: HttpRequest) -> HttpResponse:
    """Open a month for the whole scope of the post."""
    form = PeriodForm(request.POST or None, initial={"month": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_period(
                form.command(request),
                unit_id=request.actor.scope_unit_id,  # type: ignore[attr-defined]
                month=form.cleaned_data["month"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The period %(month)s is open.") % {"month": opened.audit_number()})
            return redirect("finance:period", pk=opened.pk)
    status = 422 if request.method == "POST" else 200
    context = {
        "form": form,
        "title": _("Open period"),
        "back": reverse("finance:periods"),
        "intro": _("The month is opened for your unit and every unit below it."),
    }
    return page(request, "finance/simple_form.html", context, status=status)
