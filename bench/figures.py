"""How a figure is taken and how it is told."""

from __future__ import annotations

import json
import math
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the report. ``ratio`` is what counts: ours to the other, taken in the same run.

    ``aim`` is the ratio to reach; ``at_most`` says that a smaller ratio is better (growth, page times).
    """

    subject: str
    ours: float
    other: float
    unit: str
    other_is: str
    ratio: float
    aim: float
    at_most: bool = False
    note: str = ""

    @property
    def reached(self) -> bool:
        return self.ratio <= self.aim if self.at_most else self.ratio >= self.aim


def faster(subject: str, *, ours: float, other: float, unit: str, other_is: str, aim: float, note: str = "") -> Figure:
    """Rates: how many times faster ours is."""
    return Figure(
        subject=subject, ours=ours, other=other, unit=unit, other_is=other_is, ratio=ours / other, aim=aim, note=note
    )


def shorter(subject: str, *, ours: float, other: float, unit: str, other_is: str, aim: float, note: str = "") -> Figure:
    """Times: how many times shorter ours is."""
    return Figure(
        subject=subject, ours=ours, other=other, unit=unit, other_is=other_is, ratio=other / ours, aim=aim, note=note
    )


def growth(subject: str, *, large: float, small: float, unit: str, aim: float, note: str = "") -> Figure:
    """How much longer the same takes when there is much more of everything."""
    return Figure(
        subject=subject,
        ours=large,
        other=small,
        unit=unit,
        other_is="the same with 1,000 policies",
        ratio=large / small,
        aim=aim,
        at_most=True,
        note=note,
    )


def within(subject: str, *, ours: float, limit: float, unit: str, note: str = "") -> Figure:
    """What may take so long at most."""
    return Figure(
        subject=subject, ours=ours, other=limit, unit=unit, other_is="allowed", ratio=ours / limit, aim=1, at_most=True,
        note=note,
    )  # fmt: skip


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def times(call: Callable[[], object], *, rounds: int, warm_up: int = 3) -> list[float]:
    """Milliseconds of each of ``rounds`` calls after a warm-up."""
    for _ in range(warm_up):
        call()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p95(call: Callable[[], object], *, rounds: int = 60, warm_up: int = 3) -> float:
    """The 95th percentile of a call in milliseconds."""
    return percentile(times(call, rounds=rounds, warm_up=warm_up), 0.95)


def quietest(turns: Sequence[float]) -> float:
    """Of several turns the one that was disturbed least: what else the machine did is not what is measured."""
    return min(turns)


def per_second_in_turns(ways: Iterable[Sequence[Callable[[], object]]]) -> list[float]:
    """For work that is done in this process alone: how many calls of each way a processor's second takes, by the
    median. The ways take turns call by call, and the time of others on the machine is not counted."""
    sides = [list(way) for way in ways]
    taken: list[list[float]] = [[] for _side in sides]
    for calls in zip(*sides, strict=True):
        for call, times_of_side in zip(calls, taken, strict=True):
            start = time.process_time()
            call()
            times_of_side.append(time.process_time() - start)
    return [1 / statistics.median(times_of_side) for times_of_side in taken]


def median(call: Callable[[], object], *, rounds: int = 15) -> float:
    """The median of a call in milliseconds."""
    return statistics.median(times(call, rounds=rounds, warm_up=1))


def write_report(figures: Sequence[Figure], folder: Path, *, taken_on: str) -> None:
    """``benchmarks.md`` for people and ``benchmarks.json`` for comparison."""
    rows = [asdict(figure) | {"reached": figure.reached} for figure in figures]
    machine = {"machine": platform.machine(), "python": platform.python_version(), "taken_on": taken_on}
    text = json.dumps({**machine, "figures": rows}, indent=2, ensure_ascii=False)
    (folder / "benchmarks.json").write_text(text + "\n", encoding="utf-8")
    (folder / "benchmarks.md").write_text(_markdown(figures, machine), encoding="utf-8")


def _markdown(figures: Sequence[Figure], machine: dict[str, str]) -> str:
    taken = f"Taken on {machine['taken_on']} ({machine['machine']}, Python {machine['python']})."
    head = (
        "# Benchmarks\n\nEach line is a ratio taken in one run on one machine; absolute figures move from machine to "
        f"machine, ratios hardly do.\n{taken} `make bench` takes them anew.\n\n"
        "| what | ours | beside it | ratio | aim | reached |\n|---|--:|--:|--:|--:|---|\n"
    )
    return head + "\n".join(_line(figure) for figure in figures) + "\n"


def _line(figure: Figure) -> str:
    sign = "≤" if figure.at_most else "≥"
    note = f" – {figure.note}" if figure.note else ""
    beside = f"{figure.other:,.1f} {figure.unit} ({figure.other_is})"
    return (
        f"| {figure.subject}{note} | {figure.ours:,.1f} {figure.unit} | {beside} "
        f"| {figure.ratio:,.2f}× | {sign} {figure.aim:g}× | {'yes' if figure.reached else 'no'} |"
    )
