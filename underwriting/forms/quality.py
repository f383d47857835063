"""Forms of back-entry, ledger entry, data quality and papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, OptionalReasonForm, ReasonForm
from core.web.months import month_field
from organisation.public import calendar
from underwriting.models import BackEntry, Channel, DataDefect
from underwriting.models.policy import line_label
from underwriting.rules.lines import LINE_LABELS
from underwriting.rules.paper_batch import SIX_POINTS


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _money(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=18, decimal_places=2, **more)


class OutsideForm(CommandForm):
    """A policy that was issued outside the system."""

    way = forms.ChoiceField(label=_("Issued how"), choices=list(BackEntry.WAYS.items()))
    serial = forms.CharField(label=_("Printed serial number"), max_length=30)
    approval = forms.CharField(
        label=_("Approval of the underwriting centre"),
        max_length=24,
        required=False,
        help_text=_("Number of business outside the system that was approved; empty: an underwriter is asked now"),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    line = forms.ChoiceField(label=_("Line"))
    holder_name = forms.CharField(label=_("Policyholder"), max_length=120)
    premium = _money(_("Premium"))
    signed_on = _day(_("Signed on"))

    def __init__(self, *args: Any, serial: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(code, line_label(code)) for code in LINE_LABELS]
        self.fields["serial"].initial = serial
        self.fields["signed_on"].initial = timezone.localdate()


class LinkForm(CommandForm):
    """The draft by which the policy is entered."""

    proposal = forms.CharField(label=_("Number of the draft"), max_length=24)


class ReturnedForm(CommandForm):
    """When the agency handed its policies in."""

    returned_on = _day(_("Policies collected on"))


class EnteredForm(CommandForm):
    """The entry was handed in."""

    why_late = forms.CharField(label=_("If late: why"), max_length=200, required=False)
    why_differing = forms.CharField(label=_("If it differs from the paper: why"), max_length=200, required=False)


class LedgerForm(CommandForm):
    """One row of the ledger."""

    form = forms.ChoiceField(label=_("Printed form"))
    serial = forms.CharField(label=_("Printed serial number"), max_length=30)
    seller_id = forms.TypedChoiceField(
        label=_("Sold by"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Who held the form; empty: you yourself"),
    )
    holder_name = forms.CharField(label=_("Policyholder"), max_length=120)
    insured_name = forms.CharField(label=_("Insured"), max_length=120, required=False)
    issued_on = _day(_("Issued on"))
    start_on = _day(_("Cover begins"))
    end_on = _day(_("Cover ends"))
    premium = _money(_("Premium"), required=False, help_text=_("Only where none is printed"))
    sum_insured = _money(_("Sum insured"), required=False, help_text=_("Only where none is printed"))
    agreement = forms.CharField(
        label=_("Cargo agreement"),
        max_length=24,
        required=False,
        help_text=_("Of cargo agency business: the agreement with the agency"),
    )
    goods = forms.ChoiceField(label=_("Goods"), required=False, help_text=_("Of cargo agency business"))
    agency = forms.CharField(label=_("Agency"), max_length=80, required=False)
    why_late = forms.CharField(label=_("If late: why"), max_length=200, required=False)
    payer = forms.CharField(
        label=_("Payer"), max_length=60, help_text=_("Customer number or name of the policyholder or the agency")
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[Any],
        sellers: Sequence[tuple[int, str]],
        goods: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("seller_id", [("", "–"), *((str(pk), name) for pk, name in sellers)])
        self._offer("form", [(kind.code, f"{kind} ({kind.prefix})") for kind in kinds])
        self._offer("goods", [("", "–"), *goods])
        self.fields["issued_on"].initial = timezone.localdate()

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices


class MendedForm(ReasonForm):
    """How a defect was mended."""

    method = forms.ChoiceField(label=_("Mended how"), choices=list(DataDefect.METHODS.items()))
    evidence = forms.CharField(label=_("Endorsement or voiding number"), max_length=40, required=False)


class CopiesForm(ReasonForm):
    """A form that goes back with all its copies."""

    copies = forms.IntegerField(
        label=_("Copies that are back"), min_value=0, help_text=_("The policy itself counts as one of them.")
    )


class ErrorsForm(OptionalReasonForm):
    """The errors of a policy: what it should say, by field; empty = right."""

    def __init__(self, *args: Any, fields: Mapping[str, Any], grades: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(fields)
        for name, label in fields.items():
            self.fields[f"e_{name}"] = forms.CharField(
                label=f"{label} · {grades.get(name, 'C')}", max_length=200, required=False
            )

    def inputs(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"errors": {name: given[f"e_{name}"] for name in self.names if given[f"e_{name}"].strip()}}


class CorrectedForm(ReasonForm):
    """The answer of the sub-branch."""

    evidence = forms.CharField(label=_("Endorsement or voiding number"), max_length=40, required=False)


class BatchForm(CommandForm):
    """The day whose papers are handed over: that of the last working day, unless told otherwise (A1 7)."""

    day = _day(_("Policies of"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = calendar().add_working_days(timezone.localdate(), -1)


class ReceivedForm(OptionalReasonForm):
    """What is missing, by place in the batch."""

    def __init__(self, *args: Any, papers: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [paper.place for paper in papers]
        for paper in papers:
            self.fields[f"m_{paper.place}"] = forms.CharField(
                label=f"{paper.place}. {paper.policy.number}",
                max_length=200,
                required=False,
                help_text=_("What is missing; empty = complete"),
            )

    def inputs(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"missing": {place: given[f"m_{place}"] for place in self.places if given[f"m_{place}"].strip()}}


class FiledForm(CommandForm):
    """Where the papers stand."""

    volume = forms.CharField(label=_("Volume"), max_length=30)
    first_page = forms.IntegerField(label=_("First page"), min_value=1)


class ProofForm(CommandForm):
    """The six points of a print."""

    different = forms.MultipleChoiceField(
        label=_("Different from the screen"),
        choices=[(code, _(label)) for code, label in SIX_POINTS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Nothing chosen: all six agree. What differs is voided and printed again."),
    )
    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)


class MonthForm(forms.Form):
    """A month and how the ranking is grouped."""

    month = month_field(_("Month"))
