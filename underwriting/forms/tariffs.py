"""A tariff as a form: one entry for every figure, one empty row for each part that may grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm
from underwriting.models import RatingCase
from underwriting.rules import tariff_tables, tariff_units
from underwriting.rules.tariff_tables import MARK, CellFault, Grid
from underwriting.rules.tariff_words import column_of, named, named_path

GROWS = frozenset({"rates", "plans", "riders", "sections", "extras"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A figure to be typed, with the sign of its unit; or words of the tariff, which stay."""

    bound: forms.BoundField | None = None
    sign: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A part of the tariff with its entries."""

    title: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Entry]]]
    new: Sequence[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far one version may go: bounds of the figures, and how many times one may grow; None for tables of the
    state."""

    bounds: tariff_units.Bounds
    most: Decimal | None = None


class TariffForm(ReasonForm):
    """Figures in force, to be changed; what the cases shall cost by the new version; filing and first day."""

    trying = False
    base = forms.CharField(widget=forms.HiddenInput)
    filing = forms.CharField(label=_("Filing number"), max_length=80)
    effective_on = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self,
        *args: Any,
        code: str,
        data_in_force: Mapping[str, Any],
        cases: Sequence[RatingCase],
        limits: Limits,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.in_force, self.cases, self.limits = code, data_in_force, list(cases), limits
        self.grids = tariff_tables.grids(data_in_force)
        self.fields["effective_on"].initial = localdate() + timedelta(days=1)
        self.names: dict[str, str] = {}
        for number, cell in enumerate(tariff_tables.cells(data_in_force)):
            if cell.figure:
                self.names[cell.path] = f"c{number}"
                value = tariff_units.typed(code, cell.path, cell.value)
                self.fields[f"c{number}"] = _figure(named_path(cell.path, _now, code), value)
        for case in self.cases:
            self.fields[f"e-{case.code}"] = forms.DecimalField(
                label=case.code, required=False, max_digits=18, decimal_places=2, min_value=Decimal(0)
            )
            self.fields[f"b-{case.code}"] = forms.CharField(
                label=_now("Why %(case)s changes") % {"case": case.code}, required=False, max_length=200
            )
        for grid in self.grids:
            self._add_row_fields(grid)

    def _add_row_fields(self, grid: Grid) -> None:
        if grid.part not in GROWS:
            return
        label = _now("New row of %(part)s") % {"part": named(grid.part, _now, self.table)}
        self.fields[f"n-{grid.part}"] = forms.SlugField(label=label, max_length=30, required=False)
        for number, column in enumerate(grid.columns):
            self.fields[f"n-{grid.part}-{number}"] = _figure(
                f"{label} {named(column, _now, self.table)}", "", required=False
            )

    def only_try(self) -> None:
        """Trying needs the figures alone."""
        self.trying = True
        for name in ("reason", "filing"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("base") != self.initial.get("base"):
            raise forms.ValidationError(_("Another version was released meanwhile. Open the editor again."))
        if not self.errors:
            try:
                given["draft"] = self._draft(given)
                self._check(given["draft"])
            except CellFault as fault:
                name = self.names.get(fault.path) or _row_field(fault.path, self.fields)
                self.add_error(name, fault.said(_now))
        if not self.trying:
            self._ask_reasons(given)
        return given

    def _check(self, draft: Mapping[str, Any]) -> None:
        tariff_tables.ranges_in_order(draft)
        tariff_units.within_bounds(self.table, draft, self.limits.bounds)
        if self.limits.most is not None:
            tariff_tables.not_too_far(self.in_force, draft, self.limits.most)

    def _ask_reasons(self, given: Mapping[str, Any]) -> None:
        """Another expected premium is proposed with its reason (PRD-06)."""
        for case in self.cases:
            premium = given.get(f"e-{case.code}")
            if premium not in (None, case.expected) and not (given.get(f"b-{case.code}") or "").strip():
                self.add_error(f"b-{case.code}", _now("Say why another premium is right for this case."))

    def _draft(self, given: Mapping[str, Any]) -> dict[str, Any]:
        figures = {path: tariff_units.stored(self.table, path, given[name]) for path, name in self.names.items()}
        draft = tariff_tables.replaced(self.in_force, figures)
        for grid in self.grids:
            key = given.get(f"n-{grid.part}")
            if key:
                draft = tariff_tables.with_row(draft, grid.part, key, self._new_row(grid, key, given))
        return draft

    def _new_row(self, grid: Grid, key: str, given: Mapping[str, Any]) -> dict[str, str]:
        row = {column: given[f"n-{grid.part}-{number}"] for number, column in enumerate(grid.columns)}
        return {
            column: tariff_units.stored(self.table, _place(grid.part, key, column), text)
            for column, text in row.items()
            if text
        }

    def draft(self) -> dict[str, Any]:
        """The tariff as it was typed."""
        found: dict[str, Any] = self.cleaned_data["draft"]
        return found

    def expected(self) -> dict[str, str]:
        """Premiums that the new version means to change, by case."""
        given = {case.code: (case.expected, self.cleaned_data.get(f"e-{case.code}")) for case in self.cases}
        return {code: str(value) for code, (held, value) in given.items() if value not in (None, held)}

    def because(self) -> dict[str, str]:
        """The reason for each of them."""
        return {code: self.cleaned_data.get(f"b-{code}") or "" for code in self.expected()}

    def shown(self) -> list[Shown]:
        """The parts as the page lays them out."""
        return [self._shown(grid) for grid in self.grids]

    def _shown(self, grid: Grid) -> Shown:
        return Shown(
            title=named(grid.part, _now, self.table),
            columns=[column_of(grid.part, column, _now, self.table) for column in grid.columns],
            rows=[(named(key, _now, self.table), [self._cell(cell) for cell in cells]) for key, cells in grid.rows],
            new=self._new_entries(grid) if grid.part in GROWS else (),
        )

    def _new_entries(self, grid: Grid) -> list[Entry]:
        signs = [tariff_units.sign_of(self.table, _place(grid.part, "new", column)) for column in grid.columns]
        cells = [Entry(bound=self[f"n-{grid.part}-{number}"], sign=sign) for number, sign in enumerate(signs)]
        return [Entry(bound=self[f"n-{grid.part}"]), *cells]

    def _cell(self, cell: tariff_tables.Cell | None) -> Entry:
        if cell is None:
            return Entry()
        name = self.names.get(cell.path)
        if name is None:
            return Entry(text=named(cell.value, _now, self.table))
        return Entry(bound=self[name], sign=tariff_units.sign_of(self.table, cell.path))


def _place(part: str, key: str, column: str) -> str:
    return MARK.join(one for one in (part, key, column) if one)


def _figure(label: str, value: str, *, required: bool = True) -> forms.CharField:
    """Text, so that a figure stays as it is filed; what it means is checked by the rules."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "aria-label": label})
    return forms.CharField(label=label, initial=value, max_length=24, required=required, widget=widget)


def _row_field(path: str, fields: Mapping[str, Any]) -> str | None:
    name = f"n-{path.split(MARK, 1)[0]}"
    return name if name in fields else None
