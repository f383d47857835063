"""What is handed over when a document is deposited or verified. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFact:
    """A document to be kept. ``content`` None with ``unavailable`` set marks one that could not be made."""

    kind: str
    title: str
    subject_kind: str
    subject_id: int
    subject_number: str
    retain_until: date
    content: bytes | None = None
    media_type: str = "application/pdf"
    unavailable: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """A kept document as other apps know it."""

    id: int
    number: str
    kind: str
    title: str
    subject_kind: str
    subject_id: int
    subject_number: str
    version: int
    sha256: str
    size: int
    media_type: str
    confidential: bool
    unavailable: str
    retain_until: date
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFact:
    """What anyone may know of an issued change of a policy: which, what kind, from which day."""

    number: str
    kind: str
    holds_from: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationFact:
    """What anyone may know of a policy: no personal data. Numbers and plates come whole and are masked here."""

    number: str
    product: str
    state: str
    tone: str
    unit: str
    starts_at: datetime
    ends_at: datetime
    plate: str = ""
    issued_on: date | None = None
    cover_until: date | None = None
    """The last day of cover where an ending was agreed that comes before the end of the period."""
    changes: tuple[ChangeFact, ...] = ()


def masked_number(number: str) -> str:
    """Enough to compare with the paper in hand, too little to ask for somebody else's policy."""
    return f"{number[:8]}{'*' * max(len(number) - 12, 0)}{number[-4:]}" if len(number) > 12 else number


def masked_plate(plate: str) -> str:
    """``闽C·1**45``: the first two signs, one character and the last two stay."""
    plain = plate.replace("·", "")
    if len(plain) < 6:
        return "*" * len(plain)
    return f"{plain[:2]}·{plain[2]}{'*' * (len(plain) - 5)}{plain[-2:]}"
