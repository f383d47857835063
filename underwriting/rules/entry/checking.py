"""What is wrong with an entry, by the path of the field; and the entry as it is kept (B-23)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from underwriting.rules.entry.choices import keys_of, offered
from underwriting.rules.entry.spec import Content, Field, Kind, LineEntry, rows_of
from underwriting.rules.words import gettext_noop as _

LARGEST = Decimal(10) ** 13
OLDEST_YEAR = 1800
MOST_ROWS = 500
NEEDED, NUMBER, TOO_LARGE, WHOLE = (
    _("This entry is needed."),
    _("Enter a number, zero or more."),
    _("The amount is too large."),
    _("Enter a whole number, zero or more."),
)
ABOVE_WHOLE, ABOVE_MILLE, YEAR, TO_COME = (
    _("A share is at most 100 %."),
    _("A rate is at most 1000‰; it is typed per mille."),
    _("Enter a year with four digits."),
    _("This year has not come yet."),
)
TOO_MUCH = _("So large a number cannot be meant here.")
NOT_OFFERED, DAY, TOO_LONG, NO_ROWS, TOO_MANY = (
    _("The product does not offer this."),
    _("Enter a date."),
    _("The text is too long."),
    _("Enter at least one row."),
    _("So many rows are entered as a list."),
)
NO_FIGURE = _("Enter a figure above zero: what was agreed is not dropped by emptying it.")
Fault = tuple[str, str]


def faults(entry: LineEntry, content: Content, tariff: Mapping[str, Any]) -> list[Fault]:
    """Every fault with its path, as ``items.0.sum_insured``; the messages are English texts to be translated."""
    found = [fault for field in entry.fields for fault in _of(field, content, field.name, tariff)]
    return [*found, *_of_rows(entry, content, tariff), *_of_chosen(content)] or list(_of_group(entry, content))


def _of_group(entry: LineEntry, content: Content) -> Iterator[Fault]:
    """What a group says of its people agrees with itself; claims-made cover names its retroactive date (5.18)."""
    numbers = {name: int(str(content[name])) for name in ("youngest", "oldest", "eligible") if content.get(name)}
    if numbers.get("youngest", 0) > numbers.get("oldest", 10**8):
        yield "oldest", _("The oldest is younger than the youngest.")
    if content.get("claims_made") is True and not content.get("retroactive_on"):
        yield "retroactive_on", NEEDED
    if entry.heads is not None and numbers.get("eligible", 10**8) < entry.heads(content):
        yield "eligible", _("Fewer could be insured than are entered.")


def _of_chosen(content: Content) -> Iterator[Fault]:
    """Factors by name and riders by code; whether they are filed says the rating."""
    if not isinstance(content.get("factors") or {}, Mapping):
        yield "factors", NOT_OFFERED
    riders = content.get("riders") or ()
    if not isinstance(riders, list | tuple) or not all(isinstance(code, str) for code in riders):
        yield "riders", NOT_OFFERED


def _of_rows(entry: LineEntry, content: Content, tariff: Mapping[str, Any]) -> Iterator[Fault]:
    if entry.rows is None:
        return
    rows = rows_of(content, entry.rows.name)
    if not rows:
        yield entry.rows.name, NO_ROWS
    if len(rows) > MOST_ROWS:
        yield entry.rows.name, TOO_MANY
        return
    for place, row in enumerate(rows):
        for column in entry.rows.columns:
            yield from _of(column, row, f"{entry.rows.name}.{place}.{column.name}", tariff)


def _of(field: Field, content: Content, path: str, tariff: Mapping[str, Any]) -> Iterator[Fault]:
    if not offered(field, tariff):
        return
    given = content.get(field.name)
    if given is None or given == "":
        if field.required:
            yield path, NEEDED
        return
    wrong = _wrong(field, given, tariff)
    if wrong:
        yield path, wrong


def _wrong(field: Field, given: Any, tariff: Mapping[str, Any]) -> str:
    if field.kind in {Kind.AMOUNT, Kind.RATE, Kind.PERCENT}:
        return _wrong_number(given) or _above_whole(field, given)
    if field.kind in {Kind.COUNT, Kind.YEAR}:
        return _wrong_whole(field, given)
    if field.kind is Kind.CHOICE:
        allowed = [value for value, _text in field.choices] or keys_of(field, tariff)
        return "" if given in allowed else NOT_OFFERED
    if field.kind is Kind.DAY:
        return "" if _is_day(given) else DAY
    if field.kind is Kind.FLAG:
        return "" if isinstance(given, bool) else NOT_OFFERED
    return "" if isinstance(given, str) and len(given) <= field.longest else TOO_LONG


def _wrong_number(given: Any) -> str:
    try:
        number = Decimal(str(given))
    except InvalidOperation:
        return NUMBER
    if not number.is_finite() or number < 0:
        return NUMBER
    return TOO_LARGE if number >= LARGEST else ""


def _wrong_whole(field: Field, given: Any) -> str:
    if field.kind is Kind.YEAR:
        return "" if _is_year(given) else YEAR
    if not str(given).isdecimal() or len(str(given)) > 8:
        return WHOLE
    return TOO_MUCH if field.most and int(str(given)) > field.most else ""


def _above_whole(field: Field, given: Any) -> str:
    """Shares and rates are parts of the sum."""
    if field.kind is Kind.AMOUNT or Decimal(str(given)) <= 1:
        return ""
    return ABOVE_WHOLE if field.kind is Kind.PERCENT else ABOVE_MILLE


def _is_year(given: Any) -> bool:
    return str(given).isdecimal() and len(str(given)) == 4 and int(str(given)) >= OLDEST_YEAR


def years_to_come(entry: LineEntry, content: Content, *, latest: int) -> list[Fault]:
    """Years after ``latest``, the year in which cover begins: nothing insured was built then."""
    years = [field.name for field in entry.fields if field.kind is Kind.YEAR]
    found = [(name, name, content) for name in years]
    if entry.rows is not None:
        columns = [column.name for column in entry.rows.columns if column.kind is Kind.YEAR]
        rows = enumerate(rows_of(content, entry.rows.name))
        found += [(f"{entry.rows.name}.{n}.{name}", name, row) for n, row in rows for name in columns]
    return [(path, TO_COME) for path, name, row in found if _is_year(row.get(name)) and int(str(row[name])) > latest]


def lost_figures(entry: LineEntry, before: Content, after: Content, *, zero_says_something: bool) -> list[Fault]:
    """Amounts that were agreed and that a change would empty: an aggregate limit that is gone makes the cover larger
    for no premium (END-06). An amount that must be there, and a limit, is not changed to nothing either; the sum of a
    part that need not be insured may be: its premium goes back."""
    return [
        (field.name, NO_FIGURE)
        for field in entry.fields
        if field.kind is Kind.AMOUNT
        and above_zero(before.get(field.name))
        and not above_zero(after.get(field.name))
        and (field.required or not zero_says_something or not _said(after.get(field.name)))
    ]


def above_zero(given: Any) -> bool:
    """Whether an amount is said, and is one."""
    return _said(given) and not _wrong_number(given) and Decimal(str(given)) > 0


def _is_day(given: Any) -> bool:
    try:
        date.fromisoformat(str(given))
    except ValueError:
        return False
    return True


def kept(entry: LineEntry, content: Content) -> dict[str, Any]:
    """The content as it is stored: what the entry knows, beside factors, riders and what the product asks."""
    plain = {field.name: content[field.name] for field in entry.fields if _said(content.get(field.name))}
    if entry.rows is not None:
        plain[entry.rows.name] = [
            {column.name: row[column.name] for column in entry.rows.columns if _said(row.get(column.name))}
            for row in rows_of(content, entry.rows.name)
        ]
    factors = content.get("factors") or {}
    return plain | {
        "factors": {str(name): str(value) for name, value in factors.items() if _said(value)},
        "riders": [str(code) for code in content.get("riders") or ()],
    }


def _said(value: Any) -> bool:
    return value not in (None, "", False)
