"""The broker as the relay sees it. Only the relay, the workers and beat import this module."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import structlog
from celery import Celery
from django.conf import settings
from django.utils.module_loading import import_string
from redis.backoff import NoBackoff
from redis.retry import Retry

log = structlog.get_logger(__name__)

SOFT_LIMIT_MARGIN = 30
PAUSE_AFTER_FAILURE = 2.0


class BrokerDown(Exception):
    """The broker did not take the message; the rows in the table wait."""


class Broker:
    """One connection for sending, opened again after a failure. It never blocks for long and does not retry."""

    def __init__(self, app: Celery | None = None) -> None:
        self._app: Celery = app or import_string(settings.CELERY_APP)
        self._connection: Any = None
        self._producer: Any = None
        self._down_until = 0.0

    def send_run(self, job_id: int, queue: str, *, time_limit: int) -> None:
        self._send(
            "core.run",
            [job_id],
            queue=queue,
            time_limit=time_limit + SOFT_LIMIT_MARGIN,
            soft_time_limit=time_limit,
        )

    def send_canary(self, queue: str, *, expires: float) -> None:
        self._send("core.canary", [queue], queue=queue, expires=expires, time_limit=30, soft_time_limit=20)

    def depth(self, queue: str) -> int:
        """How many messages wait in this queue."""
        try:
            return int(self._open().default_channel.queue_declare(queue=queue).message_count)
        except BrokerDown:
            raise
        except Exception as error:
            raise self._failed(error) from error

    @property
    def down(self) -> bool:
        return self._down_until > time.monotonic()

    def _send(self, name: str, args: list[object], **options: Any) -> None:
        try:
            self._open()
            self._app.send_task(name, args=args, producer=self._producer, retry=False, ignore_result=True, **options)
        except BrokerDown:
            raise
        except Exception as error:
            raise self._failed(error) from error

    def _open(self) -> Any:
        if self.down:
            raise BrokerDown("waiting before the next try")
        if self._connection is None:
            options = {**self._app.conf.broker_transport_options, "socket_timeout": 2, "socket_connect_timeout": 2}
            self._connection = self._app.connection_for_write(transport_options=options)
            self._fail_fast()
            self._producer = self._app.amqp.Producer(self._connection, auto_declare=False)
        return self._connection

    def _fail_fast(self) -> None:
        """The client library retries by itself; a relay that waits for it would hear no notification meanwhile."""
        pool = getattr(self._connection.default_channel, "pool", None)
        if pool is not None:
            pool.connection_kwargs["retry"] = Retry(NoBackoff(), 0)

    def _failed(self, error: Exception) -> BrokerDown:
        log.warning("broker_down", error=type(error).__name__)
        connection, self._connection, self._producer = self._connection, None, None
        self._down_until = time.monotonic() + PAUSE_AFTER_FAILURE
        if connection is not None:
            with suppress(Exception):  # it is broken already
                connection.release()
        return BrokerDown(str(error))
