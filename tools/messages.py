"""``make messages``: which texts have no Chinese yet, which placeholders differ; compiles the catalogue."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

import polib

from tools import texts
from tools.catalogue import Key, compile_catalogue, disagreements, words
from tools.console import Problem, report, say

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


def faults() -> list[str]:
    """Texts of the code without Chinese, fuzzy ones, and placeholders that differ."""
    known = words()
    return [*_missing(known), *_wrong(known.values()), *disagreements()]


def _missing(known: dict[Key, polib.POEntry]) -> Iterator[str]:
    for key, text in texts.all_texts().items():
        if not _translated(known.get(key)):
            context = f" [{text.context}]" if text.context else ""
            yield f"{text.place}: no Chinese for “{text.msgid}”{context}"


def _translated(entry: polib.POEntry | None) -> bool:
    return entry is not None and bool(entry.msgstr or any(entry.msgstr_plural.values()))


def _wrong(entries: Iterable[polib.POEntry]) -> Iterator[str]:
    for entry in entries:
        if entry.fuzzy:
            yield f"fuzzy: “{entry.msgid}”"
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text and _placeholders(text) != _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or ""):
                yield f"placeholders differ: “{entry.msgid}” – “{text}”"


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}


def main() -> int:
    try:
        found = faults()
        compile_catalogue()
    except Problem as problem:
        return report(problem)
    for fault in found:
        say(fault)
    say(f"{len(words())} texts in Chinese, {len(found)} to mend")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
