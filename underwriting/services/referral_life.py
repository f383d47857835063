"""What follows a reply: passed on, issued on it, copied upward, or prepared anew (B-40 … B-42)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.jobs import enqueue
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import RuleRefusal
from underwriting.models import Proposal
from underwriting.models.referral import Referral
from underwriting.rules import referral as life
from underwriting.rules.referral_pack import Outcome, changed, valid_reply
from underwriting.selectors.referral import frozen_terms, latest_referral, open_referral, opinions_of, voices

REPLY_JOB = "underwriting.referral_reply"


class NoValidReply(RuleRefusal):
    """Reported business is bound only on a valid reply to exactly these terms (B-40)."""

    code = "no_valid_reply"


class NewSubmission(RuleRefusal):
    """A changed plan is reported anew (B-42, UWR-18)."""

    code = "new_submission"


@transition(Referral, life.DELIVER)
def deliver_reply(referral: Referral, command: Command, /) -> str | None:
    """The sub-branch has the reply as it was given; a refused plan ends here (UWR-16)."""
    agreed = valid_reply(voices(opinions_of(referral)), referral.revision)
    return None if agreed else life.CLOSED


@transition(Referral, life.REVISE)
def revise(referral: Referral, command: Command, /) -> None:
    """The plan that was approved is changed: the reply no longer holds, the next version begins."""
    referral.revision += 1
    referral.frozen, referral.copy_wanted = {}, False
    referral.reply_document, referral.reply_sha256 = None, ""


@transition(Referral, life.NOTE_ISSUE)
def note_issue(referral: Referral, command: Command, /) -> str | None:
    """The policy was issued on the reply, which is bound to its archive. A copy goes up where the upper level does not
    see the policy in the system (UWR-16, UWR-17)."""
    referral.issued_at = command.at
    enqueue_reply(referral, bind=True)
    return None if referral.copy_wanted else life.CLOSED


@transition(Referral, life.COPY)
def file_copy(referral: Referral, command: Command, /) -> None:
    """The copy of the policy went up, within the days of the clock (B-41)."""


@transition(Referral, life.CLOSE)
def close_referral(referral: Referral, command: Command, /) -> None:
    """The upper level holds the copy."""


@transition(Referral, life.DROP)
def drop_referral(referral: Referral, command: Command, /) -> None:
    """Nothing is asked of the upper level any more."""


def enqueue_reply(referral: Referral, *, bind: bool) -> None:
    """The reply as a document; ``bind`` puts it into the archive of the policies."""
    step = "bind" if bind else "make"
    payload = {"referral": referral.pk, "revision": referral.revision, "bind": int(bind)}
    enqueue(REPLY_JOB, key=f"{referral.pk}/{referral.revision}/{step}", payload=payload, queue="documents")


def end_referral(proposal: Proposal, command: Command) -> None:
    """The proposal ends, or is decided below: what was being reported is reported no more."""
    found = open_referral(proposal)
    if found is not None:
        drop_referral(found.pk, command.then("drop-report"))


def settle_referral(proposal: Proposal, command: Command) -> None:
    """Before an underwriter of the branch accepts: a report that was never answered is dropped; a changed plan of
    business once approved above goes up again, and a plan refused above is not accepted below (B-42, UWR-18)."""
    found = latest_referral(proposal)
    if found is None or found.state == life.DROPPED:
        return
    replies = [one for one in voices(opinions_of(found)) if one.final and one.revision == found.revision]
    details = {"basis": "B-42", "report": found.number}
    if replies and replies[-1].outcome == Outcome.DISAGREE:
        if not changed(found.frozen, frozen_terms(proposal)):
            message = _("The upper level did not agree to this plan. Change it, or report it as a new submission.")
            raise NewSubmission(message, details=details)
    elif found.revision > 1 and found.state in life.OPEN:
        message = _("The upper level approved another plan. Report the changed plan upward as a new submission.")
        raise NewSubmission(message, details=details)
    elif found.state in life.OPEN:
        drop_referral(found.pk, command.then("drop-report"))


def begin_anew(proposal: Proposal, command: Command) -> None:
    """The terms are opened again after a reply."""
    found = open_referral(proposal)
    if found is not None and found.state in life.REVISE.sources:
        revise(found.pk, command.then("revise-report"))


def refuse_undelivered(proposal: Proposal) -> None:
    """The customer answers a reply only after the centre passed it on (B-40)."""
    found = open_referral(proposal)
    if found is not None and found.state == life.REPLIED:
        message = _("Pass the reply of report %(number)s to the sub-branch first.") % {"number": found.number}
        raise NoValidReply(message, details={"basis": "B-40", "report": found.number})


def refuse_unreplied(proposal: Proposal) -> Referral | None:
    """No policy without a reply to exactly these terms; never issue first and report later (B-40). The refused attempt
    stands in the audit trail, from which the weekly list is made."""
    found = latest_referral(proposal)
    if found is None or found.state not in life.OPEN:
        return None
    reply = valid_reply(voices(opinions_of(found)), found.revision)
    details = {"basis": "B-40", "report": found.number}
    if reply is None:
        raise NoValidReply(_("The upper level has not agreed. Nothing is issued before its reply."), details=details)
    differing = changed(reply.terms or {}, frozen_terms(proposal))
    if differing:
        message = _("The terms differ from those approved above. Report the changed plan as a new submission.")
        raise NoValidReply(message, details={**details, "value": list(differing)})
    return found


def note_issued(referral: Referral | None, command: Command) -> None:
    """After the policies were made."""
    if referral is not None and referral.state in life.NOTE_ISSUE.sources:
        note_issue(referral.pk, command.then("report-issued"))
