"""The large branch: exactly as many policies as asked for, sound by the product's own rules, the same for a seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Sum
from django.utils.timezone import localdate

from core.models import SearchEntry, WorkItem
from core.numbering import business_number
from finance.models import Receivable
from parties.models import Party
from parties.rules.identity import IdType, PartyKind, check_identity
from tests.support import databases
from underwriting.demo.scale import building
from underwriting.demo.scale.people import People, cars
from underwriting.models import Policy, PolicyVersion, Proposal, Section
from underwriting.rules import lifecycle
from underwriting.rules.vehicle import plain_plate, plain_vin

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def branch(transactional_db: None, working_branch: None) -> Iterator[None]:
    """Built and loaded as the role that owns the tables."""
    name = str(connection.settings_dict["NAME"])
    databases.point_django_at(name, settings.OWNER_ROLE)
    yield
    databases.point_django_at(name, settings.APPLICATION_ROLE)


def _indexes() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY (%s) UNION ALL "
            "SELECT conname || contype::text FROM pg_constraint WHERE conrelid = ANY (%s::regclass[])",
            [list(building.TABLES), list(building.TABLES)],
        )
        return {row[0] for row in cursor.fetchall()}


def test_a_loaded_branch_is_complete_and_keeps_every_index_and_constraint(branch: None) -> None:
    before = _indexes()
    building.build(policies=400, seed=1, at=AT, say=lambda _step: None)
    issued = Policy.objects.all()
    assert issued.count() == PolicyVersion.objects.count() == 400
    assert _indexes() == before
    for vin, plate in issued.values_list("vin", "plate"):
        assert (plain_vin(vin), plain_plate(plate)) == (vin, plate)
    for party in Party.objects.filter(name__gt="")[:60]:
        if party.number.startswith("KH") and party.roles == ["insured", "policyholder"]:
            check_identity(IdType(party.id_type), party.id_number, kind=PartyKind(party.kind), today=localdate(AT))
    settled = Receivable.objects.filter(state="settled").aggregate(sum=Sum("amount"))["sum"]
    paid = Section.objects.exclude(paid_at=None).aggregate(sum=Sum("premium") + Sum("vehicle_tax"))["sum"]
    assert settled == paid > Decimal(0)
    assert SearchEntry.objects.filter(kind=lifecycle.POLICY_KIND).count() == 400
    waiting = Proposal.objects.filter(state=lifecycle.UW_QUEUE).count()
    assert WorkItem.objects.filter(queue=lifecycle.DECIDE, done_at=None).count() == waiting > 20


def test_numbers_go_on_behind_the_loaded_ones(branch: None) -> None:
    building.build(policies=60, seed=1, at=AT, say=lambda _step: None)
    number = Policy.objects.order_by("number").values_list("number", flat=True)[0]
    series = number[:-7]
    kind, line, year, unit = series[0], series[1:4], int(series[4:8]), series[8:]
    last = Policy.objects.filter(number__startswith=series).count()
    assert business_number(kind, line, year, unit, gap_free=True) == f"{series}{last + 1:07d}"


def test_the_same_seed_draws_the_same_branch() -> None:
    first = list(cars(policies=500, today=AT.date(), seed=7))
    assert first == list(cars(policies=500, today=AT.date(), seed=7))
    assert first != list(cars(policies=500, today=AT.date(), seed=8))
    assert len({car.plate for car in first}) == len({car.vin for car in first}) == len(first)
    assert sum((car.compulsory + car.commercial) * car.past_terms for car in first) == 500
    assert People(7).person(3) == People(7).person(3) != People(8).person(3)


def test_business_is_never_mixed_with_it_unasked(branch: None) -> None:
    building.build(policies=20, seed=1, at=AT, say=lambda _step: None)
    with pytest.raises(CommandError, match="--again"):
        call_command("seed_scale", policies=10, stdout=StringIO())
    assert Policy.objects.count() == 20
    call_command("seed_scale", policies=10, again=True, stdout=StringIO())
    assert Policy.objects.count() == 30


def test_the_application_role_may_not_take_indexes_away(branch: None) -> None:
    databases.point_django_at(str(connection.settings_dict["NAME"]), settings.APPLICATION_ROLE)
    with pytest.raises(CommandError, match="owns the tables"):
        call_command("seed_scale", policies=10, stdout=StringIO())
    assert Policy.objects.count() == 0
