"""Work goes through job rows only. The settings of the broker are those that were measured."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest
from django.conf import settings

from config.celery import app
from core.jobs.killpoints import POINTS, reached

ROOT = Path(__file__).parents[2]
MAY_KNOW_CELERY = {"config/celery.py", "core/tasks.py", "core/jobs/broker.py", "core/jobs/beat.py"}
PACKAGES = [path.name for path in sorted(ROOT.iterdir()) if (path / "apps.py").exists() or path.name == "config"]


def sources() -> list[tuple[str, str]]:
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return [(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in files]


def test_only_the_edge_knows_celery() -> None:
    knows = {
        name for name, text in sources() if re.search(r"^\s*(from|import) (celery|kombu|redis)\b", text, re.MULTILINE)
    }
    assert knows <= MAY_KNOW_CELERY


def test_nobody_sends_messages_past_the_table() -> None:
    """No ``delay``, no ``apply_async``, no ``countdown`` or ``eta``: a message is a hint and never the record."""
    past = re.compile(r"\.delay\(|\.apply_async\(|\bsend_task\(|\b(countdown|eta)=|@shared_task|delay_on_commit")
    found = {name for name, text in sources() if past.search(text)}
    assert found == {"core/tasks.py", "core/jobs/broker.py"}


def test_three_messages_exist() -> None:
    app.loader.import_default_modules()
    assert sorted(name for name in app.tasks if not name.startswith("celery.")) == [
        "core.canary",
        "core.run",
        "core.tick",
    ]


@pytest.mark.req("R1", "R7", "R10")
def test_the_broker_is_set_as_measured() -> None:
    conf = app.conf
    assert conf.broker_transport_options == {
        "visibility_timeout": 3600,
        "socket_timeout": 5,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 10,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    }
    assert conf.visibility_timeout == 3600
    assert conf.result_backend_transport_options == {"visibility_timeout": 3600}
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.task_ignore_result) == (True, True, True)
    assert (conf.worker_prefetch_multiplier, conf.worker_soft_shutdown_timeout) == (1, 30)
    assert 0 < conf.task_soft_time_limit < conf.task_time_limit < 3600


def test_the_versions_that_are_safe_together() -> None:
    assert [version(name).rsplit(".", 1)[0] for name in ("celery", "kombu", "redis")] == ["5.7", "5.7", "8.1"]


def test_kill_points_are_inert() -> None:
    assert settings.CHAOS_DIRECTORY == ""
    for point in POINTS:
        reached(point)
