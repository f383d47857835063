"""``make bench``: every figure on a large branch, beside its floor or the usual way; writes the report."""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import django
import psutil

from bench.figures import Figure, write_report

ROOT = Path(__file__).resolve().parents[1]
SMALL = 1_000


def main(asked: list[str]) -> int:
    options = _options(asked)
    small, large = os.environ["SMALL_DATABASE_URL"], os.environ["DATABASE_URL"]
    _loaded(os.environ["SMALL_DATABASE_OWNER_URL"], SMALL)
    _loaded(os.environ["DATABASE_OWNER_URL"], options.policies)
    django.setup()
    logging.disable(logging.WARNING)
    figures = _taken(options, small, large)
    place = ROOT / "docs" if not options.quick else ROOT / "var"
    load = psutil.getloadavg()[2]
    machine = f"{psutil.cpu_count()} cores, load {load:.1f} while measuring, {options.policies:,} policies"
    write_report(figures, place, taken_on=f"{datetime.now(UTC):%Y-%m-%d}, {machine}")
    sys.stdout.write((place / "benchmarks.md").read_text(encoding="utf-8"))
    return 0 if all(figure.reached for figure in figures) else 1


def _options(asked: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--policies", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true", help="few rounds on 20,000 policies; report in var/")
    options = parser.parse_args(asked)
    if options.quick:
        options.policies = min(options.policies, 20_000)
    return options


def _taken(options: argparse.Namespace, small: str, large: str) -> list[Figure]:
    """Pages first: the decisions leave open work behind in the small database."""
    from bench import backtest, batch, imports, ledger, pages, pdf, search, underwriting  # noqa: PLC0415

    few, owner, big = options.quick, os.environ["SMALL_DATABASE_OWNER_URL"], os.environ["DATABASE_OWNER_URL"]
    parts: tuple[tuple[str, Callable[[], list[Figure]]], ...] = (
        ("list pages", lambda: pages.figures(small=small, large=large, rounds=10 if few else 20)),
        ("search", lambda: search.figures(rounds=8 if few else 25)),
        ("documents", lambda: pdf.figures(documents=4 if few else 16)),
        ("back-test", lambda: backtest.figures(owner_url=big, decisions=20_000 if few else 200_000)),
        ("imports", lambda: imports.figures(persons=10_000 if few else 100_000, sample=500 if few else 2_000)),
        ("ledger", lambda: ledger.figures(journals=200 if few else 1_000)),
        ("decisions", lambda: underwriting.figures(url=small, owner_url=owner, decisions=800 if few else 3_000)),
        ("a batch of decisions", lambda: batch.figures(url=small, owner_url=owner, proposals=2_000 if few else 20_000)),
    )
    taken = []
    for name, take in parts:
        print(f"  measuring {name} …", flush=True)
        taken += take()
    return taken


def _loaded(owner_url: str, policies: int) -> None:
    """The branch has so many policies; what is missing is added, nothing is taken away."""
    environment = os.environ | {"DATABASE_URL": owner_url}
    count = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", _COUNT],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    missing = policies - int(count.stdout.split()[-1])
    if missing > 0:
        words = [sys.executable, "manage.py", "seed_scale", "--again", "--policies", str(missing)]
        subprocess.run(words, cwd=ROOT, env=environment, check=True)


_COUNT = "from underwriting.models import Policy; print(Policy.objects.count())"

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
