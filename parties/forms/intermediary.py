"""Forms of intermediaries: licence, agreement, terms of each line, mandates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files.purposes import DOCUMENT
from core.web.commands import CommandForm, ReasonForm
from organisation.public import lines
from parties.forms.party import choices, date_field
from parties.models import IntermediaryTerm
from parties.rules.intermediary import INTERMEDIARY_KINDS
from parties.selectors.parties import party_with_number
from parties.services.data import IntermediaryData, LineTerms, MandateData

HUNDRED = Decimal(100)
PAPERS = (
    "party_number", "kind", "licence_number", "licence_from", "licence_until",
    "agreement_number", "agreement_from", "agreement_until", "lines",
)  # fmt: skip


class IntermediaryForm(CommandForm):
    """Licence and agreement; for each line the commission in per cent, and the limit of an agency that issues."""

    party_number = forms.CharField(label=gettext_lazy("Customer number"), max_length=20)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    licence_number = forms.CharField(label=gettext_lazy("Licence number"), max_length=60)
    licence_from = date_field(gettext_lazy("Licence valid from"), required=False)
    licence_until = date_field(gettext_lazy("Licence valid until"))
    agreement_number = forms.CharField(label=gettext_lazy("Agreement number"), max_length=60)
    agreement_from = date_field(gettext_lazy("Agreement from"))
    agreement_until = date_field(gettext_lazy("Agreement until"))
    lines = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, agreed: Iterable[IntermediaryTerm] = (), **kwargs: Any) -> None:
        known = {term.line: term for term in agreed}
        kwargs["initial"] = _initial_terms(known) | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(INTERMEDIARY_KINDS)  # type: ignore[attr-defined]
        named = lines()
        self.line_labels = {line: _(named.get(line, line)) for line in (*named, *sorted(known.keys() - named.keys()))}
        for line, label in self.line_labels.items():
            self.fields[f"rate_{line}"] = _figure(_("Commission: %(line)s") % {"line": label}, maximum=HUNDRED)
            self.fields[f"limit_{line}"] = _figure(_("Issuing limit: %(line)s") % {"line": label})

    def papers(self) -> list[forms.BoundField]:
        return [self[name] for name in (*PAPERS, *self.more())]

    def more(self) -> tuple[str, ...]:
        """Fields of derived forms."""
        return ()

    def grid(self) -> list[tuple[str, str, forms.BoundField, forms.BoundField]]:
        """One row per line of business."""
        return [(label, line, self[f"rate_{line}"], self[f"limit_{line}"]) for line, label in self.line_labels.items()]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for line in self.line_labels:
            if values.get(f"limit_{line}") is not None and values.get(f"rate_{line}") is None:
                self.add_error(f"rate_{line}", _("Enter the commission of this line, 0 if there is none."))
        return values

    def intermediary_data(self) -> IntermediaryData:
        given = self.cleaned_data
        papers = {name: given[name] for name in PAPERS if name != "party_number"}
        party_id = party_with_number(given["party_number"]) or 0
        return IntermediaryData(party_id=party_id, terms=tuple(_terms(given, self.line_labels)), **papers)


class RenewalForm(IntermediaryForm):
    """New papers or terms of an approved intermediary, from a day on, with the reason."""

    effective_on = date_field(gettext_lazy("Holds from"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)

    def more(self) -> tuple[str, ...]:
        return ("effective_on", "reason")


def _figure(label: str, *, maximum: Decimal | None = None) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"class": "ui-in ui-r", "aria-label": label})
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=maximum, decimal_places=2, max_digits=16, widget=widget
    )


def _initial_terms(known: Mapping[str, IntermediaryTerm]) -> dict[str, Any]:
    rates = {f"rate_{line}": (term.commission_rate * HUNDRED).quantize(Decimal("0.01")) for line, term in known.items()}
    return rates | {f"limit_{line}": term.issuing_limit for line, term in known.items()}


def _terms(given: Mapping[str, Any], labels: Iterable[str]) -> Iterable[LineTerms]:
    for line in labels:
        rate = given.get(f"rate_{line}")
        if rate is not None:
            yield LineTerms(line=line, commission_rate=rate / HUNDRED, issuing_limit=given.get(f"limit_{line}"))


class MandateForm(CommandForm):
    """The signed paper by which a customer authorises a broker."""

    customer_number = forms.CharField(label=gettext_lazy("Customer number"), max_length=20)
    valid_from = date_field(gettext_lazy("From"))
    valid_until = date_field(gettext_lazy("Until"))
    paper = forms.FileField(
        label=gettext_lazy("Signed paper"), widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})
    )

    def clean_paper(self) -> Any:
        """One above the limit is not read."""
        paper = self.cleaned_data["paper"]
        if paper.size > DOCUMENT.max_bytes:
            raise forms.ValidationError(_("The file is too large."))
        return paper

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        paper = given.pop("paper")
        return {"data": MandateData(content=paper.read(), name=paper.name, **given)}


class EndMandateForm(ReasonForm):
    """Which mandate ends, and why."""

    mandate_id = forms.TypedChoiceField(label=gettext_lazy("Mandate of"), coerce=int)
    field_order = ("mandate_id", "reason")

    def __init__(self, *args: Any, mandates: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mandate_id"].choices = list(mandates)  # type: ignore[attr-defined]
