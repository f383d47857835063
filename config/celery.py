"""The Celery application. Celery only runs jobs; the rows in PostgreSQL are the record of them."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import django
from celery import Celery
from celery.signals import beat_init, worker_ready
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("three_centres")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.imports = ("core.tasks",)
app.conf.beat_scheduler = "celery.beat:Scheduler"  # no state on disk: the slots are rows
app.conf.beat_max_loop_interval = 2


@worker_ready.connect
def note_worker(sender: Any = None, **_signal: object) -> None:
    """The relay restarts a worker that falls silent, so it must know which process serves which queue."""
    pulse = import_module("core.jobs.pulse")  # models exist only after Django is set up
    for queue in sender.app.amqp.queues.consume_from:
        pulse.worker_is_up(queue)
    connection.close()


@beat_init.connect
def plan(sender: Any = None, **_signal: object) -> None:
    """Read the plan when beat starts; workers and the relay do not need it."""
    django.setup()
    sender.scheduler.update_from_dict(import_module("core.jobs.beat").beat_entries())
