"""What a policy says over time, and what an endorsement makes of it: pure, whatever the order in which they come.

The life of a policy is a row of segments, each with the terms that hold in it. Terms are flat:
``cover.MOD.sum_insured``, ``plate``, ``special_terms``. A cover carries its premium for the whole period as
``cover.MOD.premium``; the difference of an endorsement is the difference of these levels over the days that are left
(domain 4.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from core.explain import Explained, Step
from core.money import to_cents
from underwriting.rules.words import gettext_noop as _

Terms = Mapping[str, str]
COVER, CONTENT, PREMIUM = "cover.", "content.", ".premium"
NIL = Decimal(0)
BY_CLAUSE = _("Clause of the contract: premium by the days left")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The terms from ``begins`` until before ``ends``; ``source`` numbers the endorsement that made them."""

    begins: date
    ends: date
    terms: Terms
    source: str = ""

    @property
    def days(self) -> int:
        return (self.ends - self.begins).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A later endorsement changed what this one changes as well (END-10). ``subject`` is a cover or a plain entry."""

    subject: str
    since: date
    source: str
    path: str
    before: str
    this: str
    later: str


def subject_of(path: str) -> str:
    """What stands or falls together: all entries of a cover, the table of the entry, or one plain entry."""
    return ".".join(path.split(".")[:2]) if path.startswith((COVER, CONTENT)) else path


def cut(segments: Sequence[Segment], on: date) -> list[Segment]:
    """The same terms with a seam on a day, so that what begins there can differ."""
    parts: list[Segment] = []
    for one in segments:
        if one.begins < on < one.ends:
            parts += [replace(one, ends=on), replace(one, begins=on)]
        else:
            parts.append(one)
    return parts


def terms_on(segments: Sequence[Segment], on: date) -> Terms:
    """What holds on a day. Raises ``LookupError`` outside the life of the policy."""
    found = next((one.terms for one in segments if one.begins <= on < one.ends), None)
    if found is None:
        raise LookupError(on)
    return found


def conflicts(segments: Sequence[Segment], changes: Terms, on: date) -> list[Conflict]:
    """What later endorsements say about the same subjects, the earliest first; none when this one is the last."""
    base = next((one for one in cut(segments, on) if one.begins == on), None)
    if base is None:
        return []
    found: list[Conflict] = []
    seen: set[str] = set()
    for one in (segment for segment in segments if segment.begins > on):
        for path, this in changes.items():
            before, later = base.terms.get(path, ""), one.terms.get(path, "")
            if later not in (before, this) and path not in seen:
                seen.add(path)
                found.append(
                    Conflict(
                        subject=subject_of(path),
                        since=one.begins,
                        source=one.source,
                        path=path,
                        before=before,
                        this=this,
                        later=later,
                    )
                )
    return found


def rebuilt(
    segments: Sequence[Segment], changes: Terms, on: date, *, overruled: Iterable[str] = (), source: str = ""
) -> list[Segment]:
    """Every segment from ``on`` with the change in it. Where a later endorsement changed the same subject it stands,
    unless the subject is among ``overruled``."""
    wins = set(overruled)
    standing = {one.subject: one.since for one in conflicts(segments, changes, on) if one.subject not in wins}
    parts: list[Segment] = []
    for one in cut(segments, on):
        if one.begins < on:
            parts.append(one)
            continue
        own = {path: value for path, value in changes.items() if not _later(standing, path, one.begins)}
        terms = {path: value for path, value in {**one.terms, **own}.items() if value != ""}
        parts.append(replace(one, terms=terms, source=one.source if one.begins > on else source))
    return parts


def _later(standing: Mapping[str, date], path: str, begins: date) -> bool:
    since = standing.get(subject_of(path))
    return since is not None and begins >= since


def shortened(segments: Sequence[Segment], on: date) -> list[Segment]:
    """The policy ends before ``on``."""
    return [one for one in cut(segments, on) if one.begins < on]


def lengthened(segments: Sequence[Segment], end: date, *, source: str) -> list[Segment]:
    """The last terms hold on until before ``end``."""
    last = segments[-1]
    return [*segments, Segment(begins=last.ends, ends=end, terms=last.terms, source=source)]


def covers_in(terms: Terms) -> list[str]:
    """Codes of the covers, in their order."""
    return [path.removeprefix(COVER).removesuffix(PREMIUM) for path in terms if _is_level(path)]


def level_of(terms: Terms) -> Decimal:
    """The premium of all covers for the whole period."""
    return sum((Decimal(value) for path, value in terms.items() if _is_level(path)), NIL)


def _is_level(path: str) -> bool:
    return path.startswith(COVER) and path.endswith(PREMIUM)


def difference(before: Sequence[Segment], after: Sequence[Segment], total_days: int) -> Explained:
    """``ΔP = (new − old) × days / days of the period``, summed over the stretches in which the terms differ and
    rounded once a stretch."""
    steps: list[Step] = []
    total = Decimal("0.00")
    for old, new in zip(_at_seams(before, after), after, strict=True):
        change = level_of(new.terms) - level_of(old.terms)
        if change == 0:
            continue
        part, last = to_cents(change * new.days / total_days), new.ends - timedelta(days=1)
        total += part
        steps.append(
            Step(
                rule=_("Difference of the premium for the days left"),
                detail=f"{new.begins} – {last}: ({level_of(new.terms):,.2f} − {level_of(old.terms):,.2f})",
                factor=f"× {new.days} / {total_days}",
                result=part,
                basis=BY_CLAUSE,
            )
        )
    return Explained((*steps, Step(rule=_("Difference of premium"), result=total, basis=BY_CLAUSE)))


def _at_seams(segments: Sequence[Segment], like: Sequence[Segment]) -> list[Segment]:
    """The old segments with the seams of the new ones."""
    parts = list(segments)
    for one in like:
        parts = cut(parts, one.begins)
    return parts


def overruled_sources(found: Iterable[Mapping[str, str]], overruled: Iterable[str]) -> set[str]:
    """The later changes that a change goes before, out of the conflicts that were kept with it (END-10)."""
    wins = set(overruled)
    return {one["source"] for one in found if one["subject"] in wins}
