"""Back-test of a year of automatic decisions: under a minute, and the same answer as looking at one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import psycopg2
from django.db.models import Sum
from django.utils.timezone import localdate

from bench.figures import Figure, faster, within
from organisation.models import Unit
from underwriting.models import Decision, LossExperience, Proposal, RuleValues
from underwriting.rules.auto_underwriting import RuleSet, compile_rules, decide, typed_facts
from underwriting.selectors.backtest import BackTest, Progress, back_test, rule_set

LINE, DAYS, MONTH, YEAR, SECONDS, AIM, TURNS = "MOTOR", 365, 15, 200_000, 60, 3, 2
COMPARED = ("replayed", "passed_then", "passes_now", "accepted_count", "referred_count", "failing", "premium_then",
            "premium_now", "losses_then", "losses_now")  # fmt: skip
# Decisions of issued proposals as the product stores them, spread evenly over three hundred days.
DECISIONS = """
INSERT INTO underwriting_decision (proposal_id, automatic, outcome, elements_version, values_version, facts, verdicts,
                                   opinion, terms, reason_code, decided_by, decided_at)
SELECT p.id, true, CASE WHEN p.third_party_limit <= 1000000 AND p.id % 9 > 0 THEN 'approved' ELSE 'manual' END,
       'bench', 'bench',
       jsonb_build_object('vehicle_class', p.vehicle_class, 'vehicle_age',
           date_part('year', age(p.start_on, p.first_registered_on))::int, 'new_price', p.new_price::text,
           'third_party_limit', coalesce(p.third_party_limit, 0)::text, 'seats', p.seats,
           'occupants_limit', greatest(p.driver_limit, p.passenger_limit, 0)::text, 'claims_last_year', p.id % 4,
           'loss_ratio', (p.id % 97)::text, 'lapse_days', p.id % 2, 'discount', (p.id % 30)::text,
           'list_hits', '[]'::jsonb, 'disclosures', '[]'::jsonb, 'moratorium', '[]'::jsonb, 'reported', '[]'::jsonb,
           'issuer_grade', 'A'),
       '[]', '', '', '', 'bench', now() - n * interval '300 days' / %(wanted)s
  FROM (SELECT p.*, row_number() OVER (ORDER BY p.id, r) AS n
          FROM underwriting_proposal AS p, generate_series(1, %(rounds)s) AS r
         WHERE p.state = 'issued' AND p.line = 'MOTOR' AND p.branch_id = %(branch)s LIMIT %(wanted)s) AS p
 ORDER BY n DESC
""".replace(" % ", " %% ")


def figures(*, owner_url: str, decisions: int) -> list[Figure]:
    """The whole year through the product, with its progress; its last month also object by object."""
    _prepare(owner_url, decisions)
    branch = _branch()
    told: list[int] = []
    start = time.perf_counter()
    whole = _tried(back_test, branch, DAYS, progress=lambda done, _total: told.append(done))
    seconds = time.perf_counter() - start
    if whole.replayed < decisions or len(told) < whole.replayed // 10_000:
        raise RuntimeError(f"{whole.replayed:,} decisions with {len(told)} reports of progress")
    note = f"{whole.replayed:,} decisions, {len(told)} reports of progress"
    limit = SECONDS * whole.replayed / YEAR
    return [
        within("back-test of a year of decisions", ours=seconds, limit=limit, unit="s", note=note),
        _beside(branch),
    ]


def _prepare(owner_url: str, decisions: int) -> None:
    """As many decisions of the last year as are wanted; they stay for the next time."""
    today = localdate()
    kept = Decision.objects.filter(automatic=True, decided_by="bench", decided_at__date__gt=today - timedelta(days=30))
    missing = decisions if kept.count() < decisions // 12 else 0
    if missing:
        branch = _branch()
        issued = Proposal.objects.filter(state="issued", line=LINE, branch_id=branch.pk).count()
        values = {"branch": branch.pk, "wanted": missing, "rounds": missing // issued + 1}
        with closing(psycopg2.connect(owner_url)) as owner, owner, owner.cursor() as cursor:
            cursor.execute(DECISIONS, values)
            cursor.execute("ANALYZE underwriting_decision")


def _branch() -> Unit:
    return Unit.objects.get(pk=Proposal.objects.filter(state="issued").latest("pk").branch_id)


def _beside(branch: Unit) -> Figure:
    """The last month both ways: the product's, and one object after the other with all its words."""
    rates: list[list[float]] = [[], []]
    for _turn in range(TURNS):
        found = []
        for way, taken in zip((back_test, plain), rates, strict=True):
            start = time.perf_counter()
            found.append(_tried(way, branch, MONTH, progress=lambda _done, _total: None))
            taken.append(found[-1].replayed / (time.perf_counter() - start))
        fast, slow = found
        if different := [name for name in COMPARED if getattr(fast, name) != getattr(slow, name)]:
            raise RuntimeError(f"the two ways differ in {different}")
    ours, other = map(max, rates)
    note = f"{fast.replayed:,} decisions, same counts, premium and losses"
    return faster(
        "back-test, decisions", ours=ours, other=other, unit="/s", other_is="object by object", aim=AIM, note=note
    )


def _tried(way: Callable[..., BackTest], branch: Unit, days: int, progress: Progress) -> BackTest:
    """With values that turn some decisions in both directions."""
    today = localdate()
    values = RuleValues.objects.filter(product=LINE, unit=branch, effective__contains=today)[0].values
    other = values | {"third_party_limit": "2000000", "new_price": "200000"}
    return way(branch, other, product=LINE, on=today, today=today, days=days, progress=progress)


def plain(
    branch: Unit,
    values: Mapping[str, Any],
    *,
    product: str,
    on: date,
    today: date,
    days: int,
    progress: Progress | None = None,
) -> BackTest:
    """As it is usually written: every decision an object with its proposal and losses, every verdict spelled out."""
    del progress
    rules = rule_set(product, values, on)
    found = BackTest(days=days)
    since = today - timedelta(days=days)
    rows = Decision.objects.filter(automatic=True, proposal__branch_id=branch.pk, proposal__line=product)
    rows = rows.filter(decided_at__date__gt=since).select_related("proposal").order_by("-pk")
    for decision in rows.iterator(chunk_size=2000):
        _add(found, decision, rules)
    return found


def _add(found: BackTest, decision: Decision, rules: RuleSet) -> None:
    known = replace(rules, elements=[e for e in rules.elements if e.name in decision.facts])
    passes, verdicts = decide(known, compile_rules(known), typed_facts(known, decision.facts))
    passed, proposal = decision.outcome == "approved", decision.proposal
    lost = LossExperience.objects.filter(policy__proposal=proposal).aggregate(total=Sum("incurred"))["total"] or 0
    found.replayed += 1
    if passed:
        found.passed_then += 1
        found.premium_then += proposal.premium
        found.losses_then += lost
    if passes:
        found.passes_now += 1
        found.premium_now += proposal.premium
        found.losses_now += lost
    found.failing.update(verdict.label for verdict in verdicts if not verdict.passed)
    found.accepted_count += passes and not passed
    found.referred_count += passed and not passes
