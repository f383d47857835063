"""Unidentified money: recorded from the statement, matched when its premium is found (JE-42)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.detail import Crumb, Detail, Fact, detail_page
from core.web.lists import Column, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from finance.forms.receipts import BankCreditForm
from finance.models import BankCredit
from finance.rules.lifecycles import receipt as states
from finance.selectors import desk
from finance.services.receipts import record_bank_credit
from finance.views import cells
from finance.views.filters import state_filter, unit_filter
from finance.views.panels import booked_panel


@needs("finance.view_receivables")
def bank_credits(request: HttpRequest) -> HttpResponseBase:
    """Money that waits for its premium."""
    return list_page(
        request,
        ListPage(
            title=_("Unidentified money"),
            rows=desk.bank_credits,
            columns=[
                Column(key="number", label=_("Number"), cell=cells.own_link("finance:bank_credit")),
                Column(key="payer", label=_("Payer on the statement"), cell=lambda r: r.payer_name),
                Column(key="reference", label=_("Bank reference"), cell=lambda r: r.bank_reference),
                cells.amount_column("amount", _("Amount"), lambda r: r.amount),
                cells.unit_column(),
                Column(
                    key="on", label=_("Received at"), cell=lambda r: cells.day_cell(r.received_on), sort="received_on"
                ),
                cells.state_column(),
            ],
            order="-received_on",
            filters=[state_filter(states.BANK_CREDIT), unit_filter()],
            search=lambda rows, text: rows.filter(Q(bank_reference__istartswith=text) | Q(payer_name__startswith=text)),
            search_hint=_("Bank reference or payer"),
            views=[SavedView(_("Unidentified"), {"state": states.UNIDENTIFIED}), SavedView(_("All"), {})],
            actions=[(_("Record unidentified money"), reverse("finance:bank_credit_new"), "plus")],
            empty=_("Every incoming payment is assigned."),
            export_name="unidentified-money",
        ),
    )


@needs("finance.view_receivables")
def bank_credit(request: HttpRequest, pk: int) -> HttpResponse:
    """One amount with its booking and, once matched, its receipt."""
    found = desk.one_of(desk.bank_credits(request.actor), pk)  # type: ignore[attr-defined]
    matched = cells.own_link("finance:receipt")(found.receipt) if found.receipt else "–"
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=_("Unidentified money"),
            crumbs=[Crumb(_("Unidentified money"), reverse("finance:bank_credits")), Crumb(found.number)],
            facts=[
                Fact(_("Amount"), cells.money_cell(found.amount)),
                Fact(_("Payer on the statement"), found.payer_name),
                Fact(_("Bank reference"), found.bank_reference, found.remark),
                Fact(_("Received at"), cells.day_cell(found.received_on), found.unit.label),
                Fact(_("Receipt"), matched),
            ],
            panels=[booked_panel(BankCredit.lifecycle.kind)],
        ),
    )


@needs("finance.record_bank_credit")
def bank_credit_new(request: HttpRequest) -> HttpResponse:
    """Record money from the statement."""
    form = BankCreditForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = record_bank_credit(
                form.command(request),
                unit_id=request.actor.unit_id,  # type: ignore[attr-defined]
                **form.inputs(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(number)s recorded.") % {"number": found.number})
            return redirect("finance:bank_credit", pk=found.pk)
    context = {
        "form": form,
        "title": _("Record unidentified money"),
        "back": reverse("finance:bank_credits"),
        "intro": _("For money on the bank statement whose premium nobody can name yet."),
    }
    return page(request, "finance/simple_form.html", context, status=422 if request.method == "POST" else 200)


def match_choices(request: HttpRequest, found: BankCredit) -> dict[str, Any]:
    """Premium due of the same amount comes first; it is what the money is most likely meant for."""
    due = desk.due_up_to(request.actor, found)  # type: ignore[attr-defined]
    items = [(str(i.pk), f"{i.document_number} · {i.payer_name} · ¥{i.amount:,.2f}") for i in due]
    return {"items": items}
