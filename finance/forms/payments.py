"""Forms of the payment desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, ReasonForm


class VerifyForm(CommandForm):
    """What the accountant confirms before a payment is made."""

    identity_checked = forms.BooleanField(
        label=_("Payee's identity document checked and copied"),
        required=False,
        help_text=_("Needed from the threshold on"),
    )
    duplicate_note = forms.CharField(
        label=_("Why this is no duplicate"),
        max_length=200,
        required=False,
        help_text=_("Only when the same amount goes to the same account today"),
    )


class PayeeForm(ReasonForm):
    """The payee as it should be; the customer's letter and the call-back are named in the reason."""

    payee_name = forms.CharField(label=_("Payee"), max_length=120)
    bank_name = forms.CharField(label=_("Bank"), max_length=120)
    account = forms.CharField(label=_("Account number"), max_length=40)
    field_order = ["command_key", "version", "payee_name", "bank_name", "account", "reason"]
