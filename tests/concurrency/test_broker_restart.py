"""The broker as the product runs it: a crash costs at most the last second of hints, an emptied broker no work."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

import pytest
import redis

from tools.servers import valkey

QUEUED = 2_000
WRITTEN_BY = 1.5  # the file is synchronised every second


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[bool], tuple[valkey.Valkey, Callable[[], None]]]]:
    running: list[subprocess.Popen[bytes]] = []

    def begin(durable: bool) -> tuple[valkey.Valkey, Callable[[], None]]:
        server = valkey.server(tmp_path / "broker", durable=durable)

        def run() -> None:
            for old in running:
                old.send_signal(signal.SIGKILL)
                old.wait()
            running[:] = [subprocess.Popen(server.command(), stdout=subprocess.DEVNULL)]
            valkey.wait(server.url)

        run()
        return server, run

    yield begin
    for process in running:
        process.kill()
        process.wait()


@pytest.mark.req("R9")
@pytest.mark.parametrize(("durable", "left"), [(True, QUEUED), (False, 0)])
def test_a_crash_of_the_broker_keeps_the_hints(
    start: Callable[[bool], tuple[valkey.Valkey, Callable[[], None]]], durable: bool, left: int
) -> None:
    """Without the append-only file nothing is left: the setting is what keeps them."""
    server, crash_and_start = start(durable)
    client = redis.Redis.from_url(server.url)
    client.rpush("default", *(f"hint-{n}" for n in range(QUEUED)))
    sleep(WRITTEN_BY)
    crash_and_start()
    assert redis.Redis.from_url(server.url).llen("default") == left


def test_the_broker_never_throws_hints_away_for_room(
    start: Callable[[bool], tuple[valkey.Valkey, Callable[[], None]]],
) -> None:
    server, _crash = start(True)
    found = redis.Redis.from_url(server.url).config_get("*")
    assert (found["maxmemory-policy"], found["appendonly"], found["appendfsync"]) == ("noeviction", "yes", "everysec")
