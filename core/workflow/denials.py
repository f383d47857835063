"""Refused commands are written down too, also when the transaction around the command is rolled back with it."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from core import audit
from core.workflow.command import Command
from core.workflow.refusals import Refusal


class Denial(NamedTuple):
    """Which command was refused on what: kept with the refusal until it is certain that the entry stays."""

    command: Command
    name: str
    subject: tuple[str, int | None, str]


def write(refusal: Refusal, denial: Denial) -> None:
    """Write the denial into the trail and keep it with the refusal for whoever rolls the transaction back."""
    refusal.denial = denial
    with transaction.atomic():
        audit.record(
            denial.command,
            denial.name,
            subject=denial.subject,
            after={"message": refusal.message, **refusal.details},
            outcome=refusal.code,
        )


def write_again(refusal: Refusal) -> None:
    """After a roll-back that took the entry with it. A refusal outside of any command has nothing to write."""
    if isinstance(refusal.denial, Denial):
        write(refusal, refusal.denial)
