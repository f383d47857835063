"""Two desks at once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from archives.models import Document
from archives.public import DocumentFact, deposit
from organisation.models import Unit
from parties import permissions
from parties.models import Party
from parties.services.register import register_party
from tests.factories.parties import PartyActor, person_data
from tests.support import evil_files as evil
from tests.support.actors import order
from tests.support.races import names, together

pytestmark = pytest.mark.django_db(transaction=True)


def desk(staff_id: int, unit: Unit) -> PartyActor:
    return PartyActor(permissions=frozenset(permissions.LABELS), staff_id=staff_id, unit_id=unit.pk)


@pytest.fixture
def unit(db) -> Unit:
    return Unit.objects.create(code="T350503", name="丰泽支公司", kind="district_sub_branch")


@pytest.mark.req("CUS-01")
def test_two_desks_register_the_same_paper_once(unit):
    calls = [
        lambda staff_id=staff_id: register_party(
            order(desk(staff_id, unit)), data=person_data(1, name=f"张三{'甲乙丙丁'[staff_id]}", phone="")
        )
        for staff_id in range(4)
    ]
    assert names(together(*calls)) == ["DuplicateParty", "DuplicateParty", "DuplicateParty", "done"]
    assert Party.objects.count() == 1


def test_versions_of_a_document_are_counted_without_gaps(unit):
    fact = DocumentFact(
        kind="policy", title="Policy", subject_kind="test.case", subject_id=7, subject_number="P1",
        retain_until=timezone.localdate(), content=evil.pdf(),
    )  # fmt: skip
    calls = [lambda staff_id=staff_id: deposit(order(desk(staff_id, unit)), fact) for staff_id in range(4)]
    assert names(together(*calls)) == ["done"] * 4
    assert sorted(Document.objects.values_list("version", flat=True)) == [1, 2, 3, 4]
