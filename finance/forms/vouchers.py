"""Forms of manual vouchers and periods."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from core.web.months import month_field
from finance.forms.receipts import amount_field
from finance.services.vouchers import LineData, VoucherData

SPARE_LINES = 6
NIL = Decimal("0.00")


class VoucherForm(CommandForm):
    """The head of a manual voucher."""

    date = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    summary = forms.CharField(label=_("Summary"), max_length=200)
    attachments = forms.IntegerField(
        label=_("Attachments"), min_value=0, max_value=999, initial=1, help_text=_("Number of original documents")
    )

    def data_for(self, unit_id: int, lines: Sequence[LineForm]) -> VoucherData:
        """The voucher as the service takes it."""
        return VoucherData(
            unit_id=unit_id,
            date=self.cleaned_data["date"],
            summary=self.cleaned_data["summary"],
            attachments=self.cleaned_data["attachments"],
            lines=tuple(line.data_line() for line in lines if line.is_used()),
        )


class LineForm(forms.Form):
    """One line; empty lines are left out."""

    account = forms.TypedChoiceField(label=_("Account"), coerce=int, required=False, empty_value=None)
    summary = forms.CharField(label=_("Summary"), max_length=200, required=False)
    debit = amount_field(_("Debit"), required=False)
    credit = amount_field(_("Credit"), required=False)

    def __init__(self, *args: Any, accounts: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", "—"), *accounts]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs |= {"class": "ui-in", "aria-label": field.label}

    def is_used(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("account", "debit", "credit"))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        debit, credit = values.get("debit") or NIL, values.get("credit") or NIL
        if (debit or credit) and not values.get("account"):
            self.add_error("account", _("Choose an account."))
        if values.get("account") and bool(debit) == bool(credit):
            self.add_error("debit", _("Enter an amount on one side."))
        return values

    def data_line(self) -> LineData:
        values = self.cleaned_data
        return LineData(
            account_id=values["account"],
            summary=values.get("summary", ""),
            debit=values.get("debit") or NIL,
            credit=values.get("credit") or NIL,
        )


LineFormSet = forms.formset_factory(LineForm, extra=SPARE_LINES, max_num=60)


class PeriodForm(CommandForm):
    """The month to be opened."""

    month = month_field(_("Month"))


class LedgerForm(forms.Form):
    """What part of the ledger is looked at."""

    month = month_field(_("Month"))
    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    line = forms.ChoiceField(label=_("Line"), required=False)
    unposted = forms.BooleanField(label=_("With unposted vouchers"), required=False)

    def __init__(
        self, *args: Any, units: Sequence[tuple[int, str]], lines: Sequence[tuple[str, str]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["line"].choices = [("", _("All lines")), *lines]  # type: ignore[attr-defined]
