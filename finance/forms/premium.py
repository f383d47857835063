"""Forms of what happens to premium after a policy was issued, and of advances and remittances."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, ReasonForm
from finance.forms.receipts import amount_field
from finance.selectors.payees import accounts_found

NO_ACCOUNT = _("Only accounts registered with the customer are offered.")

NO_ACCOUNT_YET = _("No account is registered yet. Register it on the page of the customer first.")


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class AccountForm(CommandForm):
    """To which account money goes; the accounts are those of the customer's own page."""

    account_token = forms.ChoiceField(label=_("Account of the payee"), help_text=NO_ACCOUNT)

    def __init__(self, *args: Any, accounts: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account_token"].choices = accounts or []  # type: ignore[attr-defined]
        if not accounts:
            self.fields["account_token"].help_text = NO_ACCOUNT_YET


class AdditionForm(ReasonForm):
    """Additional premium of an endorsement."""

    gross = amount_field(_("Additional premium, tax included"))
    due_on = _day(_("Due on"))
    field_order = ["command_key", "version", "gross", "due_on", "reason"]


class RefundForm(AccountForm, ReasonForm):
    """Premium that goes back to the policyholder."""

    gross = amount_field(_("Refund, tax included"))
    cancelled_on = _day(
        _("Policy cancelled on"),
        required=False,
        help_text=_("Empty when the policy goes on and only premium decreases"),
    )
    field_order = ["command_key", "version", "gross", "cancelled_on", "account_token", "reason"]


class VoidForm(AccountForm, ReasonForm):
    """All premium goes back before cover starts."""

    field_order = ["command_key", "version", "account_token", "reason"]


class CommissionForm(AccountForm):
    """The agent's invoice for one policy."""

    net = amount_field(_("Commission without tax"))
    tax = amount_field(_("Tax of the agent's invoice"), initial=0)
    invoice = forms.CharField(label=_("Invoice number"), max_length=60)
    field_order = ["command_key", "version", "account_token", "net", "tax", "invoice"]


class ClawBackForm(ReasonForm):
    """Commission that was earned on refunded premium."""

    net = amount_field(_("Commission without tax"))
    tax = amount_field(_("Tax transferred out"), initial=0)
    field_order = ["command_key", "version", "net", "tax", "reason"]


class BounceForm(ReasonForm):
    """The bank's notice that a payment came back."""

    reference = forms.CharField(label=_("Reference of the bank's notice"), max_length=60)
    field_order = ["command_key", "version", "reference", "reason"]


class PayeeSearchForm(CommandForm):
    """A payee by number or name; exactly one account must be meant."""

    payee = forms.CharField(label=_("Payee"), max_length=120, help_text=_("Customer number or full name"))

    def __init__(self, *args: Any, actor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_payee(self) -> str:
        """The token of the account."""
        found = accounts_found(self.cleaned_data["payee"], self.actor)
        if not found:
            raise forms.ValidationError(_now("No customer of this name or number has a registered account."))
        if len(found) > 1:
            raise forms.ValidationError(
                _now("Several accounts are possible: %(names)s. Enter the customer number.")
                % {"names": _now(", ").join(label for _token, label in found[:4])}
            )
        return found[0][0]

    def inputs(self) -> dict[str, Any]:
        values = super().inputs()
        return values | {"account_token": values.pop("payee")}


class RemitForm(PayeeSearchForm):
    """The tax office that gets the vehicle tax."""


class AdvanceForm(PayeeSearchForm):
    """An advance on a claim whose final amount is not known yet."""

    claim_number = forms.CharField(label=_("Claim number"), max_length=60)
    amount = amount_field(_("Advance"), help_text=_("At most what is reserved for the claim"))
    why = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["command_key", "version", "claim_number", "payee", "amount", "why"]
