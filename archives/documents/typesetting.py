"""The style sheet and the fonts of one template, made ready once per process and shared by all its documents."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from archives.documents.characters import ALWAYS, fixed_characters
from archives.documents.fetcher import SCHEME, closed_fetcher
from archives.documents.fonts import SYSTEM_FAMILIES, common_characters, cut, full_font_files
from archives.documents.machinery import renderer

STYLE = Path(__file__).with_name("print.css")
# Pango and fontconfig keep state that is not safe between threads.
ONE_AT_A_TIME = threading.Lock()
# Kinds of note that no document has: matched for every element, five styles each, they are a tenth of the layout.
UNUSED = re.compile(r"^::(?:footnote|note)-.*$", re.MULTILINE)


class Typesetting(NamedTuple):
    """What WeasyPrint is given besides the text."""

    font_config: Any
    stylesheets: list[Any]


@lru_cache(maxsize=1)
def _font_config() -> Any:
    return renderer().text.fonts.FontConfiguration()


@lru_cache(maxsize=1)
def page_class() -> Any:
    """The renderer's page with the browser style sheet that documents need, without what they never use."""
    engine = renderer()
    whole = (Path(str(engine.__file__)).parent / "css" / "html5_ua.css").read_text(encoding="utf-8")
    needed = engine.CSS(string=UNUSED.sub("", whole))

    class Page(engine.HTML):  # type: ignore[misc, name-defined]
        def _ua_stylesheets(self, *_forms: Any, **_more: Any) -> list[Any]:
            return [needed]

    return Page


def _faces(family: str, files: dict[int, Path]) -> tuple[str, dict[str, bytes | Path]]:
    names = {weight: f"font-{weight}" for weight in files}
    rules = [
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{SCHEME}{name}") }}'
        for weight, name in names.items()
    ]
    resources: dict[str, bytes | Path] = {names[weight]: file for weight, file in files.items()}
    return "\n".join(rules), resources


def _style(text: str, resources: dict[str, bytes | Path]) -> Any:
    fetcher = closed_fetcher(resources)
    return renderer().CSS(string=text, font_config=_font_config(), url_fetcher=fetcher)


@lru_cache(maxsize=1)
def _shared_styles() -> tuple[Any, ...]:
    """The common characters and the whole font: loaded once, whatever the number of templates."""
    files = full_font_files()
    common = {weight: cut(file, common_characters().union(ALWAYS)) for weight, file in files.items()}
    faces = [_style(*_faces("Document Common", common)), _style(*_faces("Document Whole", files))] if files else []
    return (*faces, _style(STYLE.read_text(encoding="utf-8"), {}))


@lru_cache(maxsize=64)
def typesetting(template_name: str) -> Typesetting:
    """The font cut for ``template_name`` first in the list of families, then the shared ones, then the system's."""
    families = [*SYSTEM_FAMILIES]
    own: list[Any] = []
    files = full_font_files()
    if files:
        family = f"Document {template_name.replace('/', ' ').removesuffix('.html')}"
        characters = fixed_characters(template_name)
        own.append(_style(*_faces(family, {weight: cut(file, characters) for weight, file in files.items()})))
        families = [family, "Document Common", "Document Whole", *families]
    names = ", ".join(f'"{name}"' if name != "sans-serif" else name for name in families)
    own.append(_style(f"html {{ font-family: {names} }}", {}))
    return Typesetting(_font_config(), [*_shared_styles(), *own])
