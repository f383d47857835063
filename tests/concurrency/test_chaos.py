"""Everything that can die dies, and then we count: nothing lost, nothing done twice.

Real PostgreSQL, real Redis, real Celery workers, signal 9. The long form is ``make chaos``.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.chaos.stage import Stage, opened
from tests.support.chaos.storm import rage

pytestmark = [pytest.mark.timeout(240), pytest.mark.xdist_group("chaos")]
LONG = "CHAOS_REPORT" in os.environ  # make chaos
FIRST = int(os.environ.get("CHAOS_FIRST", "0"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("CHAOS_SEEDS", "1")))
JOBS = int(os.environ.get("CHAOS_JOBS", "120"))
SECONDS = float(os.environ.get("CHAOS_SECONDS", "10"))


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One stage for all stories: starting it is what costs time."""
    with opened(tmp_path_factory.mktemp("chaos")) as running:
        yield running


@pytest.fixture
def stage(theatre: Stage) -> Iterator[Stage]:
    theatre.clear()
    theatre.wait_until_consumed()
    yield theatre
    theatre.restore()


def report(stage: Stage, seed: int) -> None:
    """One line per seed for ``make chaos``, written before anything is asserted; seed -1 is calm weather."""
    if path := os.environ.get("CHAOS_REPORT"):
        median, late, longest = stage.recovery_seconds()
        figures = {
            "seed": seed,
            "jobs": stage.scalar("SELECT count(*) FROM core_job"),
            "lost": len(stage.lost()),
            "doubled": len(stage.doubled()),
        }
        figures |= {"median": round(median, 3), "p99": round(late, 3), "longest": round(longest, 3)}
        with Path(path).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(figures) + "\n")


@pytest.fixture
def impatient(stage: Stage) -> Iterator[Stage]:
    """A relay that takes five seconds of silence for a stall, not twenty."""
    stage.judge_silence_after(5)
    yield stage
    stage.judge_silence_after(20)


@pytest.mark.req("R1", "R2", "R10")
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_and_nothing_is_done_twice(stage: Stage, seed: int) -> None:
    rage(stage, seed=seed, jobs=JOBS, seconds=SECONDS)
    finished = stage.wait_until_all_done()
    report(stage, seed)
    assert finished
    assert stage.armed() == [], "every marked point was reached"
    assert stage.scalar("SELECT count(*) FROM core_job WHERE state = 'done' AND kind = 'chaos.mark'") == JOBS
    assert (stage.lost(), stage.doubled()) == ([], [])


@pytest.mark.req("R6")
@pytest.mark.skipif(not LONG, reason="a measurement, part of make chaos")
def test_time_from_commit_to_done(stage: Stage) -> None:
    for number in range(450):
        stage.post(f"job-{number:04}")
        time.sleep(1 / 45)
    assert stage.wait_until_all_done()
    report(stage, -1)
    assert (stage.lost(), stage.doubled()) == ([], [])


@pytest.mark.req("R3")
def test_a_zombie_cannot_commit(stage: Stage) -> None:
    stage.post(*(f"slow-{n}" for n in range(2)), kind="chaos.slow", lease=1)
    assert stage.wait_until_all_done()
    assert stage.scalar("SELECT sum(attempts) FROM core_job") > 2, "leases ran out"
    assert (stage.lost(), stage.doubled()) == ([], [])


@pytest.mark.req("R11")
def test_work_that_kills_its_process_becomes_a_dead_letter(stage: Stage) -> None:
    stage.post("poison", kind="chaos.poison", lease=1, attempts=3)
    assert stage.wait_until_all_done()
    assert stage.rows("SELECT state, attempts FROM core_job") == [("dead", 3)]


@pytest.mark.req("R7")
@pytest.mark.parametrize("silence", ["silent connection", "frozen process"] if LONG else ["silent connection"])
def test_a_worker_that_is_alive_and_consumes_nothing_is_restarted(impatient: Stage, silence: str) -> None:
    stage = impatient
    stage.remove("worker-2")
    stage.sql("UPDATE core_queuepulse SET seen_at = NULL, restarts = 0")
    stage.wait_until_consumed()  # by worker-1, perhaps just started: only an open connection can fall silent
    silent = stage.programs["worker-1"].pid
    stage.sql("UPDATE core_queuepulse SET pid = %s WHERE queue = 'default'", [silent])
    if silence == "frozen process":
        stage.freeze("worker-1")
    else:
        stage.proxy.swallow()
    stage.post("after-silence")
    assert stage.wait_for("SELECT restarts > 0 FROM core_queuepulse WHERE queue = 'default'")
    assert stage.wait_until_all_done()
    assert stage.wait_for("SELECT seen_at > restarted_at FROM core_queuepulse WHERE queue = 'default'")
    assert stage.programs["worker-1"].pid != silent
    assert (stage.lost(), stage.doubled()) == ([], [])


@pytest.mark.req("R8")
def test_two_beats_start_each_slot_once(stage: Stage) -> None:
    stage.add("beat-1", "beat-2")
    assert stage.wait_for("SELECT count(*) >= 3 FROM core_scheduleslot WHERE origin = 'beat'")
    stage.restore()
    assert stage.wait_until_all_done()
    slots, jobs = stage.rows("SELECT count(*), count(job_id) FROM core_scheduleslot WHERE origin <> 'baseline'")[0]
    assert slots == jobs == stage.scalar("SELECT count(*) FROM chaos_effect")
    assert (stage.lost(), stage.doubled()) == ([], [])


@pytest.mark.req("R4")
def test_work_goes_on_without_redis(impatient: Stage) -> None:
    stage = impatient
    stage.remove("redis")
    stage.post(*(f"job-{n:04}" for n in range(40)))
    assert stage.wait_until_all_done()
    done_by = stage.rows("SELECT DISTINCT split_part(locked_by, ':', 1) FROM core_job")
    assert done_by == [("drain",)]
    assert (stage.lost(), stage.doubled()) == ([], [])
