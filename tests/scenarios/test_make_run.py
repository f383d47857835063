"""``make run``: everything starts, answers and stops; what was there is there again; nothing outlives it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tools.paths import ROOT
from tools.programs import QUEUES
from tools.servers import postgres

PATIENCE = 500
GIVEN = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "PORT", "HOST")
SERVICES = {"web", "relay", "beat", "postgres", "redis", *(f"worker-{queue}" for queue in QUEUES)}


class Run:
    """One ``make run`` in a place of its own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.output = place / "output.txt"
        inherited = {name: value for name, value in os.environ.items() if name not in GIVEN}
        own = {"VAR_DIR": str(place / "var"), "STATIC_ROOT": str(place / "static"), "PYTHONUNBUFFERED": "1"}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tools.run"], cwd=ROOT, env=inherited | own, stdout=output, stderr=output
            )

    @property
    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def address(self) -> str:
        """The address that it prints when everything answers."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r"Open (http://\S+/)", self.said)
            if found:
                return found.group(1)
            time.sleep(0.2)
        pytest.fail(f"it did not start:\n{self.said}")

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, wish: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(wish)
        return self.process.wait(PATIENCE)


@pytest.fixture
def start(tmp_path) -> Iterator[Callable[[], Run]]:
    """Starts it in a place closed to others, as a home directory may be; a failed test leaves nothing running."""
    started: list[Run] = []

    def begin() -> Run:
        started.append(Run(tmp_path))
        return started[-1]

    yield begin
    for run in started:
        if run.process.poll() is None:
            run.stop(signal.SIGTERM)
    postgres.remove(tmp_path / "var" / "postgres")


@pytest.mark.timeout(1200)
def test_it_starts_answers_stops_and_starts_again(start):
    first = start()
    with urllib.request.urlopen(f"{first.address()}readyz", timeout=10) as answer:
        checks = json.load(answer)["checks"]
    assert set(checks.values()) == {"ok"}
    assert set(re.findall(r"✓ (\S+)", first.said)) == SERVICES
    assert "making the demo branch" in first.said
    family = first.family()
    assert first.stop() == 0
    assert [process for process in family if process.is_running()] == []

    second = start()
    second.address()
    assert "making the demo branch" not in second.said
    assert "migrating" not in second.said

    family = second.family()
    second.process.kill()
    _gone, left = psutil.wait_procs(family, timeout=PATIENCE)
    assert left == []
