"""Quorum, votes and outcome of the risk committee and its panels (5.13, A7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from underwriting.rules.words import gettext_noop as _


class Vote(StrEnum):
    """What a member may vote, and what is resolved."""

    AGREE = "agree"
    CONDITIONS = "conditions"
    DEFER = "defer"
    REFUSE = "refuse"


VOTE_LABELS = {
    Vote.AGREE: _("agreed"),
    Vote.CONDITIONS: _("agreed with conditions"),
    Vote.DEFER: _("put off"),
    Vote.REFUSE: _("not agreed to"),
}
FOR = frozenset({Vote.AGREE, Vote.CONDITIONS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the meeting stands: who may vote, who came, how many are needed, what was voted."""

    members: int
    present: int
    needed: int
    votes: Mapping[str, Vote]
    majority: int

    @property
    def quorate(self) -> bool:
        return self.present >= self.needed

    @property
    def reachable(self) -> bool:
        """Whether there is a quorum when all who may vote come."""
        return self.members >= self.needed

    @property
    def agreed(self) -> int:
        return sum(vote in FOR for vote in self.votes.values())

    @property
    def passed(self) -> bool:
        return self.quorate and self.agreed >= self.majority


def share_of(text: str) -> Fraction:
    """A share as the parameter says it, such as 2/3."""
    share = Fraction(text)
    if not 0 < share <= 1:
        raise ValueError(text)
    return share


def at_least(share: Fraction, number: int) -> int:
    """The least whole number that is this share of ``number``."""
    return max(ceil(share * number), 1)


def standing(
    *, members: int, seats: int, present: int, votes: Mapping[str, Vote], quorum: Fraction, majority: Fraction
) -> Standing:
    """``members`` may vote. Quorum of all seats of the board, majority of those present (abstention counts against)."""
    return Standing(
        members=members,
        present=present,
        needed=at_least(quorum, seats),
        votes=votes,
        majority=at_least(majority, present),
    )


def outcome(meeting: Standing, *, vetoed: bool = False) -> Vote:
    """What is resolved. The chair may veto an approval but cannot approve what was refused.

    Agreed: with conditions as soon as one who agreed asks for them. Not agreed: put off when more voted to put off
    than to refuse, otherwise refused."""
    if meeting.passed:
        if vetoed:
            return Vote.REFUSE
        return Vote.CONDITIONS if Vote.CONDITIONS in meeting.votes.values() else Vote.AGREE
    against = [vote for vote in meeting.votes.values() if vote not in FOR]
    return Vote.DEFER if against.count(Vote.DEFER) > against.count(Vote.REFUSE) else Vote.REFUSE


def dissent(votes: Mapping[str, Vote], result: Vote) -> tuple[str, ...]:
    """Who stood on the other side; their opinions are kept with the resolution."""
    return tuple(who for who, vote in votes.items() if (vote in FOR) is not (result in FOR))
