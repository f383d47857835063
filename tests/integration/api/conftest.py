"""The demo branch under every test of the API."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def branch(working_branch: None) -> None:
    """Units, people, authority, tables, open books."""
