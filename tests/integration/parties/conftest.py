"""Actors of the package's tests."""

from __future__ import annotations

import pytest
from django.utils import translation

from organisation.models import Unit
from parties import permissions
from tests.factories.parties import PartyActor


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def unit(db) -> Unit:
    return Unit.objects.create(code="T350503", name="丰泽支公司", kind="district_sub_branch")


@pytest.fixture
def desk(unit) -> PartyActor:
    """A clerk with every right of this package."""
    return PartyActor(permissions=frozenset(permissions.LABELS), unit_id=unit.pk, staff_id=1, name="林晓岚")


@pytest.fixture
def second(unit) -> PartyActor:
    """Another person with the same rights."""
    return PartyActor(permissions=frozenset(permissions.LABELS), unit_id=unit.pk, staff_id=2, name="陈志强")


@pytest.fixture
def stranger(unit) -> PartyActor:
    """A person without any right."""
    return PartyActor(staff_id=3, unit_id=unit.pk)
