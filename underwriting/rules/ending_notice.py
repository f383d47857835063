"""The insurer's letter that ends a contract: made when the ending is approved, and cover ends by its delivery (LAW-16,
49, 52, 58, CT-14)."""

from __future__ import annotations

from enum import StrEnum

from core.workflow.spec import State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

NOTICE, APPROVED, PAID = "notice", "approved", "paid"
NOTICE_QUEUE = "underwriting.endorsement_notice"
LETTER_JOB = "underwriting.ending_letter"


class Way(StrEnum):
    """How a letter reaches the policyholder."""

    HAND = "hand"
    POST = "post"
    ELECTRONIC = "electronic"
    NOTARY = "notary"
    PUBLIC = "public"


WAY_NAMES = {
    Way.HAND: _("handed over against signature"),
    Way.POST: _("registered or express post with receipt"),
    Way.ELECTRONIC: _("electronically, as the customer agreed"),
    Way.NOTARY: _("through a notary"),
    Way.PUBLIC: _("by public notice"),
}

DELIVER = Transition(
    name="underwriting.endorsement.deliver_letter",
    label=_("The letter was delivered"),
    permission="underwriting.enter_endorsement",
    sources=frozenset({NOTICE}),
    target=APPROVED,
    alternatives=frozenset({PAID}),
    icon="send",
    confirm=_("The proof is kept. Cover ends by the day of the delivery; what goes back is worked out anew."),
)
STATES = (State(value=NOTICE, label=_("letter to be delivered"), tone=Tone.WAIT, queue=NOTICE_QUEUE),)
TRANSITIONS = (DELIVER,)
