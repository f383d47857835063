"""``make messages``: extract the texts, merge the insurer's Chinese words, say what is missing, compile.

``locale/zh_Hans/words/<app>.po`` is what people write. The catalogue made of them is not committed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from tools import texts
from tools.console import Problem, report, say
from tools.paths import ROOT

WORDS = ROOT / "locale" / "zh_Hans" / "words"
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w+)\}")
Key = tuple[str, str]


def words() -> dict[Key, polib.POEntry]:
    """Every translation by context and text; two files that disagree are an error."""
    found: dict[Key, polib.POEntry] = {}
    for path in sorted(WORDS.glob("*.po")):
        for entry in polib.pofile(str(path), encoding="utf-8"):
            known = found.setdefault(_key(entry), entry)
            if (known.msgstr, known.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                raise Problem(f"{path.name}: “{entry.msgid}” is “{known.msgstr}” in another file, “{entry.msgstr}” here.")
    return found


def compile_catalogues() -> None:
    """The catalogue of all words, without extraction: what the running product needs."""
    catalogue = _empty()
    catalogue.extend(sorted(words().values(), key=_key))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def faults() -> list[str]:
    """Texts of the code without Chinese, fuzzy ones, and placeholders that differ."""
    known = words()
    return [*_missing(known), *_wrong(known.values())]


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


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)


def _empty() -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": "zh_Hans",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return catalogue


def main() -> int:
    try:
        found = faults()
        compile_catalogues()
    except Problem as problem:
        return report(problem)
    for fault in found:
        say(fault)
    say(f"{len(words())} texts in Chinese, {len(found)} to mend")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
