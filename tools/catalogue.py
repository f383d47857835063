"""The Chinese catalogue: compiled from the words that people write, ``locale/zh_Hans/words/<app>.po``."""

from __future__ import annotations

from collections.abc import Iterator

import polib

from tools.paths import ROOT

WORDS = ROOT / "locale" / "zh_Hans" / "words"
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
Key = tuple[str, str]


def words() -> dict[Key, polib.POEntry]:
    """Every translation by context and text; where two files disagree, the first in the order of names."""
    found: dict[Key, polib.POEntry] = {}
    for _, entry in _entries():
        found.setdefault(key(entry), entry)
    return found


def disagreements() -> Iterator[str]:
    """One text has one translation; where it must differ, the code gives it a context."""
    chosen = words()
    for name, entry in _entries():
        known = chosen[key(entry)]
        if (known.msgstr, known.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
            yield f"{name}: “{entry.msgid}” is “{known.msgstr}” in another file, “{entry.msgstr}” here"


def _entries() -> Iterator[tuple[str, polib.POEntry]]:
    for path in sorted(WORDS.glob("*.po")):
        for entry in polib.pofile(str(path), encoding="utf-8"):
            yield path.name, entry


def compile_catalogue() -> None:
    """What the running product reads. It is not committed."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": "zh_Hans",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    catalogue.extend(sorted(words().values(), key=key))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)
