"""The suite's own promises: the application role, restored rows, no outside world, real races."""

from __future__ import annotations

import socket

import psycopg2.errors
import pytest
from django.contrib.auth.models import Group
from django.db import ProgrammingError, connection

from tests.support import databases
from tests.support.network import OutsideWorld
from tests.support.races import names, together
from tests.support.unchanged import nothing_changed


@pytest.mark.django_db
def test_the_suite_runs_as_the_application_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("tc_app",)


@pytest.mark.django_db
def test_the_application_role_may_not_truncate():
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("TRUNCATE auth_group")


@pytest.mark.django_db
def test_the_database_orders_and_trigrams_chinese():
    with connection.cursor() as cursor:
        cursor.execute("SELECT show_trgm('张三丰') <> '{}'")
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db(transaction=True)
def test_committed_rows_are_gone_after_restoring():
    Group.objects.create(name="left over")
    databases.restore()
    assert not Group.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_numbers_start_again_after_restoring():
    databases.restore()  # tests that roll back have used numbers up
    first = Group.objects.create(name="first").pk
    databases.restore()
    assert Group.objects.create(name="second").pk == first


def test_the_owner_connection_owns_the_tables(owner_connection):
    owner_connection.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'auth_group'")
    assert owner_connection.fetchone() == ("tc_owner",)


@pytest.mark.django_db
def test_an_altered_row_is_noticed_although_the_count_is_the_same():
    group = Group.objects.create(name="before")
    with pytest.raises(AssertionError, match="auth_group"), nothing_changed():
        Group.objects.filter(pk=group.pk).update(name="after")


@pytest.mark.django_db
def test_reading_changes_nothing():
    with nothing_changed():
        list(Group.objects.all())


@pytest.mark.django_db(transaction=True)
def test_of_two_that_write_the_same_name_together_one_is_refused():
    outcomes = together(*[lambda: Group.objects.create(name="same")] * 2)
    assert names(outcomes) == ["IntegrityError", "done"]


def test_other_machines_are_out_of_reach():
    with socket.socket() as outward, pytest.raises(OutsideWorld):
        outward.connect(("192.0.2.1", 80))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attempt",
    [
        "CREATE TABLE mine (id int)",
        "ALTER TABLE auth_group ADD COLUMN extra int",
        "DROP TABLE auth_group",
        "SET session_replication_role = replica",
        "CREATE ROLE friend",
        "SET ROLE tc_owner",
    ],
)
def test_the_application_role_holds_rows_only(attempt):
    with databases.signed_in_as("tc_app") as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(attempt)
