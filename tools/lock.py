"""``make lock``: hash-pinned lock files out of pyproject.toml, without any download host in them."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.console import Problem, quietly, report, step
from tools.paths import ROOT, VENV

LOCKS = {
    "requirements.lock": ["pyproject.toml"],
    "requirements-dev.lock": ["--group", "dev", "--constraints", "requirements.lock"],
    "requirements-installer.lock": ["--group", "installer", "--constraints", "requirements-dev.lock"],
    "requirements-node.lock": ["--group", "node"],
}


def command(lock: str, output: Path, *, upgrade: bool = False) -> list[str | Path]:
    return [
        VENV / "bin" / "uv", "pip", "compile", *LOCKS[lock], "--universal", "--python-version", "3.11",
        "--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet", "--system-certs",
        "-o", output, *(["--upgrade"] if upgrade else []),
    ]  # fmt: skip


def main() -> int:
    try:
        for lock in LOCKS:
            with step(f"writing {lock}"):
                quietly(
                    command(lock, ROOT / lock, upgrade="--upgrade" in sys.argv),
                    log="lock",
                    advice="Check pyproject.toml and the network.",
                )
    except Problem as problem:
        return report(problem)
    return 0


if __name__ == "__main__":
    sys.exit(main())
