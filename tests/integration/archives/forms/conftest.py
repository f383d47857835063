"""The demo branch with printed forms: 1–1000 at Fengze (clerk 1–200), 1001–2000 at Jinjiang (clerk 1001–1200)."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def branch(working_branch: None) -> None:
    """Units, people, authority, rules, open books."""
