"""The texts to translate in code and templates, extracted without GNU gettext."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tools.paths import ROOT

APPS = (
    "config",
    "risk",
    "training",
    "customer_service",
    "claims",
    "underwriting",
    "finance",
    "archives",
    "parties",
    "organisation",
    "core",
)
FUNCTIONS = {
    name: spec
    for names, spec in (
        (("_", "_noop", "noop", "_now", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
        (("ngettext", "ngettext_lazy"), (1, 2)),
        (("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
        (("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
    )
    for name in names
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text as the code writes it."""

    place: str
    msgid: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.msgid)


def all_texts() -> dict[tuple[str, str], Text]:
    """Each text once, with the first place where it stands."""
    found: dict[tuple[str, str], Text] = {}
    for path, source in _sources():
        for text in _texts(str(path.relative_to(ROOT)), source):
            found.setdefault(text.key, text)
    return found


def _sources() -> Iterator[tuple[Path, str]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            yield path, path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt", ".svg"}:
            yield path, _as_python(path)


def _as_python(template: Path) -> str:
    """The template as the calls it makes, one line each, which is what the extractor reads."""
    calls = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    return "\n".join(line.strip() for line in calls.splitlines())


def _texts(name: str, source: str) -> Iterator[Text]:
    for line, message, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=FUNCTIONS):
        words = [message] if isinstance(message, str) else [word for word in message if word]
        if words and words[0]:
            yield Text(f"{name}:{line}", words[0], words[1] if len(words) > 1 else "", context or "")
