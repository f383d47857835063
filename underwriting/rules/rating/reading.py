"""From the plain content of a proposal to the entry of its module, with the field at fault named."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from underwriting.rules.rating.basis import RatingFault, figure
from underwriting.rules.words import gettext_noop as _

T = TypeVar("T")


def read(cls: type[T], content: Mapping[str, Any], *, place: str = "") -> T:
    """Build the frozen entry ``cls``; what it does not know is left out (the content keeps more than the rating).

    Raises ``RatingFault`` whose field is the path, as ``items.0.sum_insured``.
    """
    hints = _hints(cls)  # type: ignore[arg-type]  # a class is hashable
    values = {}
    for one in dataclasses.fields(cls):  # type: ignore[arg-type]  # every entry is a dataclass
        path = f"{place}{one.name}"
        given = content.get(one.name)
        if given is None or given == "":
            if one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING:
                raise RatingFault(path, _("This is needed for the premium."))
            continue
        values[one.name] = _value(hints[one.name], given, path)
    return cls(**values)


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    return get_type_hints(cls)


def _value(hint: Any, given: Any, path: str) -> Any:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _value(next(kind for kind in get_args(hint) if kind is not type(None)), given, path)
    if origin is tuple:
        return _many(get_args(hint)[0], given, path)
    if dataclasses.is_dataclass(hint):
        return given if isinstance(given, hint) else read(hint, _mapping(given, path), place=f"{path}.")  # type: ignore[arg-type]
    if origin is not None:
        return {str(name): str(value) for name, value in _mapping(given, path).items() if value not in (None, "")}
    return _plain(hint, given, path)


def _many(kind: Any, given: Any, path: str) -> tuple[Any, ...]:
    if not isinstance(given, list | tuple):
        raise RatingFault(path, _("Enter a list."))
    return tuple(_value(kind, one, f"{path}.{index}") for index, one in enumerate(given))


def _mapping(given: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise RatingFault(path, _("Enter the parts by name."))
    return given


def _plain(kind: Any, given: Any, path: str) -> Any:
    if kind is Decimal:
        return figure(given, path)
    if kind is int:
        number = figure(given, path)
        if number != int(number):
            raise RatingFault(path, _("Enter a whole number."))
        return int(number)
    if kind is date:
        return _day(given, path)
    return bool(given) if kind is bool else str(given)


def _day(given: Any, path: str) -> date:
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise RatingFault(path, _("Enter a date.")) from None
