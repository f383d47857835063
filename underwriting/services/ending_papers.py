"""Papers of an endorsement as files, and the refund whose policy, mark or forms did not come back: the director agrees,
internal audit hears of it, and the money waits (5.9, A2, CT-16)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from archives.public import DocumentFact, deposit_upload
from core import clocks
from core.jobs import enqueue
from core.notify import notify
from core.workflow.command import Command
from core.workflow.engine import transition
from organisation.public import holders_in_scope
from underwriting.models import Endorsement
from underwriting.rules import ending_papers as rules
from underwriting.rules import endorsement_life as life
from underwriting.rules.ending_notice import LETTER_JOB, NOTICE
from underwriting.rules.endorsement_kinds import Kind
from underwriting.selectors.kept import kept_until
from underwriting.selectors.policy_life import kinds_on
from underwriting.services.refusals import InvalidEntry, PolicyNotChangeable


@transition(Endorsement, life.ATTACH)
def attach_paper(endorsement: Endorsement, command: Command, /, *, paper: str, content: bytes) -> None:
    """A scan or photo of one paper; another one of the same paper is its next version, nothing is replaced."""
    if paper not in rules.BROUGHT:
        raise InvalidEntry(_("Choose the paper."), field="paper")
    if not content:
        raise InvalidEntry(_("Attach the document."), field="file")
    keep_files(endorsement, command, {paper: content})
    note_files(endorsement, {paper: content})


def keep_files(endorsement: Endorsement, command: Command, files: Mapping[str, bytes]) -> None:
    """Kept with the endorsement as long as the contract's papers."""
    for paper, content in files.items():
        if not content:
            continue
        with override(settings.LANGUAGE_CODE):
            title = _(rules.PAPER_LABELS[paper])
        fact = DocumentFact(
            kind=f"{rules.PAPER}:{paper}",
            title=title,
            subject_kind=life.ENDORSEMENT_KIND,
            subject_id=endorsement.pk,
            subject_number=endorsement.number,
            content=content,
            media_type="application/pdf" if content.startswith(b"%PDF") else "image/jpeg",
            retain_until=kept_until(endorsement.policy, localdate(command.at)),
        )
        deposit_upload(command.then(f"paper:{paper}"), fact)


def note_files(endorsement: Endorsement, files: Mapping[str, bytes]) -> None:
    """Which papers are on file."""
    brought = (paper for paper, content in files.items() if content)
    endorsement.papers = list(dict.fromkeys([*endorsement.papers, *brought]))


def refuse_unproved(endorsement: Endorsement, today: date) -> None:
    """Deregistered, laid up, lost: the vehicle office or the police certify it (CT-16)."""
    wanted = kinds_on(today)[Kind(endorsement.kind)].evidence.get(endorsement.ground)
    if wanted and rules.CERTIFICATE not in endorsement.papers:
        raise InvalidEntry(_("This ground is proved by a file: %(paper)s.") % {"paper": wanted}, field="certificate")


def refuse_undeclared(endorsement: Endorsement) -> None:
    """Whoever wants money back without giving policy, mark or forms back declares that they are lost (A2)."""
    if endorsement.lacks_papers and endorsement.kind != Kind.END_INSURER and rules.LOSS not in endorsement.papers:
        raise InvalidEntry(
            _("Not all papers came back: the customer's declaration that they are lost is kept as a file first."),
            field="papers_complete",
        )


def note_director(endorsement: Endorsement, command: Command, *, confirms: bool = False) -> None:
    """A refund without the returned papers is the director's word: he approves it and somebody else looks once more, or
    he is the second person himself."""
    if rules.WITHOUT_PAPERS not in endorsement.cautions:
        return
    if confirms:
        _agree_without_papers(endorsement, command)
    elif command.actor.refusal_for(rules.DIRECTOR, endorsement) is None:
        _agree_without_papers(endorsement, command)
        kept = [one for one in endorsement.cautions if one != rules.WITHOUT_PAPERS]
        endorsement.cautions = [*kept, rules.DIRECTOR_AGREED]


def ask_for_letter(endorsement: Endorsement) -> str:
    """The letter of an insurer's ending follows as queued work, once for each decision."""
    key = f"{endorsement.pk}/{endorsement.version}"
    enqueue(LETTER_JOB, key=key, payload={"endorsement": endorsement.pk}, queue="documents")
    return NOTICE


def _agree_without_papers(endorsement: Endorsement, command: Command) -> None:
    """The director's word: the refund waits from now on, and internal audit gets its copy."""
    endorsement.held_until = clocks.due(rules.HOLD_CLOCK, command.at)[0]
    _refuse_hold_into_cover(endorsement, endorsement.held_until)
    with override(settings.LANGUAGE_CODE):
        title = _("Refund without the returned papers: %(number)s") % {"number": endorsement.number}
        body = _("%(policy)s · %(amount)s · agreed by %(name)s, held until %(moment)s") % {
            "policy": endorsement.policy.number,
            "amount": f"{endorsement.refund:,.2f}",
            "name": command.actor.name,
            "moment": f"{localtime(endorsement.held_until):%Y-%m-%d %H:%M}",
        }
    notify(
        holders_in_scope(rules.TOLD, endorsement, localdate(command.at)),
        key=f"underwriting.refund_without_papers:{endorsement.pk}:{endorsement.version}",
        title=title,
        body=body[:500],
        url=reverse("underwriting:endorsement", args=[endorsement.pk]),
        subject_kind=life.ENDORSEMENT_KIND,
        subject_id=endorsement.pk,
    )


def _refuse_hold_into_cover(endorsement: Endorsement, held_until: datetime) -> None:
    """A policy is voided before its cover begins; a hold that leaves no day for it is known beforehand."""
    start = endorsement.policy.start_on
    if endorsement.effective_on < start <= localdate(held_until) + timedelta(days=1):
        raise PolicyNotChangeable(
            _("The hold would end on %(day)s, too late to end the policy before its cover. End it within its period.")
            % {"day": localdate(held_until)}
        )


def refuse_held(endorsement: Endorsement, at: datetime) -> None:
    """Nobody lets the money go before the hold is over."""
    if endorsement.held_until is not None and at < endorsement.held_until:
        raise PolicyNotChangeable(
            _("The refund is held until %(moment)s, because not all papers of the policy came back.")
            % {"moment": f"{localtime(endorsement.held_until):%Y-%m-%d %H:%M}"}
        )


def refuse_undelivered(endorsement: Endorsement) -> None:
    """No ending of the insurer takes effect before its letter arrived."""
    if endorsement.kind == Kind.END_INSURER and endorsement.delivered_on is None:
        raise PolicyNotChangeable(_("The letter that ends the contract is not delivered yet."))
