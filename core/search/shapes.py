"""What a text in the search box is, told from its shape, so that only one index is asked. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff"
SHORTEST_NAME = 2
SHORTEST_NUMBER = 4


class Kind(StrEnum):
    """The kinds of text that people type."""

    NOTHING = "nothing"
    IDENTITY = "identity"
    PHONE = "phone"
    TAIL = "tail"
    PLATE = "plate"
    VIN = "vin"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Shape:
    """A text as it is searched, with the kinds it may be (the likeliest first)."""

    text: str
    kinds: tuple[Kind, ...]


_RULES: tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...] = (
    (re.compile(r"1[3-9]\d{9}"), (Kind.PHONE, Kind.NUMBER)),
    (re.compile(r"[1-9]\d{5}(18|19|20)\d{2}(0\d|1[0-2])[0-3]\d{4}[0-9X]"), (Kind.IDENTITY,)),
    (re.compile(r"[1-9]\d{5}(18|19|20)\d{2}(0\d|1[0-2])[0-3]\d{3}[0-9X]"), (Kind.IDENTITY,)),
    (re.compile(r"[0-9ANY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}"), (Kind.IDENTITY, Kind.NUMBER)),
    (re.compile(r"\d{4}"), (Kind.TAIL, Kind.NUMBER)),
    (re.compile(rf"[{HAN}][A-Z][A-Z0-9{HAN}]{{0,7}}"), (Kind.PLATE,)),
    (re.compile(r"(?=.*\d)[A-HJ-NPR-Z0-9]{17}"), (Kind.VIN, Kind.NUMBER)),
    (re.compile(r"(?=.*\d)[A-Z][A-Z0-9]{5,6}"), (Kind.PLATE, Kind.NUMBER, Kind.VIN)),
    (re.compile(r"(?=.*\d)[A-Z0-9]{4,17}"), (Kind.NUMBER, Kind.PLATE, Kind.VIN)),
    (re.compile(r"(?=.*\d)[A-Z0-9/]{4,64}"), (Kind.NUMBER,)),
)


def clean(text: str) -> str:
    """Full-width forms, upper case, no blanks around; hyphens, dots and blanks inside numbers are dropped later."""
    return " ".join(unicodedata.normalize("NFKC", text).upper().split())[:64]


def shape_of(text: str) -> Shape:
    """Which indexes may answer ``text``. Names need two characters, numbers four."""
    plain = clean(text)
    compact = re.sub(r"[\s·•.\-]", "", plain)
    for pattern, kinds in _RULES:
        if pattern.fullmatch(compact):
            return Shape(compact, kinds)
    if len(compact) >= SHORTEST_NAME and not compact.isdigit():
        return Shape(plain, (Kind.NAME,))
    return Shape(plain, (Kind.NOTHING,))
