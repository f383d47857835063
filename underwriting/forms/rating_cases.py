"""A new regression case: taken over from a proposal, or typed where a table is tested by itself; and giving one up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm
from underwriting.models import Proposal
from underwriting.selectors.case_content import content_from
from underwriting.selectors.table_cases import AMOUNT, CHOICE, DAY, Asked, TableTest
from underwriting.services.rating_cases import CaseWanted

PREFIX = "said_"


def _day(label: Any, initial: date | None = None) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, initial=initial)


class _CaseForm(ReasonForm):
    """What every new case says."""

    title = forms.CharField(label=_("What the case is about"), max_length=120)
    expected = forms.DecimalField(
        label=_("Expected from now on"),
        max_digits=18,
        decimal_places=2,
        min_value=Decimal(0),
        help_text=_("Worked out by hand; the tables in force must give the same."),
    )
    effective_on = _day(_("In force from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = localdate() + timedelta(days=1)


class ProposalCaseForm(_CaseForm):
    """Entry and period of a proposal become the case."""

    number = forms.CharField(
        label=_("Proposal"),
        max_length=40,
        help_text=_("Its entry and period are taken over, without persons and places."),
    )

    def __init__(self, *args: Any, lines: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.found: Proposal | None = None
        self.order_fields(["number", "title", "expected", "effective_on", "reason"])

    def meet(self, found: Proposal | None) -> bool:
        """The proposal of the number that was typed, if it can be seen and is priced by the table."""
        if found is None:
            self.add_error("number", _now("There is no such proposal in your scope."))
        elif found.line not in self.lines and found.product not in self.lines:
            self.add_error("number", _now("This table does not price that proposal."))
        self.found = found
        return not self.errors

    def wanted(self) -> CaseWanted:
        given, found = self.cleaned_data, self.found
        assert found is not None  # noqa: S101 - met before
        return CaseWanted(
            product=found.line,
            title=given["title"],
            content=content_from(found),
            start_on=found.start_on,
            end_on=found.end_on,
            expected=given["expected"],
            effective_on=given["effective_on"],
        )


class TableCaseForm(_CaseForm):
    """A case of a table that is no tariff of a product."""

    start_on = _day(_("Cover from"))
    end_on = _day(_("Cover until"))

    def __init__(self, *args: Any, table: str, test: TableTest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.test = table, test
        self.fields["expected"].label = _now(test.result)
        for one in test.fields:
            self.fields[f"{PREFIX}{one.name}"] = _field_of(one)
        said = [f"{PREFIX}{one.name}" for one in test.fields]
        self.order_fields(["title", *said, "start_on", "end_on", "expected", "effective_on", "reason"])

    def wanted(self) -> CaseWanted:
        given = self.cleaned_data
        said = {one.name: given[f"{PREFIX}{one.name}"] for one in self.test.fields}
        return CaseWanted(
            product=self.table,
            title=given["title"],
            content={name: str(value) for name, value in said.items() if value not in (None, "")},
            start_on=given["start_on"],
            end_on=given["end_on"],
            expected=given["expected"],
            effective_on=given["effective_on"],
        )


def _field_of(one: Asked) -> forms.Field:
    label = _now(one.label)
    if one.kind == CHOICE:
        choices = [("", "–"), *((code, _now(text)) for code, text in one.choices)]
        return forms.ChoiceField(label=label, choices=choices, required=one.required)
    if one.kind == DAY:
        return _day(label)
    if one.kind == AMOUNT:
        return forms.DecimalField(
            label=label, max_digits=18, decimal_places=4, min_value=Decimal(0), required=one.required
        )
    return forms.CharField(label=label, max_length=60, required=one.required)


class CaseEndForm(ReasonForm):
    """From when a case does not count any more."""

    effective_on = _day(_("Given up from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = localdate() + timedelta(days=1)
        self.order_fields(["effective_on", "reason"])
