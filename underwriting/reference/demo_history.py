"""The months before in the demo branch: commercial motor business with its books, and what was drawn of it for review.

Statistics, forecast, monitoring and samples rest on it. It goes the same way as everything else, only earlier.
"""

from __future__ import annotations

import csv
from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core import demo
from core.workflow.command import Actor, Command
from organisation.models import PostAssignment
from organisation.public import actor_of, system_actor
from underwriting.models import Decision, SampledAcceptance
from underwriting.reference.demo_business import FOLDER, DemoCase
from underwriting.rules.periods import add_months
from underwriting.selectors.renewals import to_be_listed
from underwriting.services import sampling
from underwriting.services.renewing import list_renewal

FIRST = 900  # numbers of the commands go on behind those of the other demo business
MORNING, NEXT_DAY = time(9, 30), timedelta(days=1)
CENTRE = "350591"
# What people found in the drawn acceptances, one after the other ("" = agreed); the last of them still wait.
FOUND, WAITING = ("", "", "", "value", "", "entry"), 2


def build_history() -> None:
    """Half a year, three policies a month, and two that end soon; then the samples of these acceptances and the
    renewals that are due."""
    with (FOLDER / "demo_history.csv").open(encoding="utf-8") as file:
        cases = [PastCase(row, number) for number, row in enumerate(csv.DictReader(file), start=FIRST)]
    for case in cases:
        case.go()
    _samples()
    _renewals()


class PastCase(DemoCase):
    """A case that was taken in some months ago."""

    def __init__(self, row: dict[str, str], number: int) -> None:
        super().__init__(row, number)
        first = add_months(timezone.localdate().replace(day=1), -int(row["months"]))
        day = first + timedelta(days=int(row["day"]) - 1)
        self.at = timezone.make_aware(datetime.combine(day, MORNING))
        self.today = day


def _renewals() -> None:
    """What ends soon stands on the list of renewals, as the nightly job would have put it there."""
    for policy in to_be_listed(timezone.localdate()):
        clock = system_actor("policy-clock", unit_id=policy.unit_id)
        list_renewal(_command(f"renewal/{policy.number}", clock, timezone.now()), policy_id=policy.pk)


def _samples() -> None:
    """One acceptance of each day with business was drawn the night after; people looked at most of them."""
    taken = Decision.objects.filter(automatic=True, outcome="approved", decided_at__lt=timezone.now() - NEXT_DAY)
    reviewer = _as("UW_UND3")
    drawn = list(taken.select_related("proposal").order_by("decided_at", "pk"))[::2]
    for number, decision in enumerate(drawn):
        at = decision.decided_at + NEXT_DAY
        rules = system_actor("auto-underwriting", unit_id=decision.proposal.unit_id)
        made = sampling.draw(
            _command(f"draw/{number}", rules, at), decision_id=decision.pk, decided_on=timezone.localdate(at - NEXT_DAY)
        )
        if number < len(drawn) - WAITING:
            _review(made, reviewer, FOUND[number % len(FOUND)])


def _review(made: SampledAcceptance, reviewer: Actor, finding: str) -> None:
    at = made.created_at + NEXT_DAY
    if not finding:
        sampling.agree(made.pk, _command(f"agree/{made.pk}", reviewer, at, "资料与费率核对无误"))
        return
    why = "驾驶记录与申报不一致，应转人工核保后确定系数"
    sampling.disagree(made.pk, _command(f"disagree/{made.pk}", reviewer, at, why), finding=finding)


def _command(what: str, actor: Actor, at: datetime, reason: str = "") -> Command:
    return Command(key=uuid5(NAMESPACE_URL, f"demo/history/{what}"), actor=actor, at=at, reason=reason)


def _as(post: str) -> Actor:
    held = PostAssignment.objects.filter(post_id=post, unit__code=CENTRE)
    return actor_of(held.select_related("staff", "unit", "scope_unit").order_by("pk")[0])


def register() -> None:
    """Last of the business, so that the numbers of what is under way do not depend on it."""
    demo.register(1300, "business of the months before", build_history)
