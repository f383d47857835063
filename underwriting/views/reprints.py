"""Requests for reprints, and what the page of a policy shows of its prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.public import free_serials
from core import links
from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, ListPage, SavedView, list_page
from core.web.pages import needs
from underwriting.models import Policy, ReprintRequest
from underwriting.rules import reprint_life as life
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors import reprints as selectors
from underwriting.selectors.quality import one_of
from underwriting.services import reprinting
from underwriting.services.issue import SIGN
from underwriting.views.cells import made_column, number_column, state_column, state_filter, unit_column

SEE = "underwriting.view_reprints"


@needs(SEE)
@require_GET
def requests(request: HttpRequest) -> HttpResponseBase:
    """Further prints that a second person releases."""
    spec = ListPage(
        title=_("Requests for reprints"),
        facts=_("From the print that the parameter names on, a second person releases it."),
        rows=selectors.requests,
        order="-created_at",
        columns=(
            number_column(life.REPRINT_REQUEST, _("Number of the request")),
            Column(key="policy", label=_("Policy"), cell=lambda row: row.policy.number, css="ui-code"),
            Column(key="holder", label=_("Policyholder"), cell=lambda row: row.policy.holder_name, css="ui-clip"),
            Column(key="copy", label=_("Print no."), cell=lambda row: row.copy, css="ui-r"),
            Column(key="reason", label=_("Reason"), cell=lambda row: row.reason, css="ui-wrap"),
            state_column(life.REPRINT_REQUEST),
            Column(key="asked", label=_("Requested by"), cell=lambda row: row.asked_by),
            Column(key="decided", label=_("Print released by"), cell=lambda row: row.decided_by or "–"),
            unit_column(),
            made_column(),
        ),
        filters=(state_filter(life.REPRINT_REQUEST),),
        search=lambda rows, text: (
            rows.filter(number=text.strip().upper())
            | rows.filter(policy__number=text.strip().upper())
            | rows.filter(policy__holder_name__icontains=text)
        ),
        search_hint=_("Number, policy, policyholder"),
        views=(SavedView(_("All"), {}), SavedView(_("To be released"), {"state": life.ASKED})),
        empty=_("No further print was asked for."),
        export_name="reprint-requests",
    )
    return list_page(request, spec)


@needs(SEE)
@require_GET
def reprint_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, with all prints of the policy so far."""
    found: ReprintRequest = one_of(selectors.requests(request.actor), pk)  # type: ignore[attr-defined]
    paper = selectors.paper_names([found.paper])[found.paper]
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=paper,
            crumbs=(
                Crumb(_("Underwriting centre")),
                Crumb(_("Requests for reprints"), reverse("underwriting:reprint_requests")),
                Crumb(found.number),
            ),
            facts=(
                Fact(_("Policy"), _linked(found)),
                Fact(_("Policyholder"), found.policy.holder_name),
                Fact(_("Print no."), f"{found.copy}"),
                Fact(_("Requested by"), found.asked_by),
                Fact(_("Print released by"), found.decided_by or "–"),
                Fact(_("Unit"), found.unit.label),
            ),
            panels=(
                Panel(
                    key="grounds",
                    title=_("Why it is printed again"),
                    icon="notes",
                    template="underwriting/panels/vehicle.html",
                    context=_grounds,
                ),
                prints_panel(context=lambda request, obj: prints(request, obj.policy)),
            ),
        ),
    )


def _linked(found: ReprintRequest) -> SafeString:
    url = links.url_for(POLICY_KIND, found.policy_id)
    return format_html('<a class="ui-code" href="{}">{}</a>', url, found.policy.number)


def _grounds(_request: HttpRequest, obj: ReprintRequest) -> Mapping[str, Any]:
    return {"rows": [(_("Reason"), obj.reason), (_("Opinion"), obj.opinion or "–")]}


def prints(_request: HttpRequest, obj: Policy) -> Mapping[str, Any] | None:
    """Numbered prints after the first, each with its reason and document."""
    rows, asked = selectors.prints_of(obj), selectors.open_requests(obj)
    waiting = [(one, links.url_for(life.REPRINT_KIND, one.pk), life.REPRINT_REQUEST.state(one.state)) for one in asked]
    return {"rows": rows, "waiting": waiting} if rows or waiting else None


def prints_panel(*, context: Any = prints) -> Panel:
    """The prints of a policy."""
    return Panel(
        key="prints",
        title=_("Printed again"),
        icon="printer",
        template="underwriting/panels/prints.html",
        context=context,
        flush=True,
    )


# -- what the dialogs offer -------------------------------------------------------------------------------------------


def reprint_arguments(request: HttpRequest, obj: Policy) -> dict[str, Any]:
    """The papers of the policy and, of a compulsory one, the signs in the clerk's hand."""
    papers = reprinting.papers_of(obj)
    sign = life.SIGN_PAPER in papers
    return {"papers": _offered(obj, papers), "sign": sign, "serials": _serials(request, wanted=sign)}


def _offered(policy: Policy, papers: Sequence[str]) -> list[tuple[str, str]]:
    """Each paper with the number of its next print, and whether a second person releases that one."""
    names, printed = selectors.paper_names(papers), selectors.counted(policy)
    most = reprinting.released_from(policy, localdate())
    told = {True: _("%(paper)s · print %(copy)s, released by a second person"), False: _("%(paper)s · print %(copy)s")}
    nth = {code: printed.get(code, 0) + 1 for code in papers}
    return [
        (code, told[life.needs_release(nth[code], most)] % {"paper": names[code], "copy": nth[code]}) for code in papers
    ]


def print_arguments(request: HttpRequest, obj: ReprintRequest) -> dict[str, Any]:
    """A sign is printed on a form that the clerk holds."""
    sign = obj.paper == life.SIGN_PAPER
    return {"sign": sign, "serials": _serials(request, wanted=sign)}


def _serials(request: HttpRequest, *, wanted: bool) -> list[str]:
    return free_serials(request.actor.staff_id, kind=SIGN) if wanted else []  # type: ignore[attr-defined]
