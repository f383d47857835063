"""The relay: hears of committed jobs, sends hints, finds what was lost, and proves that every queue moves."""

from __future__ import annotations

import select
import time
from collections.abc import Callable, Sequence

import structlog
from django.db import DatabaseError, InterfaceError, connection, connections
from django.utils import timezone

from core.jobs import hints, pulse, schedules
from core.jobs.broker import Broker, BrokerDown
from core.jobs.drain import DrainCrew
from core.jobs.pulse import SILENCE_SECONDS, Silence
from core.jobs.restart import end_silent_worker

log = structlog.get_logger(__name__)

CHANNEL = "core_job"
FLOOR_SECONDS = 1.0
BUSY_SECONDS = 0.05
SLOT_SECONDS = 15.0
GAP_SECONDS = 8.0
CANARIES_PER_SILENCE = 7


class Ear:
    """A connection of its own that listens for committed jobs."""

    def __init__(self) -> None:
        self._wrapper = connections["default"].copy()

    def wait(self, seconds: float) -> None:
        """Return when something was committed, or after so many seconds."""
        if self._wrapper.connection is None:
            self._wrapper.ensure_connection()
            with self._wrapper.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
        heard = self._wrapper.connection
        select.select([heard], [], [], seconds)
        with self._wrapper.wrap_database_errors:
            heard.poll()
        heard.notifies.clear()

    def close(self) -> None:
        self._wrapper.close()


class Relay:
    """One pass after another; every pass is safe to repeat and safe beside another relay."""

    def __init__(
        self, broker: Broker, queues: Sequence[str], *, crew: DrainCrew, silence: float = SILENCE_SECONDS
    ) -> None:
        self._broker = broker
        self._queues = tuple(queues)
        self._crew = crew
        self._silence = silence
        self._judge_from = time.monotonic() + silence
        self._last_pass = time.monotonic()
        self._next_tending = 0.0
        self._next_slots = 0.0

    def work(self, stopped: Callable[[], bool]) -> None:
        ear = Ear()
        try:
            while not stopped():
                self._guarded_pass(ear)
        finally:
            self._crew.rest()
            ear.close()

    def _guarded_pass(self, ear: Ear) -> None:
        try:
            more = self.pass_once()
            ear.wait(BUSY_SECONDS if more else FLOOR_SECONDS)
        except (DatabaseError, InterfaceError) as error:
            log.warning("relay_without_database", error=type(error).__name__)
            ear.close()
            connection.close()
            time.sleep(FLOOR_SECONDS)

    def pass_once(self) -> bool:
        """One round. Returns whether more work waits than could be announced."""
        self._note_gap()
        more = self._announce()
        if time.monotonic() >= self._next_tending:
            self._next_tending = time.monotonic() + FLOOR_SECONDS
            self._tend()
        return more

    def _tend(self) -> None:
        """What is done once a second, however fast jobs come in."""
        hints.bury_exhausted()
        self._prove()
        self._find_missed_slots()
        pulse.rounds_made()

    def _note_gap(self) -> None:
        """While the relay itself was away no canary was sent, so silence proves nothing for a while."""
        now = time.monotonic()
        if now - self._last_pass > GAP_SECONDS:
            self._judge_from = now + self._silence
        self._last_pass = now

    def _announce(self) -> bool:
        more = False
        try:
            for queue in self._queues:
                more = hints.send_due(self._broker, queue) or more
        except BrokerDown:
            return False
        return more

    def _prove(self) -> None:
        try:
            pulse.send_canaries(self._broker, self._queues, every=self._silence / CANARIES_PER_SILENCE)
        except BrokerDown:
            log.debug("canary_not_sent")
        if time.monotonic() < self._judge_from:
            return
        silent = pulse.silences(self._queues, after=self._silence)
        self._restart(silent)
        self._drain(silent)

    def _restart(self, silent: Sequence[Silence]) -> None:
        for silence in silent:
            if silence.stalled:
                end_silent_worker(silence)

    def _drain(self, silent: Sequence[Silence]) -> None:
        """Queues that nobody consumes are worked off past the broker, until canaries come through again."""
        stuck = [silence.queue for silence in silent if not silence.asked or not silence.busy]
        if stuck:
            self._crew.work(stuck)
        else:
            self._crew.rest()

    def _find_missed_slots(self) -> None:
        if time.monotonic() >= self._next_slots:
            self._next_slots = time.monotonic() + SLOT_SECONDS
            schedules.fire_missed(timezone.now())
