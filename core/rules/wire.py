"""Frozen dataclasses as JSON and back, by their annotations. Pure; money stays Decimal, times stay aware."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

T = TypeVar("T")


def pack(value: object) -> Any:
    """A JSON value from which ``unpack`` makes the same again."""
    if value is None or (isinstance(value, str | bool | int) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [pack(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {field.name: pack(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} does not travel in an event")


def unpack(kind: type[T], packed: Mapping[str, Any]) -> T:
    """The dataclass again. Unknown names are ignored and missing ones take their defaults, so that an older row
    still reads after a field was added or removed."""
    hints = get_type_hints(kind)
    known = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: _value(hints[name], value) for name, value in packed.items() if name in known})


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _value(next(option for option in get_args(hint) if option is not type(None)), value)
    if origin in {tuple, list}:
        return _items(hint, value)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return unpack(hint, value)
    return _scalar(hint, value)


def _items(hint: Any, values: list[Any]) -> Any:
    options = get_args(hint)
    if get_origin(hint) is tuple and Ellipsis not in options:
        return tuple(_value(option, value) for option, value in zip(options, values, strict=True))
    made = [_value(options[0], value) for value in values]
    return tuple(made) if get_origin(hint) is tuple else made


def _scalar(hint: Any, value: Any) -> Any:
    if hint in {date, datetime}:
        return hint.fromisoformat(value)
    if hint in {Decimal, UUID} or (isinstance(hint, type) and issubclass(hint, Enum)):
        return hint(value)
    return value
