"""Forms of claims: documents, reserves, opinion, payee, sharing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.services.data import PayeeShare
from core.web.commands import CommandForm, ReasonForm


class ReceivedForm(CommandForm):
    """Which documents came in."""

    codes = forms.MultipleChoiceField(
        label=_("These came in and are complete, true and valid"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, documents: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = documents or []  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, Any]:
        return {"codes": tuple(self.cleaned_data["codes"])}


class ReserveForm(ReasonForm):
    """A reserve for each coverage, and why it changes."""

    def __init__(self, *args: Any, reserves: dict[str, Decimal] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for coverage, amount in (reserves or {}).items():
            self.fields[f"reserve_{coverage}"] = forms.DecimalField(
                label=COVERAGE_LABELS.get(coverage, coverage),
                min_value=0,
                max_digits=14,
                decimal_places=2,
                initial=amount,
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def inputs(self) -> dict[str, Any]:
        found = {name[8:]: value for name, value in self.cleaned_data.items() if name.startswith("reserve_")}
        return {"reserves": found}


COVERAGE_LABELS = {
    "MCI": _("Compulsory motor"),
    "MOD": _("Own damage"),
    "MTP": _("Third party"),
    "MPAD": _("Occupants, driver"),
    "MPAP": _("Occupants, passengers"),
}


class OpinionForm(CommandForm):
    """The adjuster's words beside the figures."""

    opinion = forms.CharField(
        label=_("Opinion on liability"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500, required=False
    )


FURTHER = range(1, 4)


class AgreeForm(CommandForm):
    """The customer agrees; the money goes to an account of the customer's own record. Others who are paid directly,
    such as the garage, are named with their share and why; the customer gets the rest."""

    account_token = forms.ChoiceField(label=_("Pay to"), required=False)

    def __init__(
        self,
        *args: Any,
        accounts: list[tuple[str, str]] | None = None,
        find: Callable[[str], list[tuple[str, str]]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.find = find
        for n in FURTHER:
            self._add_payee(n)
        field = self.fields["account_token"]
        field.choices = accounts or []  # type: ignore[attr-defined]
        if not accounts:
            field.help_text = _("The customer has no account yet: add it on the customer's page first.")

    def _add_payee(self, n: int) -> None:
        label = _("Further payee %(n)s") % {"n": n}
        help_text = _("Customer number or full name; the customer gets the rest.") if n == FURTHER[0] else ""
        self.fields[f"payee_{n}"] = forms.CharField(label=label, max_length=60, required=False, help_text=help_text)
        self.fields[f"share_{n}"] = forms.DecimalField(
            label=_("Share"), min_value=Decimal("0.01"), max_digits=14, decimal_places=2, required=False
        )
        self.fields[f"why_{n}"] = forms.CharField(label=_("Why this payee"), max_length=100, required=False)
        for name in ("payee", "share", "why"):
            self.fields[f"{name}_{n}"].columns = "2"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Each further payee is one customer with one account in use, a share and a reason."""
        given = super().clean() or self.cleaned_data
        given["others"] = tuple(share for n in FURTHER if (share := self._share(n)) is not None)
        return given

    def _share(self, n: int) -> PayeeShare | None:
        who, amount, why = (self.cleaned_data.get(f"{name}_{n}") for name in ("payee", "share", "why"))
        if not (who or amount or why):
            return None
        for name, value in (("payee", who), ("share", amount), ("why", why)):
            if not value and f"{name}_{n}" not in self.errors:
                self.add_error(f"{name}_{n}", _("Each further payee needs an account, an amount and a reason."))
        found = self.find(who) if self.find and who else []
        if who and len(found) != 1:
            self.add_error(f"payee_{n}", _PAYEE_FAULTS[min(len(found), 2)])
        if not (found and amount and why):
            return None
        return PayeeShare(account_token=found[0][0], amount=amount, why=why)

    def inputs(self) -> dict[str, Any]:
        return {"account_token": self.cleaned_data["account_token"], "others": self.cleaned_data["others"]}


_PAYEE_FAULTS = {
    0: _("No such customer with an account in use. Add the account on the customer's page first."),
    2: _("Several accounts fit. Give the customer number, or leave one account in use."),
}


class ReassessForm(ReasonForm):
    """Which objects are assessed again, and what is wrong."""

    item_ids = forms.TypedMultipleChoiceField(
        label=_("Objects to assess again"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, items: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_ids"].choices = items or []  # type: ignore[attr-defined]
        self.order_fields(["item_ids", "reason"])


class MergeForm(ReasonForm):
    """Into which report this one is merged, and why both are one accident."""

    number = forms.CharField(label=_("Report that goes on"), max_length=24)

    def __init__(self, *args: Any, similar: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].initial = (similar or [""])[0]
        self.order_fields(["number", "reason"])


class ShareForm(CommandForm):
    """A request to read one claim."""

    number = forms.CharField(label=_("Claim"), max_length=24)
    why = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
    hours = forms.IntegerField(label=_("For how many hours"), min_value=1, initial=24)
