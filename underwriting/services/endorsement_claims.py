"""Open claims stand before a change: somebody has looked at them, an ending waits for them (5.8, 5.9)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.workflow.command import Command
from underwriting.models import Endorsement, LossExperience
from underwriting.rules.endorsement_kinds import Kind
from underwriting.selectors.hanging import CLAIM, on_endorsement
from underwriting.selectors.policy_life import open_claims
from underwriting.services.refusals import PolicyNotChangeable


def refuse_claims(endorsement: Endorsement, command: Command, *, claims_seen: bool) -> None:
    """Whoever decides has looked at open claims; an ending waits for them."""
    if endorsement.ends_policy:
        refuse_open_claims(endorsement)
        return
    if CLAIM not in on_endorsement(endorsement, command.at):
        return
    found = open_claims(endorsement.policy)
    if found and not claims_seen:
        raise PolicyNotChangeable(
            _("Claims are open: %(claims)s. Confirm that you looked at them.") % {"claims": _numbers(found)},
            field="claims_seen",
        )


def _numbers(losses: Sequence[LossExperience]) -> str:
    return _(", ").join(loss.claim_number for loss in losses)


def refuse_open_claims(endorsement: Endorsement) -> None:
    """A policy with an open claim is neither voided nor ended; looked at when it is decided and again at the issue."""
    found = open_claims(endorsement.policy)
    if not found:
        return
    numbers = _numbers(found)
    if endorsement.kind == Kind.VOID:
        raise PolicyNotChangeable(
            _("There is a claim on this policy: %(claims)s. It cannot be voided.") % {"claims": numbers}
        )
    raise PolicyNotChangeable(
        _("Claims are open: %(claims)s. The ending waits until they are closed.") % {"claims": numbers}
    )
