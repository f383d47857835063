"""Forms of the receipts desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from finance.models import Method, Relation


def amount_field(label: Any, **options: Any) -> forms.DecimalField:
    """An amount in yuan and cents."""
    return forms.DecimalField(label=label, max_digits=18, decimal_places=2, min_value=0, **options)


class ReceiptForm(CommandForm):
    """Money that came in for chosen items. The amount is read from the slip and must be what is due."""

    method = forms.ChoiceField(
        label=_("Payment method"), choices=Method.choices, initial=Method.POS, widget=forms.RadioSelect
    )
    bank_reference = forms.CharField(
        label=_("Bank reference"), max_length=60, help_text=_("Reference of the POS slip, transfer or payment order")
    )
    amount = amount_field(_("Amount on the slip"), help_text=_("Must be what is due, to the cent"))
    payer_name = forms.CharField(label=_("Payer"), max_length=120)
    payer_relation = forms.ChoiceField(label=_("Payer is"), choices=Relation.choices)
    identity_checked = forms.BooleanField(
        label=_("Identity document checked and copied"),
        required=False,
        help_text=_("Needed from the amount on that the rules name, lower for other payers"),
    )

    def __init__(self, *args: Any, cash_accepted: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not cash_accepted:
            offered = [choice for choice in Method.choices if choice[0] != Method.CASH]
            self.fields["method"].choices = offered  # type: ignore[attr-defined]


class BankCreditForm(CommandForm):
    """Money on the bank statement that nobody can assign yet."""

    amount = amount_field(_("Amount"))
    payer_name = forms.CharField(label=_("Payer on the statement"), max_length=120)
    bank_reference = forms.CharField(label=_("Bank reference"), max_length=60)
    remark = forms.CharField(
        label=_("Remark"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class MatchForm(CommandForm):
    """Which items the unidentified money pays."""

    receivables = forms.MultipleChoiceField(
        label=_("Premium due of the same amount"), widget=forms.CheckboxSelectMultiple
    )
    payer_relation = forms.ChoiceField(label=_("Payer is"), choices=Relation.choices)
    identity_checked = forms.BooleanField(label=_("Identity document checked and copied"), required=False)

    def __init__(self, *args: Any, items: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receivables"].choices = items or []  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, Any]:
        values = super().inputs()
        chosen = tuple(int(pk) for pk in values.pop("receivables"))
        return values | {"receivable_ids": chosen}


class PaperForm(CommandForm):
    """The printed number that is used for a receipt."""

    kind = forms.ChoiceField(label=_("Kind of paper"))
    serial = forms.CharField(label=_("Serial number"), max_length=20)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds or []  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """Which day sheet is looked at."""

    on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
