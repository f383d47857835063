"""The entry of any line but motor as one form: period, the line's own fields and table, factors, riders (PRO-08)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as stored
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm
from core.web.merging import Shown, as_shown, merge, typed_fields, typed_in
from underwriting.rules.entry import Field, Kind, LineEntry, Rows
from underwriting.rules.entry.choices import offered, options_of
from underwriting.rules.entry.spec import rows_of
from underwriting.rules.rating.factors import label_of
from underwriting.services.data import LineData

SCALE = {Kind.RATE: 1000, Kind.PERCENT: 100}
NUMBERS = {Kind.AMOUNT, Kind.RATE, Kind.PERCENT}
WHOLE = {Kind.COUNT, Kind.YEAR}
ISO = {"type": "date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the form is made for: the product, its entry, the tariff of the day, its riders by code and name."""

    product: str
    entry: LineEntry
    tariff: Mapping[str, Any]
    riders: Sequence[tuple[str, str]] = ()
    needs_end: bool = False
    factors: Sequence[str] | None = None  # all of the tariff, or only these
    choices: Mapping[str, Sequence[tuple[str, str]]] = stored(default_factory=dict)  # of records, by entry

    def offers(self, factor: str) -> bool:
        return factor not in CHOSEN_IN_ENTRY and (self.factors is None or factor in self.factors)


class LineForm(CommandForm):
    """Field names are the paths of the entry, so that every fault finds its field."""

    start_on = forms.DateField(label=gettext_lazy("Cover begins"), widget=forms.DateInput(attrs=ISO, format="%Y-%m-%d"))
    end_on = forms.DateField(
        label=gettext_lazy("Cover ends"), required=False, widget=forms.DateInput(attrs=ISO, format="%Y-%m-%d")
    )
    renewal_of = forms.CharField(label=gettext_lazy("Renewal of policy"), max_length=24, required=False)

    def __init__(
        self, data: QueryDict | None = None, *, offer: Offer, content: Mapping[str, Any] | None = None, **more: Any
    ) -> None:
        self.offer, self.kept = offer, content or {}
        self.rows = offer.entry.rows
        sent = _with_rows(data, self.rows) if data is not None and self.rows else data
        super().__init__(sent, **more)
        self.fields["start_on"].initial = localdate() + timedelta(days=1)
        if offer.needs_end:
            self.fields["end_on"].required = True
        else:
            self.fields["end_on"].help_text = _("Empty: a whole year")
        self.places = self._places(sent)
        self._add_fields()

    def _places(self, sent: QueryDict | None) -> int:
        if self.rows is None:
            return 0
        if sent is not None:
            return len(_rows_in(sent, self.rows.name))
        return max(len(rows_of(self.kept, self.rows.name)), 1)

    def _add_fields(self) -> None:
        for field in self._offered(self.offer.entry.fields):
            self._add(field, field.name, self.kept.get(field.name))
        for name, rule in self.offer.tariff.get("factors", {}).items():
            if self.offer.offers(name):
                self._add(_factor(name, rule), f"factors.{name}", (self.kept.get("factors") or {}).get(name))
        self._add_rows()
        if self.offer.riders:
            self.fields["riders"] = forms.MultipleChoiceField(
                label=_("Riders"),
                choices=list(self.offer.riders),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=self.kept.get("riders", ()),
            )

    def _add_rows(self) -> None:
        if self.rows is None:
            return
        kept = rows_of(self.kept, self.rows.name)
        for place in range(self.places):
            row = kept[place] if place < len(kept) else {}
            for column in self._offered(self.rows.columns):
                self._add(column, f"{self.rows.name}.{place}.{column.name}", row.get(column.name))
        if self.data.get("rows") == "add":  # who adds a row goes on typing in it
            first = self.columns()[0].name
            self.fields[f"{self.rows.name}.{self.places - 1}.{first}"].widget.attrs["autofocus"] = True

    def _offered(self, fields: Sequence[Field]) -> list[Field]:
        return [field for field in fields if offered(field, self.offer.tariff)]

    def _add(self, field: Field, path: str, kept: Any) -> None:
        made = self._chosen(field, kept) if path in self.offer.choices else _made(field, self.offer.tariff)
        made.initial = _shown(field, kept)
        made.required = field.required
        if "." in path and not path.startswith("factors."):
            made.widget.attrs |= {"class": "ui-in", "aria-label": made.label}
        self.fields[path] = made

    def _chosen(self, one: Field, kept: Any) -> forms.Field:
        """One of the records that are offered; what is named already stays to be seen."""
        known = self.offer.choices[one.name]
        more = [(kept, kept)] if kept and kept not in dict(known) else []
        help_text = _(one.help) if one.help else ""
        choices = [("", "—"), *known, *more]
        return forms.ChoiceField(label=_(one.label), help_text=help_text, choices=choices, required=False)

    def full_clean(self) -> None:
        """While rows are only added or taken out nothing is said against what is typed."""
        super().full_clean()
        if self.data.get("rows"):
            self._errors = ErrorDict()

    def as_stored(self) -> Shown:
        """With every row that is stored, whatever rows were sent."""
        found = as_shown(self)
        if not self.is_bound or self.rows is None:
            return found
        stored = as_shown(LineForm(offer=self.offer, content=self.kept))
        return {name: values for name, values in found.items() if not self._is_cell(name)} | self._table_in(stored)

    def take_over(self, was: Shown | None, *, now: Shown) -> dict[str, str]:
        """Rows have no names of their own: a table is merged cell by cell while all sides have the same rows; a table
        that was left as it was shown is taken as it is stored, and so are rows that only somebody else added; else what
        was typed stands, and is marked."""
        if self.rows is None:
            return super().take_over(was, now=now)
        mark, cells_too = self._with_rows_of(was, now)
        names = [name for name in typed_fields(self) if cells_too or not self._is_cell(name)]
        marks = merge(self, names, was=was, now=now)
        first = f"{self.rows.name}.0.{self.columns()[0].name}"
        return marks | {first: mark} if mark else marks

    def _with_rows_of(self, was: Shown | None, now: Shown) -> tuple[str, bool]:
        """The mark of the whole table ("" where its rows are the same), and whether its cells can be merged."""
        typed = self._table_in({name: typed_in(self, name) for name in typed_fields(self)})
        before, stored = typed if was is None else self._table_in(was), self._table_in(now)
        if stored in (before, typed) or _height(before) == _height(typed) == _height(stored):
            return "", True
        if typed == before and was is not None:
            self._show_rows(_height(stored))
            return _("Rows were added or taken out by somebody else meanwhile; the stored table stands here now."), True
        if was is not None and _height(typed) == _height(before) < _height(stored):
            self._show_rows(_height(stored))
            return _("Somebody else added rows meanwhile; they stand here too, beside what you typed."), True
        mark = _("Somebody else changed this table meanwhile too. What you typed stands here and would replace it.")
        return mark, False

    def _is_cell(self, name: str) -> bool:
        match = _CELL.fullmatch(name)
        return bool(match and self.rows and match[1] == self.rows.name)

    def _table_in(self, shown: Shown) -> Shown:
        return {name: values for name, values in shown.items() if values and self._is_cell(name)}

    def _show_rows(self, places: int) -> None:
        """As many rows as are stored; their cells are merged like every other field."""
        for name in [name for name in self.fields if self._is_cell(name)]:
            del self.fields[name]
            if _row_of(name) >= places:
                self.data.pop(name, None)  # type: ignore[attr-defined]
        self.places = places
        self._add_rows()

    def blocks(self) -> list[tuple[str, list[tuple[forms.BoundField, str]]]]:
        """The line's own fields by heading, then the filed factors."""
        found = [(_(b.title), self._bound(self._offered(b.fields))) for b in self.offer.entry.blocks]
        factors = [(self[name], "") for name in self.fields if name.startswith("factors.")]
        return [one for one in (*found, (_("Rating factors"), factors)) if one[1]]

    def _bound(self, fields: Sequence[Field]) -> list[tuple[forms.BoundField, str]]:
        return [(self[field.name], "6" if field.wide else "") for field in fields]

    def columns(self) -> list[Field]:
        return self._offered(self.rows.columns) if self.rows else []

    def table(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The rows of the table as bound fields."""
        name = self.rows.name if self.rows else ""
        return [
            (place, [self[f"{name}.{place}.{column.name}"] for column in self.columns()])
            for place in range(self.places)
        ]

    def content(self) -> dict[str, Any]:
        """The content as typed; what is wrong with it is said by the service that keeps it."""
        given = self.cleaned_data
        own = {f.name: _plain(f, given.get(f.name)) for f in self._offered(self.offer.entry.fields)}
        factors = {name[8:]: value for name, value in given.items() if name.startswith("factors.") and value}
        found = own | {"factors": {k: _number(v) for k, v in factors.items()}, "riders": list(given.get("riders", ()))}
        if self.rows:
            found[self.rows.name] = [
                {c.name: _plain(c, given.get(f"{self.rows.name}.{place}.{c.name}")) for c in self.columns()}
                for place in range(self.places)
            ]
        return found

    def line_data(self) -> LineData:
        given = self.cleaned_data
        return LineData(
            product=self.offer.product,
            start_on=given.get("start_on") or localdate() + timedelta(days=1),
            end_on=given.get("end_on"),
            content=self.content(),
            renewal_of=given.get("renewal_of", ""),
        )


CHOSEN_IN_ENTRY = {"indemnity_period"}
_CELL = re.compile(r"(\w+)\.(\d{1,4})\.(\w+)")


def _factor(name: str, rule: Mapping[str, Any]) -> Field:
    """A filed factor: a list of options, or a number in its range."""
    if "options" in rule:
        return Field(name=name, label=label_of(name), kind=Kind.CHOICE, table=f"factors.{name}.options")
    help_text = f"{rule['low']} – {rule['high']}"
    return Field(name=name, label=label_of(name), kind=Kind.TEXT, help=help_text, longest=8)


def _made(field: Field, tariff: Mapping[str, Any]) -> forms.Field:
    """The control of one entry; what is needed is said by the rules of the entry, not by the browser."""
    label, help_text = _(field.label), _(field.help) if field.help else ""
    if field.kind is Kind.CHOICE:
        options = [("", "—"), *((value, _(text)) for value, text in options_of(field, tariff))]
        return forms.ChoiceField(label=label, help_text=help_text, choices=options, required=False)
    if field.kind is Kind.FLAG:
        return forms.BooleanField(label=label, help_text=help_text, required=False)
    widget: forms.Widget = forms.TextInput()
    if field.kind is Kind.LONG:
        widget = forms.Textarea(attrs={"rows": 3})
    elif field.kind in NUMBERS or field.kind in WHOLE:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
    elif field.kind is Kind.DAY:
        widget = forms.DateInput(attrs=ISO)
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=field.longest, widget=widget)


def _plain(field: Field, given: Any) -> Any:
    """As it is stored: numbers without separators, rates and shares as fractions."""
    if given in (None, ""):
        return ""
    if field.kind not in {*NUMBERS, *WHOLE}:
        return given
    text = _number(given)
    if field.kind not in SCALE:
        return text
    try:
        return f"{(Decimal(text) / SCALE[field.kind]).normalize():f}"
    except ArithmeticError:  # not a number, or one beyond all reckoning: the rules of the entry say so
        return text


def _number(given: Any) -> str:
    """A number as people type it: full-width digits, separators of thousands and blanks are forgiven."""
    return re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", str(given)))


def _shown(field: Field, kept: Any) -> Any:
    if kept in (None, "") or field.kind not in SCALE:
        return field.initial or None if kept in (None, "") else kept
    return f"{(Decimal(str(kept)) * SCALE[field.kind]).normalize():f}"


def _height(table: Shown) -> int:
    """How many rows a table has; an empty one shows its first row."""
    return 1 + max((int(match[2]) for name in table if (match := _CELL.fullmatch(name))), default=0)


def _row_of(cell: str) -> int:
    return int(cell.split(".")[1])


def _rows_in(sent: QueryDict, name: str) -> list[int]:
    found = (_CELL.fullmatch(key) for key in sent)
    return sorted({int(match[2]) for match in found if match and match[1] == name})


def _with_rows(sent: QueryDict, rows: Rows) -> QueryDict:
    """What was sent with its rows numbered from 0; a row that is to go is left out, one that is wanted is added."""
    act = sent.get("rows", "")
    gone = int(act[4:]) if act.startswith("del:") and act[4:].isdecimal() else -1
    stay = [place for place in _rows_in(sent, rows.name) if place != gone]
    order = {old: new for new, old in enumerate(stay)}
    found = QueryDict(mutable=True)
    for key, values in sent.lists():
        match = _CELL.fullmatch(key)
        if not match or match[1] != rows.name:
            found.setlist(key, values)
        elif int(match[2]) in order:
            found.setlist(f"{rows.name}.{order[int(match[2])]}.{match[3]}", values)
    if act == "add" or not order:
        found[f"{rows.name}.{len(order)}.{rows.columns[0].name}"] = ""
    return found
