"""A signature that stands in the history says the post in words, never its code."""

from __future__ import annotations

import pytest
from django.utils import translation

from core.web import actors, history


@pytest.fixture(autouse=True)
def posts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "_names", [lambda post: {"UW_DIR": "director"}.get(post, post)])


@pytest.mark.req("DUT-06")
@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("陈志远 · UW_DIR", "陈志远 · director"),
        ("policy-clock · system:policy-clock", "System: clock of policies"),
        ("裁断机 · 泉州市丰泽区", "裁断机 · 泉州市丰泽区"),
        ("闽C·B9779", "闽C·B9779"),
    ],
)
def test_signatures_are_said_and_other_texts_stay(kept: str, shown: str) -> None:
    with translation.override("en"):
        assert history._said(None, kept) == shown
