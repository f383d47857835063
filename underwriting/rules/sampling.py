"""Sample of automatic acceptances: a person looks again whether the rules decided well (AUW-08, AUW-10)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

SAMPLE_KIND, SAMPLE_QUEUE = "underwriting.sample", "underwriting.sample"
DRAWN, AGREED, DISAGREED = "drawn", "agreed", "disagreed"
DRAW = Creation(
    name="underwriting.sample.draw",
    label=_("Draw for review"),
    permission="underwriting.decide_automatically",
    target=DRAWN,
)
AGREE = Transition(
    name="underwriting.sample.agree",
    label=_("Rightly accepted"),
    permission="underwriting.review_sample",
    sources=frozenset({DRAWN}),
    target=AGREED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
DISAGREE = Transition(
    name="underwriting.sample.disagree",
    label=_("Should have gone to a person"),
    permission="underwriting.review_sample",
    sources=frozenset({DRAWN}),
    target=DISAGREED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
SAMPLE = Lifecycle(
    kind=SAMPLE_KIND,
    label=_("Sampled acceptance"),
    states=(
        State(value=DRAWN, label=_("to be reviewed"), tone=Tone.WAIT, queue=SAMPLE_QUEUE, clock="underwriting.sample"),
        State(value=AGREED, label=_("rightly accepted"), tone=Tone.GOOD, final=True),
        State(value=DISAGREED, label=_("not agreed"), tone=Tone.BAD, final=True),
    ),
    creation=DRAW,
    transitions=(AGREE, DISAGREE),
)


def drawn(numbers: Sequence[str], share: Decimal, day: date) -> list[str]:
    """The share of the day, rounded up: nobody can foretell which, and the same day always draws the same."""
    size = int((share * len(numbers)).to_integral_value(ROUND_CEILING))
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{day}/{number}".encode()).digest())[:size]
