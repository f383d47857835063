"""Editors of the programme: a treaty with its signed lines, retentions, a reinsurer, a limit of accumulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm
from underwriting.forms.reinsurance import amount, percent, text
from underwriting.models import TreatyKind
from underwriting.rules.reinsurance.accumulation import EVENT_LABELS

SIGNERS = 6
ROWS = 8
EVENTS = [(code, _(label)) for code, label in EVENT_LABELS.items()]


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


class ProgrammeForm(ReasonForm):
    """What every row of the programme has: from when, until when, why."""

    effective_on = _day(_("Effective from"))
    ends_on = _day(_("Ends before"), required=False)

    def __init__(
        self,
        *args: Any,
        lines: Sequence[tuple[str, str]] = (),
        reinsurers: Sequence[tuple[int, str]] = (),
        excluded: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = dict(reinsurers)
        for name, choices in (("lines", lines), ("line", lines), ("excluded", excluded)):
            if name in self.fields:
                self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name.startswith("reinsurer_"):
                field.choices = [("", "–"), *reinsurers]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The proposal as plain JSON."""
        raise NotImplementedError

    def title(self) -> str:
        raise NotImplementedError

    def own(self) -> dict[str, Any]:
        outside = {"command_key", "version", "reason", "effective_on", "ends_on"}
        return {name: _plain(value) for name, value in self.cleaned_data.items() if name not in outside}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, list | int) else "" if value is None else str(value)


class TreatyForm(ProgrammeForm):
    """A treaty; signed lines add up to 100 %, the first line leads."""

    code = forms.CharField(label=_("Code"), max_length=20)
    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=TreatyKind.choices)
    lines = forms.MultipleChoiceField(label=_("Lines"), widget=forms.CheckboxSelectMultiple)
    share = percent(_("Ceded share (%)"), required=False, help_text=_("Quota share"))
    surplus_lines = amount(_("Lines of the retention"), required=False, help_text=_("Surplus"))
    attachment = amount(_("Excess of"), required=False, help_text=_("Excess of loss"))
    limit = amount(_("Limit"), required=False, help_text=_("Of one risk, or of the layer"))
    aggregate = amount(_("Limit of the year"), required=False)
    commission_percent = percent(_("Commission (%)"), required=False)
    confirm_above = amount(_("Prior confirmation above"), required=False)
    exclusions = text(_("Exclusions"), required=False)
    excluded = forms.MultipleChoiceField(
        label=_("Kinds of risks not taken"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Such a risk is skipped by the treaty and placed facultatively."),
    )
    profit_commission = text(_("Profit commission"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for number in range(1, SIGNERS + 1):
            self.base_fields.setdefault(
                f"reinsurer_{number}", forms.TypedChoiceField(label=_("Reinsurer"), coerce=int, required=False)
            )
            self.base_fields.setdefault(f"signed_{number}", percent(_("Signed line (%)"), required=False))
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def values(self) -> dict[str, Any]:
        given = self.own()
        shares = []
        for number in range(1, SIGNERS + 1):
            pk, signed = given.pop(f"reinsurer_{number}"), given.pop(f"signed_{number}")
            if pk and signed:
                shares.append({"reinsurer_id": pk, "name": self.names.get(pk, ""), "signed_percent": signed})
        return {**given, "shares": shares}

    def title(self) -> str:
        return f"{self.cleaned_data['code']} {self.cleaned_data['name']}"

    def clean(self) -> dict[str, Any]:
        """Faults of the signed lines stand at the first of them."""
        return self.cleaned_data

    def refuse(self, refusal: Any) -> None:
        if refusal.field == "shares":
            self.add_error("signed_1", refusal.message)
            return
        super().refuse(refusal)


class RetentionForm(ProgrammeForm):
    """The retentions of a line, one row a line of text: occupancy class, upper PML, amount."""

    line = forms.ChoiceField(label=_("Line"))
    table = text(
        _("Retentions"),
        rows=ROWS,
        help_text=_("One row a line: occupancy class or *, upper PML (0–1), amount; such as “* 0.5 30000000”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["line", "effective_on", "ends_on", "table", "reason"])

    def clean_table(self) -> list[dict[str, str]]:
        rows = []
        for number, line in enumerate(self.cleaned_data["table"].splitlines(), start=1):
            words = line.split()
            if not words:
                continue
            if len(words) != len(("class", "pml", "amount")):
                raise forms.ValidationError(_("Row %(number)s: three entries are needed."), params={"number": number})
            occupancy, pml, kept = words
            amount = kept.replace(",", "")
            rows.append({"occupancy": "" if occupancy == "*" else occupancy, "pml_up_to": pml, "retention": amount})
        return rows

    def values(self) -> dict[str, Any]:
        return {"line": self.cleaned_data["line"], "rows": self.cleaned_data["table"]}

    def title(self) -> str:
        return str(self.cleaned_data["line"])

    def refuse(self, refusal: Any) -> None:
        if refusal.field == "rows":
            self.add_error("table", refusal.message)
            return
        super().refuse(refusal)


class ReinsurerForm(ProgrammeForm):
    """A party that takes business, with its rating."""

    party_id = forms.IntegerField(label=_("Customer record"), help_text=_("Number of the reinsurer's record"))
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    rating = forms.CharField(label=_("Rating"), max_length=10)
    agency = forms.CharField(label=_("Rating agency"), max_length=40)
    rated_on = _day(_("Rated on"))
    registration = forms.CharField(label=_("Registration"), max_length=40)

    def values(self) -> dict[str, Any]:
        return self.own()

    def title(self) -> str:
        return str(self.cleaned_data["name"])


class AccumulationForm(ProgrammeForm):
    """The most that may be kept against one event."""

    event = forms.ChoiceField(label=_("Event"), choices=EVENTS)
    area = forms.CharField(label=_("Area"), max_length=60, required=False, help_text=_("Code of a unit; empty: all"))
    lines = forms.MultipleChoiceField(label=_("Lines"), widget=forms.CheckboxSelectMultiple)
    amount = amount(_("Limit"))

    def values(self) -> dict[str, Any]:
        return self.own()

    def title(self) -> str:
        return f"{self.cleaned_data['event']} {self.cleaned_data['area']}".strip()


FORMS: Mapping[str, type[ProgrammeForm]] = {
    "underwriting.treaty": TreatyForm,
    "underwriting.retention": RetentionForm,
    "underwriting.reinsurer": ReinsurerForm,
    "underwriting.accumulation": AccumulationForm,
}
