"""The seeded storm: what breaks, when, while jobs come in."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.chaos.stage import Stage

# During publishing and sweeping it is the relay that dies; at the other points a pool process, or the whole worker.
POINTS = (
    ("before_claim", "child"),
    ("after_claim", "parent"),
    ("mid_work", "child"),
    ("before_commit", "parent"),
    ("after_commit", "child"),
    ("during_publish", "child"),
    ("during_sweep", "child"),
)


@dataclass(frozen=True)
class Harm:
    """Something that breaks at a moment of the storm, as a part of its length."""

    at: float
    name: str
    do: Callable[[Stage], None]


def frozen_redis(stage: Stage) -> None:
    stage.freeze("redis")
    time.sleep(3)
    stage.thaw("redis")


def planned_harm(chance: random.Random) -> list[Harm]:
    """Every kind of harm at a random moment; the seed decides the order."""
    kinds: list[tuple[str, Callable[[Stage], None]]] = [
        ("kill a pool process", lambda stage: stage.kill_child_of("worker-1")),
        ("kill a pool process", lambda stage: stage.kill_child_of("worker-2")),
        ("stop a worker", lambda stage: stage.stop("worker-2")),
        ("kill a worker", lambda stage: stage.kill("worker-1")),
        ("flush Redis", Stage.flush_redis),
        ("kill Redis", lambda stage: stage.kill("redis")),
        ("stop PostgreSQL immediately", Stage.stop_postgres_immediately),
        ("freeze Redis", frozen_redis),
    ]
    for point, whom in POINTS:
        kinds.append((f"kill {point}", lambda stage, point=point, whom=whom: stage.arm(point, whom)))
    return sorted((Harm(chance.uniform(0.1, 0.9), name, do) for name, do in kinds), key=lambda harm: harm.at)


def rage(stage: Stage, *, seed: int, jobs: int, seconds: float) -> None:
    """Commit jobs evenly over the time, and do the planned harm meanwhile. A tenth of the hints is doubled."""
    chance = random.Random(seed)
    harm, start, posted = planned_harm(chance), time.monotonic(), 0
    while posted < jobs or harm:
        passed = (time.monotonic() - start) / seconds
        while harm and harm[0].at <= passed:
            stage.note(harm[0].name)
            harm.pop(0).do(stage)
        due = min(jobs, int(passed * jobs) + 1)
        if posted < due:
            stage.post(*(f"job-{number:04}" for number in range(posted, due)))
            posted = due
        if chance.random() < 0.1:
            double_hints(stage, chance)
        time.sleep(0.05)


def double_hints(stage: Stage, chance: random.Random) -> None:
    """Forget that hints were sent: the relay sends them again, in the order that the dice give."""
    stage.rows(
        "UPDATE core_job SET sent_at = NULL, priority = %s WHERE state = 'ready' AND id %% 7 = %s RETURNING id",
        [chance.randint(1, 9), chance.randrange(7)],
    )
