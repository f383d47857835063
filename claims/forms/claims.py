"""Forms of claims: documents, reserves, opinion, payee, sharing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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


COVERAGE_LABELS = {"MCI": _("Compulsory motor"), "MOD": _("Own damage"), "MTP": _("Third party")}


class OpinionForm(CommandForm):
    """The adjuster's words beside the figures."""

    opinion = forms.CharField(
        label=_("Opinion on liability"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500, required=False
    )


class AgreeForm(CommandForm):
    """The customer agrees; the money goes to an account of the customer's own record."""

    account_token = forms.ChoiceField(label=_("Pay to"), required=False)

    def __init__(self, *args: Any, accounts: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account_token"]
        field.choices = accounts or []  # type: ignore[attr-defined]
        if not accounts:
            field.help_text = _("The customer has no account yet: add it on the customer's page first.")


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
