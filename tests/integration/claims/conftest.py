"""The demo branch, with its rules and books, under every test of claims."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def branch(working_branch: None) -> None:
    """Units, people, authority, branch values, open books."""
