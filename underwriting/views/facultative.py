"""Cessions to be confirmed: list, page, asking for one; agreements to endorsements (REI-01 … REI-09)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags.ui import badge, day, money, state_of
from core.web.commands import CommandForm
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from underwriting.forms.reinsurance import AskForm, OpinionForm
from underwriting.models import FacultativeCase, FacultativeShare, line_label
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.rules.reinsurance import facultative as life
from underwriting.rules.risk_assessment import ASSESSMENT_KIND
from underwriting.selectors import reinsurance_pages as selectors
from underwriting.selectors.cession import measure, need_of
from underwriting.selectors.endorsements import open_requests
from underwriting.selectors.placement import placement_of
from underwriting.selectors.proposals import policy_for, proposal_for
from underwriting.services.agreement import ask_reinsurers
from underwriting.services.facultative import open_cession
from underwriting.views import sheets
from underwriting.views.cession_panels import need_rows, version_rows

SHARING, NIL = "underwriting.view_reinsurance", Decimal(0)


@needs("underwriting.view_cession_cases")
@require_GET
def cases(request: HttpRequest) -> HttpResponseBase:
    """Cessions that wait for somebody's word, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Cessions to be confirmed"),
            facts=_("Facultative business, and treaty business above its free limit: ten working days before cover."),
            rows=selectors.facultative_cases,
            order="-created_at",
            columns=_columns(whole=_sees_sharing(request)),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="late", label=_("Late"), choices=_late_or_not, apply=_by_lateness),
                Filter(key="by", label=_("To be sent by"), date_field="submit_by"),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be decided or reported"), {"state": life.NEEDED}),
                SavedView(_("With the reinsurance department"), {"state": life.SUBMITTED}),
                SavedView(_("Late"), {"late": "yes"}),
            ),
            search=lambda rows, text: (
                rows.filter(number__startswith=text.strip().upper())
                | rows.filter(proposal__number__startswith=text.strip().upper())
                | rows.filter(customer__icontains=text.strip())
            ),
            search_hint=_("Cession, proposal, insured"),
            actions=((_("Agreements to endorsements"), reverse("underwriting:agreements"), "git-compare"),),
            empty=_("No cession waits for a confirmation."),
            export_name="cessions-to-be-confirmed",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.FACULTATIVE.states]


def _late_or_not(_actor: Any) -> list[tuple[str, str]]:
    return [("yes", _("late")), ("no", _("in time"))]


def _by_lateness(rows: Any, value: str) -> Any:
    return rows.filter(late=value == "yes")


def _columns(*, whole: bool) -> tuple[Column, ...]:
    own = Column(key="own", label=_("Own sum"), css="ui-r", cell=lambda c: money(c.own_sum), plain=lambda c: c.own_sum)
    return (
        Column(key="number", label=_("Cession"), cell=_number, plain=lambda c: c.number, sort="number"),
        Column(key="customer", label=_("Insured"), cell=_insured, plain=lambda c: c.customer, css="ui-clip"),
        Column(key="state", label=_("State"), cell=_state),
        *((own,) if whole else ()),
        Column(
            key="asked",
            label=_("To be placed"),
            css="ui-r",
            cell=lambda c: money(c.asked),
            plain=lambda c: c.asked,
            sort="asked",
        ),
        Column(
            key="start",
            label=_("Cover begins"),
            cell=lambda c: day(c.cover_start),
            sort="cover_start",
            css="ui-nowrap",
        ),
        Column(key="by", label=_("To be sent by"), cell=_due, plain=lambda c: c.submit_by, sort="submit_by"),
        Column(key="route", label=_("Reinsurance department"), cell=lambda c: c.get_route_display(), default=False),
        Column(key="unit", label=_("Unit"), cell=lambda c: c.unit.label, css="ui-nowrap"),
    )


def _number(one: FacultativeCase) -> SafeString:
    url = reverse("underwriting:cession_case", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _insured(one: FacultativeCase) -> SafeString:
    return format_html("{}<small>{} · {}</small>", one.customer, line_label(one.line), one.proposal.number)


def _state(one: FacultativeCase) -> SafeString:
    return state_of(life.FACULTATIVE, one.state)


def _due(one: FacultativeCase) -> SafeString | str:
    if one.late:
        return format_html("{} {}", day(one.submit_by), badge(_("late"), "bad", "alarm"))
    over = one.submitted_at is None and one.submit_by < localdate() and one.state == life.NEEDED
    return format_html("{} {}", day(one.submit_by), badge(_("overdue"), "bad", "alarm")) if over else day(one.submit_by)


@needs("underwriting.view_cession_cases")
@require_GET
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Need, opinions, placement, agreements and slip of one cession."""
    found = selectors.facultative_case(request.actor, pk)  # type: ignore[attr-defined]
    if found.state == life.NEEDED:
        measure(found)
    proposal = format_html(
        '<a href="{}">{}</a>', links.url_for(PROPOSAL_KIND, found.proposal_id), found.proposal.number
    )
    detail = Detail(
        title=found.number,
        heading=_("Cession to be confirmed"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Cessions to be confirmed"), reverse("underwriting:cession_cases")),
            Crumb(found.number),
        ),
        badges=[badge(_("late"), "bad", "alarm")] if found.late else [],
        facts=_facts(found, proposal, whole=_sees_sharing(request)),
        tabs=(Tab("main", _("Cession")),),
        panels=_panels(),
        actions=_actions(request, found),
    )
    return detail_page(request, found, detail)


def _sees_sharing(request: HttpRequest) -> bool:
    """Reinsurers, commission and sharing of the risk are not for sub-branches and salespeople."""
    return request.actor.refusal_for(SHARING) is None  # type: ignore[attr-defined]


def _facts(found: FacultativeCase, proposal: SafeString, *, whole: bool) -> tuple[Fact, ...]:
    shared = (
        Fact(_("Own sum"), money(found.own_sum)),
        Fact(_("Above all treaties"), money(found.needed)),
    )
    placed, share = found.state in life.CARRIED, _share(found) if whole else ""
    return (
        Fact(_("Proposal"), proposal, line_label(found.line)),
        Fact(_("Insured"), found.customer),
        *(shared if whole else ()),
        Fact(_("Placed"), money(found.placed), share) if placed else Fact(_("To be placed"), money(found.asked), share),
        Fact(_("Cover begins"), day(found.cover_start)),
        Fact(_("To be sent by"), day(found.submit_by), found.get_route_display()),
    )


def _share(found: FacultativeCase) -> str:
    amount = found.placed if found.state in life.CARRIED else found.asked
    return f"{amount / found.own_sum * 100:.2f} %" if found.own_sum else ""


def _actions(request: HttpRequest, found: FacultativeCase) -> list[SafeString]:
    shown = sheets.facultative_buttons(request, found) if _sees_sharing(request) else []
    if found.state != life.NEEDED and _sees_sharing(request):
        url = reverse("underwriting:slip", kwargs={"pk": found.pk})
        shown.append(format_html('<a class="ui-btn" href="{}">{}</a>', url, _("Slip (PDF)")))
    return shown


def _panels() -> tuple[Panel, ...]:
    rows = "underwriting/panels/vehicle.html"
    return (
        Panel(
            key="sharing",
            title=_("Sharing of the risk"),
            icon="arrows-split",
            template="underwriting/panels/cession_layers.html",
            context=_sharing,
            permission=SHARING,
            flush=True,
        ),
        sheets.on_facultative(),
        Panel(key="opinion", title=_("Opinions and conditions"), icon="notes", template=rows, context=_opinions),
        Panel(
            key="told",
            title=_("What reinsurers were told"),
            icon="file-text",
            template="underwriting/panels/texts.html",
            context=_told,
            permission=SHARING,
        ),
        Panel(
            key="lines",
            title=_("Quotations and signed lines"),
            icon="users",
            template="underwriting/panels/facultative_lines.html",
            context=_lines,
            permission=SHARING,
            flush=True,
        ),
        Panel(
            key="agreements",
            title=_("Agreements to endorsements"),
            icon="git-compare",
            template="underwriting/panels/agreements.html",
            context=_agreements,
            permission=SHARING,
            flush=True,
        ),
    )


def _sharing(_request: HttpRequest, found: FacultativeCase) -> Mapping[str, Any] | None:
    """As the policy was ceded last, changes included; before there is one as the proposal would be."""
    versions = selectors.versions_of_case(found)
    if versions:
        return version_rows(versions)
    carried = found if found.state in life.CARRIED else None
    need = need_of(found.proposal, case=carried)
    return None if need is None else need_rows(need) | {"placed": found.placed if carried else None}


def _opinions(request: HttpRequest, found: FacultativeCase) -> Mapping[str, Any]:
    rows: list[tuple[str, Any]] = [
        (_("Opinion of the sub-branch"), found.opinion),
        (_("Stated by"), found.opinion_by),
        (_("Decided by"), found.decided_by or "–"),
        (_("Sent at"), day(localdate(found.submitted_at)) if found.submitted_at else "–"),
    ]
    if found.late:
        rows.append((_("Why late"), found.late_reason))
    if _sees_sharing(request):
        rows += _answered(found)
    return {"rows": rows}


def _answered(found: FacultativeCase) -> list[tuple[str, Any]]:
    """Conditions, the report that was sent along, and the reinsurers' reference."""
    rows: list[tuple[str, Any]] = [(_("Conditions of the cession"), found.conditions or "–")]
    if found.assessment is not None:
        url = links.url_for(ASSESSMENT_KIND, found.assessment.pk)
        rows.append((_("Risk assessment"), format_html('<a href="{}">{}</a>', url, found.assessment.number)))
    if found.reference:
        rows.append((_("Reference of the reinsurers"), found.reference))
    return rows


def _told(_request: HttpRequest, found: FacultativeCase) -> Mapping[str, Any] | None:
    """Terms, losses and papers as they were sent."""
    if found.submitted_at is None:
        return None
    labels = (_("Terms of the business"), _("Loss record"), _("Material sent"))
    return {"texts": list(zip(labels, (found.terms, found.loss_record, found.material), strict=True))}


def _lines(_request: HttpRequest, found: FacultativeCase) -> Mapping[str, Any] | None:
    """What counts, in money; earlier quotations below with the reason why they do not."""
    found_money = placement_of(found)
    superseded = list(found.shares.exclude(superseded_at=None).order_by("-superseded_at", "-pk"))
    if not found_money.lines and not superseded:
        return None
    shares = [one.share for one in found_money.lines]
    return {
        "lines": [(_quoted(one.share), one.money) for one in found_money.lines],
        "total": found_money.total,
        "signed": found_money.signed,
        "written": _percent(sum((one.written_percent for one in shares), NIL)),
        "signed_together": _percent(sum((one.signed_percent or NIL for one in shares), NIL)),
        "superseded": [_quoted(one) for one in superseded],
    }


def _quoted(one: FacultativeShare) -> dict[str, Any]:
    return {
        "share": one,
        "written": _percent(one.written_percent),
        "signed": "–" if one.signed_percent is None else _percent(one.signed_percent),
        "commission": _percent(one.commission_percent),
    }


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _agreements(_request: HttpRequest, found: FacultativeCase) -> Mapping[str, Any] | None:
    rows = [
        (one, reverse("underwriting:agreement", kwargs={"pk": one.pk}), one.lifecycle.state(one.state))
        for one in found.agreements.select_related("policy").order_by("-pk")
    ]
    return {"rows": rows} if rows else None


@needs("underwriting.open_cession")
@require_http_methods(["GET", "POST"])
def new_case(request: HttpRequest, pk: int) -> HttpResponse:
    """State the opinion on the cession of a proposal."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_cession(form.command(request), proposal_id=proposal.pk, **form.inputs())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Cession %(number)s opened.") % {"number": made.number}, extra_tags="good")
            return HttpResponseRedirect(reverse("underwriting:cession_case", kwargs={"pk": made.pk}))
    return _form(request, form, title=_("Ask for a cession"), back=links.url_for(PROPOSAL_KIND, proposal.pk))


@needs("underwriting.open_cession")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the reinsurers of a policy about an endorsement."""
    policy = policy_for(request.actor, pk)  # type: ignore[attr-defined]
    waiting = open_requests(policy)
    shown = [(one.pk, f"{one.number} · {one.get_kind_display()}") for one in waiting]
    only = {"endorsement_id": waiting[0].pk} if len(waiting) == 1 else {}
    form = AskForm(request.POST or None, requests=shown, initial=only)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_reinsurers(form.command(request), policy_id=policy.pk, **form.inputs())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return HttpResponseRedirect(reverse("underwriting:agreement", kwargs={"pk": made.pk}))
    title = _("Ask the reinsurers about an endorsement")
    return _form(request, form, title=title, back=reverse("underwriting:policy", kwargs={"pk": policy.pk}))


def _form(request: HttpRequest, form: CommandForm, *, title: str, back: str) -> HttpResponse:
    context = {
        "title": title,
        "crumbs": [(_("Cessions to be confirmed"), reverse("underwriting:cession_cases"))],
        "form": form,
        "fields": [(bound, "6" if bound.name in {"opinion", "change"} else "3") for bound in form.visible_fields()],
        "back": back or reverse("underwriting:cession_cases"),
        "send": _("Send"),
        "note": _("It is kept with the case and goes to the underwriting centre."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)
