"""New tariffs: which one is copied, then the same editor under another code (PRD-04, PRD-06)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.web.detail import Crumb
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from underwriting.forms.new_tariffs import NewTariffForm, SourceForm
from underwriting.forms.tariffs import Limits
from underwriting.models import RateTable, RatingCase
from underwriting.rules.table_kinds import can_be_copied
from underwriting.selectors import tariffs
from underwriting.selectors.own_cases import own_content
from underwriting.services import new_tariffs as services
from underwriting.services.tariffs import bounds_on
from underwriting.views.tariffs import EDIT, crumbs, differences, table_url


@needs(EDIT)
@require_GET
def new_tariff(request: HttpRequest) -> HttpResponse:
    """Which filed tariff the new one begins as a copy of."""
    form = SourceForm(request.GET or None, tariffs=tariffs.copyable(localdate()))
    if request.GET and form.is_valid():
        return HttpResponseRedirect(table_url("copy_tariff", form.cleaned_data["source"]))
    context = {
        "title": _("New tariff"),
        "crumbs": crumbs(),
        "form": form,
        "back": reverse("underwriting:rating_tables"),
    }
    return page(request, "underwriting/tariff_source.html", context, status=422 if form.errors else 200)


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def copy_tariff(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of a filed tariff under a new code: tried as often as wanted, then put forward."""
    source, today = tariffs.version_on(code, localdate()), localdate()
    if source is None or not can_be_copied(code):
        raise Http404
    form = NewTariffForm(
        request.POST or None,
        code=code,
        data_in_force=source.data,
        cases=tariffs.cases_of_table(code, today),
        limits=Limits(bounds=bounds_on(today)),
        initial={"base": source.version},
        auto_id="id-%s",
    )
    trying = "try" in request.POST
    if trying:
        form.only_try()
    tried: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        tried = _tried(form, code)
        if not trying:
            sent = _sent(request, form, code)
            if sent is not None:
                return sent
    context = _context(form, source, tried)
    return page(request, "underwriting/tariff_new.html", context, status=422 if form.errors else 200)


def _tried(form: NewTariffForm, code: str) -> dict[str, Any]:
    """The cases of the copied tariff under the draft, and the figures that differ from it."""
    draft, day, typed = form.draft(), form.cleaned_data["effective_on"], form.expected()
    cases = [_under_draft(case, code, typed.get(case.code, str(case.expected))) for case in form.cases]
    runs = tariffs.run_copies(code, draft, day, cases)
    return {"changed": differences(code, form.in_force, draft), "runs": {run.case.code: run for run in runs}}


def _under_draft(case: RatingCase, code: str, expected: str) -> RatingCase:
    kept = {
        "title": case.title,
        "content": own_content(case, localdate()),
        "start_on": case.start_on.isoformat(),
        "end_on": case.end_on.isoformat(),
        "expected": expected,
    }
    (found,) = services.copies(code, [kept])
    found.code = case.code
    return found


def _sent(request: HttpRequest, form: NewTariffForm, source: str) -> HttpResponse | None:
    given = form.cleaned_data
    wanted = services.NewTariffWanted(
        code=form.table_code(),
        name=given["name"],
        source=source,
        data=form.draft(),
        filing=given["filing"],
        effective_on=given["effective_on"],
        expected=form.expected(),
    )
    try:
        change = services.propose(form.command(request), wanted=wanted)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
    return HttpResponseRedirect(
        links.url_for("organisation.change", change.pk) or reverse("underwriting:rating_tables")
    )


def _context(form: NewTariffForm, source: RateTable, tried: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": _("New tariff from %(code)s") % {"code": source.version},
        "crumbs": (*crumbs(), Crumb(source.version, table_url("rating_table", source.code))),
        "source": source,
        "form": form,
        "head": [(form["code"], "3"), (form["name"], "3")],
        "parts": form.shown(),
        "faults": [form[name] for name in form.errors if name in form.fields],
        "cases": form.case_rows(tried.get("runs", {})),
        "last": [(form["effective_on"], "3"), (form["filing"], "3"), (form["reason"], "6")],
        "tried": tried,
        "back": table_url("rating_table", source.code),
    }
