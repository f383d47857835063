"""The 95518 desk: who calls, what is covered, the report (HOT-01, HOT-09, HOT-14)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.public import OPEN_REPORTS, report_by_number
from core import links
from core.rules.periods import within_reach
from core.search import shape_of
from core.search.shapes import Kind
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from customer_service.forms.call import TakeForm
from customer_service.forms.report import ReportForm
from customer_service.models import Call
from customer_service.rules.lifecycle import END
from customer_service.selectors.calls import contact_rows, open_call
from customer_service.selectors.desk import FoundCover, find, look_alikes
from customer_service.services.calls import register_from_desk
from organisation.public import sub_branches_of


@needs("customer_service.use_desk")
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Search the caller, see the cover at the time of loss, register the report."""
    text = request.GET.get("q", "").strip()
    at = _moment(request.GET.get("at", ""))
    found = find(text, at, request.actor) if text else []  # type: ignore[attr-defined]
    form = _form(request, found, at)
    if request.method == "POST" and form.is_valid():
        try:
            report = register_from_desk(form.command(request), form.report())
            messages.success(request, _("Report %(number)s registered") % {"number": report.number}, extra_tags="good")
            return HttpResponseRedirect(links.url_for("claims.report", report.pk) or reverse("core:work"))
        except Refusal as refusal:
            form.refuse(refusal)
    context = _context(text, at, found, form) | _known_report(request, text) | _line(request)
    return page(request, "customer_service/desk.html", context)


def _known_report(request: HttpRequest, text: str) -> dict[str, Any]:
    """The report that the caller names by its number, or by that of its claim."""
    report = report_by_number(request.actor, text) if text else None  # type: ignore[attr-defined]
    if report is None:
        return {"report": None}
    shown = report.merged_into or report
    return {
        "report": shown,
        "named": report,
        "report_url": links.url_for("claims.report", shown.pk),
        "report_state": shown.lifecycle.state(shown.state),
        "may_add": shown.state in OPEN_REPORTS,
        "contacts": contact_rows([report.pk, shown.pk]),
    }


def _line(request: HttpRequest) -> dict[str, Any]:
    """The call on the agent's line, or the way to take one."""
    call = open_call(request.actor)  # type: ignore[attr-defined]
    typed = request.GET.get("q", "").strip()
    dialled = typed if Kind.PHONE in shape_of(typed).kinds else ""
    return {"call": call, "end_url": _end_url(call), "take_form": TakeForm(), "dialled": dialled}


def _end_url(call: Call | None) -> str:
    if call is None:
        return ""
    return reverse("core:act", kwargs={"kind": call.lifecycle.kind, "pk": call.pk, "name": END.name})


def _moment(text: str) -> datetime:
    """The time of loss as asked; now unless said."""
    given = parse_datetime(text) if text else None
    if given is None:
        return timezone.now()
    given = datetime.combine(within_reach(given.date()), given.timetz())
    return given if timezone.is_aware(given) else timezone.make_aware(given)


def _form(request: HttpRequest, found: list[FoundCover], at: datetime) -> ReportForm:
    actor: Any = request.actor  # type: ignore[attr-defined]
    areas = [(unit.pk, unit.label) for unit in sub_branches_of(actor.unit_id)]
    ticked = [int(pk) for pk in request.POST.getlist("policy") if pk.isdigit()]
    covered = [one.at_loss.cover.policy_id for one in found if one.at_loss.covered]
    call = open_call(actor)
    initial: dict[str, Any] = {"occurred_at": timezone.localtime(at)}
    if call is not None and call.caller_phone:
        initial["reporter_phone"] = call.caller_phone
    if found:
        cover = found[0].at_loss.cover
        initial |= {"reporter_name": cover.insured_name, "driver_name": cover.insured_name, "plate": cover.plate}
    policies = ticked if request.method == "POST" else covered
    return ReportForm(request.POST or None, initial=initial, areas=areas, policies=policies)


def _context(text: str, at: datetime, found: list[FoundCover], form: ReportForm) -> dict[str, Any]:
    plate = found[0].at_loss.cover.plate if found else ""
    rows = [(one, one.at_loss.cover.policy_id in form.policies) for one in found]
    return {
        "query": text,
        "at": timezone.localtime(at),
        "found": rows,
        "caller": found[0].at_loss.cover if found else None,
        "form": form,
        "groups": _groups(form),
        "look_alikes": [(o, links.url_for("claims.report", o["id"])) for o in look_alikes(plate, found, at)]
        if found
        else [],
    }


def _groups(form: ReportForm) -> list[tuple[str, list[tuple[Any, str]]]]:
    """The questions in their order with the width of each field."""
    who = [
        ("reporter_name", ""),
        ("reporter_phone", ""),
        ("relation", ""),
        ("occurred_at", ""),
        ("plate", ""),
        ("driver_name", ""),
    ]
    where = [("place", "4"), ("loss_unit_id", ""), ("latitude", ""), ("longitude", "")]
    what = [
        ("cause", "6"),
        ("third_vehicles", ""),
        ("injured", ""),
        ("estimate", ""),
        ("police", ""),
        ("policy_said", "4"),
        ("course", "6"),
    ]
    named = ((_("Who and when"), who), (_("Where"), where), (_("What happened"), what))
    return [(title, [(form[name], size) for name, size in names]) for title, names in named]
