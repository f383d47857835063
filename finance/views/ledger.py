"""General ledger, account detail, trial balance and the comparison of business and ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import audit
from core.web.export_purpose import mark_of
from core.web.exporting import XLSX
from core.web.pages import needs, page
from core.web.requests import command_of
from core.workflow.refusals import Hidden
from finance.documents.books import book_table
from finance.forms.vouchers import LedgerForm
from finance.models import Account
from finance.rules.accounts import CATEGORY_LABELS
from finance.rules.lines import LINE_LABELS
from finance.rules.trial_balance import TrialBalance
from finance.selectors import desk
from finance.selectors.ledger import (
    account_lines,
    journal_lines,
    ledger_faults,
    subsidiary_ledger,
    trial_balance_of,
)
from finance.selectors.reconciliation import negative_advances, reconciliation
from finance.views import cells
from organisation.models import Unit
from organisation.public import units_in_scope

LINES_SHOWN = 300


def asked_part(request: HttpRequest) -> tuple[LedgerForm, Unit, date]:
    """What part of the ledger is asked for; this month of the own scope unless the address says otherwise."""
    units = units_in_scope(request.actor)  # type: ignore[attr-defined]
    own = next(unit for unit in units if unit.pk == request.actor.scope_unit_id)  # type: ignore[attr-defined]
    usual = {"month": f"{timezone.localdate():%Y-%m}", "unit": own.pk}
    form = LedgerForm(
        {**usual, **{key: value for key, value in request.GET.items() if value}},
        units=[(unit.pk, unit.label) for unit in units],
        lines=[(code, _(label)) for code, label in LINE_LABELS.items()],
    )
    if not form.is_valid():
        raise Hidden(_("There is no such part of the ledger."))
    unit = next(unit for unit in units if unit.pk == form.cleaned_data["unit"])
    return form, unit, form.cleaned_data["month"].replace(day=1)


@needs("finance.view_ledger")
def trial_balance(request: HttpRequest) -> HttpResponse:
    """The trial balance on the screen, on paper or as a file."""
    form, unit, month = asked_part(request)
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
    sides = [_("Debit"), _("Credit")]
    total = ["", _("Total"), *table.opening, *table.movement, *table.closing]
    return book_file(
        request,
        name=f"trial-balance-{unit.code}-{month:%Y-%m}",
        title=_("Trial balance"),
        about=[unit.label, f"{month:%Y-%m}"],
        headings=[_("Account code"), _("Account"), *(f"{part} {side}" for part in _parts() for side in sides)],
        rows=[*([row.code, row.name, *_amounts(row)] for row in table.rows), total],
    )


def book_file(
    request: HttpRequest,
    *,
    name: str,
    title: str,
    about: Sequence[str],
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> HttpResponse:
    """A book as an Excel table; that it was taken is recorded."""
    audit.record(command_of(request), "core.list.export", subject=("core.list", None, name), after={"form": "xlsx"})
    content = book_table(title=title, about=about, headings=headings, rows=rows, name=title, mark=mark_of(request))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _parts() -> list[str]:
    return [_("Opening"), _("Movement"), _("Closing")]


def _amounts(row: Any) -> list[Decimal]:
    return [row.opening_debit, row.opening_credit, row.debit, row.credit, row.closing_debit, row.closing_credit]


@needs("finance.view_ledger")
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """The posted lines of one account in a month, with the running balance: the way down to the vouchers."""
    form, unit, month = asked_part(request)
    found = desk.account_of(pk)
    lines = account_lines(unit, pk, first=month, last=month)
    if form.cleaned_data["line"]:
        lines = lines.filter(line=form.cleaned_data["line"])
    opening = desk.opening_balance(unit, pk, month, form.cleaned_data["line"])
    if request.GET.get("export"):
        return _account_file(request, found, unit, month, _running(list(lines), opening))
    shown = list(lines.select_related("voucher__unit")[: LINES_SHOWN + 1])
    running = _running(shown[:LINES_SHOWN], opening)
    subsidiary = subsidiary_ledger(unit, pk, month)
    context = {
        "form": form,
        "account": found,
        "category": CATEGORY_LABELS[found.category],  # type: ignore[index]
        "unit": unit,
        "month": month,
        "opening": (side_of(opening), abs(opening)),
        "closing": (running[-1]["side"], running[-1]["balance"]) if running else (side_of(opening), abs(opening)),
        "lines": running,
        "subsidiary": [
            (row, cells.line_label(row.line) or "–", side_of(row.before), side_of(row.after)) for row in subsidiary
        ],
        "more": len(shown) > LINES_SHOWN,
        "limit": LINES_SHOWN,
        "printed_at": timezone.localtime(),
        "back": f"{reverse('finance:trial_balance')}?{request.GET.urlencode()}",
    }
    return page(request, "finance/account_print.html" if request.GET.get("print") else "finance/account.html", context)


def _account_file(
    request: HttpRequest, found: Account, unit: Unit, month: date, lines: list[dict[str, Any]]
) -> HttpResponse:
    return book_file(
        request,
        name=f"ledger-{found.code}-{unit.code}-{month:%Y-%m}",
        title=str(found),
        about=[unit.label, f"{month:%Y-%m}"],
        headings=[_("Date"), _("Voucher"), _("Summary"), _("Business document"), _("Counterparty"), _("Line"),
                  _("Debit"), _("Credit"), _("Side"), _("Balance")],
        rows=[
            [row["line"].voucher.date, row["line"].voucher.audit_number(), row["summary"], row["line"].document_number,
             row["line"].counterparty_name, cells.line_label(row["line"].line), row["line"].debit, row["line"].credit,
             row["side"], row["balance"]]
            for row in lines
        ],
    )  # fmt: skip


@needs("finance.view_ledger")
def journal(request: HttpRequest) -> HttpResponse:
    """Every posted line of the month in the order of booking (序时账), on the screen, on paper or as a file."""
    form, unit, month = asked_part(request)
    lines = journal_lines(unit, month, form.cleaned_data["line"])
    if request.GET.get("export"):
        return _journal_file(request, unit, month, lines)
    shown = list(lines[: LINES_SHOWN + 1])
    rows = shown[:LINES_SHOWN]
    context = {
        "form": form,
        "unit": unit,
        "month": month,
        "lines": [
            {
                "line": line,
                "voucher": cells.own_link("finance:voucher")(line.voucher),
                "document": cells.document_link(line.document_kind, line.document_id, line.document_number),
                "summary": line.shown_summary(),
            }
            for line in rows
        ],
        "debit": sum((line.debit for line in rows), Decimal("0.00")),
        "credit": sum((line.credit for line in rows), Decimal("0.00")),
        "more": len(shown) > LINES_SHOWN,
        "limit": LINES_SHOWN,
        "printed_at": timezone.localtime(),
    }
    return page(request, "finance/journal_print.html" if request.GET.get("print") else "finance/journal.html", context)


def _journal_file(request: HttpRequest, unit: Unit, month: date, lines: Any) -> HttpResponse:
    return book_file(
        request,
        name=f"journal-{unit.code}-{month:%Y-%m}",
        title=_("Journal"),
        about=[unit.label, f"{month:%Y-%m}"],
        headings=[_("Date"), _("Voucher"), _("Summary"), _("Account code"), _("Account"), _("Line"),
                  _("Business document"), _("Counterparty"), _("Debit"), _("Credit")],
        rows=(
            [line.voucher.date, line.voucher.audit_number(), line.shown_summary(), line.account.code,
             line.account.label, cells.line_label(line.line), line.document_number, line.counterparty_name,
             line.debit, line.credit]
            for line in lines.iterator(chunk_size=2000)
        ),
    )  # fmt: skip


def side_of(balance: Decimal) -> str:
    """On which side a balance stands, as books write it: 借, 贷 or 平."""
    if not balance:
        return pgettext("balance of an account", "Nil")
    return pgettext("balance of an account", "Dr") if balance > 0 else pgettext("balance of an account", "Cr")


def _running(lines: list[Any], balance: Decimal) -> list[dict[str, Any]]:
    shown = []
    for line in lines:
        balance += line.debit - line.credit
        shown.append(
            {
                "line": line,
                "summary": line.shown_summary(),
                "voucher": cells.linked(
                    reverse("finance:voucher", kwargs={"pk": line.voucher_id}), line.voucher.audit_number()
                ),
                "document": cells.document_link(line.document_kind, line.document_id, line.document_number),
                "side": side_of(balance),
                "balance": abs(balance),
            }
        )
    return shown


@needs("finance.view_ledger")
def reconciliation_page(request: HttpRequest) -> HttpResponse:
    """Business = ledger to the cent, check by check, and the proof of the chain."""
    form, unit, _month = asked_part(request)
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
