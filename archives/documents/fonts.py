"""Fonts for documents: one cut to the template's characters first, the common characters next, the whole font last.

Embedding a font means cutting it for every document, and that takes time with its size. Nearly all glyphs of a document
come from the two small cuts, so the large font is touched for rare characters only (measured: twice as fast).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from fontTools import subset

WEIGHTS = {400: "400Regular/NotoSansSC_400Regular.ttf", 700: "700Bold/NotoSansSC_700Bold.ttf"}
SYSTEM_FAMILIES = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "sans-serif")


def full_font_files() -> dict[int, Path]:
    """The whole fonts by weight; empty when the package is not installed."""
    files = {weight: Path(settings.DOCUMENT_FONT_DIR) / name for weight, name in WEIGHTS.items()}
    return files if all(file.is_file() for file in files.values()) else {}


@lru_cache(maxsize=1)
def common_characters() -> frozenset[str]:
    """The characters of GB 2312 (6,763 Chinese ones and the signs): nearly every name and address."""
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode("gb2312", errors="ignore") for pair in pairs))


def cut(font: Path, characters: Iterable[str]) -> Path:
    """``font`` reduced to ``characters``: made once, kept under the cache directory by what went into it."""
    text = "".join(sorted(set(characters)))
    digest = hashlib.sha256(f"{font.name}:{font.stat().st_size}:{text}".encode()).hexdigest()[:24]
    target = Path(settings.DOCUMENT_CACHE_DIR) / "fonts" / f"{digest}.ttf"
    if not target.is_file():
        write_whole(target, _cut(font, text))
    return target


def _cut(font: Path, text: str) -> bytes:
    options = subset.Options(hinting=False, layout_features=["kern", "liga", "vert"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    with subset.load_font(str(font), options) as opened, tempfile.NamedTemporaryFile(suffix=".ttf") as file:
        cutter.subset(opened)
        subset.save_font(opened, file.name, options)
        return Path(file.name).read_bytes()


def write_whole(target: Path, content: bytes) -> None:
    """Several processes may write the same file: each writes its own and renames it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(target)
