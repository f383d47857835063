"""The demo branch is built whole, once, and only where a demonstration is wanted."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from core import demo
from core.reference import Loader
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db


def seed() -> str:
    told = io.StringIO()
    call_command("seed_demo", stdout=told)
    return told.getvalue()


@pytest.fixture
def demonstration(settings) -> None:
    settings.DEMO = True


@pytest.mark.usefixtures("demonstration")
def test_an_empty_database_gets_the_demo_branch():
    assert "units, people and posts: built" in seed()
    assert get_user_model().objects.exists()


@pytest.mark.usefixtures("demonstration")
def test_a_database_in_use_is_left_alone():
    seed()
    with nothing_changed():
        assert seed() == "The database is in use; nothing was added.\n"


@pytest.mark.usefixtures("demonstration")
def test_nobody_of_the_demo_branch_has_a_password():
    seed()
    assert [person for person in get_user_model().objects.all() if person.has_usable_password()] == []


def test_without_a_demonstration_nothing_is_built():
    with nothing_changed(), pytest.raises(CommandError, match="DEMO=1"):
        seed()


@pytest.mark.usefixtures("demonstration")
def test_a_builder_that_fails_leaves_nothing_behind(monkeypatch):
    def fail() -> None:
        raise RuntimeError("broken builder")

    monkeypatch.setattr(demo, "_builders", [*demo._builders, Loader(999, "broken", fail)])
    with nothing_changed(), pytest.raises(RuntimeError, match="broken builder"):
        seed()
