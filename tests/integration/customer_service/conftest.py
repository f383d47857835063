"""The demo branch, with its rules and books, under every test of the 95518 desk."""

from __future__ import annotations

import pytest

from tests.factories.organisation import make_working_branch


@pytest.fixture(autouse=True)
def branch(db: None) -> None:
    """Units, people, authority, branch values, open books."""
    make_working_branch()
