"""Actors of the package's tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import translation

from core.workflow.refusals import Refusal
from organisation.models import Unit
from parties import permissions
from tests.support.actors import StubActor


@dataclass(frozen=True)
class PartyActor(StubActor):
    """Customers are common to the company, so that no unit stands in the way."""

    def refusal_for(self, permission: str, subject: Any = None) -> Refusal | None:
        return super().refusal_for(permission)


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
