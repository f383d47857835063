"""A web request never talks to Redis: what serves pages does not even load the broker's client."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SERVE = """
import sys
import config.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
import core.jobs, core.events, core.notify, core.jobs.operations, core.jobs.selectors, core.jobs.health
print(sorted(set(sys.modules) & {"celery", "kombu", "redis", "amqp"}))
"""


@pytest.mark.req("R5")
def test_the_web_process_loads_no_broker_client() -> None:
    done = subprocess.run([sys.executable, "-c", SERVE], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
