"""Keyset paging: a page is found from the row at its edge, so that page 2,000 costs what page 2 costs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.core.signing import BadSignature, Signer
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.dateparse import parse_date, parse_datetime

_signer = Signer(salt="core.web.paging")


class Order(NamedTuple):
    """The order of a list: a field, its direction, and whether rows may have no value in it (those come last)."""

    name: str
    descending: bool
    nullable: bool

    @property
    def text(self) -> str:
        """As in the address: "field" or "-field"."""
        return f"-{self.name}" if self.descending else self.name

    def expressions(self, *, backwards: bool = False) -> list[OrderBy]:
        """The field, then the id, so that rows of the same value keep one order.

        A NULLS clause that differs from the index's own keeps the index from being used, so only where there are nulls.
        """
        nulls: dict[str, bool] = (
            {} if not self.nullable else {"nulls_first": True} if backwards else {"nulls_last": True}
        )
        descending = self.descending != backwards
        first = F(self.name).desc(**nulls) if descending else F(self.name).asc(**nulls)
        return [first, F("pk").desc() if descending else F("pk").asc()]


class Edge(NamedTuple):
    """Where a page begins or ends: the value of the order field and the id of the row."""

    value: Any
    pk: int


class Slice(NamedTuple):
    """The rows of a page, and the marks from which the pages before and behind it are found ("" where none are)."""

    rows: list[Any]
    before: str
    after: str


def order_of(text: str, rows: QuerySet[Any], *, nullable: bool | None = None) -> Order:
    """``text`` is "field" or "-field". Unless said, the model says whether the field may be empty."""
    name = text.removeprefix("-")
    return Order(name, text.startswith("-"), _may_be_null(rows.model, name) if nullable is None else nullable)


def _may_be_null(model: type[Model], name: str) -> bool:
    """Whether any step of the path may lead to nothing; what is no field (an annotation) may."""
    steps: Any = model
    for part in name.split("__"):
        try:
            found = steps._meta.pk if part == "pk" else steps._meta.get_field(part)
        except (FieldDoesNotExist, AttributeError):
            return True
        if getattr(found, "null", True):
            return True
        steps = found.related_model
    return False


def page_of(rows: QuerySet[Any], order: Order, size: int, *, after: str = "", before: str = "") -> Slice:
    """The ``size`` rows behind the mark ``after``, or in front of the mark ``before``, or the first ones."""
    behind, front = _edge(order, after), _edge(order, before)
    backwards = front is not None and behind is None
    edge, rows_of_all = (front if backwards else behind), rows
    if edge:
        rows = rows.filter(_beyond(order, edge, backwards=backwards))
    found = list(rows.order_by(*order.expressions(backwards=backwards))[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if edge and len(found) < size and (backwards or not found):
        return page_of(rows_of_all, order, size)  # the first page whole, rather than a few rows or none
    has_before, has_after = (more, True) if backwards else (edge is not None, more)
    return Slice(
        found,
        mark(order, found[0]) if found and has_before else "",
        mark(order, found[-1]) if found and has_after else "",
    )


def _beyond(order: Order, edge: Edge, *, backwards: bool) -> Q:
    """Rows behind the edge in reading order. Written so that an index on (field, id) is walked from the edge on."""
    step = "lt" if order.descending != backwards else "gt"
    if edge.value is None:
        same = Q(**{f"{order.name}__isnull": True, f"pk__{step}": edge.pk})
        return same | Q(**{f"{order.name}__isnull": False}) if backwards else same
    within = Q(**{f"{order.name}__{step}e": edge.value}) & (
        Q(**{f"{order.name}__{step}": edge.value}) | Q(**{f"pk__{step}": edge.pk})
    )
    return within | Q(**{f"{order.name}__isnull": True}) if order.nullable and not backwards else within


def mark(order: Order, row: Model) -> str:
    """The signed place of a row in this order; a mark of another order is worth nothing."""
    value: Any = row
    for part in order.name.split("__"):
        value = getattr(value, part, None)
    text = value.isoformat() if isinstance(value, datetime | date) else "" if value is None else str(value)
    return _signer.sign(f"{order.name}~{row.pk}~{type(value).__name__}~{text}")


def _edge(order: Order, signed: str) -> Edge | None:
    try:
        name, pk, kind, text = _signer.unsign(signed).split("~", 3)
    except (BadSignature, ValueError):
        return None
    if name != order.name:
        return None
    readers = {"NoneType": lambda _text: None, "datetime": parse_datetime, "date": parse_date}
    return Edge(readers.get(kind, str)(text), int(pk))
