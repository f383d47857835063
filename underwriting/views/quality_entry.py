"""Registering back-entries, ledger rows, batches and proof-readings; the monthly report of quality."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from archives.public import form_types, next_serial
from core import links
from core.templatetags.ui import badge
from core.web.detail import Crumb
from core.web.lists import Column
from core.web.pages import needs
from core.workflow.refusals import Refusal
from organisation.views.plain import FormPage, form_page
from organisation.views.tables import Section, TablePage, table_page
from underwriting.documents.quality_report import quality_report as paper_of
from underwriting.forms.quality import BatchForm, LedgerForm, MonthForm, OutsideForm, ProofForm
from underwriting.rules.back_entry import BACK_ENTRY_KIND
from underwriting.rules.ledger_entry import LEDGER_ENTRY_KIND
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors import quality as selectors
from underwriting.selectors.market import goods_words
from underwriting.selectors.proposals import policy_for, unit_of
from underwriting.selectors.quality_measures import looked_back
from underwriting.selectors.salespeople import sellers_in
from underwriting.services import back_entry, ledger_entry, paper_batch
from underwriting.views.quality_lists import VIEW
from underwriting.views.skipped import warn_of_skipped

DAYS_SHOWN = 5
ON_FORMS = frozenset({BACK_ENTRY_KIND, LEDGER_ENTRY_KIND})
Send = Callable[[Any, dict[str, Any]], Any]


def _entry(request: HttpRequest, form: Any, send: Send, spec: FormPage, kind: str = "") -> HttpResponse:
    """Show the form, or send it and go to what it made."""
    if request.method == "POST" and form.is_valid():
        command = form.command(request)
        try:
            made = send(command, form.inputs())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."), extra_tags="good")
            if kind in ON_FORMS:
                warn_of_skipped(request, kind, [made.pk], command)
            return HttpResponseRedirect(links.url_for(kind, made.pk) or spec.back)
    return form_page(request, form, spec)


def _spec(title: str, back: str, intro: str = "") -> FormPage:
    url = reverse(f"underwriting:{back}")
    return FormPage(
        title=title, crumbs=(Crumb(_("Underwriting centre")), Crumb(title, "")), back=url, intro=intro, submit=_("Save")
    )


@needs("underwriting.register_back_entry")
@require_http_methods(["GET", "POST"])
def back_entry_new(request: HttpRequest) -> HttpResponse:
    """Register a policy issued outside."""
    lowest = next_serial(back_entry.PAPER, request.actor.staff_id or 0)  # type: ignore[attr-defined]
    form = OutsideForm(request.POST or None, serial=lowest)

    def send(command: Any, given: dict[str, Any]) -> Any:
        return back_entry.register_and_ask(command, data=back_entry.OutsideData(**given))

    intro = _("The form is used with the registration; the clock runs from the signature.")
    spec = _spec(_("Register a policy issued outside"), "back_entries", intro)
    return _entry(request, form, send, spec, BACK_ENTRY_KIND)


@needs("underwriting.enter_ledger")
@require_http_methods(["GET", "POST"])
def ledger_new(request: HttpRequest) -> HttpResponse:
    """Enter a fixed-sum policy."""
    kinds = [kind for kind in form_types() if kind.ledger_entry]
    today = timezone.localdate()
    form = LedgerForm(
        request.POST or None,
        kinds=kinds,
        sellers=sellers_in(unit_of(request.actor), today),  # type: ignore[attr-defined]
        goods=goods_words({kind.line for kind in kinds}, today),
    )

    def send(command: Any, given: dict[str, Any]) -> Any:
        return ledger_entry.enter_and_owe(command, data=ledger_entry.LedgerData(**given))

    intro = _("Premium and sum insured of a fixed-sum policy are those printed on it.")
    return _entry(request, form, send, _spec(_("Enter into the ledger"), "ledger", intro), LEDGER_ENTRY_KIND)


@needs("underwriting.hand_over_papers")
@require_http_methods(["GET", "POST"])
def batch_new(request: HttpRequest) -> HttpResponse:
    """Hand the papers of a day to the information post."""
    form = BatchForm(request.POST or None)
    spec = _spec(_("Hand over the papers of a day"), "batches", _waiting(request.actor.unit_id))  # type: ignore[attr-defined]
    return _entry(
        request,
        form,
        lambda command, given: paper_batch.hand_over(command, **given),
        spec,
        "underwriting.paper_batch",
    )


def _waiting(unit_id: int | None) -> str:
    """The last days whose papers are still to be handed over, in words."""
    days = selectors.days_to_hand_over(unit_id or 0, looked_back(timezone.localdate()))[:DAYS_SHOWN]
    if not days:
        return _("All papers of the last days were handed over.")
    listed = _(", ").join(_("%(day)s (%(number)s)") % {"day": day, "number": number} for day, number in days)
    return _("Still to be handed over, with the number of policies: %(days)s") % {"days": listed}


@needs("underwriting.proof_read")
@require_http_methods(["GET", "POST"])
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare a print with the screen."""
    policy = policy_for(request.actor, pk)  # type: ignore[attr-defined]
    form = ProofForm(request.POST or None)

    def send(command: Any, given: dict[str, Any]) -> Any:
        paper_batch.proof_read(command, policy_id=policy.pk, **given)
        return policy

    points = f"{policy.insured_name} · {policy.start_on}–{policy.end_on} · {policy.premium:,.2f}"
    title = _("Proof-read %(number)s") % {"number": policy.number}
    return _entry(request, form, send, _spec(title, "proofs", points), POLICY_KIND)


# -- monthly report ---------------------------------------------------------------------------------------------------


def _month(request: HttpRequest) -> tuple[MonthForm, date]:
    """The asked month, this one when nothing sensible is asked."""
    today = timezone.localdate().replace(day=1)
    form = MonthForm(request.GET if "month" in request.GET else None, initial={"month": today})
    return form, form.cleaned_data["month"].replace(day=1) if form.is_bound and form.is_valid() else today


@needs(VIEW)
@require_GET
def quality_report(request: HttpRequest) -> HttpResponse:
    """Scores of clerks, reviewers and units, and how punctually units enter what they issued outside."""
    actor = request.actor  # type: ignore[attr-defined]
    form, month = _month(request)
    if request.GET.get("pdf"):
        return _pdf(actor, month)
    spec = TablePage(
        title=_("Report on the quality of entries"),
        facts=_("100 less the weighted errors per policy; two bad months one after the other ask for training."),
        crumbs=(Crumb(_("Underwriting centre")), Crumb(_("Quality of entries"), reverse("underwriting:checks"))),
        form=form,
        sections=(
            _scores(actor, month, "clerk", _("Clerks")),
            _scores(actor, month, "reviewer", _("Reviewers")),
            _scores(actor, month, "unit", _("Units")),
            _punctual(actor, month),
        ),
        actions=((_("PDF"), f"?month={month:%Y-%m}&pdf=1", "printer"),),
        export_name="entry-quality",
    )
    return table_page(request, spec)


def _scores(actor: Any, month: date, by: str, title: str) -> Section:
    return Section(
        title=title,
        icon="chart-bar",
        empty=_("Nothing was compared in this month."),
        rows=selectors.scores(actor, month, by),
        columns=(
            Column(key="name", label=title, cell=lambda row: row.name),
            Column(key="unit", label=_("Unit"), cell=lambda row: row.unit),
            Column(key="sampled", label=_("Sampled"), css="ui-r", cell=lambda row: str(row.found.sampled)),
            Column(key="errors", label=_("With errors"), css="ui-r", cell=lambda row: str(row.found.with_errors)),
            Column(key="rate", label=_("Error rate"), css="ui-r", cell=lambda row: f"{row.found.error_rate} %"),
            Column(key="a_rate", label=_("Errors of class A"), css="ui-r", cell=lambda row: f"{row.found.a_rate} %"),
            Column(key="score", label=_("Score"), css="ui-r", cell=_score, plain=lambda row: str(row.found.score)),
            Column(key="training", label=_("Training"), cell=_training, plain=lambda row: str(row.retrain)),
        ),
    )


def _score(row: Any) -> Any:
    return badge(str(row.found.score), "good" if row.good else "bad")


def _training(row: Any) -> Any:
    return badge(_("to be trained again"), "bad") if row.retrain else "–"


def _punctual(actor: Any, month: date) -> Section:
    return Section(
        title=_("Back-entries in time"),
        icon="clock",
        empty=_("Nothing was issued outside the system."),
        rows=selectors.punctuality(actor, month, timezone.localdate()),
        columns=(
            Column(key="unit", label=_("Unit"), cell=lambda row: row.unit),
            Column(key="entered", label=_("Already entered"), css="ui-r", cell=lambda row: str(row.entered)),
            Column(key="waiting", label=_("To be entered"), css="ui-r", cell=lambda row: str(row.waiting)),
            Column(key="late", label=_("Late"), css="ui-r", cell=lambda row: str(row.late)),
            Column(
                key="days",
                label=_("Days late on average"),
                css="ui-r",
                cell=lambda row: "–" if row.days is None else f"{row.days:.1f}",
            ),
        ),
    )


def _pdf(actor: Any, month: date) -> HttpResponse:
    found = {by: selectors.scores(actor, month, by) for by in ("clerk", "reviewer", "unit")}
    content = paper_of(month, found, printed_by=actor.name, at=timezone.localtime())
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="entry-quality-{month:%Y-%m}.pdf"'
    return answer
