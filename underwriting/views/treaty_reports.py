"""Treaty business reports as they are filled, confirmed and sent upward (REI-08)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
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
from core.templatetags.ui import day, moment, money, state_of
from core.web.actors import said_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.exporting import XLSX
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.web.requests import command_of
from core.workflow.refusals import Refusal
from underwriting.documents.treaty_report import report_paper, report_sheet
from underwriting.forms.treaty_report import FillForm
from underwriting.models import TreatyReport, line_label
from underwriting.rules.lines import CEDED_LINES
from underwriting.rules.reinsurance import treaty_report as life
from underwriting.rules.reinsurance.account import quarter_of
from underwriting.selectors import reinsurance_pages as selectors
from underwriting.selectors.reinsurance import branch_of
from underwriting.selectors.retained_premium import retained_premium
from underwriting.services.treaty_report import fill

DAY = timedelta(days=1)
KEEP, SEE = "underwriting.keep_accounts", "underwriting.view_accounts"


def _lines(_actor: Any) -> list[tuple[str, str]]:
    return [(code, line_label(code)) for code in sorted(CEDED_LINES)]


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.REPORT.states]


@needs(SEE)
@require_GET
def reports(request: HttpRequest) -> HttpResponseBase:
    """All reports in scope, the newest period first."""
    may_fill = request.actor.refusal_for(KEEP) is None  # type: ignore[attr-defined]
    actions = [(_("Fill in a report"), reverse("underwriting:new_treaty_report"), "plus")] if may_fill else []
    actions.append((_("Figures of any period"), reverse("underwriting:treaty_report"), "chart-bar"))
    return list_page(
        request,
        ListPage(
            title=_("Treaty business reports"),
            facts=_("One report for each line and period: filled in, confirmed by a second person, sent upward."),
            rows=selectors.treaty_reports,
            order="-until",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="line", label=_("Line"), choices=_lines, apply=lambda rows, v: rows.filter(line=v)),
                Filter(key="until", label=_("Until"), date_field="until"),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("Reports to be confirmed"), {"state": life.FILLED}),
                SavedView(_("To be sent"), {"state": life.CONFIRMED}),
            ),
            search=lambda rows, text: rows.filter(number__startswith=text.strip().upper()),
            search_hint=_("Number of the treaty report"),
            actions=actions,
            empty=_("No treaty business report was filled in yet."),
            export_name="treaty-reports",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Treaty report"), cell=_number, plain=lambda r: r.number),
        Column(key="line", label=_("Line"), cell=lambda r: line_label(r.line), sort="line"),
        Column(key="period", label=_("Period"), cell=_period, css="ui-nowrap", sort="until"),
        Column(key="state", label=_("State"), cell=lambda r: state_of(life.REPORT, r.state)),
        Column(key="policies", label=_("Policies"), cell=lambda r: str(r.policies), css="ui-r"),
        _amount("premium", _("Ceded premium")),
        _amount("commission", _("Commission")),
        _amount("recovery", _("Recoveries")),
        Column(key="sent", label=_("Sent on"), cell=lambda r: day(r.sent_on) if r.sent_on else "–", css="ui-nowrap"),
    )


def _amount(key: str, label: str) -> Column:
    return Column(
        key=key, label=label, css="ui-r", cell=lambda r: money(getattr(r, key)), plain=lambda r: getattr(r, key)
    )


def _number(one: TreatyReport) -> SafeString:
    url = reverse("underwriting:filed_treaty_report", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _period(one: TreatyReport) -> str:
    return f"{one.since} – {one.until}"


@needs(SEE)
@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: figures by treaty, who filled, confirmed and sent it."""
    found = selectors.filed_report(request.actor, pk)  # type: ignore[attr-defined]
    url = reverse("underwriting:treaty_report_file", kwargs={"pk": found.pk, "form": "xlsx"})
    pdf = reverse("underwriting:treaty_report_file", kwargs={"pk": found.pk, "form": "pdf"})
    detail = Detail(
        title=found.number,
        heading=_("Treaty business reports"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Treaty business reports"), reverse("underwriting:treaty_reports")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Line"), line_label(found.line)),
            Fact(_("Period"), _period(found)),
            Fact(_("Policies"), str(found.policies)),
            Fact(_("Ceded premium"), money(found.premium)),
            Fact(_("Commission"), money(found.commission)),
            Fact(_("Recoveries"), money(found.recovery)),
            _of_the_year(found),
        ),
        tabs=(Tab("main", _("Figures")),),
        actions=[
            format_html('<a class="ui-btn" href="{}">{}</a>', link, name)
            for link, name in ((url, _("Excel")), (pdf, _("PDF")))
        ],
        panels=(
            Panel(
                key="figures",
                title=_("By treaty and placement"),
                icon="table",
                template="underwriting/panels/table.html",
                context=_figures,
                flush=True,
            ),
            Panel(
                key="people",
                title=_("Filled in, confirmed, sent"),
                icon="users",
                template="underwriting/panels/vehicle.html",
                context=_people,
            ),
        ),
    )
    return detail_page(request, found, detail)


def _of_the_year(found: TreatyReport) -> Fact:
    """The premium kept in the year until the last day of the report beside the bound of the law (LAW-102)."""
    year = retained_premium(found.until)
    used = f"{year.used:.2%}"
    told = _("warning: %(used)s of the bound") if year.warns else _("%(used)s of the bound")
    return Fact(_("Retained premium of the year"), money(year.retained), told % {"used": used})


def _figures(_request: HttpRequest, found: TreatyReport) -> Mapping[str, Any]:
    heads = (_("Treaty or placement"), _("Policies"), _("Ceded premium"), _("Commission"), _("Recoveries"))
    rows = [
        (row["under"], row["policies"], *(money(Decimal(row[name])) for name in ("premium", "commission", "recovery")))
        for row in found.rows
    ]
    return {"heads": heads, "rows": rows, "right": (1, 2, 3, 4)}


def _people(_request: HttpRequest, found: TreatyReport) -> Mapping[str, Any]:
    rows: list[tuple[str, Any]] = [(_("Filled in by"), f"{said_of(found.filled_by)} · {moment(found.filled_at)}")]
    if found.confirmed_at is not None:
        rows.append((_("Report confirmed by"), f"{said_of(found.confirmed_by)} · {moment(found.confirmed_at)}"))
    if found.sent_on is not None:
        rows.append((_("Sent to"), f"{found.sent_to} · {day(found.sent_on)}"))
    return {"rows": [*rows, (_("Remark"), found.remark or "–")]}


@needs(SEE)
@require_GET
def report_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The report as a spreadsheet or printed; who took it is written down."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.filed_report(actor, pk)
    subject = (life.REPORT_KIND, found.pk, found.number)
    audit.record(command_of(request), "underwriting.treaty_report.export", subject=subject, after={"form": form})
    if form == "xlsx":
        answer = HttpResponse(report_sheet(found), content_type=XLSX)
    else:
        paper = report_paper(found, at=timezone.localtime(), printed_by=actor.name)
        answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.number}.{form}"'
    return answer


@needs(KEEP)
@require_http_methods(["GET", "POST"])
def new_report(request: HttpRequest) -> HttpResponse:
    """Fill in the report of one line."""
    since = quarter_of(quarter_of(localdate()) - DAY)
    until = quarter_of(localdate()) - DAY
    form = FillForm(request.POST or None, lines=_lines(None), initial={"since": since, "until": until})
    if request.method == "POST" and form.is_valid():
        try:
            branch = branch_of(request.actor)  # type: ignore[attr-defined]
            made = fill(form.command(request), branch_id=branch, **form.inputs())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Report %(number)s filled in.") % {"number": made.number}, extra_tags="good")
            return HttpResponseRedirect(reverse("underwriting:filed_treaty_report", kwargs={"pk": made.pk}))
    back = reverse("underwriting:treaty_reports")
    context = {
        "title": _("Fill in a treaty business report"),
        "lead": _("The figures come from the cessions of the period; compare them with the bordereaux."),
        "crumbs": [(_("Treaty business reports"), back)],
        "form": form,
        "fields": [(bound, "6" if bound.name == "remark" else "3") for bound in form.visible_fields()],
        "back": back,
        "send": _("Fill in"),
        "note": _("A second person confirms it before it is sent."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)
