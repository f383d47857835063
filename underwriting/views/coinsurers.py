"""What the leader owes its co-insurers, and settling it (domain 5.7, REI-13, JE-32)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from archives.public import DocumentUnavailable
from core import audit, links
from core.templatetags.ui import badge, day, money
from core.web.detail import Crumb
from core.web.exporting import XLSX
from core.web.lists import Column
from core.web.pages import needs, page
from core.web.requests import command_of
from core.workflow.refusals import Hidden, Refusal
from finance.public import PayableRef, entries_for
from organisation.views.tables import Section, TablePage, table_page
from underwriting.documents.coinsurer_statement import statement_paper, statement_workbook
from underwriting.forms.coinsurer_statement import SettleForm, UntilForm
from underwriting.models import CoinsurerStatement
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors import coinsurer_money as selectors
from underwriting.selectors.reinsurance import branch_of
from underwriting.services.coinsurer_settlement import PERMISSION, settle_coinsurer

SEE = "underwriting.view_accounts"
STATEMENTS_SHOWN = 100


@needs(SEE)
@require_GET
def coinsurers(request: HttpRequest) -> HttpResponse:
    """What stands to the credit of each co-insurer, policy by policy, and the statements so far."""
    actor = request.actor  # type: ignore[attr-defined]
    until, form = _until(request)
    rows = selectors.standings_seen_by(actor, until)
    may_settle = actor.refusal_for(PERMISSION) is None
    statements = list(selectors.statements_seen_by(actor)[:STATEMENTS_SHOWN])
    sections = (
        Section(
            title=_("Co-insurers"),
            icon="users",
            columns=_total_columns(may_settle=may_settle),
            rows=selectors.totals_of(rows),
            note=_("Paid gross: neither commission nor fees are netted. What was not received is not paid out."),
            empty=_("The company leads no co-insured contract."),
        ),
        Section(
            title=_("By policy"),
            icon="list-details",
            columns=_policy_columns(),
            rows=[row for row in rows if row.received or row.settled],
            empty=_("No premium of a led contract was received."),
        ),
        Section(
            title=_("Statements to co-insurers"),
            icon="file-invoice",
            columns=_statement_columns(selectors.debts_of(statements)),
            rows=statements,
            empty=_("Nothing was settled with co-insurers yet."),
        ),
    )
    return table_page(
        request,
        TablePage(
            title=_("Settlement with co-insurers"),
            facts=_("Contracts that the company leads: the followers' part of the premium received."),
            sections=sections,
            form=form,
            crumbs=(Crumb(_("Underwriting centre")), Crumb(_("Settlement with co-insurers"))),
            export_name="co-insurers",
        ),
    )


def _until(request: HttpRequest) -> tuple[date, UntilForm]:
    """Today unless another day is asked for."""
    form = UntilForm({"until": request.GET.get("until") or localdate()})
    return (form.cleaned_data["until"] if form.is_valid() else localdate()), form


def _amount(key: str, label: str) -> Column:
    return Column(
        key=key,
        label=label,
        css="ui-r",
        cell=lambda row: money(getattr(row, key)),
        plain=lambda row: getattr(row, key),
    )


def _parts() -> tuple[Column, ...]:
    return (
        _amount("received", _("Its part of the premium received")),
        _amount("given_back", _("Its part of what went back")),
        _amount("settled", _("Settled before")),
        _amount("left", _("To be settled")),
    )


def _total_columns(*, may_settle: bool) -> tuple[Column, ...]:
    columns = (
        Column(key="insurer", label=_("Insurer"), cell=lambda row: row.insurer),
        Column(key="policies", label=_("Policies"), css="ui-r", cell=lambda row: str(row.policies)),
        *_parts(),
    )
    if not may_settle:
        return columns
    return (*columns, Column(key="settle", label="", cell=_settle_link, plain=lambda _row: ""))


def _settle_link(row: selectors.InsurerTotal) -> SafeString | str:
    if row.left <= 0:
        return ""
    url = reverse("underwriting:settle_coinsurer", kwargs={"pk": row.share_id})
    return format_html('<a class="ui-btn ui-btn-sm" href="{}">{}</a>', url, _("Settle with the co-insurer"))


def _policy_columns() -> tuple[Column, ...]:
    return (
        Column(
            key="policy",
            label=_("Policy"),
            cell=lambda row: _policy(row.policy_id, row.policy_number),
            plain=lambda row: row.policy_number,
        ),
        Column(key="insured", label=_("Insured"), cell=lambda row: row.insured_name, css="ui-clip"),
        Column(key="insurer", label=_("Insurer"), cell=lambda row: row.insurer),
        Column(key="percent", label=_("Share (%)"), css="ui-r", cell=lambda row: f"{row.percent.normalize():f}"),
        *_parts(),
    )


def _policy(pk: int, number: str) -> SafeString | str:
    url = links.url_for(POLICY_KIND, pk)
    return format_html('<a class="ui-code" href="{}">{}</a>', url, number) if url else number


def _statement_columns(debts: dict[int, PayableRef]) -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Statement to a co-insurer"), cell=_number, plain=lambda row: row.number),
        Column(key="insurer", label=_("Insurer"), cell=lambda row: row.insurer),
        Column(key="until", label=_("Money received until"), cell=lambda row: day(row.until), css="ui-nowrap"),
        _amount("amount", _("Amount")),
        Column(key="state", label=_("State"), cell=lambda row: _state(debts.get(row.pk))),
    )


def _number(row: CoinsurerStatement) -> SafeString:
    url = reverse("underwriting:coinsurer_statement", kwargs={"pk": row.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, row.number)


def _state(debt: PayableRef | None) -> SafeString | str:
    return badge(debt.label, debt.tone) if debt else "–"


@needs(SEE)
@require_GET
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """One statement: policy by policy, what became of it at the bank and in the books; its paper is of its own."""
    found = selectors.statement_seen_by(request.actor, pk)  # type: ignore[attr-defined]
    debt = selectors.debts_of([found]).get(found.pk)
    title = f"{_('Statement to a co-insurer')} {found.number}"
    conditions = f"{found.insurer} · {_('Money received until')} {found.until:%Y-%m-%d} · {found.amount:,.2f}"

    return table_page(
        request,
        TablePage(
            title=title,
            facts=conditions,
            sections=_statement_sections(found, debt),
            crumbs=(
                Crumb(_("Underwriting centre")),
                Crumb(_("Settlement with co-insurers"), reverse("underwriting:coinsurers")),
                Crumb(found.number),
            ),
            actions=(
                (_("Statement (PDF)"), _file_of(found, "pdf"), "printer"),
                (_("Statement (Excel)"), _file_of(found, "xlsx"), "download"),
            ),
        ),
    )


def _file_of(found: CoinsurerStatement, form: str) -> str:
    return reverse("underwriting:coinsurer_statement_file", kwargs={"pk": found.pk, "form": form})


@needs(SEE)
@require_GET
def statement_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The statement as it goes to the co-insurer; who took it is written down."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.statement_seen_by(actor, pk)
    lines = selectors.checkable_lines_of(found)
    if form == "xlsx":
        content, media_type = statement_workbook(found, lines), XLSX
    else:
        content, media_type = _as_paper(found, lines, actor.name), "application/pdf"
    subject = (selectors.STATEMENT_KIND, found.pk, found.number)
    audit.record(command_of(request), "underwriting.coinsurer_statement.export", subject=subject, after={"form": form})
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'inline; filename="{found.number}.{form}"'
    return answer


def _as_paper(found: CoinsurerStatement, lines: Sequence[selectors.Checkable], name: str) -> bytes:
    try:
        return statement_paper(found, lines, at=localtime(), printed_by=name)
    except DocumentUnavailable as unavailable:
        raise Hidden(unavailable.message) from unavailable


def _statement_sections(found: CoinsurerStatement, debt: PayableRef | None) -> tuple[Section, ...]:
    lines = selectors.lines_of(found)
    return (
        Section(title=_("By policy"), icon="list-details", columns=_line_columns(), rows=lines),
        Section(
            title=_("Payment"),
            icon="send",
            columns=_payment_columns(found),
            rows=[debt] if debt else [],
            note=_("Verified, made, checked and released by four other people; booked when the bank has paid."),
        ),
        Section(
            title=_("Books"),
            icon="book-2",
            columns=_book_columns(),
            rows=entries_for(selectors.STATEMENT_KIND, found.pk),
            empty=_("Nothing is booked yet"),
        ),
    )


def _line_columns() -> tuple[Column, ...]:
    return (
        Column(
            key="policy",
            label=_("Policy"),
            cell=lambda row: _policy(row.policy_id, row.policy.number),
            plain=lambda row: row.policy.number,
        ),
        Column(key="insured", label=_("Insured"), cell=lambda row: row.policy.insured_name, css="ui-clip"),
        _amount("received", _("Its part of the premium received")),
        _amount("given_back", _("Its part of what went back")),
        _amount("settled_before", _("Settled before")),
        _amount("amount", _("Settled with this statement")),
    )


def _payment_columns(found: CoinsurerStatement) -> tuple[Column, ...]:
    return (
        Column(key="payable", label=_("Payable"), cell=_payable, plain=lambda row: row.number),
        Column(key="payee", label=_("Payee"), cell=lambda _row: found.insurer),
        _amount("amount", _("Amount")),
        Column(key="state", label=_("State"), cell=_state, plain=lambda row: row.label),
    )


def _payable(debt: PayableRef) -> SafeString | str:
    url = links.url_for("finance.payable", debt.id)
    return format_html('<a class="ui-code" href="{}">{}</a>', url, debt.number) if url else debt.number


def _book_columns() -> tuple[Column, ...]:
    return (
        Column(key="date", label=_("Date"), cell=lambda line: day(line.date), css="ui-nowrap"),
        Column(key="voucher", label=_("Voucher"), cell=lambda line: str(line.voucher)),
        Column(key="account", label=_("Account"), cell=lambda line: line.account),
        Column(key="summary", label=_("Summary"), cell=lambda line: line.summary, css="ui-clip"),
        _amount("debit", _("Debit")),
        _amount("credit", _("Credit")),
    )


@needs(PERMISSION)
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle with the co-insurer behind a line of a table: the whole balance up to a day."""
    actor = request.actor  # type: ignore[attr-defined]
    insurer, branch_id = selectors.insurer_of_share(actor, pk), branch_of(actor)
    accounts = selectors.accounts_of_insurer(insurer, branch_id)
    given: dict[str, Any] = {"accounts": accounts, "register": "" if accounts else _who_registers()}
    form = SettleForm(request.POST or None, initial={"until": localdate()}, **given)
    if request.method == "POST" and form.is_valid():
        try:
            made = settle_coinsurer(form.command(request), branch_id=branch_id, insurer=insurer, **form.inputs())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Statement %(number)s is made.") % {"number": made.number}, extra_tags="good")
            return HttpResponseRedirect(reverse("underwriting:coinsurer_statement", kwargs={"pk": made.pk}))
    back = reverse("underwriting:coinsurers")
    context = {
        "title": f"{_('Settle with the co-insurer')} · {insurer}",
        "lead": _("Everything that stands to its credit for money received up to the day, in one statement."),
        "crumbs": [(_("Settlement with co-insurers"), back)],
        "form": form,
        "fields": [(bound, "6") for bound in form.visible_fields()],
        "back": back,
        "send": _("Settle"),
        "note": _("The payment is verified, made, checked and released by four other people."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


def _who_registers() -> SafeString:
    """Who can make the account that is missing, with the way there for a reader who can."""
    words = (
        _("No account is registered under this name yet. Register the co-insurer as a customer, with its account."),
        _("That can: %(posts)s.") % {"posts": _(", ").join(selectors.registering_posts())},
    )
    url = reverse("parties:new", kwargs={"kind": "organisation"})
    said = format_html("{} {}", *words)
    return format_html('{} <a href="{}">{}</a>', said, url, _("Register a customer")) if links.may_open(url) else said
