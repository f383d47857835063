"""Twenty thousand proposals that wait, decided by one job, beside COPY of the very rows that the job wrote.

COPY asks nothing, checks nothing and decides nothing: it is the floor. The guards of the database stay on for both.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from contextlib import closing
from typing import Any
from uuid import uuid4

from bench.figures import Figure, faster
from bench.underwriting import prepared
from bench.written import TABLES, Written, counted

AIM, LEAST = 0.3, 100


CHANGED = "state, version, updated_at, approved_at"


def figures(*, url: str, owner_url: str, proposals: int) -> list[Figure]:
    """The job in a process of its own on the small branch; COPY beside it on the same tables."""
    ours = prepared(owner_url, proposals)
    words = [sys.executable, "-m", "bench.batch"]
    environment = os.environ | {"DATABASE_URL": url}
    done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    taken: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if taken["jobs"] != 1 or taken["reports"] < proposals // 1_000 or taken["decided"] < proposals:
        raise RuntimeError(f"{taken}: one job, its progress, every proposal")
    floor = _copied(url, owner_url, ours)
    rate, least = proposals / taken["seconds"], proposals / floor
    note = f"{proposals:,} proposals, one job, {taken['reports']} reports of progress; the same rows"
    subject = "automatic underwriting of a batch"
    return [faster(subject, ours=rate, other=least, unit="/s", other_is="COPY", aim=AIM, note=note)]


def main() -> None:
    """In the process of the job: what waits is decided, and it is told how long that took."""
    import django  # noqa: PLC0415

    django.setup()
    from core.jobs import enqueue, lease  # noqa: PLC0415
    from core.jobs.drain import drain  # noqa: PLC0415
    from core.models import Job  # noqa: PLC0415
    from underwriting.tasks.deciding import WAITING_JOB  # noqa: PLC0415

    drain(reraise=True)  # what the demo branch left
    reports, fetch = [], lease.fetch
    lease.fetch = lambda sql, params: (reports.append(sql is lease.PROGRESS), fetch(sql, params))[1]  # type: ignore[func-returns-value]
    before = Job.objects.count()
    job = enqueue(WAITING_JOB, key=str(uuid4()), payload={}, queue="underwriting")
    start = time.perf_counter()
    drain(reraise=True)
    seconds = time.perf_counter() - start
    made = Job.objects.get(pk=job.pk).result or {}
    told = {"seconds": seconds, "decided": made.get("decided", 0), "reports": sum(reports)}
    json.dump(told | {"jobs": Job.objects.count() - before}, sys.stdout)


def _copied(url: str, owner_url: str, ours: list[int]) -> float:
    """Seconds that COPY takes for the same rows on another batch of proposals."""
    import psycopg2  # noqa: PLC0415

    theirs = prepared(owner_url, len(ours))
    values = {"first": ours[0], "last": ours[-1], "shift": theirs[0] - ours[0], "far": 10**9 + theirs[0]}
    with closing(psycopg2.connect(url)) as link, link, link.cursor() as cursor:
        read = [_texts(cursor, written, values) for written in TABLES]
        changed = io.StringIO()
        cursor.copy_expert(cursor.mogrify(
            f"COPY (SELECT id + %(shift)s, {CHANGED} FROM underwriting_proposal "
            "WHERE id BETWEEN %(first)s AND %(last)s) TO STDOUT", values).decode(), changed)  # fmt: skip
        start = time.perf_counter()
        _update(cursor, changed)
        for statement, text, _count in read:
            text.seek(0)
            cursor.copy_expert(statement, text)
        link.commit()
        seconds = time.perf_counter() - start
        _same(cursor, values, [count for _statement, _text, count in read])
    return seconds


def _texts(cursor: Any, written: Written, values: dict[str, int]) -> tuple[str, io.StringIO, int]:
    """How the rows are copied in, and the rows."""
    cursor.execute(f"SELECT * FROM {written.table} LIMIT 0")
    names = [column.name for column in cursor.description if column.name not in written.left_out]
    asked = ", ".join(written.moved.get(name, name) for name in names)
    text = io.StringIO()
    query = f"COPY (SELECT {asked} FROM {written.table} WHERE {written.rows}) TO STDOUT"
    cursor.copy_expert(cursor.mogrify(query, values).decode(), text)
    return f"COPY {written.table} ({', '.join(names)}) FROM STDIN", text, text.getvalue().count("\n")


def _update(cursor: Any, changed: io.StringIO) -> None:
    changed.seek(0)
    cursor.execute(
        f"CREATE TEMP TABLE changed ON COMMIT DROP AS SELECT id, {CHANGED} FROM underwriting_proposal LIMIT 0"
    )
    cursor.copy_expert("COPY changed FROM STDIN", changed)
    names = CHANGED.split(", ")
    sets = ", ".join(f"{name} = c.{name}" for name in names)
    cursor.execute(f"UPDATE underwriting_proposal p SET {sets} FROM changed c WHERE c.id = p.id")


def _same(cursor: Any, values: dict[str, int], counts: list[int]) -> None:
    """As many rows in every table as the job wrote, none of them empty."""
    if min(counts) < LEAST:
        raise RuntimeError(f"the job wrote too few rows: {counts}")
    found = counted(cursor, values["first"] + values["shift"], values["last"] + values["shift"])
    if found != counts:
        raise RuntimeError(f"{found} rows by COPY, {counts} by the job")


if __name__ == "__main__":
    main()
