"""Forms of cessions: opinion, share, material, quotation, placement, agreements, accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.money import LARGEST
from core.web.commands import CommandForm, OptionalReasonForm, ReasonForm
from underwriting.rules.reinsurance.account import quarter_in_words


def text(label: Any, *, rows: int = 3, required: bool = True, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=2000, required=required, **more)


def amount(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=Decimal(0), max_value=LARGEST, decimal_places=2, **more)


def percent(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=Decimal(0), max_value=Decimal(100), decimal_places=4, **more)


class OpinionForm(CommandForm):
    """The sub-branch's opinion, or the centre's own finding that a cession is needed."""

    asked = amount(_("Amount to be placed"), required=False, help_text=_("Empty: what exceeds all treaties."))
    opinion = text(_("Opinion on the cession"), help_text=_("Share, conditions, reasons"))


class DecideForm(CommandForm):
    """The centre's share and conditions."""

    asked = amount(_("Amount to be placed"))
    conditions = text(_("Conditions of the cession"), rows=4)

    def __init__(self, *args: Any, asked: Decimal | None = None, conditions: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].initial, self.fields["conditions"].initial = asked, conditions


class SubmitForm(CommandForm):
    """What is sent, and why it is late if it is."""

    terms = text(_("Terms of the business"), rows=5, help_text=_("Sums, rate, deductible, clauses"))
    loss_record = text(_("Loss record"), rows=4)
    material = text(_("Material sent"), help_text=_("Detailed conditions and sufficient risk assessment"))
    late_reason = forms.CharField(label=_("Why it comes late"), max_length=300)

    def __init__(self, *args: Any, late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["late_reason"]


class QuoteForm(OptionalReasonForm):
    """One reinsurer's offer, and why an earlier one of the same reinsurer counts no more."""

    reinsurer_id = forms.TypedChoiceField(label=_("Reinsurer"), coerce=int)
    written = percent(_("Written line (%)"))
    commission = percent(_("Commission (%)"))

    def __init__(self, *args: Any, reinsurers: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reinsurer_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = list(reinsurers)
        self.fields["reason"].label = _("Why its earlier quotation no longer counts")
        self.order_fields(["reinsurer_id", "written", "commission", "reason"])


class PlaceForm(OptionalReasonForm):
    """The reinsurers' confirmation."""

    reference = forms.CharField(label=_("Reference of the confirmation"), max_length=80)


class AdjustForm(ReasonForm):
    """The placement after an endorsement."""

    placed = amount(_("Amount placed"))


class AskForm(CommandForm):
    """The change that touches a placement, and the request for which it is asked."""

    endorsement_id = forms.TypedChoiceField(
        label=_("For the request"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("What is asked for one request serves no other."),
    )
    change = text(_("What shall be changed"), rows=4)

    def __init__(self, *args: Any, requests: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["endorsement_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "–"), *requests]


class AgreedForm(OptionalReasonForm):
    """What the reinsurers said, and what they carry after the change."""

    placed = amount(_("Placed after the change"))

    def __init__(self, *args: Any, needed: Decimal = Decimal(0), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["placed"].required = False
        if needed:
            text = _("After the change at least %(needed)s must be placed. Empty: the amount stays as it is.")
            self.fields["placed"].help_text = text % {"needed": f"{needed:,.2f}"}


class BearForm(ReasonForm):
    """What the branch bears itself."""

    difference = text(_("Condition that differs from the placement"))
    amount = amount(_("Amount that the branch bears"))


class PeriodForm(forms.Form):
    """Between two days."""

    since = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))


class AccountForm(CommandForm):
    """Whose account of which quarter."""

    reinsurer_id = forms.TypedChoiceField(label=_("Reinsurer"), coerce=int)
    quarter = forms.TypedChoiceField(label=_("Quarter"), coerce=date.fromisoformat)

    def __init__(
        self, *args: Any, reinsurers: Sequence[tuple[int, str]] = (), quarters: Sequence[date] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        listed = self.fields["quarter"]
        assert isinstance(listed, forms.TypedChoiceField)  # noqa: S101 - declared above
        listed.choices = [(f"{one:%Y-%m-%d}", quarter_in_words(one)) for one in quarters]
        field = self.fields["reinsurer_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = list(reinsurers)
