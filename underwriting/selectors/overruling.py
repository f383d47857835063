"""Which changes of a policy gave way to one that was agreed after them for an earlier day (END-10)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from underwriting.models import Endorsement
from underwriting.rules.endorsement_life import MADE
from underwriting.selectors.endorsements import INNER, conflict_rows, entry_of


class GivenWay(NamedTuple):
    """One entry of an endorsement that is not carried out: what it would have said, from which day, and whose it is."""

    number: str
    entry: str
    value: str
    since: str


def given_way_to(endorsement: Endorsement) -> list[GivenWay]:
    """What does not hold any more because this endorsement goes through, under the numbers that the customer has."""
    lost = [one for one in endorsement.conflicts if _gives_way(one, endorsement)]
    if not lost:
        return []
    asked = Endorsement.objects.filter(policy_id=endorsement.policy_id, number__in={one["source"] for one in lost})
    printed = {one.number: str(one) for one in asked}
    return [
        GivenWay(printed.get(row["source"], row["source"]), row["label"], row["later"], row["since"])
        for row in conflict_rows(lost, entry_of(endorsement.policy))
    ]


def _gives_way(conflict: dict[str, str], endorsement: Endorsement) -> bool:
    return conflict["subject"] in endorsement.overruled and not conflict["path"].endswith(INNER)


def overruling(endorsement: Endorsement) -> list[tuple[Endorsement, str]]:
    """The issued endorsements before which one gives way, each with the entries."""
    if endorsement.state not in MADE:
        return []
    later = Endorsement.objects.filter(
        policy_id=endorsement.policy_id, state__in=MADE, conflicts__contains=[{"source": endorsement.number}]
    )
    return overruling_among(endorsement, later.order_by("pk"))


def overruling_among(endorsement: Endorsement, others: Iterable[Endorsement]) -> list[tuple[Endorsement, str]]:
    """The same out of endorsements of the policy that are at hand."""
    found = []
    for other in others:
        lost = [one for one in other.conflicts if one["source"] == endorsement.number and _gives_way(one, other)]
        if other.state in MADE and lost:
            labels = (row["label"] for row in conflict_rows(lost, entry_of(endorsement.policy)))
            found.append((other, _(", ").join(dict.fromkeys(labels))))
    return found
