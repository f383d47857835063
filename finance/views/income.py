"""Policies as the books know them: premium income, unearned premium, and what changes them; measures of month ends."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, ListPage, SavedView, list_page
from core.web.pages import needs
from finance.models import PremiumIncome, UnearnedMeasure
from finance.rules.lifecycles import premium_income as states
from finance.selectors import desk, unearned
from finance.selectors.ledger import entries_for
from finance.selectors.payees import accounts_of_intermediaries, accounts_to_choose
from finance.selectors.payers import payees_of
from finance.selectors.receivables import paid_on, refundable
from finance.views import cells
from finance.views.filters import date_filter, line_filter, state_filter, unit_filter
from finance.views.panels import booked_panel

ITEMS_SHOWN = 200


@needs("finance.view_receivables")
def incomes(request: HttpRequest) -> HttpResponseBase:
    """Issued policies with their premium, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Premium income"),
            rows=desk.incomes,
            columns=[
                Column(
                    key="number",
                    label=_("Policy"),
                    cell=cells.own_link("finance:income"),
                    plain=lambda r: r.document_number,
                ),
                cells.line_column(),
                cells.unit_column(),
                cells.amount_column("net", _("Net premium"), lambda r: r.net_now, sort="net"),
                cells.amount_column("tax", _("Tax"), lambda r: r.tax_now),
                cells.amount_column("unearned", _("Unearned premium"), lambda r: r.unearned),
                Column(
                    key="start",
                    label=_("Cover starts"),
                    cell=lambda r: cells.day_cell(r.cover_start),
                    sort="cover_start",
                ),
                Column(key="end", label=_("Cover ends"), cell=lambda r: cells.day_cell(r.ended_on or r.cover_end)),
                cells.state_column(),
            ],
            order="-cover_start",
            filters=[
                state_filter(states.LIFECYCLE),
                line_filter(),
                unit_filter(),
                date_filter("start", _("Cover starts"), "cover_start"),
            ],
            search=lambda rows, text: rows.filter(document_number__istartswith=text),
            search_hint=_("Policy number"),
            views=[
                SavedView(_("All"), {}),
                SavedView(_("Waiting"), {"state": states.WAITING}),
                SavedView(_("Recognised"), {"state": states.RECOGNISED}),
            ],
            empty=_("Issued policies appear here with their premium."),
            export_name="premium-income",
        ),
    )


@needs("finance.view_receivables")
def income(request: HttpRequest, pk: int) -> HttpResponse:
    """One policy in the books; additional premium, refunds, voidance and commission start here."""
    found: PremiumIncome = desk.one_of(desk.incomes(request.actor), pk)  # type: ignore[attr-defined]
    paid = paid_on(found.premium_kind, found.premium_id)
    policy = cells.document_link(found.document_kind, found.document_id, found.document_number)
    return detail_page(
        request,
        found,
        Detail(
            title=found.document_number,
            heading=_("Premium income"),
            crumbs=[Crumb(_("Premium income"), reverse("finance:incomes")), Crumb(found.document_number)],
            facts=[
                Fact(_("Policy"), policy, cells.line_label(found.line)),
                Fact(_("Policyholder"), paid.payer_name or "–", found.unit.label),
                Fact(_("Gross premium"), cells.money_cell(found.gross_now)),
                Fact(_("Net premium"), cells.money_cell(found.net_now), _("tax %(tax)s") % {"tax": found.tax_now}),
                Fact(_("Unearned premium"), cells.money_cell(found.unearned)),
                *_bound(found),
                Fact(
                    _("Period of cover"),
                    f"{found.cover_start:%Y-%m-%d}",
                    _("to %(day)s") % {"day": found.ended_on or found.cover_end},
                ),
            ],
            panels=_panels(),
        ),
    )


def _bound(found: PremiumIncome) -> list[Fact]:
    """Of a co-insured contract: what all commissions stay within."""
    if found.most_commission is None or found.commission_percent is None:
        return []
    rate = f"{found.commission_percent:f}".rstrip("0").rstrip(".")
    told = _("lowest rate filed by a co-insurer: %(rate)s %%") % {"rate": rate}
    return [Fact(_("Commission at most"), cells.money_cell(found.most_commission), told)]


def _panels() -> list[Panel]:
    return [
        Panel(
            key="premium",
            title=_("Premium of the policy"),
            template="finance/panels/premium_of.html",
            icon="cash",
            flush=True,
            context=_premium_of,
        ),
        Panel(
            key="payables",
            title=_("Refunds and commissions"),
            template="finance/panels/payables_of.html",
            icon="send",
            flush=True,
            context=_payables_of,
        ),
        Panel(
            key="ledger",
            title=_("In the books"),
            template="finance/panels/ledger_of.html",
            icon="book-2",
            flush=True,
            context=lambda _request, obj: {"lines": entries_for(obj.document_kind, obj.document_id)},
            permission="finance.view_vouchers",
        ),
    ]


def _premium_of(_request: HttpRequest, found: PremiumIncome) -> dict[str, Any]:
    link = cells.own_link("finance:receivable")
    items = desk.premium_of(found)
    return {"items": [(link(item), item, cells.state_cell(item)) for item in items], "refundable": refundable(found)}


def _payables_of(_request: HttpRequest, found: PremiumIncome) -> dict[str, Any]:
    link = cells.own_link("finance:payable")
    rows = desk.payables_of_income(found)
    return {"payables": [(link(row), row, cells.state_cell(row)) for row in rows]}


def holder_accounts(_request: HttpRequest, found: PremiumIncome) -> dict[str, Any]:
    """Money goes back to the one who paid, or to the policyholder, and to nobody else."""
    return {"accounts": accounts_to_choose(payees_of(found))}


def agent_accounts(_request: HttpRequest, _found: PremiumIncome) -> dict[str, Any]:
    """Commission goes to licensed intermediaries only (LAW-130)."""
    return {"accounts": accounts_of_intermediaries(timezone.localdate())}


def addition_defaults(_request: HttpRequest, _found: PremiumIncome) -> dict[str, Any]:
    return {"initial": {"due_on": timezone.localdate()}}


def payee_search(request: HttpRequest, _obj: Any) -> dict[str, Any]:
    return {"actor": request.actor}  # type: ignore[attr-defined]


@needs("finance.view_ledger")
def measures(request: HttpRequest) -> HttpResponseBase:
    """Measures of unearned premium, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Unearned premium"),
            rows=unearned.measures,
            columns=[
                Column(key="as_of", label=_("As of"), cell=cells.own_link("finance:measure"), sort="as_of"),
                cells.line_column(),
                cells.unit_column(),
                Column(key="policies", label=_("Policies"), cell=lambda r: f"{r.policies:,}", css=cells.RIGHT),
                cells.amount_column("booked", _("Booked before"), lambda r: r.booked),
                cells.amount_column("target", _("Unearned premium"), lambda r: r.target),
                cells.amount_column("change", _("Difference"), lambda r: r.target - r.booked),
            ],
            order="-as_of",
            filters=[line_filter(), unit_filter(), date_filter("as_of", _("As of"), "as_of")],
            empty=_("Unearned premium is measured on the page of the accounting period."),
            export_name="unearned-premium",
        ),
    )


@needs("finance.view_ledger")
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit and line at a month end: policy by policy, with the booking of the difference."""
    found: UnearnedMeasure = desk.one_of(unearned.measures(request.actor), pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=found.audit_number(),
            heading=_("Unearned premium"),
            crumbs=[Crumb(_("Unearned premium"), reverse("finance:measures")), Crumb(found.audit_number())],
            facts=[
                Fact(_("Line"), cells.line_label(found.line), found.unit.label),
                Fact(_("As of"), cells.day_cell(found.as_of)),
                Fact(_("Policies"), f"{found.policies:,}"),
                Fact(_("Booked before"), cells.money_cell(found.booked)),
                Fact(_("Unearned premium"), cells.money_cell(found.target)),
            ],
            panels=[
                Panel(
                    key="items",
                    title=_("Policy by policy"),
                    template="finance/panels/unearned_items.html",
                    icon="list-details",
                    flush=True,
                    context=_items,
                ),
                booked_panel(UnearnedMeasure.lifecycle.kind),
            ],
        ),
    )


def _items(_request: HttpRequest, found: UnearnedMeasure) -> dict[str, Any]:
    rows = list(found.items.select_related("income").order_by("pk")[: ITEMS_SHOWN + 1])
    link = cells.own_link("finance:income")
    return {
        "items": [(link(row.income), row, row.after - row.before) for row in rows[:ITEMS_SHOWN]],
        "more": len(rows) > ITEMS_SHOWN,
        "limit": ITEMS_SHOWN,
    }
