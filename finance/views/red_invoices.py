"""Red invoices: what is to be written and what was written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm
from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, ListPage, SavedView, list_page
from core.web.pages import needs
from finance.models.red_invoices import RedInvoice
from finance.rules.lifecycles import red_invoice as life
from finance.selectors import desk
from finance.views import cells
from finance.views.filters import date_filter, line_filter, state_filter, unit_filter

SEE = "finance.view_red_invoices"


class WriteForm(CommandForm):
    """The red invoice as the platform of the tax office numbers it."""

    number = forms.CharField(label=gettext_lazy("Number of the red invoice"), max_length=40)
    deducted = forms.BooleanField(label=gettext_lazy("The buyer has deducted the tax"), required=False)
    information_form = forms.CharField(
        label=gettext_lazy("Number of the information form"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Needed when the buyer has deducted the tax"),
    )


@needs(SEE)
def red_invoices(request: HttpRequest) -> HttpResponseBase:
    """Refunds of invoiced premium, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Red invoices"),
            facts=_("For every refund of premium that was invoiced, within two working days."),
            rows=desk.red_invoices,
            columns=[
                Column(key="number", label=_("Invoice"), cell=cells.own_link("finance:red_invoice"), plain=str),
                Column(key="document", label=_("Policy or proposal"), cell=lambda r: r.document_number, css="ui-code"),
                Column(key="buyer", label=_("Buyer"), cell=lambda r: r.buyer, css="ui-clip"),
                cells.amount_column("invoiced", _("Amount of the invoice"), lambda r: r.invoiced),
                cells.amount_column("amount", _("Goes back"), lambda r: r.amount, sort="amount"),
                Column(key="red", label=_("Red invoice"), cell=lambda r: r.number or "–", css="ui-code"),
                Column(key="day", label=_("Invoiced on"), cell=lambda r: cells.day_cell(r.invoiced_on)),
                cells.line_column(),
                cells.unit_column(),
                cells.state_column(),
            ],
            order="-created_at",
            filters=[
                state_filter(life.LIFECYCLE),
                line_filter(),
                unit_filter(),
                date_filter("day", _("Invoiced on"), "invoiced_on"),
            ],
            search=lambda rows, text: (
                rows.filter(original__istartswith=text) | rows.filter(document_number__istartswith=text)
            ),
            search_hint=_("Invoice, policy number"),
            views=[SavedView(_("All"), {}), SavedView(_("To be written"), {"state": life.OPEN})],
            empty=_("Refunds of invoiced premium appear here."),
            export_name="red-invoices",
        ),
    )


@needs(SEE)
def red_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """One red invoice with the refund it belongs to."""
    found: RedInvoice = desk.one_of(desk.red_invoices(request.actor), pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=found.original,
            heading=_("Red invoice"),
            crumbs=[Crumb(_("Red invoices"), reverse("finance:red_invoices")), Crumb(found.original)],
            facts=[
                Fact(_("Policy or proposal"), found.document_number, cells.line_label(found.line)),
                Fact(_("Buyer"), found.buyer, found.unit.label),
                Fact(_("Amount of the invoice"), cells.money_cell(found.invoiced), f"{found.invoiced_on:%Y-%m-%d}"),
                Fact(_("Goes back"), cells.money_cell(found.amount)),
            ],
            panels=[
                Panel(
                    key="written",
                    title=_("Red invoice"),
                    icon="receipt-off",
                    template="finance/panels/red_invoice.html",
                    context=_written,
                )
            ],
        ),
    )


def _written(_request: HttpRequest, found: RedInvoice) -> dict[str, Any]:
    return {
        "rows": [
            (_("Number of the red invoice"), found.number or "–"),
            (_("The buyer has deducted the tax"), _("yes") if found.deducted else _("no")),
            (_("Number of the information form"), found.information_form or "–"),
            (_("Red invoice written by"), found.done_by or "–"),
            (_("Red invoice written at"), cells.day_cell(found.done_at) if found.done_at else "–"),
        ]
    }
