"""What reinsurers said to an endorsement of ceded business: list and page (REI-06, REI-09)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.templatetags.ui import day, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from underwriting.models import EndorsementAgreement
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.reinsurance import agreement as life
from underwriting.rules.reinsurance.facultative import FACULTATIVE_KIND
from underwriting.selectors import reinsurance_pages as selectors


@needs("underwriting.view_cession_cases")
@require_GET
def agreements(request: HttpRequest) -> HttpResponseBase:
    """Endorsements of ceded business and the differences that the branch bears."""
    return list_page(
        request,
        ListPage(
            title=_("Agreements to endorsements"),
            facts=_(
                "Ceded business is endorsed after the reinsurers agreed; otherwise the branch bears the difference."
            ),
            rows=selectors.agreements,
            order="-created_at",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
            ),
            views=(SavedView(_("All"), {}), SavedView(_("Borne by the branch"), {"state": life.BORNE})),
            search=lambda rows, text: rows.filter(policy__number__startswith=text.strip().upper()),
            search_hint=_("Policy"),
            empty=_("No endorsement of ceded business was asked for."),
            export_name="agreements",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.AGREEMENT.states]


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Agreement"), cell=_number, plain=lambda a: a.number),
        Column(key="policy", label=_("Policy"), cell=lambda a: a.policy.number, css="ui-code"),
        Column(key="insured", label=_("Insured"), cell=lambda a: a.case_of.customer, css="ui-clip"),
        Column(key="state", label=_("State"), cell=_state),
        Column(key="change", label=_("What shall be changed"), cell=lambda a: a.change, css="ui-wrap"),
        Column(
            key="amount",
            label=_("Borne by the branch"),
            css="ui-r",
            cell=lambda a: money(a.difference_amount) if a.difference_amount else "–",
            plain=lambda a: a.difference_amount,
        ),
        Column(key="endorsement", label=_("Endorsement"), cell=lambda a: a.endorsement or "–", css="ui-code"),
        Column(key="asked", label=_("Asked on"), cell=lambda a: day(localdate(a.created_at)), sort="created_at"),
    )


def _number(one: EndorsementAgreement) -> SafeString:
    url = reverse("underwriting:agreement", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _state(one: EndorsementAgreement) -> SafeString:
    return state_of(life.AGREEMENT, one.state)


@needs("underwriting.view_cession_cases")
@require_GET
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: what shall be changed, who agreed, what the branch bears."""
    found = selectors.agreement(request.actor, pk)  # type: ignore[attr-defined]
    case = found.case_of
    detail = Detail(
        title=found.number,
        heading=_("Agreement to an endorsement"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Agreements to endorsements"), reverse("underwriting:agreements")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Policy"), _link(POLICY_KIND, found.policy_id, found.policy.number)),
            Fact(_("Cession"), _link(FACULTATIVE_KIND, case.pk, case.number), case.get_route_display()),
            Fact(_("Insured"), case.customer),
            *((Fact(_("Placed"), money(case.placed)),) if _sees_sharing(request) else ()),
            Fact(_("Unit"), found.unit.label),
        ),
        tabs=(Tab("main", _("Agreement")),),
        panels=(
            Panel(
                key="change",
                title=_("Change and reply"),
                icon="git-compare",
                template="underwriting/panels/vehicle.html",
                context=_change,
            ),
        ),
    )
    return detail_page(request, found, detail)


def _sees_sharing(request: HttpRequest) -> bool:
    """What reinsurers carry and answer is not for sub-branches."""
    return request.actor.refusal_for("underwriting.view_reinsurance") is None  # type: ignore[attr-defined]


def _link(kind: str, pk: int, number: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', links.url_for(kind, pk), number)


def _change(request: HttpRequest, found: EndorsementAgreement) -> Mapping[str, Any]:
    rows: list[tuple[str, Any]] = [
        (_("What shall be changed"), found.change),
        *([(_("Reply of the reinsurers"), found.reply or "–")] if _sees_sharing(request) else []),
    ]
    if found.placed is not None and _sees_sharing(request):
        rows.append((_("Placed after the change"), money(found.placed)))
    if found.difference:
        rows += [
            (_("Condition that the branch bears"), found.difference),
            (_("Amount that the branch bears"), money(found.difference_amount)),
        ]
    if found.endorsement:
        rows.append((_("Endorsement"), found.endorsement))
    return {"rows": rows}
