"""What can be done with a paper."""

from __future__ import annotations

from decimal import Decimal

from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import RuleRefusal
from tests.sample.models import EDIT, REFUSE, SIGN, SUBMIT, WRITE, Paper


class EmptyTitle(RuleRefusal):
    """A paper needs a title."""

    code = "empty_title"


@creation(Paper, WRITE)
def write_paper(command: Command, /, *, title: str, amount: Decimal) -> Paper:
    """Write a paper."""
    if not title:
        raise EmptyTitle("A paper needs a title.", field="title")
    return Paper(title=title, amount=amount, unit_id=command.actor.unit_id)


@transition(Paper, EDIT)
def edit_paper(paper: Paper, command: Command, /, *, title: str) -> None:
    """Change the title."""
    if not title:
        raise EmptyTitle("A paper needs a title.", field="title")
    paper.title = title


@transition(Paper, SUBMIT)
def submit_paper(paper: Paper, command: Command, /) -> None:
    """Hand the paper in."""


@transition(Paper, SIGN, measures=lambda paper: {"amount": paper.amount})
def sign_paper(paper: Paper, command: Command, /, *, back: bool = False) -> str | None:
    """Sign it, or hand it back."""
    return "draft" if back else None


@transition(Paper, REFUSE)
def refuse_paper(paper: Paper, command: Command, /) -> None:
    """Refuse it."""


def write_and_submit(command: Command, *, title: str, amount: Decimal) -> Paper:
    """Two commands of which the second has a derived key."""
    paper = write_paper(command, title=title, amount=amount)
    return submit_paper(paper.pk, command.then("submit"))
