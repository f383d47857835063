"""Bank reconciliation: statements, import, matching, the reconciliation statement on screen, paper and as a table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archives.public import DocumentUnavailable, render_pdf
from core import audit
from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.exporting import XLSX
from core.web.lists import Column, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.web.requests import command_of
from core.workflow.refusals import Hidden, Refusal
from finance.documents.bank_tables import kinds, reconciliation_table, statement_template
from finance.forms.bank_statements import MatchLinesForm, StatementForm
from finance.models import BankMatch, BankStatement
from finance.rules.bank_matching import RULE_LABELS, MatchRule
from finance.rules.lifecycles import bank_statement as states
from finance.selectors import bank_reconciliation as selectors
from finance.selectors import desk
from finance.services.bank_statements import StatementHead, import_statement, match_by_hand
from finance.views import cells
from finance.views.filters import date_filter, state_filter
from organisation.public import parameter

MATCHES_SHOWN, ERRORS_SHOWN = 200, 50


@needs("finance.view_bank")
def bank_statements(request: HttpRequest) -> HttpResponseBase:
    """Statements by month and account, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Bank reconciliation"),
            rows=selectors.statements,
            columns=[
                Column(key="number", label=_("Month and account"), cell=_own, plain=lambda r: r.audit_number()),
                cells.unit_column(),
                cells.amount_column("closing", _("Balance of the bank"), lambda r: r.closing),
                cells.amount_column("book", _("Balance of the books"), lambda r: r.book_balance),
                Column(key="by", label=_("Made out by"), cell=lambda r: r.prepared_by.name),
                Column(
                    key="review", label=_("Reviewed by"), cell=lambda r: r.reviewed_by.name if r.reviewed_by else "–"
                ),
                cells.state_column(),
            ],
            order="-month",
            filters=[state_filter(states.LIFECYCLE), date_filter("month", _("Month"), "month")],
            views=[
                SavedView(_("All"), {}),
                SavedView(_("To match"), {"state": states.OPEN}),
                SavedView(_("To review"), {"state": states.MATCHED}),
            ],
            actions=[(_("Import bank statement"), reverse("finance:bank_statement_new"), "upload")],
            empty=_("Import the statement of the bank after the end of the month."),
            export_name="bank-reconciliation",
        ),
    )


def _own(row: BankStatement) -> SafeString | str:
    url = reverse("finance:bank_statement", kwargs={"pk": row.pk})
    return cells.linked(url, f"{row.month:%Y-%m}", str(row.account))


@needs("finance.reconcile_bank")
def template(_request: HttpRequest) -> HttpResponse:
    """The table to fill in when the bank's own file has other headings."""
    return _file(statement_template(timezone.localdate()), XLSX, "bank-statement.xlsx")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@needs("finance.reconcile_bank")
def bank_statement_new(request: HttpRequest) -> HttpResponse:
    """Import a statement; what is wrong is listed row by row and nothing is kept."""
    accounts = [(account.pk, str(account)) for account in selectors.bank_accounts(timezone.localdate())]
    form = StatementForm(request.POST or None, request.FILES or None, accounts=accounts)
    errors: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            statement = _import(request, form)
        except Refusal as refusal:
            form.refuse(refusal)
            errors = refusal.details.get("errors", [])
        else:
            messages.success(request, _("%(number)s imported.") % {"number": statement.audit_number()})
            return redirect("finance:bank_statement", pk=statement.pk)
    context = {"form": form, "errors": errors[:ERRORS_SHOWN], "more": max(len(errors) - ERRORS_SHOWN, 0)}
    return page(request, "finance/bank_statement_form.html", context, status=422 if request.method == "POST" else 200)


def _import(request: HttpRequest, form: StatementForm) -> BankStatement:
    entered = form.cleaned_data
    head = StatementHead(
        unit_id=request.actor.scope_unit_id,  # type: ignore[attr-defined]
        account_id=entered["account"],
        month=entered["month"],
        opening=entered["opening"],
        closing=entered["closing"],
    )
    content, name = entered["file"].read(), entered["file"].name
    return import_statement(form.command(request), head=head, content=content, name=name)


def _statement(request: HttpRequest, pk: int) -> BankStatement:
    found: BankStatement = desk.one_of(selectors.statements(request.actor), pk)  # type: ignore[attr-defined]
    return found


@needs("finance.view_bank")
def bank_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """One account and month: the statement of both balances, what is outstanding, what is matched by which rule."""
    found = _statement(request, pk)
    return detail_page(
        request,
        found,
        Detail(
            title=found.audit_number(),
            heading=_("Bank reconciliation"),
            crumbs=[Crumb(_("Bank reconciliation"), reverse("finance:bank_statements")), Crumb(found.audit_number())],
            facts=[
                Fact(_("Bank account"), found.account.label, found.unit.label),
                Fact(_("Opening balance"), cells.money_cell(found.opening)),
                Fact(_("Closing balance"), cells.money_cell(found.closing)),
                Fact(_("Made out by"), found.prepared_by.name),
                Fact(_("Reviewed by"), found.reviewed_by.name if found.reviewed_by else "–"),
            ],
            actions=[_excel_button(found)],
            print_url=reverse("finance:bank_statement_pdf", kwargs={"pk": pk}),
            panels=_panels(),
        ),
    )


def _excel_button(found: BankStatement) -> SafeString:
    url = reverse("finance:bank_statement_xlsx", kwargs={"pk": found.pk})
    return format_html('<a class="ui-btn" href="{}">{} {}</a>', url, ui.icon("download", "sm"), _("Excel"))


def _panels() -> list[Panel]:
    return [
        Panel(
            key="sheet",
            title=_("Bank reconciliation statement"),
            template="finance/panels/bank_sheet.html",
            icon="git-compare",
            flush=True,
            context=_sheet,
        ),
        Panel(
            key="outstanding",
            title=_("Outstanding items"),
            template="finance/panels/bank_outstanding.html",
            icon="alarm",
            flush=True,
            context=_outstanding,
        ),
        Panel(
            key="matches",
            title=_("Matched lines"),
            template="finance/panels/bank_matches.html",
            icon="checks",
            flush=True,
            context=_matches,
        ),
    ]


def _sheet(_request: HttpRequest, found: BankStatement) -> dict[str, Any]:
    return {"adjusted": selectors.sheet_of(found).adjusted}


def _outstanding(_request: HttpRequest, found: BankStatement) -> dict[str, Any]:
    sheet, today = selectors.sheet_of(found), timezone.localdate()
    explain = parameter("finance.outstanding_explain_days", unit=found.unit, on=today)
    report = parameter("finance.outstanding_report_days", unit=found.unit, on=today)
    groups = [
        (label, [(item, _voucher(item), _age(item, explain, report)) for item in items])
        for label, items in kinds(sheet)
        if items
    ]
    return {"groups": groups}


def outstanding_choices(_request: HttpRequest, found: BankStatement) -> dict[str, Any]:
    """What may be explained, the oldest first, with what was said before."""
    items = sorted(selectors.sheet_of(found).items(), key=lambda item: (item.on, item.key))
    return {"outstanding": [(item.key, _outstanding_label(item)) for item in items]}


def _outstanding_label(item: selectors.Outstanding) -> str:
    said = f"（{item.note.text}）" if item.note else ""
    age = _("%(days)s days") % {"days": item.age}
    return f"{item.on} · {item.text or item.reference} · {item.amount:,.2f} · {age}{said}"


def _voucher(item: selectors.Outstanding) -> str:
    return reverse("finance:voucher", kwargs={"pk": item.voucher_id}) if item.voucher_id else ""


def _age(item: selectors.Outstanding, explain: int, report: int) -> SafeString:
    """How long an item is open, and what its age asks for."""
    days = {"days": item.age}
    if item.age > report:
        return ui.badge(_("%(days)s days · clear or report") % days, "bad")
    if item.age > explain and item.note is None:
        return ui.badge(_("%(days)s days · to be explained") % days, "wait")
    return ui.badge(_("%(days)s days") % days, "neutral")


def _matches(_request: HttpRequest, found: BankStatement) -> dict[str, Any]:
    matches = selectors.matches_of(found)
    return {"matches": [_shown(match) for match in matches[:MATCHES_SHOWN]], "count": len(matches)}


def _shown(match: BankMatch) -> dict[str, Any]:
    postings = [posting.line for posting in match.postings.all()]
    return {
        "rule": _(RULE_LABELS[MatchRule(match.rule)]),
        "reason": match.reason,
        "by": match.made_by.name,
        "bank": list(match.bank_lines.all()),
        "book": [
            (reverse("finance:voucher", kwargs={"pk": line.voucher_id}), line.voucher.audit_number(), line)
            for line in postings
        ],
    }


def undo_choices(_request: HttpRequest, found: BankStatement) -> dict[str, Any]:
    """What may be undone: the matches of this statement."""
    return {"matches": [(match.pk, _match_label(match)) for match in selectors.matches_of(found)]}


def _match_label(match: BankMatch) -> str:
    lines = list(match.bank_lines.all())
    amount = sum((line.paid_in - line.paid_out for line in lines), 0)
    first = lines[0] if lines else None
    return f"{first.on if first else match.made_at:%m-%d} · {first.reference if first else ''} · {amount:,.2f}"


@needs("finance.reconcile_bank")
def bank_statement_match(request: HttpRequest, pk: int) -> HttpResponse:
    """Open lines of both sides, to be matched by hand with a reason."""
    found = _statement(request, pk)
    sheet = selectors.sheet_of(found)
    bank, book = [*sheet.bank_in, *sheet.bank_out], [*sheet.book_in, *sheet.book_out]
    form = MatchLinesForm(
        request.POST or None,
        bank=[item.id for item in bank],
        book=[item.id for item in book],
        version=found.version,
    )
    if request.method == "POST" and form.is_valid():
        try:
            match_by_hand(found.pk, form.command(request), **form.inputs())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("finance:bank_statement", pk=pk)
    came_in = {item.id for item in sheet.bank_in}, {item.id for item in sheet.book_in}
    context = {
        "statement": found,
        "form": form,
        "sides": [
            ("bank", _("Bank side"), [(item, item.id in came_in[0], _chosen(form, "bank", item.id)) for item in bank]),
            ("book", _("Own books"), [(item, item.id in came_in[1], _chosen(form, "book", item.id)) for item in book]),
        ],
    }
    return page(request, "finance/bank_match.html", context, status=422 if request.method == "POST" else 200)


def _chosen(form: MatchLinesForm, side: str, pk: int) -> bool:
    return str(pk) in form.data.getlist(side) if form.is_bound else False  # type: ignore[attr-defined]


@needs("finance.view_bank")
def bank_statement_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The reconciliation statement as a table."""
    found = _statement(request, pk)
    name = f"bank-reconciliation-{found.account.code}-{found.month:%Y-%m}"
    audit.record(command_of(request), "core.list.export", subject=("core.list", None, name), after={"form": "xlsx"})
    return _file(reconciliation_table(found, selectors.sheet_of(found)), XLSX, f"{name}.xlsx")


@needs("finance.view_bank")
def bank_statement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The reconciliation statement on paper, with the places for both signatures."""
    found = _statement(request, pk)
    sheet = selectors.sheet_of(found)
    context = {
        "statement": found,
        "adjusted": sheet.adjusted,
        "kinds": [(label, items) for label, items in kinds(sheet) if items],
        "number": found.audit_number(),
        "title": _("Bank reconciliation statement"),
        "company": found.unit.label,
        "printed_at": timezone.localtime(),
        "printed_by": request.actor.name,  # type: ignore[attr-defined]
    }
    try:
        content = render_pdf("finance/pdf/bank_reconciliation.html", context, document_kind="finance.bank_statement")
    except DocumentUnavailable as unavailable:
        raise Hidden(unavailable.message) from unavailable
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="bank-reconciliation-{found.pk}.pdf"'
    return answer
