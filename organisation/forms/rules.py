"""Forms with which changes of rules are proposed, and the questions above their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.parameters import Declaration, Kind
from core.web.commands import CommandForm
from organisation.services.calendar import read_days
from organisation.services.clock_rules import MEASURES

Choices = Sequence[tuple[Any, str]]
LARGEST_FILE = 200_000


def date_field(label: Any, **more: Any) -> forms.DateField:
    """A day, with the browser's picker."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class ProposalForm(CommandForm):
    """A change of rules: from which day, and why. Fields of the kind stand before these."""

    effective_on = date_field(_("Effective from"), help_text=_("Tomorrow at the earliest; until then nothing changes."))
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("Kept with the change and read by whoever decides."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"effective_on": today + timedelta(days=1)} | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        own = [name for name in self.fields if name not in {"effective_on", "reason"}]
        self.order_fields([*own, "effective_on", "reason"])

    def size_of(self) -> str:
        return "3"


class ParameterForm(ProposalForm):
    """A value of a parameter in a unit, typed by its declaration."""

    unit = forms.ChoiceField(label=_("Unit"))
    inherit = forms.BooleanField(label=_("No value of its own: follow the unit above"), required=False)

    def __init__(self, *args: Any, declaration: Declaration, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["value"] = _value_field(declaration)
        self.order_fields(["command_key", "version", "unit", "value", "inherit", "effective_on", "reason"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        missing = values.get("value") in (None, "", []) and "value" not in self.errors
        if not values.get("inherit") and missing:
            self.add_error("value", _("Enter a value, or follow the unit above."))
        return values

    def chosen(self) -> Any:
        """The value asked for; None follows the unit above."""
        if self.cleaned_data["inherit"]:
            return None
        value = self.cleaned_data["value"]
        return value == "yes" if isinstance(self.fields["value"], forms.ChoiceField) else value

    def unit_id(self) -> int | None:
        """The unit; None means everywhere."""
        return int(self.cleaned_data["unit"]) if self.cleaned_data["unit"] else None


class ListField(forms.CharField):
    """Words, one a line."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return list(value)
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


def _value_field(declaration: Declaration) -> forms.Field:
    common: dict[str, Any] = {"label": _("New value"), "required": False, "help_text": declaration.unit_of_measure}
    bounds: dict[str, Any] = {"min_value": declaration.minimum, "max_value": declaration.maximum}
    if declaration.kind is Kind.INTEGER:
        return forms.IntegerField(**common, **bounds)
    if declaration.kind is Kind.DECIMAL:
        return forms.DecimalField(max_digits=18, **common, **bounds)
    if declaration.kind is Kind.BOOLEAN:
        return forms.ChoiceField(choices=(("", "—"), ("yes", _("yes")), ("no", _("no"))), **common)
    if declaration.kind is Kind.LIST:
        return ListField(widget=forms.Textarea(attrs={"rows": 4}), **(common | {"help_text": _("One entry a line")}))
    return forms.CharField(max_length=200, **common)


class ClockForm(ProposalForm):
    """Another length of a deadline."""

    amount = forms.IntegerField(label=_("Length"), min_value=1, max_value=100_000)
    measure = forms.ChoiceField(label=_("Counted in"), choices=[(m.value, label) for m, label in MEASURES.items()])
    roll = forms.BooleanField(label=_("A holiday moves the end to the next working day"), required=False)
    source = forms.CharField(label=_("Source"), max_length=120, required=False, help_text=_("Clause or document"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [(m.value, gettext(label)) for m, label in MEASURES.items()]  # type: ignore[attr-defined]


class GrantForm(ProposalForm):
    """A limit of authority: who, for what, up to how much."""

    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    post = forms.ChoiceField(label=_("Post"), required=False)
    staff = forms.TypedChoiceField(
        label=_("or one person"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Goes before that of the post"),
    )
    operation = forms.ChoiceField(label=_("Operation and measure"))
    line = forms.ChoiceField(label=_("Line"), required=False)
    limit = forms.DecimalField(
        label=_("New limit"), max_digits=17, decimal_places=2, min_value=Decimal(0), required=False
    )
    end = forms.BooleanField(label=_("End the authority"), required=False)

    def __init__(
        self, *args: Any, units: Choices, posts: Choices, people: Choices, measures: Choices, lines: Choices, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        given = {"unit": units, "post": [("", "—"), *posts], "staff": [("", "—"), *people], "operation": measures}
        for name, choices in {**given, "line": lines}.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if bool(values.get("post")) == bool(values.get("staff")):
            self.add_error("post", _("Choose either a post or a person."))
        if bool(values.get("end")) == (values.get("limit") is not None) and "limit" not in self.errors:
            self.add_error("limit", _("Enter a limit, or end the authority."))
        return values


class DaysForm(CommandForm):
    """Days of a year, pasted or from a file, with a preview before they are proposed."""

    text = forms.CharField(
        label=_("Days to set"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        required=False,
        help_text=_("One day a line: date, 休 or 班, name – for example 2027-02-15, 休, 春节"),
    )
    file = forms.FileField(label=_("or a CSV file"), required=False)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        text = self._given(values)
        if text is None:
            return values
        values["reading"] = reading = read_days(text)
        for line, message in reading.errors:
            self.add_error("text", _("Line %(line)s: %(message)s") % {"line": line, "message": message})
        if not reading.days and not reading.errors:
            self.add_error("text", _("Paste the days or choose a file."))
        return values

    def _given(self, values: dict[str, Any]) -> str | None:
        upload = values.get("file")
        if upload is None:
            return str(values.get("text", ""))
        if upload.size > LARGEST_FILE:
            self.add_error("file", _("The file is too large."))
            return None
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", _("The file is not UTF-8 text."))
            return None


class AskForm(forms.Form):
    """A question above a page: every field may stay empty."""

    def __init__(self, *args: Any, choices: Mapping[str, Choices] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, given in (choices or {}).items():
            self.fields[name].choices = given  # type: ignore[attr-defined]


class ParametersAsk(AskForm):
    """Which parameters, in which unit."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    app = forms.ChoiceField(label=_("Business area"), required=False)
    q = forms.CharField(label=_("Search"), required=False)


class AuthorityAsk(AskForm):
    """Which part of the matrix, on which day."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    operation = forms.ChoiceField(label=_("Operation"), required=False)
    line = forms.ChoiceField(label=_("Line"), required=False)
    on = date_field(_("On the day"), required=False)


class WhoAsk(AskForm):
    """What shall be decided."""

    operation = forms.ChoiceField(label=_("Operation and measure"))
    unit = forms.TypedChoiceField(label=_("Unit of the business"), coerce=int)
    line = forms.ChoiceField(label=_("Line"), required=False)
    amount = forms.DecimalField(label=_("Amount"), max_digits=17, decimal_places=2, min_value=Decimal(0))
