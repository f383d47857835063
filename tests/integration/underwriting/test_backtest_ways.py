"""The back-test in chunks answers exactly as looking at one decision after the other (AUW-08)."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from bench.backtest import COMPARED, plain
from organisation.models import Unit
from tests.factories import underwriting as made
from underwriting.models import Decision, RuleValues
from underwriting.selectors import backtest

TODAY = timezone.localdate()
CHOICES: dict[str, list[Any]] = {
    "vehicle_class": ["private_car", "truck", None],
    "vehicle_age": [0, 8, 9, None],
    "new_price": ["119800.00", "500000", "500000.01"],
    "third_party_limit": ["0", "1000000.00", "2000000"],
    "claims_last_year": [0, 2, 3],
    "loss_ratio": ["80", "80.01", None],
    "lapse_days": [0, 1],
    "list_hits": [[], ["black"]],
    "disclosures": [[], None],
}


def decided(count: int) -> None:
    """Decisions with drawn facts; some were made before one of the elements existed."""
    first, drawn = made.make_decided(), random.Random(350500)
    template = Decision.objects.get()
    rows = []
    for n in range(count):
        known = drawn.sample(sorted(CHOICES), drawn.choice([len(CHOICES), len(CHOICES) - 1]))
        facts = template.facts | {name: drawn.choice(CHOICES[name]) for name in known}
        facts = {name: facts[name] for name in facts if name in known or name not in CHOICES}
        rows.append(
            Decision(
                proposal=first, automatic=True, outcome=drawn.choice(["approved", "manual"]), facts=facts, verdicts=[],
                decided_at=timezone.now() - timedelta(hours=n),
            )
        )  # fmt: skip
    Decision.objects.bulk_create(rows)


@pytest.mark.django_db
@pytest.mark.req("AUW-08")
def test_chunks_count_as_one_after_the_other(monkeypatch: Any) -> None:
    monkeypatch.setattr(backtest, "CHUNK", 50)
    decided(300)
    told: list[tuple[int, int]] = []
    branch, values = Unit.objects.get(code="350500"), RuleValues.objects.filter(product="MOTOR").earliest("pk").values
    wanted: dict[str, Any] = {"product": "MOTOR", "on": TODAY, "today": TODAY, "days": 30}
    fast = backtest.back_test(branch, values, progress=lambda done, total: told.append((done, total)), **wanted)
    slow = plain(branch, values, **wanted)
    assert {name: getattr(fast, name) for name in COMPARED} == {name: getattr(slow, name) for name in COMPARED}
    assert (fast.replayed, fast.as_json()) == (301, slow.as_json())
    assert 0 < fast.passes_now < 301
    assert min(fast.accepted_count, fast.referred_count) > 0
    assert fast.premium_now > Decimal(0)
    assert told == [(n, 301) for n in range(50, 301, 50)]
