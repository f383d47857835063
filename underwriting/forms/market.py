"""Forms of code requests, cargo agreements and market notes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.models import CargoAgreement, Level, MarketNote
from underwriting.rules.entry.choices import TARIFF_WORDS
from underwriting.rules.lines import LINE_LABELS, LINE_TITLES
from underwriting.services.cargo_agreements import AgreementData
from underwriting.services.market import CodeWanted, MarketSeen

CARGO = ("CGD", "CGO")


def _text(label: Any, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=20000, **more)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _amount(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=Decimal("0.01"), max_digits=16, decimal_places=2)


def _lines() -> list[tuple[str, Any]]:
    return [(code, _(label)) for code, label in LINE_LABELS.items()]


class CodeForm(CommandForm):
    """A clause that needs a code."""

    clause_name = forms.CharField(label=_("Name of the clause"), max_length=120)
    line = forms.ChoiceField(label=_("Line"), choices=_lines)
    level = forms.ChoiceField(label=_("Clause level"), choices=Level.choices)
    clause_text = _text(_("Text of the clause"), 8)
    need = _text(_("Why it is needed"), 3)

    def data_of(self) -> CodeWanted:
        return CodeWanted(**self.inputs())


class ReferenceForm(CommandForm):
    """The application to information technology."""

    reference = forms.CharField(label=_("Reference of the application"), max_length=60)


class AssignForm(CommandForm):
    """The code of the product."""

    product_code = forms.RegexField(label=_("Product code"), regex=r"^[A-Za-z][A-Za-z0-9_]{1,7}$")


class MarketForm(CommandForm):
    """Something seen in the market."""

    topic = forms.ChoiceField(label=_("Topic"), choices=MarketNote.Topic.choices)
    line = forms.ChoiceField(label=_("Line"), choices=_lines)
    competitor = forms.CharField(label=_("Competitor"), max_length=80, required=False)
    seen_on = _day(_("Seen on"))
    title = forms.CharField(label=_("Title"), max_length=120)
    text = _text(_("What was seen"), 5)
    origin = forms.CharField(label=_("Origin of the information"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_on"].initial = localdate()

    def data_of(self) -> MarketSeen:
        return MarketSeen(**self.inputs())


class StrategyForm(CommandForm):
    """The answer to a market event."""

    strategy = _text(_("Product and price strategy"), 5)


class AgreementForm(CommandForm):
    """Conditions of an agency agreement or open cover."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CargoAgreement.Kind.choices)
    product = forms.ChoiceField(label=_("Product"), choices=[(code, LINE_TITLES[code]) for code in CARGO])
    partner_id = forms.TypedChoiceField(label=_("Intermediary"), coerce=int, empty_value=None, required=False)
    partner = forms.CharField(label=_("Partner, if not an intermediary"), max_length=120, required=False)
    begins_on = _day(_("From"))
    ends_on = _day(_("Until"))
    limit_each = _amount(_("Limit per conveyance"))
    limit_total = _amount(_("Limit of the agreement"))
    rate = forms.DecimalField(
        label=_("Agreed rate (‰)"),
        min_value=Decimal("0.00001"),
        max_digits=8,
        decimal_places=5,
        help_text="1.5 = 0.0015",
    )
    deductible = forms.CharField(label=_("Deductible"), max_length=120, required=False)
    goods = forms.MultipleChoiceField(label=_("Goods"), widget=forms.CheckboxSelectMultiple)
    delegated = forms.BooleanField(label=_("Issues certificates by itself"), required=False)
    terms = _text(_("Conditions"), 5, required=False)

    def __init__(
        self, *args: Any, goods: Sequence[str] = (), partners: Sequence[tuple[int, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partners = dict(partners)
        for name, choices in (
            ("goods", [(key, _now(TARIFF_WORDS.get(key, key))) for key in goods]),
            ("partner_id", [("", "–"), *partners]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("partner_id") and not given.get("partner"):
            self.add_error("partner", _now("Name the partner."))
        return given

    def data_of(self) -> AgreementData:
        given = dict(self.inputs())
        given["partner"] = self.partners.get(given["partner_id"], given["partner"])
        given["rate"] = given["rate"] / 1000
        given["goods"] = tuple(given["goods"])
        return AgreementData(**given)


class PeriodForm(forms.Form):
    """The days of a report."""

    first = _day(_("First day"))
    last = _day(_("Last day"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", _now("The last day is before the first."))
        return given
