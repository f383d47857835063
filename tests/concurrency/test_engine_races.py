"""Real races on PostgreSQL: one effect, a clear answer for everybody else."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from core.models import AuditEntry, NumberSeries
from core.numbering import business_number, next_number
from tests.sample import services
from tests.sample.models import Paper
from tests.support.actors import StubActor, order
from tests.support.races import names, together

pytestmark = pytest.mark.django_db(transaction=True)

WRITER = StubActor(permissions=frozenset({"sample.write_paper"}))


def test_a_double_click_has_one_effect() -> None:
    key = uuid4()
    command = order(WRITER, key=key)
    outcomes = together(*[lambda: services.write_paper(command, title="One", amount=Decimal(1))] * 6)
    assert {paper.pk for paper in outcomes} == {Paper.objects.get().pk}
    assert AuditEntry.objects.count() == 1


def test_of_two_people_on_one_version_one_wins_and_one_is_told() -> None:
    paper = services.write_paper(order(WRITER), title="One", amount=Decimal(1))
    outcomes = together(
        *[lambda n=n: services.edit_paper(paper.pk, order(WRITER, version=1), title=f"Title {n}") for n in range(4)]
    )
    assert names(outcomes) == ["Stale", "Stale", "Stale", "done"]
    assert Paper.objects.get().version == 2


def test_the_audit_chain_has_no_gap_after_parallel_writing() -> None:
    together(
        *[lambda n=n: services.write_paper(order(WRITER), title=f"Paper {n}", amount=Decimal(n)) for n in range(12)]
    )
    assert sorted(AuditEntry.objects.values_list("seq", flat=True)) == list(range(1, 13))


@pytest.mark.req("FIN-13")
def test_gap_free_numbers_survive_roll_backs() -> None:
    def take(fails: bool) -> int:
        with transaction.atomic():
            number = next_number("F", gap_free=True)
            if fails:
                raise RuntimeError
            return number

    outcomes = together(*[lambda n=n: take(n % 4 == 0) for n in range(16)])
    taken = sorted(number for number in outcomes if isinstance(number, int))
    assert taken == list(range(1, 13))
    assert NumberSeries.objects.get(series="F").last == 12


def test_a_business_number_names_kind_line_year_institution_and_sequence() -> None:
    assert business_number("P", "MOD", 2026, "350502", gap_free=True) == "PMOD20263505020000001"
    assert business_number("T", "MOD", 2026, "350502", gap_free=False) == "TMOD20263505020000001"
