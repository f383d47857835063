"""The reviewer's check: another person than the one who entered (B-32, PRO-13)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.jobs import enqueue
from core.workflow.command import Command
from core.workflow.engine import transition
from underwriting.models import Proposal
from underwriting.rules import lifecycle
from underwriting.rules.risk_state import RISK_ASSESS
from underwriting.services.indexing import index_proposal
from underwriting.services.inspections import refuse_own_inspection
from underwriting.services.intake import refuse_begun, refuse_double_cover
from underwriting.services.refusals import InvalidEntry
from underwriting.services.risk_orders import order_required, required

AUTO_JOB = "underwriting.decide"


@transition(Proposal, lifecycle.PASS_REVIEW)
def pass_review(
    proposal: Proposal, command: Command, /, *, told: Mapping[str, Any] = MappingProxyType({})
) -> str | None:
    """The entry agrees with the papers; automatic underwriting follows as queued work. What must be assessed before
    acceptance is assessed first (B-26); ``told`` is what the papers say of it."""
    refuse_begun(proposal, localdate(command.at))
    refuse_double_cover(proposal)
    refuse_own_inspection(proposal, command)
    hits = required(proposal, command, told)
    if hits:
        order_required(proposal, command, hits, told)
        index_proposal(proposal, command, RISK_ASSESS)
        return RISK_ASSESS
    key = f"{proposal.pk}:{proposal.version}"
    enqueue(AUTO_JOB, key=key, payload={"proposal": proposal.pk}, queue="underwriting")
    index_proposal(proposal, command, lifecycle.AUTO_CHECK)
    return None


@transition(Proposal, lifecycle.RETURN)
def return_proposal(proposal: Proposal, command: Command, /, *, reasons: Mapping[str, str]) -> None:
    """Send it back with a reason at each field that is wrong."""
    given = {name: why.strip() for name, why in reasons.items() if why and why.strip()}
    if not given:
        raise InvalidEntry(_("Say at which field what is wrong."), field="reasons")
    proposal.return_reasons = given
    index_proposal(proposal, command, lifecycle.RETURNED)
