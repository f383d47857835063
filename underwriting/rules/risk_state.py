"""The state of a proposal whose risk is assessed before anybody decides on it (B-26)."""

from __future__ import annotations

from core.workflow.spec import State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

RISK_ASSESS = "risk_assess"
BEING_ASSESSED = State(value=RISK_ASSESS, label=_("risk is being assessed"), tone=Tone.UP)
ASSESSED = Transition(
    name="underwriting.proposal.assessed",
    label=_("Risk is assessed"),
    permission="underwriting.release_assessed",
    sources=frozenset({RISK_ASSESS}),
    target="uw_queue",
    icon="clipboard-check",
    needs_version=False,
)
