"""Forms of the surveyor and the dispatcher."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import CATEGORY_LABELS, FAULT_LABELS, KIND_LABELS, Counterpart, Shot
from claims.services.data import CostLine, ItemData, SurveyFacts
from core.web.commands import CommandForm, ReasonForm

LINES = 4


class RedispatchForm(ReasonForm):
    """Whom to send instead."""

    surveyor_id = forms.TypedChoiceField(label=_("Surveyor"), coerce=int)

    def __init__(self, *args: Any, surveyors: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["surveyor_id"].choices = surveyors or []  # type: ignore[attr-defined]
        self.order_fields(["surveyor_id", "reason"])


class FactsForm(CommandForm):
    """What was found at the place."""

    fault = forms.ChoiceField(
        label=_("Our driver is"),
        choices=[(f.value, text) for f, text in FAULT_LABELS.items()],
        widget=forms.RadioSelect,
    )
    counterpart = forms.ChoiceField(
        label=_("Other party"), choices=Counterpart.choices, widget=forms.RadioSelect, initial=Counterpart.VEHICLE
    )
    narrative = forms.CharField(label=_("What was found"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    driver_licence = forms.CharField(label=_("Driving licence"), max_length=30, required=False)
    blameless_others = forms.IntegerField(label=_("Blameless other vehicles"), min_value=0, max_value=20, initial=0)
    received = forms.DecimalField(
        label=_("Received from others"), min_value=0, max_digits=12, decimal_places=2, initial=0
    )
    first_scene = forms.BooleanField(label=_("First scene"), required=False, initial=True)
    excluded = forms.BooleanField(label=_("Drunk or without licence"), required=False)

    def facts(self) -> SurveyFacts:
        return SurveyFacts(**self.inputs())


class PhotoForm(CommandForm):
    """One photo and what it shows."""

    shot = forms.ChoiceField(choices=Shot.choices)
    photo = forms.FileField(widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}))


class ItemForm(CommandForm):
    """A damaged object or an injured person, with parts and labour."""

    kind = forms.ChoiceField(
        label=_("What"), choices=[(k.value, text) for k, text in KIND_LABELS.items()], widget=forms.RadioSelect
    )
    category = forms.ChoiceField(
        label=_("Loss"), choices=[(c.value, text) for c, text in CATEGORY_LABELS.items()], widget=forms.RadioSelect,
        initial="property",
    )  # fmt: skip
    name = forms.CharField(label=_("Model or name"), max_length=120)
    plate = forms.CharField(label=_("Plate"), max_length=10, required=False)
    residual = forms.DecimalField(label=_("Residual value"), min_value=0, max_digits=12, decimal_places=2, initial=0)
    total_loss = forms.BooleanField(label=_("Total loss"), required=False)

    def __init__(self, *args: Any, lines: list[dict[str, Any]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = lines or []
        for n in range(max(LINES, len(known) + 2)):
            given = known[n] if n < len(known) else {}
            self._add_line(n, given)

    def _add_line(self, n: int, given: dict[str, Any]) -> None:
        self.fields[f"line_{n}"] = forms.CharField(
            label=_("Part or work"), max_length=80, required=False, initial=given.get("name", "")
        )
        self.fields[f"amount_{n}"] = forms.DecimalField(
            label=_("Amount"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2, required=False,
            initial=given.get("amount"),
        )  # fmt: skip
        self.fields[f"labour_{n}"] = forms.BooleanField(
            label=_("Labour"), required=False, initial=given.get("labour", False)
        )

    def clean(self) -> dict[str, Any]:
        """A line with a name and no amount is asked for, not dropped."""
        given = super().clean() or self.cleaned_data
        for n in range(len(self.cost_rows())):
            named, amount = given.get(f"line_{n}"), given.get(f"amount_{n}")
            if named and amount is None and f"amount_{n}" not in self.errors:
                self.add_error(f"amount_{n}", _("Enter the amount of this line."))
        return given

    def cost_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The lines as the page shows them."""
        count = sum(1 for name in self.fields if name.startswith("line_"))
        return [(self[f"line_{n}"], self[f"amount_{n}"], self[f"labour_{n}"]) for n in range(count)]

    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "category", "name", "plate", "residual", "total_loss")]

    def item(self) -> ItemData:
        given = self.cleaned_data
        lines = tuple(
            CostLine(name=given[f"line_{n}"] or "—", amount=given[f"amount_{n}"], labour=given[f"labour_{n}"])
            for n in range(len(self.cost_rows()))
            if given.get(f"amount_{n}")
        )
        names = ("kind", "category", "name", "plate", "residual", "total_loss")
        return ItemData(lines=lines, **{name: given[name] for name in names})
