"""From a bare machine to a command of ``tools``. Called by the Makefile with any Python 3.11 or newer.

python3 tools/bootstrap.py run
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import assets, environment, system
from tools.console import Problem, report, say
from tools.paths import PYTHON, ROOT

NEEDS_DEVELOPMENT = {"test", "check", "lock", "messages", "trace", "shots", "bench"}
NEEDS_ASSETS = {"run", "test", "check", "shots", "bench"}


def prepare(command: str) -> None:
    environment.ensure(*(["dev"] if command in NEEDS_DEVELOPMENT else []))
    if command in NEEDS_ASSETS:
        system.ensure_pdf_libraries()
        assets.ensure()


def main(command: str, *words: str) -> int:  # noqa: RET503 - the last call does not return
    say(f"Three-centres platform · make {command}")
    try:
        prepare(command)
    except Problem as problem:
        return report(problem)
    except KeyboardInterrupt:
        say("\nstopped; the same command goes on where it was")
        return 130
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", f"tools.{command}", *words])  # noqa: S606 - replaces this process


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
