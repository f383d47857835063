"""Write the search table anew, after bulk loading or when more should be found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import search
from core.search import Entry

BATCH = 2_000


class Command(BaseCommand):
    help = "Write the search rows of every kind (or of those named) anew. Pages stay usable meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kinds", nargs="*", help="kinds to rebuild; all of them when none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        for source in search.sources():
            if source.entries is None or (options["kinds"] and source.kind not in options["kinds"]):
                continue
            written = 0
            for batch in _batches(source.entries()):
                search.index(*batch)
                written += len(batch)
            self.stdout.write(f"{source.kind}: {written} rows")


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    remaining = iter(entries)
    while batch := list(islice(remaining, BATCH)):
        yield batch
