"""Progress and failures on the terminal. Only the standard library: it works before anything is installed."""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.paths import LOGS, ROOT


class Problem(Exception):
    """Something the reader has to do; the text says what."""


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """One line per step, with the seconds it took."""
    started = time.monotonic()
    print(f"  {title} …", end=" ", flush=True)
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"done ({time.monotonic() - started:.1f} s)", flush=True)


def quietly(
    command: Sequence[str | Path],
    *,
    advice: str,
    log: str,
    environment: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> None:
    """Run a command with its output in ``var/log``; a failure shows the last lines and says what to do."""
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{log}.log"
    words = [str(word) for word in command]
    try:
        with path.open("wb") as output:
            done = subprocess.run(words, stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=cwd, check=False)
    except FileNotFoundError as missing:
        raise Problem(f"{words[0]} was not found.\n{advice}") from missing
    if done.returncode:
        tail = "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-25:])
        raise Problem(f"{shlex.join(words)}\nended with code {done.returncode}:\n\n{tail}\n\n{advice}")


def report(problem: Problem) -> int:
    print(f"\n✗ {problem}\n", file=sys.stderr, flush=True)
    return 1
