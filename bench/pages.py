"""List pages of a small and a large branch: how much longer a page takes, and how many statements it asks.

Each branch has a database of its own, so the pages of each are taken in a process of their own; the processes take
turns, so that what else the machine does falls on both.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from bench.figures import Figure, growth, percentile, quietest, times

TURNS = 3
DEEP = "deep"


@dataclass(frozen=True)
class Place:
    """A list, and the post that opens it."""

    subject: str
    address: str
    post: str
    unit: str


PLACES = (
    Place("work queue", "/", "UW_UND2", "350591"),
    Place("policy list", "/policies/", "UW_UND2", "350591"),
    Place("proposal list", "/proposals/", "UW_UND2", "350591"),
)


def figures(*, small: str, large: str, rounds: int) -> list[Figure]:
    """Two lines for each list: page 1, and the page in the middle of the branch's rows."""
    taken: dict[str, list[dict[str, Any]]] = {small: [], large: []}
    for _turn in range(TURNS):
        for url, turns in taken.items():
            turns.append(_in_a_process(url, rounds))
    return [_compared(subject, taken[small], taken[large]) for subject in taken[small][0]]


def _in_a_process(url: str, rounds: int) -> dict[str, Any]:
    environment = os.environ | {"DATABASE_URL": url}
    words = [sys.executable, "-m", "bench.pages", str(rounds)]
    done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _compared(subject: str, small: list[dict[str, Any]], large: list[dict[str, Any]]) -> Figure:
    one, many = (quietest([percentile(turn[subject]["ms"], 0.95) for turn in turns]) for turns in (small, large))
    note = f"p95, {large[0][subject]['rows']} rows a page, {large[0][subject]['statements']} statements of its own"
    return growth(subject, large=many, small=one, unit="ms", aim=1.3, note=note)


# -- in the process of one database -----------------------------------------------------------------------------------


def main(rounds: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    logging.disable(logging.INFO)
    found = {}
    for place in PLACES:
        client = _signed_in(place)
        found[f"{place.subject}, page 1"] = _taken(client, place.address, rounds)
        found[f"{place.subject}, {DEEP} page"] = _taken(client, _deep(client, place.address), rounds)
    json.dump(found, sys.stdout)


def _signed_in(place: Place) -> Any:
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from organisation.models import PostAssignment  # noqa: PLC0415

    held = PostAssignment.objects.filter(post_id=place.post, unit__code=place.unit).order_by("pk")[0]
    client = Client(SERVER_NAME="localhost")
    client.post(reverse("organisation:demo_sign_in"), {"assignment": held.pk})
    return client


def _taken(client: Any, address: str, rounds: int) -> dict[str, Any]:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    statements = sum(not _of_the_session(query["sql"]) for query in asked.captured_queries)
    rows = answer.content.decode().count("<tr><td")
    return {"statements": statements, "rows": rows, "ms": times(lambda: client.get(address), rounds=rounds)}


SESSION_TABLES = ("django_session", "organisation_staffsession", "organisation_staff", "organisation_postassignment")


def _of_the_session(statement: str) -> bool:
    """Asked for every request, whatever the page: session, person, posts held, rights of the post."""
    return any(f'FROM "{table}"' in statement for table in SESSION_TABLES)


def _deep(client: Any, address: str) -> str:
    """The page that begins in the middle of all rows in scope."""
    from underwriting.models import Policy, Proposal  # noqa: PLC0415

    model = {"/policies/": Policy, "/proposals/": Proposal}.get(address)
    if model is None:
        return _older(client, address, pages=1)
    from core.web.paging import mark, order_of  # noqa: PLC0415 - the same mark that a page's link carries

    rows = model.objects.order_by("-created_at", "-pk")
    middle = rows[rows.count() // 2]
    return f"{address}?after={mark(order_of('-created_at', rows), middle)}"


def _older(client: Any, address: str, *, pages: int) -> str:
    """The address that ``pages`` clicks on “older” lead to."""
    for _click in range(pages):
        answer = client.get(address)
        older = answer.context["older"] if answer.context else ""
        if not older:
            break
        address = address.split("?", maxsplit=1)[0] + older
    return address


if __name__ == "__main__":
    main(int(sys.argv[1]))
