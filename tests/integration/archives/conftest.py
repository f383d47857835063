"""A kind of business object with documents: object 7 is seen by everybody, object 8 by nobody."""

from __future__ import annotations

import pytest
from django.utils import translation

from archives import permissions
from archives.services import verification
from core.files import guards
from tests.support.actors import StubActor

CASE = "test.case"


@pytest.fixture(autouse=True)
def kinds(monkeypatch, settings, tmp_path_factory):
    settings.DOCUMENT_CACHE_DIR = tmp_path_factory.getbasetemp() / "documents"
    monkeypatch.setattr(guards, "_GUARDS", {CASE: lambda _actor, subject_id: subject_id == 7})
    monkeypatch.setattr(verification, "_verifiers", {})


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def reader() -> StubActor:
    return StubActor(permissions=frozenset({permissions.READ}))


@pytest.fixture
def confidant() -> StubActor:
    return StubActor(permissions=frozenset(permissions.LABELS), staff_id=2)
