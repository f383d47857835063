"""Decisions of which the people of a proposal have not heard yet (UWR-01)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from core.models import CaseAct
from underwriting.models import Decision
from underwriting.rules.decision_news import REASONS, TITLES, News
from underwriting.rules.lifecycle import PROPOSAL_KIND, SUBMIT

LOOK_BACK = timedelta(days=31)  # longer than the clock ever stands still; what is older is no news
MOST = 20_000


def untold(at: datetime) -> list[News]:
    """Nobody was told of them yet, the oldest first; a decision of the rules to hand over to a person is no news."""
    rows = Decision.objects.filter(decided_at__gte=at - LOOK_BACK, outcome__in=TITLES, news=None)
    columns = ("proposal__number", "proposal__entered_by_id", "proposal__salesperson_id")
    found = list(
        rows.order_by("pk").values_list(
            "pk", "proposal_id", "outcome", "opinion", "terms", "reason_code", "decided_by_id", *columns
        )[:MOST]
    )
    clerks = _clerks({row[1] for row in found})
    return [
        News(
            decision=pk,
            proposal=proposal,
            number=number,
            outcome=outcome,
            text="\n".join(part for part in (_(REASONS[code]) if code in REASONS else "", terms, opinion) if part),
            people=frozenset({entered, sold, *clerks.get(proposal, ())} - {None, decider}),
        )
        for pk, proposal, outcome, opinion, terms, code, decider, number, entered, sold in found
    ]


def _clerks(proposals: Iterable[int]) -> dict[int, list[int | None]]:
    """Who handed each of them in."""
    cases = {f"{PROPOSAL_KIND}:{pk}": pk for pk in proposals}
    acts = CaseAct.objects.filter(case_ref__in=list(cases), duty=SUBMIT.duty).values_list("case_ref", "staff_id")
    found: dict[int, list[int | None]] = {}
    for case, person in acts:
        found.setdefault(cases[case], []).append(person)
    return found
