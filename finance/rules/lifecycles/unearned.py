"""The month-end measure of unearned premium of one unit and line (JE-06). A wrong measure is measured again."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, State, Tone
from finance.rules.words import gettext_noop as _

BOOKED = "booked"

MEASURE = Creation(
    name="finance.unearned.measure",
    label=_("Measure unearned premium"),
    permission="finance.measure_unearned",
    target=BOOKED,
)
LIFECYCLE = Lifecycle(
    kind="finance.unearned",
    label=_("Measure of unearned premium"),
    states=(State(value=BOOKED, label=_("Booked"), tone=Tone.GOOD, final=True),),
    creation=MEASURE,
)
