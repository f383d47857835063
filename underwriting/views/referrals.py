"""Reports upward: list, page, pack."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags.ui import badge, moment, money, state_of
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from underwriting.forms.referral import BeginForm, PackForm
from underwriting.models.referral import Referral
from underwriting.rules import referral as life
from underwriting.rules.referral_pack import ITEMS, lacking
from underwriting.selectors import referral as selectors
from underwriting.selectors.proposals import proposal_for
from underwriting.services import referral as services


@needs("underwriting.view_referrals")
@require_GET
def referrals(request: HttpRequest) -> HttpResponseBase:
    """Reports in scope, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Reports upward"),
            facts=_("Business above the authority of the branch, with pack, opinions and reply."),
            rows=lambda actor: selectors.referrals(actor).select_related("unit", "proposal"),
            order="-created_at",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="begun", label=_("Begun"), date_field="created_at"),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("Being prepared"), {"state": life.PREPARING}),
                SavedView(_("With the province"), {"state": life.SUBMITTED_PROV}),
                SavedView(_("To be passed on"), {"state": life.REPLIED}),
                SavedView(_("Copy to be sent up"), {"state": life.ISSUED}),
            ),
            search=lambda rows, text: (
                rows.filter(number__startswith=text.strip().upper())
                | rows.filter(proposal__number__startswith=text.strip().upper())
            ),
            search_hint=_("Report or proposal"),
            empty=_("Nothing was reported upward."),
            export_name="reports-upward",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.REFERRAL.states]


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Report number"), cell=_number, plain=lambda r: r.number, sort="number"),
        Column(key="customer", label=_("Customer"), cell=_customer, css="ui-clip", plain=lambda r: r.proposal.number),
        Column(key="state", label=_("State"), cell=lambda r: state_of(life.REFERRAL, r.state)),
        Column(
            key="exposure",
            label=_("Sum at risk"),
            css="ui-r",
            cell=lambda r: money(r.proposal.exposure),
            plain=lambda r: r.proposal.exposure,
        ),
        Column(key="revision", label=_("Version"), css="ui-r", cell=lambda r: r.revision, plain=lambda r: r.revision),
        Column(key="unit", label=_("Unit"), css="ui-nowrap", cell=lambda r: r.unit.label),
        Column(key="by", label=_("Prepared by"), css="ui-nowrap", cell=lambda r: r.prepared_by.split(" · ")[0]),
        Column(
            key="created",
            label=_("Begun"),
            css="ui-nowrap ui-muted",
            cell=lambda r: moment(r.created_at),
            sort="created_at",
        ),
    )


def _number(one: Referral) -> SafeString:
    url = reverse("underwriting:referral", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _customer(one: Referral) -> SafeString:
    return format_html("{}<small>{}</small>", one.proposal.holder_name or "–", one.proposal.number)


@needs("underwriting.escalate_proposal")
@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the report of a proposal, or go to the one that is under way."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    standing = selectors.open_referral(proposal)
    if standing is not None:
        return HttpResponseRedirect(reverse("underwriting:referral", kwargs={"pk": standing.pk}))
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.begin_referral(form.command(request), proposal_id=pk, **form.inputs())
            return HttpResponseRedirect(reverse("underwriting:referral_pack", kwargs={"pk": made.pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    context = {
        "title": _("Begin a report upward"),
        "lead": f"{proposal.number} · {proposal.holder_name}",
        "crumbs": [(proposal.number, reverse("underwriting:proposal", kwargs={"pk": pk}))],
        "form": form,
        "fields": [(bound, "6") for bound in form.visible_fields()],
        "back": reverse("underwriting:proposal", kwargs={"pk": pk}),
        "send": _("Begin the pack"),
        "note": _("No promise is made to the customer before the reply."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


@needs("underwriting.view_referrals")
@require_GET
def of_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """From a proposal to the report in which the upper level answers; without a report back to the proposal."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    found = selectors.latest_referral(proposal)
    if found is None:
        return HttpResponseRedirect(reverse("underwriting:proposal", kwargs={"pk": pk}))
    return HttpResponseRedirect(reverse("underwriting:referral", kwargs={"pk": found.pk}))


@needs("underwriting.escalate_proposal")
@require_http_methods(["GET", "POST"])
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """The eight items on one page; saved as often as wanted, complete when nothing lacks."""
    found = selectors.referral_for(request.actor, pk)  # type: ignore[attr-defined]
    form = PackForm(request.POST or None, request.FILES or None, version=found.version, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.write_pack(pk, form.command(request), **form.inputs())
            return HttpResponseRedirect(reverse("underwriting:referral", kwargs={"pk": pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    missing = set(lacking(found.filled(), off_area=found.off_area))
    context = {"referral": found, "form": form, "items": [_item(found, form, item, missing) for item in ITEMS]}
    return page(request, "underwriting/referral_pack.html", context, status=422 if form.errors else 200)


def _initial(found: Referral) -> dict[str, Any]:
    initial: dict[str, Any] = {"off_area": found.off_area}
    for code, entry in found.items.items():
        initial |= {f"text_{code}": entry.get("text", ""), f"waived_{code}": entry.get("waived", "")}
        initial |= {f"part_{code}_{part}": text for part, text in entry.get("parts", {}).items()}
    return initial


def _item(found: Referral, form: PackForm, item: Any, missing: set[str]) -> dict[str, Any]:
    parts = [f"part_{item.code}_{part}" for part in item.parts]
    names = [f"text_{item.code}", *parts, f"waived_{item.code}", f"file_{item.code}"]
    return {
        "code": item.code,
        "label": _(item.label),
        "badge": badge(_("lacking"), "wait") if item.code in missing else badge(_("complete"), "good", "check"),
        "fields": [(form[name], "6") for name in names if name in form.fields],
        "files": [one["name"] for one in found.attachments if one["item"] == item.code],
    }
