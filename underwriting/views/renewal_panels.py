"""Panels of a renewal: the plan of contacts, what was said, the terms, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core import links
from core.templatetags.ui import money
from core.web.detail import Panel
from underwriting.models import Renewal
from underwriting.rules import renewing as life
from underwriting.rules.lifecycle import POLICY_KIND, PROPOSAL_KIND
from underwriting.selectors import renewals as selectors
from underwriting.selectors.renewal_terms import MotorRecord, terms_of
from underwriting.views.listed import credit_panel, list_panel

NAME = "underwriting/panels"
Rows = list[tuple[str, Any, str | None]]


def renewal_panels() -> tuple[Panel, ...]:
    """In the order in which the salesperson works."""
    return (
        Panel(
            key="plan",
            title=_("Plan of contacts"),
            icon="calendar-check",
            template=f"{NAME}/contact_plan.html",
            context=_plan,
            flush=True,
        ),
        Panel(
            key="talks",
            title=_("Contacts with the customer"),
            icon="phone",
            template=f"{NAME}/talks.html",
            context=_talks,
            flush=True,
        ),
        Panel(key="terms", title=_("Renewal terms"), icon="repeat", template=f"{NAME}/people.html", context=_terms),
        Panel(key="result", title=_("What came of it"), icon="flag", template=f"{NAME}/people.html", context=_result),
        list_panel(lambda one: one.policy),
        credit_panel(lambda one: one.policy),
    )


def _plan(_request: HttpRequest, obj: Renewal) -> Mapping[str, Any]:
    """Every planned day with what was done; a day that is over and on which nothing was done is missed."""
    today = timezone.localdate()
    open_one = obj.state in (life.PENDING, life.PROPOSED)
    steps = [
        (one, open_one and one.done_at is None and one.due_on < today) for one in obj.steps.order_by("due_on", "pk")
    ]
    return {"steps": steps, "agreed_on": obj.agreed_on if open_one else None}


def _talks(_request: HttpRequest, obj: Renewal) -> Mapping[str, Any]:
    return {"talks": list(selectors.talks_of(obj))}


def _terms(_request: HttpRequest, obj: Renewal) -> Mapping[str, Any]:
    """Losses, discount, no-claims level and arrears: on what terms another year is offered (END-08)."""
    found = terms_of(obj, timezone.localdate())
    rows: Rows = [
        (_("Loss ratio of the last year (%)"), f"{found.loss_ratio:.1f}", ""),
        (_("Discount of the last year (%)"), f"{found.discount:.2f}", ""),
        *_of_motor(found.record),
        (_("Premium overdue of the customer"), money(found.arrears), ""),
    ]
    if found.new_premium is not None and found.new_discount is not None:
        rows += [
            (_("New premium"), money(found.new_premium), ""),
            (_("New discount (%)"), f"{found.new_discount:.2f}", ""),
        ]
    return {"rows": rows}


def _of_motor(record: MotorRecord | None) -> Rows:
    if record is None:
        return []
    return [
        (_("At-fault accidents of the year"), record.at_fault_accidents, ""),
        (_("Claims in three years"), record.claims_in_3_years, ""),
        (_("No-claims level of the next year"), str(record.level), ""),
    ]


def _result(_request: HttpRequest, obj: Renewal) -> Mapping[str, Any]:
    """Where it leads: the old policy, the proposal, the new policy, the gap."""
    rows: Rows = [(_("Policy"), obj.policy.number, links.url_for(POLICY_KIND, obj.policy_id))]
    if obj.proposal is not None:
        rows.append((_("Proposal"), obj.proposal.number, links.url_for(PROPOSAL_KIND, obj.proposal_id)))
    if obj.renewed_by is not None:
        rows.append((_("Renewed by"), obj.renewed_by.number, links.url_for(POLICY_KIND, obj.renewed_by_id)))
        rows.append((_("Days without cover"), obj.gap_days, ""))
    if obj.lost_reason:
        rows.append((_("Why not renewed"), obj.get_lost_reason_display(), ""))
    return {"rows": rows}
