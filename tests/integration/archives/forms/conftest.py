"""The demo branch with printed forms: 1–1000 at Fengze (clerk 1–200), 1001–2000 at Jinjiang (clerk 1001–1200)."""

from __future__ import annotations

import pytest

from tests.factories.organisation import make_working_branch


@pytest.fixture(autouse=True)
def branch(db: None) -> None:
    make_working_branch()
