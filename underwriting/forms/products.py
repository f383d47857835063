"""Forms for new versions of products and clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm
from underwriting.models import Level, RatingCase
from underwriting.rules.product_content import FORM_LABELS, MODULE_LABELS, REFUND_LABELS
from underwriting.rules.products import DOCUMENT_LABELS, INSPECTION_LABELS

MAIN, RIDER = "main", "rider"
NEW_CODE = r"^[A-Z][A-Z0-9_]{1,19}$"
Choices = Sequence[tuple[str, str]]


def _choices(labels: Mapping[str, str]) -> list[tuple[str, Any]]:
    return [(key, _(label)) for key, label in labels.items()]


class VersionForm(ReasonForm):
    """A version begins on a day to come."""

    effective_on = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = localdate() + timedelta(days=1)

    def day(self) -> date:
        found: date = self.cleaned_data["effective_on"]
        return found


class ProductForm(VersionForm):
    """A product as it shall be from a day on."""

    code = forms.RegexField(label=_("Code"), regex=r"^[A-Z][A-Z0-9_]{1,7}$", help_text=_("Capital letters and figures"))
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)
    line = forms.RegexField(label=_("Line"), regex=r"^[A-Z][A-Z0-9_]{1,7}$")
    module = forms.ChoiceField(label=_("Entry and rating"), choices=_choices(MODULE_LABELS))
    level = forms.ChoiceField(label=_("Clause level"), choices=Level.choices)
    tariff = forms.ChoiceField(label=_("Tariff"), required=False)
    short_rate = forms.ChoiceField(label=_("Short-rate table"), required=False)
    questionnaire = forms.ChoiceField(label=_("Questionnaire"), required=False)
    controlled_form = forms.ChoiceField(label=_("Controlled form"), choices=_choices(FORM_LABELS))
    inspection = forms.ChoiceField(label=_("Inspection"), choices=_choices(INSPECTION_LABELS), required=False)
    refund = forms.ChoiceField(label=_("Refund after the start"), choices=_choices(REFUND_LABELS))
    cancellation_fee = forms.DecimalField(
        label=_("Fee before the start (share)"), min_value=Decimal(0), max_value=Decimal(1), decimal_places=4
    )
    on_system = forms.BooleanField(label=_("On system"), required=False)
    high_risk = forms.BooleanField(label=_("High risk"), required=False)
    premium_first = forms.BooleanField(label=_("Premium before policy"), required=False)
    tax_exempt = forms.BooleanField(label=_("Exempt from premium tax"), required=False)
    project_term = forms.BooleanField(label=_("Rate for the whole period"), required=False)
    assessed = forms.BooleanField(label=_("Risk assessment"), required=False)
    clauses = forms.MultipleChoiceField(label=_("Clauses"), widget=forms.CheckboxSelectMultiple)
    riders = forms.MultipleChoiceField(label=_("Riders"), widget=forms.CheckboxSelectMultiple, required=False)
    required_documents = forms.MultipleChoiceField(
        label=_("Required documents"),
        widget=forms.CheckboxSelectMultiple,
        choices=_choices(DOCUMENT_LABELS),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        choices: Mapping[str, Choices],
        code: str = "",
        cases: Sequence[RatingCase] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases
        for case in cases:
            self._add_case(case)
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = list(found)
        if code:
            del self.fields["code"]
        self.order_fields([*(n for n in self.fields if n not in {"effective_on", "reason"}), "effective_on", "reason"])

    def _add_case(self, case: RatingCase) -> None:
        """What goes back in a case by the version as it is typed, and why it is another amount than so far."""
        label = f"{gettext('Expected refund')} · {case.title}"
        self.fields[f"e-{case.code}"] = forms.DecimalField(
            label=label,
            max_digits=18,
            decimal_places=2,
            min_value=Decimal(0),
            initial=case.expected,
            required=False,
        )
        self.fields[f"b-{case.code}"] = forms.CharField(
            label=gettext("Why it changes"), max_length=200, required=False, help_text=case.code
        )

    def expected(self) -> dict[str, str]:
        """Results that the version means to change."""
        given = [(case, self.cleaned_data[f"e-{case.code}"]) for case in self.cases]
        return {case.code: str(result) for case, result in given if result not in (None, case.expected)}

    def because(self) -> dict[str, str]:
        """Why, by case."""
        return {case.code: text for case in self.cases if (text := self.cleaned_data[f"b-{case.code}"])}

    def content(self) -> dict[str, Any]:
        """The fields of the version in plain JSON."""
        given = self.cleaned_data
        plain = ("line", "module", "level", "tariff", "short_rate", "questionnaire", "controlled_form")
        flags = ("premium_first", "tax_exempt", "project_term", "assessed")
        rules = {name: given[name] for name in flags}
        fee = format(given["cancellation_fee"].normalize(), "f")
        rules |= {"inspection": given["inspection"], "refund": given["refund"], "cancellation_fee": fee}
        return {
            **{name: given[name] for name in plain},
            "name": {"zh": given["name_zh"], "en": given["name_en"]},
            "on_system": given["on_system"],
            "high_risk": given["high_risk"],
            "clauses": given["clauses"],
            "riders": given["riders"],
            "required_documents": given["required_documents"],
            "rules": rules,
        }


class ClauseForm(VersionForm):
    """The text of a clause: what it covers, what it does not; one paragraph a line."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=80)
    title_en = forms.CharField(label=_("Title in English"), max_length=120)
    filing = forms.CharField(label=_("Filing number"), max_length=80)
    covers = forms.CharField(label=_("What is covered"), widget=forms.Textarea(attrs={"rows": 6}), max_length=20000)
    exclusions = forms.CharField(
        label=_("What is not covered"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20000,
        help_text=_("Shown in bold and explained to the policyholder (Insurance Law 17). One paragraph a line."),
    )

    def content(self, *, rider: bool) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "title": {"zh": given["title_zh"], "en": given["title_en"]},
            "rider": rider,
            "filing": given["filing"],
            "sections": [
                {"title": "保险责任", "exclusion": False, "paragraphs": _lines(given["covers"])},
                {"title": "责任免除", "exclusion": True, "paragraphs": _lines(given["exclusions"])},
            ],
        }


class NewClauseForm(ClauseForm):
    """A clause or rider that is not there yet: with its code, and which of both it is."""

    code = forms.RegexField(label=_("Code"), regex=NEW_CODE, help_text=_("Capital letters and figures"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[(MAIN, _("main clause")), (RIDER, _("rider"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = ["code", "kind", "filing", "title_zh", "title_en", "covers", "exclusions"]
        self.order_fields([*first, "effective_on", "reason"])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
