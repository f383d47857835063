"""The demo branch under the tests of the organisation, and its rows as the database sees them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from organisation.models import AuthorityGrant, Staff, Unit
from tests.factories.organisation import make_branch


@pytest.fixture
def branch(db: None) -> None:
    """Quanzhou with its people, posts and authority."""
    make_branch()


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def grant_of(branch: None):
    """A new, unsaved grant, by two people, for a post in a unit."""

    def build(unit: str, post: str, operation: str, measure: str, limit: str, **over: object) -> AuthorityGrant:
        values: dict[str, object] = {
            "line": "",
            "effective": DateRange(timezone.localdate() + timedelta(days=1), None),
            "proposed_by": Staff.objects.get(login_name="yuzhengde"),
            "approved_by": Staff.objects.get(login_name="baozhenghua"),
        }
        return AuthorityGrant(
            unit=Unit.objects.get(code=unit),
            post_id=post,
            operation=operation,
            measure=measure,
            limit=limit,
            **{**values, **over},
        )

    return build
