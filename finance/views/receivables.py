"""The receipts desk: what is due, confirming money, receipts and their slips."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archives.public import DocumentUnavailable, render_pdf
from core.links import may_open
from core.templatetags.ui import icon
from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from finance.forms.receipts import ReceiptForm
from finance.models import Receipt, Receivable
from finance.rules.lifecycles import receipt as receipt_states
from finance.rules.lifecycles import receivable as states
from finance.selectors import desk
from finance.selectors.ledger import entries_for
from finance.services.holds import holds_on
from finance.services.receipt_forms import papers_of
from finance.services.receipts import enter_receipt
from finance.views import cells
from finance.views.filters import date_filter, line_filter, state_filter, unit_filter
from finance.views.panels import booked_panel
from organisation.public import parameter


def _whose(row: Receivable) -> str:
    """The policyholder, and which part of the premium this is where it is not the first."""
    more = row.addition or row.reference
    parts = [
        row.payer_name,
        _("Additional premium") if more else "",
        row.reference,
        (getattr(row, "policy_number", "") or "") if more else "",
    ]
    return " · ".join(part for part in parts if part)


def _collect(row: Receivable) -> Any:
    if row.state != states.DUE:
        return cells.moment_cell(row.settled_at)
    url = f"{reverse('finance:receipt_new')}?due={row.pk}"
    return cells.linked(url, _("Confirm receipt")) if may_open(url) else "–"


def _ways(found: Receivable) -> tuple[SafeString, ...]:
    """The next step of money that is due: confirming it, on the page of the receipts desk."""
    url = f"{reverse('finance:receipt_new')}?due={found.pk}"
    if found.state != states.DUE or not may_open(url):
        return ()
    button = '<a class="ui-btn ui-btn-wide ui-btn-primary" href="{}">{} {}</a>'
    return (format_html(button, url, icon("cash"), _("Confirm receipt")),)


@needs("finance.view_receivables")
def receivables(request: HttpRequest) -> HttpResponseBase:
    """Premium due, the earliest first."""
    return list_page(
        request,
        ListPage(
            title=_("Premium due"),
            rows=desk.premium_due_items,
            columns=[
                Column(
                    key="document",
                    label=_("Business document"),
                    cell=lambda r: cells.document_link(r.document_kind, r.document_id, r.document_number, _whose(r)),
                    plain=lambda r: r.document_number,
                ),
                Column(key="payer", label=_("Policyholder"), cell=lambda r: r.payer_name, default=False),
                cells.line_column(),
                cells.unit_column(),
                cells.amount_column("premium", _("Premium"), lambda r: r.premium),
                cells.amount_column("vehicle_tax", _("Vehicle tax"), lambda r: r.vehicle_tax),
                cells.amount_column("amount", _("Amount due"), lambda r: r.amount, sort="amount"),
                Column(key="due_on", label=_("Due on"), cell=lambda r: cells.day_cell(r.due_on), sort="due_on"),
                Column(
                    key="cover",
                    label=_("Cover starts"),
                    cell=lambda r: cells.day_cell(r.cover_start),
                    sort="cover_start",
                ),
                cells.state_column(),
                Column(key="collect", label=_("Receipt"), cell=_collect),
            ],
            order="due_on",
            filters=[
                state_filter(states.LIFECYCLE),
                line_filter(),
                unit_filter(),
                date_filter("due", _("Due on"), "due_on"),
            ],
            search=desk.due_named,
            search_hint=_("Document, policy, endorsement, policyholder"),
            views=[SavedView(_("To be received"), {"state": states.DUE}), SavedView(_("All"), {})],
            actions=[(_("Record unidentified money"), reverse("finance:bank_credit_new"), "cash")],
            empty=_("Premium becomes due when a proposal is approved."),
            export_name="premium-due",
        ),
    )


@needs("finance.enter_receipt")
def receipt_new(request: HttpRequest) -> HttpResponse:
    """Confirm money against chosen items of one policyholder."""
    items = _chosen(request)
    if not items:
        return redirect("finance:receivables")
    form = ReceiptForm(
        request.POST or None,
        initial={"payer_name": items[0].payer_name, "payer_relation": "self"},
        cash_accepted=parameter("finance.cash_accepted", unit=items[0].unit, on=timezone.localdate()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            receipt = enter_receipt(
                form.command(request), receivable_ids=tuple(item.pk for item in items), **form.inputs()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Receipt %(number)s confirmed.") % {"number": receipt.number})
            return redirect("finance:receipt", pk=receipt.pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "finance/receipt_form.html", _desk(request, items, form), status=status)


def _chosen(request: HttpRequest) -> list[Receivable]:
    """The items named in the address, in scope and due; further due items of the same policyholder may be added."""
    wanted = [int(part) for part in request.GET.get("due", "").split(",") if part.isdigit()]
    return desk.due_together(request.actor, wanted)  # type: ignore[attr-defined]


def _desk(request: HttpRequest, items: list[Receivable], form: ReceiptForm) -> dict[str, Any]:
    first, chosen = items[0], [item.pk for item in items]
    others = desk.also_due(request.actor, items)  # type: ignore[attr-defined]
    rows = [(item, cells.line_label(item.line)) for item in items]
    more = [
        (item, cells.line_label(item.line), ",".join(str(pk) for pk in sorted([*chosen, item.pk]))) for item in others
    ]
    total = sum((item.amount for item in items), Decimal(0))
    held = sorted(set(holds_on(items, timezone.now()).values()))
    return {
        "form": form,
        "items": rows,
        "more": more,
        "total": total,
        "held": held,
        "payer": first.payer_name,
        "unit": first.unit,
    }


@needs("finance.view_receivables")
def receipts(request: HttpRequest) -> HttpResponseBase:
    """Confirmed money, the newest first: the day report of the desk."""
    today = timezone.localdate().isoformat()
    return list_page(
        request,
        ListPage(
            title=_("Receipts"),
            rows=desk.receipts,
            columns=[
                Column(
                    key="number", label=_("Receipt"), cell=cells.own_link("finance:receipt"), plain=lambda r: r.number
                ),
                Column(key="payer", label=_("Payer"), cell=lambda r: r.payer_name),
                Column(key="method", label=_("Payment method"), cell=lambda r: r.get_method_display()),
                Column(key="reference", label=_("Bank reference"), cell=lambda r: r.bank_reference),
                cells.amount_column("amount", _("Amount"), lambda r: r.amount),
                cells.unit_column(),
                Column(key="by", label=_("Confirmed by"), cell=lambda r: r.entered_by.name if r.entered_by else "–"),
                Column(
                    key="at",
                    label=_("Received at"),
                    cell=lambda r: cells.moment_cell(r.received_at),
                    sort="received_at",
                ),
                cells.state_column(),
            ],
            order="-received_at",
            filters=[
                state_filter(receipt_states.RECEIPT),
                unit_filter(),
                date_filter("on", _("Received at"), "received_at__date"),
            ],
            search=lambda rows, text: rows.filter(
                Q(number__istartswith=text) | Q(bank_reference__istartswith=text) | Q(payer_name__startswith=text)
            ),
            search_hint=_("Receipt, bank reference or payer"),
            views=[SavedView(_("Today"), {"on_from": today, "on_to": today}), SavedView(_("All"), {})],
            actions=[(_("Day sheet of receipts"), reverse("finance:day_sheet"), "printer")],
            empty=_("Confirmed money appears here."),
            export_name="receipts",
        ),
    )


def _receipt(request: HttpRequest, pk: int) -> Receipt:
    found: Receipt = desk.one_of(desk.receipts(request.actor), pk)  # type: ignore[attr-defined]
    return found


def _papers(_request: HttpRequest, found: Receipt) -> dict[str, Any] | None:
    used = papers_of(found)
    rows = [
        (str(one.form_type), one.form_type.serial(one.first), one.actor_name, cells.moment_cell(one.at)) for one in used
    ]
    heads = [_("Printed form"), _("Serial number"), _("User"), _("At")]
    return {"heads": heads, "rows": rows, "right": []} if used else None


@needs("finance.view_receivables")
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """One receipt with what it settled and how it is booked."""
    found = _receipt(request, pk)
    detail = Detail(
        title=found.number,
        heading=_("Receipt"),
        crumbs=[Crumb(_("Receipts"), reverse("finance:receipts")), Crumb(found.number)],
        facts=[
            Fact(_("Amount"), cells.money_cell(found.amount)),
            Fact(_("Payer"), found.payer_name, found.get_payer_relation_display()),
            Fact(_("Payment method"), found.get_method_display(), found.bank_reference),
            Fact(_("Received at"), cells.moment_cell(found.received_at)),
            Fact(_("Confirmed by"), found.entered_by.name if found.entered_by else "–", found.unit.label),
        ],
        panels=[
            Panel(
                key="items",
                title=_("Settled premium"),
                template="finance/panels/receipt_items.html",
                icon="receipt",
                flush=True,
                context=_items,
            ),
            Panel(
                key="papers",
                title=_("Printed invoices and receipts"),
                template="organisation/panels/rows.html",
                icon="printer",
                flush=True,
                context=_papers,
            ),
            booked_panel(Receipt.lifecycle.kind),
        ],
        print_url=reverse("finance:receipt_slip", kwargs={"pk": pk}) if found.state == receipt_states.CONFIRMED else "",
    )
    return detail_page(request, found, detail)


def _items(_request: HttpRequest, found: Receipt) -> dict[str, Any]:
    rows = [
        (
            cells.document_link(
                item.receivable.document_kind, item.receivable.document_id, item.receivable.document_number
            ),
            cells.line_label(item.receivable.line),
            item.receivable,
        )
        for item in found.items.select_related("receivable").order_by("receivable_id")
    ]
    return {"items": rows, "total": found.amount, "void_reason": found.void_reason}


@needs("finance.view_receivables")
def receipt_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip that the customer gets."""
    found = _receipt(request, pk)
    if found.state != receipt_states.CONFIRMED:
        raise Hidden(_("A voided receipt has no slip."))
    context = {
        "receipt": found,
        "items": [(cells.line_label(item.receivable.line), item.receivable) for item in _slip_items(found)],
        "number": found.number,
        "title": _("Receipt"),
        "company": found.unit.label,
        "printed_at": timezone.localtime(),
        "printed_by": request.actor.name,  # type: ignore[attr-defined]
    }
    try:
        content = render_pdf("finance/pdf/receipt.html", context, document_kind="finance.receipt")
    except DocumentUnavailable as unavailable:
        raise Hidden(unavailable.message) from unavailable
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return answer


def _slip_items(found: Receipt) -> list[Any]:
    return list(found.items.select_related("receivable").order_by("receivable_id"))


@needs("finance.view_receivables")
def receivable(request: HttpRequest, pk: int) -> HttpResponse:
    """One item of premium due with its receipts and bookings."""
    found = desk.one_of(desk.premium_due_items(request.actor), pk)  # type: ignore[attr-defined]
    document = cells.document_link(found.document_kind, found.document_id, found.document_number)
    held = holds_on([found], timezone.now()).get(found.pk, "") if found.state == states.DUE else ""
    return detail_page(
        request,
        found,
        Detail(
            title=found.document_number,
            heading=_("Additional premium") if found.addition else _("Premium due"),
            crumbs=[Crumb(_("Premium due"), reverse("finance:receivables")), Crumb(found.document_number)],
            facts=[
                Fact(_("Amount due"), cells.money_cell(found.amount), cells.line_label(found.line)),
                Fact(_("Premium"), cells.money_cell(found.premium)),
                Fact(_("Vehicle tax"), cells.money_cell(found.vehicle_tax)),
                Fact(_("Policyholder"), found.payer_name, found.unit.label),
                Fact(_("Due on"), cells.day_cell(found.due_on)),
                Fact(
                    _("Business document"),
                    document,
                    _("cover starts %(day)s") % {"day": cells.day_cell(found.cover_start)},
                ),
                *([Fact(_("Not to be taken now"), held)] if held else []),
            ],
            panels=[
                Panel(
                    key="receipts",
                    title=_("Receipts"),
                    template="finance/panels/receipts_of.html",
                    icon="receipt",
                    flush=True,
                    context=_receipts_of,
                ),
                Panel(
                    key="ledger",
                    title=_("In the books"),
                    template="finance/panels/ledger_of.html",
                    icon="book-2",
                    flush=True,
                    context=_ledger_of,
                    permission="finance.view_vouchers",
                ),
            ],
            ways=_ways(found) if not held else (),
        ),
    )


def _receipts_of(_request: HttpRequest, found: Receivable) -> dict[str, Any]:
    items = found.receipt_items.select_related("receipt").order_by("pk")
    link = cells.own_link("finance:receipt")
    return {"receipts": [(link(item.receipt), item.receipt, cells.state_cell(item.receipt)) for item in items]}


def _ledger_of(_request: HttpRequest, found: Receivable) -> dict[str, Any]:
    return {"lines": entries_for(found.document_kind, found.document_id)}
