"""A new tariff as a form: which one it copies, then its code, name and figures, and what cases must cost by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underwriting.forms.tariffs import TariffForm
from underwriting.models import RateTable, RatingCase
from underwriting.rules.table_kinds import tariff_code


class SourceForm(forms.Form):
    """The filed tariff whose form the new one has."""

    source = forms.ChoiceField(label=_("Copy of"), help_text=_("The new tariff begins with its parts and figures."))

    def __init__(self, *args: Any, tariffs: Sequence[RateTable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "–"), *((row.code, f"{row.version} ({row.code})") for row in tariffs)]


class NewTariffForm(TariffForm):
    """Code and name beside the figures. A case that is given a premium becomes a case of the new tariff."""

    code = forms.RegexField(label=_("Code"), regex=r"^[A-Z][A-Z0-9_]{1,7}$", help_text=_("Capital letters and figures"))
    name = forms.CharField(label=_("Name"), max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for case in self.cases:
            del self.fields[f"b-{case.code}"]

    def only_try(self) -> None:
        """Trying needs neither code nor name."""
        super().only_try()
        for name in ("code", "name"):
            self.fields[name].required = False

    def _ask_reasons(self, given: Mapping[str, Any]) -> None:
        """Its cases have no premium yet that could change."""

    def expected(self) -> dict[str, str]:
        """What cases must cost by the new tariff, as far as it was typed."""
        given = {case.code: self.cleaned_data.get(f"e-{case.code}") for case in self.cases}
        return {code: str(premium) for code, premium in given.items() if premium is not None}

    def table_code(self) -> str:
        """The code of the table that is asked for."""
        return tariff_code(self.cleaned_data["code"])

    def case_rows(self, runs: Mapping[str, Any]) -> list[tuple[RatingCase, forms.BoundField, Any]]:
        """Each case with its entry and what the draft gives."""
        return [(case, self[f"e-{case.code}"], runs.get(case.code)) for case in self.cases]
