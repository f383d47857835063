"""Payables and payment orders, from verification to the bank's answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clocks import local_day
from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from finance.models import Payable, PaymentOrder
from finance.rules.lifecycles import payment as states
from finance.rules.payables import CLAIMS, PART_LABELS, PURPOSE_LABELS, Purpose
from finance.selectors import desk
from finance.selectors.payments import payments_of_the_day
from finance.views import cells
from finance.views.filters import date_filter, line_filter, state_filter, unit_filter
from finance.views.panels import booked_panel
from parties.public import hit_notices

HANDS = (
    ("verifier", gettext_lazy("Verified by")),
    ("maker", gettext_lazy("Made in bank by")),
    ("checker", gettext_lazy("Checked by")),
    ("second_checker", gettext_lazy("Second check by")),
    ("releaser", gettext_lazy("Released by")),
    ("corrector", gettext_lazy("Payee corrected by")),
    ("passer", gettext_lazy("Let pass by")),
)


def _order_columns() -> list[Column]:
    return [
        Column(
            key="number", label=_("Payment order"), cell=cells.own_link("finance:payment"), plain=lambda r: r.number
        ),
        Column(
            key="claim",
            label=_("Business document"),
            cell=lambda r: cells.document_link(
                r.payable.claim_kind,
                r.payable.claim_id,
                r.payable.claim_number,
                r.payable.get_purpose_display(),
            ),
            plain=lambda r: r.payable.claim_number,
        ),
        Column(
            key="payee",
            label=_("Payee"),
            cell=lambda r: cells.linked("", r.payee_name, f"{r.bank_name} {r.account_masked}"),
            plain=lambda r: r.payee_name,
        ),
        cells.line_column(),
        cells.unit_column(),
        cells.amount_column("amount", _("Amount"), lambda r: r.amount, sort="amount"),
        cells.state_column(),
        Column(key="at", label=_("Requested at"), cell=lambda r: cells.moment_cell(r.created_at), sort="created_at"),
    ]


@needs("finance.view_payments")
def payments(request: HttpRequest) -> HttpResponseBase:
    """Payment orders, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Payment orders"),
            rows=desk.payment_orders,
            columns=_order_columns(),
            order="-created_at",
            filters=[
                state_filter(states.PAYMENT_ORDER),
                line_filter(),
                unit_filter(),
                _purpose_filter("payable__purpose"),
                date_filter("on", _("Requested at"), "created_at__date"),
                date_filter("paid", _("Paid on"), "answered_at"),
            ],
            search=lambda rows, text: rows.filter(
                Q(number__istartswith=text)
                | Q(payable__claim_number__istartswith=text)
                | Q(payee_name__startswith=text)
            ),
            search_hint=_("Order, document number or payee"),
            views=[
                SavedView(_("To verify"), {"state": states.REQUESTED}),
                SavedView(_("To check"), {"state": states.MADE}),
                SavedView(_("To release"), {"state": states.CHECKED}),
                SavedView(_("Answer unknown"), {"state": states.UNKNOWN}),
                SavedView(_("Rejected"), {"state": states.REJECTED}),
                SavedView(_("All"), {}),
            ],
            empty=_("An order comes with every payable."),
            export_name="payment-orders",
        ),
    )


@needs("finance.view_payments")
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """One payment order: payee, signatures, bank, books."""
    order = desk.one_of(desk.payment_orders(request.actor), pk)  # type: ignore[attr-defined]
    payable = order.payable
    return detail_page(
        request,
        order,
        Detail(
            title=order.number,
            heading=_("Payment order"),
            crumbs=[Crumb(_("Payment orders"), reverse("finance:payments")), Crumb(order.number)],
            facts=[
                Fact(_("Amount"), cells.money_cell(order.amount)),
                Fact(_("Payee"), order.payee_name, f"{order.bank_name} {order.account_masked}"),
                Fact(
                    payable.get_purpose_display(),
                    cells.document_link(payable.claim_kind, payable.claim_id, payable.claim_number),
                ),
                Fact(_("Line"), cells.line_label(order.line), order.unit.label),
                Fact(_("Checks needed"), str(order.checkers_needed)),
            ],
            panels=_panels(),
        ),
    )


def _panels() -> list[Panel]:
    """What is paid, who signed, what the bank said, who is listed, what the books hold."""
    return [
        Panel(
            key="why",
            title=_("What is paid"),
            template="finance/panels/payment_subject.html",
            icon="gavel",
            context=_subject,
        ),
        Panel(
            key="hands",
            title=_("Signatures"),
            template="finance/panels/signatures.html",
            icon="user-check",
            context=_signatures,
        ),
        Panel(
            key="bank",
            title=_("Answer of the bank"),
            template="finance/panels/payment_bank.html",
            icon="building",
            context=_bank,
        ),
        Panel(
            key="listed",
            title=_("On lists"),
            template="parties/panels/notices.html",
            icon="flag",
            context=_listed,
            rail=True,
        ),
        booked_panel(PaymentOrder.lifecycle.kind),
    ]


def _listed(request: HttpRequest, order: PaymentOrder) -> dict[str, Any] | None:
    """Hits on the payee: the black list stops the payment, the grey list is looked at (CUS-04)."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    notices = hit_notices(actor, party_ids=(order.payee_id,), on=localdate())
    return {"notices": notices} if notices else None


def _subject(_request: HttpRequest, order: PaymentOrder) -> dict[str, Any]:
    earlier = payments_of_the_day(order, local_day(order.created_at))
    return {
        "payable": order.payable,
        "order": order,
        "earlier": earlier,
        "account": order.account_masked,
        "parts": [(label, amount) for label, amount in _named_parts(order.payable) if amount],
    }


def _signatures(_request: HttpRequest, order: PaymentOrder) -> dict[str, Any]:
    needed = {"second_checker": order.checkers_needed > 1, "corrector": order.corrector_id is not None}
    needed["passer"] = bool(order.listed_as)
    shown = [(label, getattr(order, hand)) for hand, label in HANDS if needed.get(hand, True)]
    rows: list[tuple[Any, str]] = [(label, person.name if person else "") for label, person in shown]
    if order.pass_reason:
        rows.append((_("Paid although listed"), f"{order.listed_as} · {order.pass_reason}"))
    return {"signatures": rows}


def _bank(_request: HttpRequest, order: PaymentOrder) -> dict[str, Any]:
    again = desk.replacement_of(order)
    links = [
        (label, cells.own_link("finance:payment")(other))
        for label, other in ((_("Replaces"), order.replaces), (_("Replaced by"), again))
        if other is not None
    ]
    return {"order": order, "links": links, "request": order.request_id.hex.upper()}


@needs("finance.view_payments")
def payables(request: HttpRequest) -> HttpResponseBase:
    """What is owed, for whatever purpose."""
    return list_page(
        request,
        ListPage(
            title=_("Payables"),
            rows=desk.payables,
            columns=[
                Column(
                    key="number", label=_("Payable"), cell=cells.own_link("finance:payable"), plain=lambda r: r.number
                ),
                Column(
                    key="purpose",
                    label=_("Purpose"),
                    cell=lambda r: r.get_purpose_display(),
                    css="ui-nowrap",
                ),
                Column(
                    key="claim",
                    label=_("Business document"),
                    cell=lambda r: cells.document_link(r.claim_kind, r.claim_id, r.claim_number),
                    plain=lambda r: r.claim_number,
                ),
                Column(key="payee", label=_("Payee"), cell=lambda r: r.payee_name),
                cells.line_column(),
                cells.unit_column(),
                cells.amount_column("amount", _("Amount"), lambda r: r.amount, sort="amount"),
                cells.state_column(),
                Column(
                    key="at", label=_("Owed since"), cell=lambda r: cells.moment_cell(r.created_at), sort="created_at"
                ),
                Column(key="paid", label=_("Paid at"), cell=lambda r: cells.moment_cell(r.paid_at)),
            ],
            order="-created_at",
            filters=[state_filter(states.PAYABLE), _purpose_filter(), line_filter(), unit_filter()],
            search=lambda rows, text: rows.filter(
                Q(number__istartswith=text) | Q(claim_number__istartswith=text) | Q(payee_name__startswith=text)
            ),
            search_hint=_("Payable, document number or payee"),
            views=[SavedView(_("To be paid out"), {"state": states.OPEN}), SavedView(_("All"), {})],
            actions=[(_("Advance claim payment"), reverse("finance:advance_new"), "plus")],
            empty=_("Approved claims, refunds and commissions appear here."),
            export_name="payables",
        ),
    )


def _purpose_filter(path: str = "purpose") -> Filter:
    """By one purpose, or by those of claims together; ``path`` leads to it from the row."""
    groups: dict[str, frozenset[str]] = {"claims": CLAIMS}
    return Filter(
        key="purpose",
        label=_("Purpose"),
        choices=lambda _actor: [
            ("claims", _("All payments of claims")),
            *((purpose.value, _(label)) for purpose, label in PURPOSE_LABELS.items()),
        ],
        apply=lambda rows, value: rows.filter(**{f"{path}__in": groups.get(value, {value})}),
    )


@needs("finance.view_payments")
def payable(request: HttpRequest, pk: int) -> HttpResponse:
    """One payable with its orders."""
    found = desk.one_of(desk.payables(request.actor), pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=found.get_purpose_display(),
            crumbs=[Crumb(_("Payables"), reverse("finance:payables")), Crumb(found.number)],
            facts=_facts_of(found),
            panels=[
                Panel(
                    key="orders",
                    title=_("Payment orders"),
                    template="finance/panels/orders.html",
                    icon="send",
                    flush=True,
                    context=_orders_of,
                ),
                booked_panel(Payable.lifecycle.kind),
            ],
        ),
    )


def _named_parts(found: Payable) -> list[tuple[str, Decimal]]:
    principal, tax = PART_LABELS[Purpose(found.purpose)]
    return [
        (_(principal), found.indemnity),
        (_("Direct claims expense"), found.expense),
        (_(tax) if tax else "", found.tax),
        (_("Set off"), found.offset),
        (_("Clawed back"), found.clawed_back),
    ]


def _facts_of(found: Payable) -> list[Fact]:
    """The amount with its parts by their names, payee and document."""
    return [
        Fact(_("Amount"), cells.money_cell(found.amount)),
        *(Fact(label, cells.money_cell(amount)) for label, amount in _named_parts(found) if amount),
        Fact(_("Payee"), found.payee_name, found.bank_name),
        Fact(
            _("Business document"),
            cells.document_link(found.claim_kind, found.claim_id, found.claim_number),
            found.reason,
        ),
    ]


def _orders_of(_request: HttpRequest, found: Payable) -> dict[str, Any]:
    link = cells.own_link("finance:payment")
    orders = found.orders.order_by("pk")
    return {"orders": [(link(o), o, cells.state_cell(o), ui.moment(o.answered_at)) for o in orders]}
