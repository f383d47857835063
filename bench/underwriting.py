"""Automatic underwriting end to end over HTTP: stored and explained decisions per second, beside the usual way.

Ways to decide the same waiting proposals, behind the same server (two processes, connections kept open):

* ours: the product's service, in sets of ``SET`` proposals a request, as its queue works (``single``: one a request);
* usual: a serializer, then one ``.save()`` after the other – decision, sections, premium due, work items, events;
* floor: one SQL statement that writes the same rows (lists and rules are not even asked).
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from multiprocessing import get_context
from typing import Any

from bench.figures import Figure, faster
from bench.written import counted

CLIENTS, WORKERS, SET = 4, 2, 100
# The slower a way, the fewer decisions are needed to know how slow.
SHARES = {"ours": 1, "single": 10, "usual": 5, "floor": 2}
AIM, FLOOR_AIM = 2, 0.6


def figures(*, url: str, owner_url: str, decisions: int) -> list[Figure]:
    """Ours beside the usual way and beside one statement; the sides take turns."""
    ways = {"ours": SET, "single": 1, "usual": 1, "floor": 1}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    with _server(url) as port:
        _refuse_other_rows(port, url, owner_url, ways)
        for _turn in range(3):
            for way, size in ways.items():
                waiting = prepared(owner_url, max(decisions // SHARES[way], CLIENTS * size * 2))
                taken[way].append(_rate(port, way, waiting, size))
    ours, single, usual, floor = (max(taken[way]) for way in ways)
    note = f"{WORKERS} server processes, {CLIENTS} clients, sets of {SET}; best of 3 turns each"
    subject = "automatic underwriting decisions"
    return [
        faster(subject, ours=ours, other=usual, unit="/s", other_is="serializer + ORM", aim=AIM, note=note),
        faster(
            subject,
            ours=ours,
            other=floor,
            unit="/s",
            other_is="one SQL statement",
            aim=FLOOR_AIM,
            note="beside the floor",
        ),
        faster(
            f"{subject}, one a request",
            ours=single,
            other=usual,
            unit="/s",
            other_is="serializer + ORM",
            aim=AIM,
            note="the single path, with every guarantee",
        ),
    ]


def _refuse_other_rows(port: int, url: str, owner_url: str, ways: Iterable[str]) -> None:
    """Every way writes as many rows into every table for a proposal that passes."""
    import psycopg2  # noqa: PLC0415

    found = {}
    with closing(psycopg2.connect(url)) as link, link.cursor() as cursor:
        for way in ways:
            (wanted, *_rest) = prepared(owner_url, 1)
            _send(port, way, [wanted], 1)
            found[way] = counted(cursor, wanted, wanted)
            link.rollback()
    if len({tuple(counts) for counts in found.values()}) != 1:
        raise RuntimeError(f"the ways do not write the same rows: {found}")


def prepared(owner_url: str, count: int) -> list[int]:
    """So many proposals of the loaded branch, waiting for the rules as if their review had just been passed."""
    words = [sys.executable, "-m", "bench.underwriting", str(count)]
    done = subprocess.run(
        words, env=os.environ | {"DATABASE_URL": owner_url}, stdout=subprocess.PIPE, text=True, check=True
    )
    found: list[int] = json.loads(done.stdout)
    return found


# A copy of issued proposals with new numbers: their vehicles, people and amounts, none of their sections.
COPY = """
INSERT INTO underwriting_proposal ({columns})
SELECT {values} FROM (
    SELECT *, row_number() OVER (ORDER BY id) AS place FROM underwriting_proposal
     WHERE state = 'issued' AND vehicle_class = 'private_car' ORDER BY id LIMIT %(pool)s
) AS p, generate_series(1, %(rounds)s) AS n LIMIT %(count)s
RETURNING id
"""


def prepare(count: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.utils.timezone import localdate  # noqa: PLC0415

    from underwriting.models import Proposal  # noqa: PLC0415
    from underwriting.selectors.questionnaire import in_force  # noqa: PLC0415

    new = {
        "number": "'B' || pg_backend_pid() || '-' || extract(epoch FROM now())::bigint || '-' || p.place || '-' || n",
        "state": "'auto_check'",
        "version": "3",
        "approved_at": "NULL",
        "claims_last_year": "CASE WHEN p.place %% 8 = 0 THEN 9 ELSE 0 END",
        "disclosures": "%(answers)s",
        "third_party_limit": "least(p.third_party_limit, 1000000)",
        "first_registered_on": "current_date - 700",
        "lapse_days": "0",
        "loss_ratio": "0",
        "start_on": "current_date + 3",
        "end_on": "current_date + 367",
    }
    asked = in_force(localdate())
    kind = {q.key: next(value for value in q.options if value not in q.material) for q in asked.questions}
    answers = json.dumps({"version": asked.version, "answers": kind, "explanation": ""})
    names = [field.column for field in Proposal._meta.concrete_fields if field.column != "id"]
    values = ", ".join(new.get(name, f"p.{name}") for name in names)
    with connection.cursor() as cursor:
        pool = Proposal.objects.filter(state="issued", vehicle_class="private_car").count()
        statement = COPY.format(columns=", ".join(names), values=values)
        cursor.execute(statement, {"pool": pool, "rounds": count // pool + 1, "count": count, "answers": answers})
        json.dump([row[0] for row in cursor.fetchall()], sys.stdout)
        cursor.execute("ANALYZE underwriting_proposal")


@contextmanager
def _server(url: str) -> Iterator[int]:
    port = _free_port()
    words = [
        sys.executable,
        "-m",
        "gunicorn",
        "-b",
        f"127.0.0.1:{port}",
        "-w",
        str(WORKERS),
        "-k",
        "gthread",
        "--threads",
        "2",
    ]
    words += ["--keep-alive", "30", "--log-level", "error", "bench.floor.wsgi:application"]
    process = subprocess.Popen(words, env=os.environ | {"DATABASE_URL": url})
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _try in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/alive/", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server of the benchmark did not start")


def _rate(port: int, way: str, waiting: Sequence[int], size: int) -> float:
    """Decisions a second over all clients, from the first request to the last answer."""
    shares = [waiting[n::CLIENTS] for n in range(CLIENTS)]
    with get_context("fork").Pool(CLIENTS) as pool:
        pool.starmap(_send, [(port, way, share[:size], size) for share in shares])  # warm
        start = time.perf_counter()
        done = pool.starmap(_send, [(port, way, share[size:], size) for share in shares])
        seconds = time.perf_counter() - start
    return sum(done) / seconds


def _send(port: int, way: str, waiting: Sequence[int], size: int) -> int:
    connection, decided = HTTPConnection("127.0.0.1", port), 0
    for first in range(0, len(waiting), size):
        body = json.dumps({"proposals": waiting[first : first + size]})
        connection.request("POST", f"/{way}/", body, {"Content-Type": "application/json"})
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
        decided += answer["decided"]
    connection.close()
    if decided != len(waiting):
        raise RuntimeError(f"{way}: {decided} of {len(waiting)} were decided")
    return decided


if __name__ == "__main__":
    prepare(int(sys.argv[1]))
