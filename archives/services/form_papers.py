"""What every paper about printed forms has: a number, and a person who makes it out."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.services.form_refusals import WrongPaper
from core.numbering import next_number
from core.workflow.command import Command


def paper_number(prefix: str, command: Command) -> str:
    """``DZ2026000123``: what the paper is, the year, the sequence."""
    year = localdate(command.at).year
    return f"{prefix}{year}{next_number(f'archives.{prefix}{year}', gap_free=False):06d}"


def staff_of(command: Command) -> int:
    """The person who makes out a paper."""
    if command.actor.staff_id is None:
        raise WrongPaper(_("Papers about forms are made out by a person."))
    return command.actor.staff_id
