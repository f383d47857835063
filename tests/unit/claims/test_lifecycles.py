"""The declarations of claims are sound."""

from __future__ import annotations

import pytest

from claims.rules.claim_lifecycle import CLAIM, SHARE
from claims.rules.lifecycle import ITEM, REPORT, TASK
from core.workflow.spec import Lifecycle


@pytest.mark.parametrize("lifecycle", [REPORT, TASK, ITEM, CLAIM, SHARE], ids=lambda found: found.kind)
def test_lifecycles_are_sound(lifecycle: Lifecycle) -> None:
    assert lifecycle.faults() == []
