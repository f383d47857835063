"""What tests of the mechanisms share."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from core import clocks
from core.models import ClockRule
from organisation.models import AuthorityGrant, Staff, Unit, UnitKind
from tests.factories.organisation import give_post
from tests.support.actors import ASSIGNMENT, GRANT


@pytest.fixture
def clock_for_signing(db: None) -> None:
    """Two working hours to sign a paper, and authority of person 2 to sign up to 1,000."""
    effective = DateRange(date(2020, 1, 1), None)
    unit = Unit.objects.create(pk=100, code="100", name="Unit", kind=UnitKind.HEAD_OFFICE)
    signer, proposer, approver = (
        Staff.objects.create(pk=pk, login_name=f"staff{pk}", name=f"Staff {pk}") for pk in (2, 3, 4)
    )
    give_post(signer, "UW_UND1", unit, effective, pk=ASSIGNMENT)
    AuthorityGrant.objects.create(
        pk=GRANT,
        unit=unit,
        staff=signer,
        operation="sample.sign",
        measure="amount",
        limit=1000,
        effective=effective,
        proposed_by=proposer,
        approved_by=approver,
    )
    ClockRule.objects.create(code="sample.sign", label="Sign", amount=2, measure="working_hours", effective=effective)
    clocks.forget()
