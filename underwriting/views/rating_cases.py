"""Regression cases of a table: adding one, giving one up; another person decides (PRD-06)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import links
from core.web.commands import CommandForm
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from organisation.models import ControlChange
from underwriting.forms.rating_cases import CaseEndForm, ProposalCaseForm, TableCaseForm
from underwriting.models import RateTable
from underwriting.rules import state_tables
from underwriting.selectors import tariffs
from underwriting.selectors.proposals import proposals
from underwriting.selectors.table_cases import TESTS
from underwriting.services.rating_cases import CaseWanted, propose_case, propose_case_end

EDIT = "underwriting.propose_product"
WIDE = frozenset({"title", "reason"})


def _held(request: HttpRequest, code: str) -> RateTable:
    refusal = request.actor.refusal_for(state_tables.needed_to_propose(code, EDIT))  # type: ignore[attr-defined]
    if refusal is not None:
        raise refusal
    found = tariffs.version_on(code, localdate())
    if found is None:
        raise Hidden(_("Not found."))
    return found


@needs("underwriting.view_products")
@require_http_methods(["GET", "POST"])
def new_case(request: HttpRequest, code: str) -> HttpResponse:
    """One more case: out of a proposal, or typed for a table with a test of its own kind."""
    held = _held(request, code)
    form = _form(request, code)
    if request.method == "POST" and form.is_valid():
        wanted = _wanted(request, form)
        if wanted is not None:
            try:
                return _proposed(request, propose_case(form.command(request), wanted=wanted), code)
            except Refusal as refusal:
                form.refuse(refusal)
    lead = _("A new version is released only if every case still gives what it must.")
    return _show(request, form, held, (_("Add a regression case"), lead))


def _form(request: HttpRequest, code: str) -> ProposalCaseForm | TableCaseForm:
    if code in TESTS:
        return TableCaseForm(request.POST or None, table=code, test=TESTS[code])
    return ProposalCaseForm(request.POST or None, lines=tariffs.lines_of(code, localdate()))


def _wanted(request: HttpRequest, form: ProposalCaseForm | TableCaseForm) -> CaseWanted | None:
    if isinstance(form, ProposalCaseForm):
        number = form.cleaned_data["number"].strip().upper()
        rows = proposals(request.actor).select_related("unit")  # type: ignore[attr-defined]
        if not form.meet(rows.filter(number=number).first()):
            return None
    return form.wanted()


@needs("underwriting.view_products")
@require_http_methods(["GET", "POST"])
def end_case(request: HttpRequest, code: str, case: str) -> HttpResponse:
    """Give a case up."""
    held = _held(request, code)
    found = next((one for one in tariffs.cases_of_table(code, localdate()) if one.code == case), None)
    if found is None:
        raise Hidden(_("Not found."))
    form = CaseEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            day = form.cleaned_data["effective_on"]
            return _proposed(request, propose_case_end(form.command(request), code=case, effective_on=day), code)
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, form, held, (_("Give up regression case"), f"{found.code} · {found.title}"))


def _proposed(request: HttpRequest, change: ControlChange, code: str) -> HttpResponse:
    messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
    return HttpResponseRedirect(links.url_for("organisation.change", change.pk) or _table(code))


def _table(code: str) -> str:
    return reverse("underwriting:rating_table", kwargs={"code": code})


def _show(request: HttpRequest, form: CommandForm, held: RateTable, said: tuple[str, str]) -> HttpResponse:
    title, lead = said
    context = {
        "title": title,
        "lead": lead,
        "crumbs": [(_("Tariffs"), reverse("underwriting:rating_tables")), (held.version, _table(held.code))],
        "form": form,
        "fields": [(bound, "6" if bound.name in WIDE else "3") for bound in form.visible_fields()],
        "back": _table(held.code),
        "send": _("Propose"),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)
