"""Accounts with reinsurers: list, page, statement in Excel and PDF, preparing one (REI-11, C12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import audit
from core.templatetags.ui import badge, day, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.exporting import XLSX
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.web.requests import command_of
from core.workflow.refusals import Refusal
from finance.public import entries_for
from underwriting.documents.reinsurance import quarter_label, slip, statement, statement_sheet
from underwriting.forms.reinsurance import AccountForm
from underwriting.models import ReinsuranceAccount
from underwriting.rules.reinsurance import account as life
from underwriting.selectors import reinsurance_pages as selectors
from underwriting.selectors.reinsurance import branch_of, quarters_to_account, reinsurers_on
from underwriting.services.reinsurance_account import prepare_account
from underwriting.services.reinsurance_refusals import AccountExists

KEEP = "underwriting.keep_accounts"


@needs("underwriting.view_accounts")
@require_GET
def accounts(request: HttpRequest) -> HttpResponseBase:
    """Accounts in scope, the newest quarter first."""
    actor = request.actor  # type: ignore[attr-defined]
    prepare = (_("Prepare an account"), reverse("underwriting:new_reinsurance_account"), "plus")
    return list_page(
        request,
        ListPage(
            title=_("Reinsurance accounts"),
            facts=_("One account for each reinsurer and quarter: confirmed within thirty days, settled net."),
            rows=selectors.accounts,
            order="-quarter",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="quarter", label=_("Quarter"), date_field="quarter"),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("With the reinsurer"), {"state": life.SENT}),
                SavedView(_("To be settled"), {"state": life.CONFIRMED}),
            ),
            search=lambda rows, text: (
                rows.filter(reinsurer_name__icontains=text.strip()) | rows.filter(number__startswith=text.strip())
            ),
            search_hint=_("Reinsurer, account"),
            actions=(
                (_("Bordereaux"), reverse("underwriting:movements"), "list-details"),
                (_("Ceded unearned premium"), reverse("underwriting:ceded_unearned"), "calendar-check"),
                (_("Treaty business reports"), reverse("underwriting:treaty_reports"), "chart-bar"),
            )
            + ((prepare,) if actor.refusal_for(KEEP) is None else ()),
            empty=_("No account was prepared yet."),
            export_name="reinsurance-accounts",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.ACCOUNT.states]


def _amount(key: str, label: str) -> Column:
    return Column(
        key=key, label=label, css="ui-r", cell=lambda a: money(getattr(a, key)), plain=lambda a: getattr(a, key)
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Reinsurance account"), cell=_number, plain=lambda a: a.number),
        Column(key="reinsurer", label=_("Reinsurer"), cell=lambda a: a.reinsurer_name, sort="reinsurer_name"),
        Column(key="quarter", label=_("Quarter"), cell=quarter_label, sort="quarter", css="ui-nowrap"),
        Column(key="state", label=_("State"), cell=lambda a: state_of(life.ACCOUNT, a.state)),
        _amount("premium", _("Ceded premium")),
        _amount("commission", _("Commission")),
        _amount("recovery", _("Recoveries")),
        Column(key="balance", label=_("Balance in our favour"), css="ui-r", cell=_balance, plain=lambda a: a.balance),
    )


def _number(one: ReinsuranceAccount) -> SafeString:
    url = reverse("underwriting:reinsurance_account", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _balance(one: ReinsuranceAccount) -> SafeString | str:
    if not one.balance:
        return badge(_("nil: nothing to pay"), "good", "circle-check")
    return money(one.balance, sign=True)


@needs("underwriting.view_accounts")
@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Totals, bordereau, books and what comes next."""
    found = selectors.account(request.actor, pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=found.number,
        heading=_("Reinsurance account"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Reinsurance accounts"), reverse("underwriting:reinsurance_accounts")),
            Crumb(found.number),
        ),
        facts=_facts(found),
        tabs=(Tab("main", _("Reinsurance account")),),
        actions=_statements(found),
        panels=_panels(),
    )
    return detail_page(request, found, detail)


def _facts(found: ReinsuranceAccount) -> tuple[Fact, ...]:
    return (
        Fact(_("Reinsurer"), found.reinsurer_name),
        Fact(_("Quarter"), quarter_label(found)),
        Fact(_("Ceded premium"), money(found.premium)),
        Fact(_("Commission"), money(found.commission)),
        Fact(_("Recoveries"), money(found.recovery)),
        Fact(_("Balance in our favour"), _balance(found)),
    )


def _statements(found: ReinsuranceAccount) -> list[SafeString]:
    forms = (("xlsx", _("Excel")), ("pdf", _("PDF")))
    urls = ((reverse("underwriting:account_statement", kwargs={"pk": found.pk, "form": f}), name) for f, name in forms)
    return [format_html('<a class="ui-btn" href="{}">{}</a>', url, name) for url, name in urls]


def _panels() -> tuple[Panel, ...]:
    return (
        Panel(
            key="movements",
            title=_("Bordereau"),
            icon="list-details",
            template="underwriting/panels/bordereau.html",
            context=_movements,
            flush=True,
        ),
        Panel(
            key="answer",
            title=_("Answer of the reinsurer"),
            icon="message-report",
            template="underwriting/panels/vehicle.html",
            context=_answer,
        ),
        Panel(
            key="books",
            title=_("Books"),
            icon="book-2",
            template="finance/panels/ledger_of.html",
            context=_books,
            flush=True,
        ),
    )


def _movements(_request: HttpRequest, found: ReinsuranceAccount) -> Mapping[str, Any]:
    return {"rows": selectors.movements_of(found)}


def _answer(_request: HttpRequest, found: ReinsuranceAccount) -> Mapping[str, Any] | None:
    if found.sent_at is None:
        return None
    rows = [
        (_("Sent at"), day(localdate(found.sent_at))),
        (_("Confirmation"), found.reference or "–"),
        (_("Differences"), found.difference or "–"),
    ]
    if found.settled_at is not None:
        rows.append((_("Settled at"), day(localdate(found.settled_at))))
    return {"rows": rows}


def _books(_request: HttpRequest, found: ReinsuranceAccount) -> Mapping[str, Any] | None:
    lines = entries_for(life.ACCOUNT_KIND, found.pk)
    return {"lines": lines} if lines else None


@needs("underwriting.view_accounts")
@require_GET
def account_statement(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The statement as it goes to the reinsurer; who took it is written down."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.account(actor, pk)
    rows = selectors.movements_of(found)
    subject = (life.ACCOUNT_KIND, found.pk, found.number)
    audit.record(command_of(request), "underwriting.account.export", subject=subject, after={"form": form})
    if form == "xlsx":
        return _file(statement_sheet(found, rows), XLSX, f"{found.number}.xlsx")
    content = statement(found, rows, at=timezone.localtime(), printed_by=actor.name)
    return _file(content, "application/pdf", f"{found.number}.pdf")


@needs("underwriting.view_reinsurance")
@require_GET
def facultative_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip of a placement in both languages."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.facultative_case(actor, pk)
    content = slip(found, at=timezone.localtime(), printed_by=actor.name)
    return _file(content, "application/pdf", f"{found.number}.pdf")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@needs(KEEP)
@require_http_methods(["GET", "POST"])
def new_account(request: HttpRequest) -> HttpResponse:
    """Collect the movements of a quarter."""
    actor = request.actor  # type: ignore[attr-defined]
    known = [(one.party_id, one.name) for one in reinsurers_on(timezone.localdate())]
    branch = branch_of(actor)
    form = AccountForm(request.POST or None, reinsurers=known, quarters=quarters_to_account(branch, localdate()))
    if request.method == "POST" and form.is_valid():
        try:
            made = prepare_account(form.command(request), branch_id=branch, **form.inputs())
        except AccountExists as exists:
            form.add_error(exists.field, _with_link(exists))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Account %(number)s prepared.") % {"number": made.number}, extra_tags="good")
            return HttpResponseRedirect(reverse("underwriting:reinsurance_account", kwargs={"pk": made.pk}))
    back = reverse("underwriting:reinsurance_accounts")
    context = {
        "title": _("Prepare an account"),
        "lead": _("Everything that moved until the end of the quarter and stands in no account yet."),
        "crumbs": [(_("Reinsurance accounts"), back)],
        "form": form,
        "fields": [(bound, "3") for bound in form.visible_fields()],
        "back": back,
        "send": _("Prepare"),
        "note": _("It is sent in a second step."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


def _with_link(exists: AccountExists) -> SafeString:
    """What the refusal says, with the way to the account that it names."""
    url = reverse("underwriting:reinsurance_account", kwargs={"pk": exists.details["account"]})
    return format_html('{} <a class="ui-code" href="{}">{}</a>', exists.message, url, exists.details["number"])
