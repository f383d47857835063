"""What every test has: its worker's database, restored after each test, and no way to other machines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.support import databases
from tests.support.network import block_outside_world
from underwriting.selectors import tables

hypothesis_settings.register_profile(
    "suite", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("suite")


SWEEP_EVERY = 25
DATABASE_TESTS = count(1)


def pytest_configure(config: pytest.Config) -> None:
    block_outside_world()
    TransactionTestCase._fixture_teardown = lambda self: databases.restore()  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def worker_databases(django_db_blocker: Any) -> Iterator[databases.WorkerDatabases]:
    """Copies of the templates for this worker, used as the application role; gone at the end."""
    made = databases.WorkerDatabases(settings.DATABASES["default"]["NAME"])
    yield made
    with django_db_blocker.unblock():
        made.drop()


@pytest.fixture
def django_db_setup(
    worker_databases: databases.WorkerDatabases, django_db_blocker: Any, request: pytest.FixtureRequest
) -> None:
    """Django is pointed at the database that the test wants, before anything of the test asks it; what the test before
    read and rolled back is not remembered."""
    tables.forget()
    with django_db_blocker.unblock():
        worker_databases.use(with_branch="working_branch" in request.fixturenames)


@pytest.fixture
def working_branch(db: None) -> None:
    """The demo branch with all that its work needs and no business: units, people, authority, rules, forms, books. It
    stands in the worker's second database already."""


@pytest.fixture(autouse=True)
def swept(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every so many tests of the database, what they rolled back is cleared away."""
    yield
    if "_django_db_helper" in request.fixturenames and next(DATABASE_TESTS) % SWEEP_EVERY == 0:
        databases.sweep()


@pytest.fixture
def owner_connection(transactional_db: None) -> Iterator[Any]:
    """A cursor as the owner of the tables: for tampering on purpose."""
    with databases.connected_as(settings.OWNER_ROLE) as cursor:
        yield cursor


@pytest.fixture
def superuser_connection(transactional_db: None) -> Iterator[Any]:
    """A cursor as the superuser: for what even the owner cannot do."""
    with databases.connected_as(None) as cursor:
        yield cursor
