"""The demo branch under every test of the API."""

from __future__ import annotations

import pytest

from tests.factories.organisation import make_working_branch


@pytest.fixture(autouse=True)
def branch(db: None) -> None:
    """Units, people, authority, tables, open books."""
    make_working_branch()
