"""Seals: who keeps which, every use with its paper, hand-over before a supervisor (FRM-05, FRM-06)."""

from __future__ import annotations

from archives.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

SEAL_KIND = "archives.seal"
POLICY, FINANCE, LEGAL = "policy", "finance", "legal"
DUTIES = {POLICY: "forms.policy_seal", FINANCE: "finance.seal", LEGAL: "finance.legal_seal"}
KEPT, GIVEN_UP, WITHDRAWN = "kept", "given_up", "withdrawn"

ENTER = Creation(name="archives.seal.enter", label=_("Enter a seal"), permission="archives.witness_forms", target=KEPT)
USE = Transition(
    name="archives.seal.use",
    label=_("Note a use"),
    permission="archives.keep_seal",
    sources=frozenset({KEPT}),
    icon="rubber-stamp",
    needs_version=False,
)
GIVE_UP = Transition(
    name="archives.seal.give_up",
    label=_("Hand the seal over"),
    permission="archives.keep_seal",
    sources=frozenset({KEPT}),
    target=GIVEN_UP,
    reason=Reason.REQUIRED,
    icon="arrow-right",
)
TAKE = Transition(
    name="archives.seal.take",
    label=_("Take the seal"),
    permission="archives.keep_seal",
    sources=frozenset({GIVEN_UP}),
    target=KEPT,
    icon="check",
)
WITHDRAW = Transition(
    name="archives.seal.withdraw",
    label=_("Take the seal out of use"),
    permission="archives.witness_forms",
    sources=frozenset({KEPT, GIVEN_UP}),
    target=WITHDRAWN,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
LIFE = Lifecycle(
    kind=SEAL_KIND,
    label=_("Seal"),
    states=(
        State(value=KEPT, label=_("in custody"), tone=Tone.GOOD),
        State(value=GIVEN_UP, label=_("to be taken over"), tone=Tone.WAIT),
        State(value=WITHDRAWN, label=_("out of use"), final=True),
    ),
    creation=ENTER,
    transitions=(USE, GIVE_UP, TAKE, WITHDRAW),
)
