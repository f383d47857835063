"""What reinsurers say to an endorsement of ceded business (REI-06, REI-09): review by the underwriter, in prefecture
branches also by the reinsurance post, then the department; made without its approval, the branch bears the difference.
"""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.reinsurance.facultative import CESSION_QUEUE, PLACE_QUEUE
from underwriting.rules.words import gettext_noop as _

AGREEMENT_KIND, REVIEW_QUEUE = "underwriting.agreement", "underwriting.review_agreement"
ASKED, REVIEWED, REPORTED, APPROVED, REFUSED, BORNE, USED, WITHDRAWN = (
    "asked",
    "reviewed",
    "reported",
    "approved",
    "refused",
    "borne",
    "used",
    "withdrawn",
)
OPENING = frozenset({APPROVED, BORNE})  # the endorsement may be made

ASK = Creation(
    name="underwriting.agreement.ask",
    label=_("Ask the reinsurers about an endorsement"),
    permission="underwriting.open_cession",
    target=ASKED,
)
REVIEW = Transition(
    name="underwriting.agreement.review",
    label=_("The underwriter agrees"),
    permission="underwriting.decide_proposal",
    sources=frozenset({ASKED}),
    target=REVIEWED,
    alternatives=frozenset({REPORTED}),
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
REPORT = Transition(
    name="underwriting.agreement.report",
    label=_("The reinsurance post agrees and reports"),
    permission="underwriting.submit_cession",
    sources=frozenset({REVIEWED}),
    target=REPORTED,
    reason=Reason.OPTIONAL,
    icon="send",
)
APPROVE = Transition(
    name="underwriting.agreement.approve",
    label=_("The reinsurers agree"),
    permission="underwriting.place_cession",
    sources=frozenset({REPORTED}),
    target=APPROVED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
REFUSE = Transition(
    name="underwriting.agreement.refuse",
    label=_("The reinsurers do not agree"),
    permission="underwriting.place_cession",
    sources=frozenset({REPORTED}),
    target=REFUSED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
BEAR = Transition(
    name="underwriting.agreement.bear",
    label=_("The branch bears the difference"),
    permission="underwriting.bear_difference",
    sources=frozenset({ASKED, REVIEWED, REPORTED, REFUSED}),
    target=BORNE,
    reason=Reason.REQUIRED,
    style="danger",
    icon="alert-triangle",
)
USE = Transition(
    name="underwriting.agreement.use",
    label=_("Endorsement made"),
    permission="underwriting.run_clock",
    sources=OPENING,
    target=USED,
    needs_version=False,
)
_UNUSED = frozenset({ASKED, REVIEWED, REPORTED, APPROVED, REFUSED, BORNE})
WITHDRAW = Transition(
    name="underwriting.agreement.withdraw",
    label=_("The change is not made"),
    permission="underwriting.open_cession",
    sources=_UNUSED,
    target=WITHDRAWN,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="archive",
)
FALL_AWAY = Transition(
    name="underwriting.agreement.fall_away",
    label=_("Falls away"),
    permission="underwriting.run_clock",
    sources=_UNUSED,
    target=WITHDRAWN,
    needs_version=False,
)
AGREEMENT = Lifecycle(
    kind=AGREEMENT_KIND,
    label=_("Reinsurers' agreement to an endorsement"),
    states=(
        State(value=ASKED, label=_("with the underwriter"), tone=Tone.WAIT, queue=REVIEW_QUEUE),
        State(value=REVIEWED, label=_("with the reinsurance post"), tone=Tone.WAIT, queue=CESSION_QUEUE),
        State(value=REPORTED, label=_("with the reinsurance department"), tone=Tone.UP, queue=PLACE_QUEUE),
        State(value=APPROVED, label=_("agreed by the reinsurers"), tone=Tone.GOOD),
        State(value=REFUSED, label=_("not agreed"), tone=Tone.BAD, queue=REVIEW_QUEUE),
        State(value=BORNE, label=_("difference borne by the branch"), tone=Tone.BAD),
        State(value=USED, label=_("endorsement made"), tone=Tone.GOOD, final=True),
        State(value=WITHDRAWN, label=_("change not made"), final=True),
    ),
    creation=ASK,
    transitions=(REVIEW, REPORT, APPROVE, REFUSE, BEAR, USE, WITHDRAW, FALL_AWAY),
)
