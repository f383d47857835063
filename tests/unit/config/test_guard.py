"""Production refuses what belongs to a demonstration."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.guard import refuse_unsafe

SAFE = {
    "DEMO": False,
    "DEBUG": False,
    "SECRET_KEY": "kD93-fjw0_2mfLq8vZx71-pTgQaYbN5cR6uHsJeXoWiVtMl4E.9z",
    "ALLOWED_HOSTS": ["ops.insurer.example"],
    "FIELD_KEYS": "1:key",
    "INDEX_KEY": "key",
}


def test_a_complete_configuration_is_accepted():
    refuse_unsafe(SAFE)


@pytest.mark.parametrize(
    ("setting", "value", "reason"),
    [
        ("DEMO", True, "DEMO is on"),
        ("DEBUG", True, "DEBUG is on"),
        ("SECRET_KEY", "", "SECRET_KEY"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY"),
        ("SECRET_KEY", "demo-only-not-secret-" + "0123456789" * 4, "SECRET_KEY"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
        ("FIELD_KEYS", "", "FIELD_KEYS"),
        ("INDEX_KEY", "", "FIELD_KEYS"),
    ],
)
def test_production_refuses(setting, value, reason):
    with pytest.raises(ImproperlyConfigured, match=reason):
        refuse_unsafe(SAFE | {setting: value})


def test_every_reason_is_told_at_once():
    with pytest.raises(ImproperlyConfigured, match=r"DEMO is on.*DEBUG is on"):
        refuse_unsafe(SAFE | {"DEMO": True, "DEBUG": True})


def _start_production(**changes: str) -> subprocess.CompletedProcess[str]:
    given = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": str(SAFE["SECRET_KEY"]),
        "ALLOWED_HOSTS": "ops.insurer.example",
        "FIELD_KEYS": "1:VBCXLtT9N/H+JCN3tPSszIJ+KffDwGgTYaDVcRk2smQ=",
        "INDEX_KEY": "GCGqcJBQSgrl+Sd3oB8LW4kY09oJ9JvwA6gJOUwIHlg=",
        "PUBLIC_ADDRESS": "https://ops.insurer.example",
        "DATABASE_URL": "postgresql:///unused",
        "PATH": os.environ["PATH"],
    }
    given = {name: value for name, value in (given | changes).items() if value}
    question = "import django; django.setup(); from django.conf import settings as s; print(s.SECURE_HSTS_SECONDS)"
    command = [sys.executable, "-c", question]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def test_production_starts_when_everything_is_given():
    started = _start_production()
    assert (started.returncode, started.stdout.strip()) == (0, "31536000"), started.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "FIELD_KEYS", "INDEX_KEY", "PUBLIC_ADDRESS"])
def test_a_missing_variable_stops_the_start_with_its_name(missing):
    refused = _start_production(**{missing: ""})
    assert refused.returncode == 1
    assert missing in refused.stderr


def test_demo_accounts_stop_the_start():
    refused = _start_production(DEMO="1")
    assert refused.returncode == 1
    assert "demo accounts sign in without a password" in refused.stderr
