"""What a list page declares: its rows, columns, filters, views and acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString

Cell = Callable[[Any], str | SafeString]
# Columns that name a customer or another person outside the company, or lead to one (PIPL 4), by their keys.
PERSONAL = frozenset(
    {
        "account",
        "address",
        "born",
        "caller",
        "contact",
        "contacts",
        "customer",
        "driver",
        "holder",
        "identification",
        "insured",
        "payee",
        "payer",
        "person",
        "phone",
        "plate",
        "vehicle",
        "vin",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``cell(row)`` is shown, ``plain(row)`` is exported; ``sort`` is an order field. ``nullable`` says
    whether the order field may be empty where the model does not say it (an annotation is taken for one that may).
    ``personal`` says whether it tells of a person where its key does not (``PERSONAL``)."""

    key: str
    label: str
    cell: Cell
    plain: Callable[[Any], Any] | None = None
    sort: str = ""
    css: str = ""
    default: bool = True
    nullable: bool | None = None
    personal: bool | None = None

    @property
    def is_personal(self) -> bool:
        """Its file is taken for a stated purpose only."""
        return self.key in PERSONAL if self.personal is None else self.personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A filter in the address. With ``choices`` a menu, otherwise a date range (``<key>_from``, ``<key>_to``)."""

    key: str
    label: str
    choices: Callable[[Any], Sequence[tuple[str, str]]] | None = None
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    date_field: str = ""


class SavedView(NamedTuple):
    """A named selection: its label and the parameters of the address."""

    label: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A list page as declared. ``rows(actor)`` starts from the actor's scope; ``order`` is "field" or "-field"."""

    title: str
    rows: Callable[[Any], QuerySet[Any]]
    columns: Sequence[Column]
    order: str
    filters: Sequence[Filter] = ()
    search: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    search_hint: str = ""
    views: Sequence[SavedView] = ()
    actions: Sequence[tuple[str, str, str]] = ()
    facts: str = ""
    empty: str = ""
    export_name: str = "list"
    decorate: Callable[[list[Any]], None] | None = None
    bulk: Sequence[tuple[str, str, str]] = field(default=())
