"""General ledger, account detail, trial balance and the comparison of business and ledger."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

from core import audit
from core.web.exporting import XLSX
from core.web.pages import needs, page
from core.web.requests import command_of
from core.workflow.refusals import Hidden
from finance.forms.vouchers import LedgerForm
from finance.rules.accounts import CATEGORY_LABELS
from finance.rules.lines import LINE_LABELS
from finance.rules.trial_balance import TrialBalance
from finance.selectors import desk
from finance.selectors.ledger import account_lines, ledger_faults, trial_balance_of
from finance.selectors.reconciliation import negative_advances, reconciliation
from finance.views import cells
from organisation.models import Unit

LINES_SHOWN = 300


def _asked(request: HttpRequest) -> tuple[LedgerForm, Unit, date]:
    """What part of the ledger is asked for; this month of the own scope unless the address says otherwise."""
    units = desk.units_in_scope(request.actor)  # type: ignore[attr-defined]
    own = next(unit for unit in units if unit.pk == request.actor.scope_unit_id)  # type: ignore[attr-defined]
    usual = {"month": f"{timezone.localdate():%Y-%m}", "unit": own.pk}
    form = LedgerForm(
        {**usual, **{key: value for key, value in request.GET.items() if value}},
        units=[(unit.pk, unit.name) for unit in units],
        lines=[(code, _(label)) for code, label in LINE_LABELS.items()],
    )
    if not form.is_valid():
        raise Hidden(_("There is no such part of the ledger."))
    unit = next(unit for unit in units if unit.pk == form.cleaned_data["unit"])
    return form, unit, form.cleaned_data["month"].replace(day=1)


@needs("finance.view_ledger")
def trial_balance(request: HttpRequest) -> HttpResponse:
    """The trial balance on the screen, on paper or as a file."""
    form, unit, month = _asked(request)
    table = trial_balance_of(unit, month, line=form.cleaned_data["line"], with_unposted=form.cleaned_data["unposted"])
    if request.GET.get("export"):
        return _as_file(request, table, unit, month)
    accounts = desk.account_ids(month)
    rows = [(row, _detail_url(request, accounts.get(row.code))) for row in table.rows]
    context = {
        "form": form,
        "unit": unit,
        "month": month,
        "table": table,
        "rows": rows,
        "line": cells.line_label(form.cleaned_data["line"]),
        "printed_at": timezone.localtime(),
    }
    template = "finance/trial_balance_print.html" if request.GET.get("print") else "finance/trial_balance.html"
    return page(request, template, context)


def _detail_url(request: HttpRequest, account: int | None) -> str:
    if account is None:
        return ""
    kept = request.GET.copy()
    kept.pop("print", None)
    return f"{reverse('finance:account', kwargs={'pk': account})}?{kept.urlencode()}"


def _as_file(request: HttpRequest, table: TrialBalance, unit: Unit, month: date) -> HttpResponse:
    name = f"trial-balance-{unit.code}-{month:%Y-%m}"
    audit.record(command_of(request), "core.list.export", subject=("core.list", None, name), after={"form": "xlsx"})
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"{month:%Y-%m}")
    sides = [_("Debit"), _("Credit")]
    sheet.append([unit.name, f"{month:%Y-%m}"])
    sheet.append([_("Account code"), _("Account"), *(f"{part} {side}" for part in _parts() for side in sides)])
    for row in table.rows:
        sheet.append([row.code, row.name, *_amounts(row)])
    sheet.append(["", _("Total"), *table.opening, *table.movement, *table.closing])
    buffer = io.BytesIO()
    book.save(buffer)
    answer = HttpResponse(buffer.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _parts() -> list[str]:
    return [_("Opening"), _("Movement"), _("Closing")]


def _amounts(row: Any) -> list[Decimal]:
    return [row.opening_debit, row.opening_credit, row.debit, row.credit, row.closing_debit, row.closing_credit]


@needs("finance.view_ledger")
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """The posted lines of one account in a month, with the running balance: the way down to the vouchers."""
    form, unit, month = _asked(request)
    found = desk.account_of(pk)
    lines = account_lines(unit, pk, first=month, last=month)
    if form.cleaned_data["line"]:
        lines = lines.filter(line=form.cleaned_data["line"])
    opening = desk.opening_balance(unit, pk, month, form.cleaned_data["line"])
    shown = list(lines.select_related("voucher__unit")[: LINES_SHOWN + 1])
    context = {
        "form": form,
        "account": found,
        "category": CATEGORY_LABELS[found.category],  # type: ignore[index]
        "unit": unit,
        "month": month,
        "opening": opening,
        "lines": _running(shown[:LINES_SHOWN], opening),
        "more": len(shown) > LINES_SHOWN,
        "limit": LINES_SHOWN,
        "back": f"{reverse('finance:trial_balance')}?{request.GET.urlencode()}",
    }
    return page(request, "finance/account.html", context)


def _running(lines: list[Any], balance: Decimal) -> list[dict[str, Any]]:
    shown = []
    for line in lines:
        balance += line.debit - line.credit
        shown.append(
            {
                "line": line,
                "voucher": cells.linked(
                    reverse("finance:voucher", kwargs={"pk": line.voucher_id}), line.voucher.audit_number()
                ),
                "document": cells.document_link(line.document_kind, line.document_id, line.document_number),
                "balance": balance,
            }
        )
    return shown


@needs("finance.view_ledger")
def reconciliation_page(request: HttpRequest) -> HttpResponse:
    """Business = ledger to the cent, check by check, and the proof of the chain."""
    form, unit, _month = _asked(request)
    checks = reconciliation(unit)
    advances = negative_advances(unit)
    context = {
        "units": [(value, label, value == unit.pk) for value, label in form.fields["unit"].choices],  # type: ignore[attr-defined]
        "unit": unit,
        "checks": checks,
        "difference": sum((abs(check.difference) for check in checks), Decimal("0.00")),
        "faults": ledger_faults(),
        "advances": [(cells.document_link(kind, pk, number), left) for kind, pk, number, left in advances],
        "at": timezone.localtime(),
    }
    return page(request, "finance/reconciliation.html", context)
