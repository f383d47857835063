"""Asking for a substitute."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm
from organisation.models import AuthorityGrant, PostAssignment, Staff
from organisation.rules.operations import measure_of, operation_label
from organisation.services.delegations import DelegationWanted

DAY = {"type": "date"}


class DelegationForm(CommandForm):
    """Substitute, days, what is passed on and up to what amount. Caps left empty mean the holder's own limit."""

    to_staff = forms.ChoiceField(label=gettext_lazy("Substitute"))
    first_day = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=gettext_lazy("For example leave, training, illness."),
    )

    def __init__(
        self,
        *args: Any,
        assignment: PostAssignment,
        people: list[Staff],
        limits: list[AuthorityGrant],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        self.highest = _highest(limits)
        choices = [(str(person.pk), f"{person.name} · {person.works_at}") for person in people]
        self.fields["to_staff"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
        if self.highest:
            self._add_powers()
        self.order_fields([name for name in self.fields if name != "reason"])

    def _add_powers(self) -> None:
        self.fields["operations"] = forms.MultipleChoiceField(
            label=_("What is passed on"),
            choices=[(operation, _(operation_label(operation))) for operation in self.highest],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("Nothing chosen: everything, as the holder has it."),
        )
        for operation, measures in self.highest.items():
            for measure, limit in measures.items():
                self.fields[f"cap:{operation}:{measure}"] = _cap(operation, measure, limit)

    def clean(self) -> dict[str, Any]:
        """A cap without its operation would pass on nothing: it chooses the operation."""
        data = super().clean() or self.cleaned_data
        capped = {name.split(":")[1] for name, value in data.items() if name.startswith("cap:") and value is not None}
        chosen = set(data.get("operations") or ())
        if chosen and capped - chosen:
            self.add_error("operations", _("An amount is stated for something that is not passed on."))
        return data

    def inputs(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "wanted": DelegationWanted(
                assignment_id=self.assignment.pk,
                to_staff_id=int(data["to_staff"]),
                first_day=data["first_day"],
                last_day=data["last_day"],
                powers=self._powers(),
            )
        }

    def _powers(self) -> dict[str, dict[str, str]]:
        """{} when all is passed on without caps; with caps and nothing chosen, all operations are named."""
        caps: dict[str, dict[str, str]] = defaultdict(dict)
        for name, value in self.cleaned_data.items():
            if name.startswith("cap:") and value is not None:
                _cap, operation, measure = name.split(":")
                caps[operation][measure] = str(value)
        chosen = self.cleaned_data.get("operations") or (list(self.highest) if caps else [])
        return {operation: caps.get(operation, {}) for operation in chosen}


def _cap(operation: str, measure: str, limit: Decimal) -> forms.DecimalField:
    """The amount up to which the substitute decides; empty: as the holder."""
    named = measure_of(operation, measure)
    return forms.DecimalField(
        label=_("%(operation)s: %(measure)s up to")
        % {"operation": _(operation_label(operation)), "measure": _(named.label)},
        required=False,
        min_value=Decimal(0),
        max_value=limit,
        max_digits=18,
        decimal_places=2,
        help_text=_("The holder's own limit is %(limit)s %(unit)s.")
        % {"limit": f"{limit:,.2f}", "unit": _(named.unit)},
    )


def _highest(limits: list[AuthorityGrant]) -> dict[str, dict[str, Decimal]]:
    """By operation and measure what the holder may decide at most, whatever the line."""
    found: dict[str, dict[str, Decimal]] = {}
    for grant in limits:
        measures = found.setdefault(grant.operation, {})
        if grant.measure:
            measures[grant.measure] = max(grant.limit, measures.get(grant.measure, Decimal(0)))
    return found
