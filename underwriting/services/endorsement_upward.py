"""Reporting a change above the branch's authority: opinion signed, terms frozen, the reply kept (5.6, B-39)."""

from __future__ import annotations

from core.audit import plain
from core.jobs import enqueue
from core.workflow.command import Command
from core.workflow.engine import transition
from underwriting.models import Endorsement
from underwriting.rules import endorsement_upward as life
from underwriting.services.listed import refuse_endorsing_without_director

REPLY_JOB = "underwriting.endorsement_reply"


@transition(Endorsement, life.REPORT_UP)
def report_up(endorsement: Endorsement, command: Command, /) -> None:
    """The underwriter signs the own opinion; the terms are frozen with it."""
    refuse_endorsing_without_director(endorsement, command)
    speak(endorsement, command, life.BRANCH, life.ADVISED)


@transition(Endorsement, life.REPORT_HEAD)
def report_to_head_office(endorsement: Endorsement, command: Command, /) -> None:
    """Above the province's authority as well: its opinion goes up."""
    speak(endorsement, command, life.PROVINCE, life.ADVISED)


@transition(Endorsement, life.ASK_MORE)
def ask_more(endorsement: Endorsement, command: Command, /) -> None:
    """The upper level wants to see more; the change is the underwriter's again."""
    speak(endorsement, command, life.LEVELS[endorsement.state], life.MORE)


def note_reply(endorsement: Endorsement, command: Command, outcome: str) -> None:
    """The reply of the upper level, where the change was reported; it is made a document."""
    level = life.LEVELS.get(endorsement.state)
    if level is None:
        return
    speak(endorsement, command, level, outcome)
    payload = {"endorsement": endorsement.pk}
    enqueue(REPLY_JOB, key=f"{endorsement.pk}:{len(endorsement.voices)}", payload=payload, queue="documents")


def speak(endorsement: Endorsement, command: Command, level: str, outcome: str) -> None:
    """One opinion, with the terms that it is about."""
    endorsement.voices = [
        *endorsement.voices,
        {
            "level": level,
            "outcome": outcome,
            "text": command.reason.strip(),
            "by": command.signature,
            "at": plain(command.at),
            "terms": endorsement.changes,
            "exposure": plain(endorsement.exposure),
            "delta": plain(endorsement.delta),
        },
    ]
