"""Forms of risk assessment: order, assign, data, risk units, guide, report, experts, letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, OptionalReasonForm, ReasonForm
from underwriting.models import AssessmentClass, Opinion, SitePhoto
from underwriting.models.risk_assessment import PLACE_LABELS
from underwriting.rules.risk_guide import Guide
from underwriting.rules.risk_visit import UNSAFE_LABELS
from underwriting.services.risk_orders import OrderData
from underwriting.services.risk_survey import NEEDED, PROFILE, ProfileData

LARGEST = 10**12


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day as the browser's own picker gives it."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def text_field(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    """A text of several lines."""
    given: dict[str, Any] = {"max_length": 2000, "widget": forms.Textarea(attrs={"rows": rows})}
    return forms.CharField(label=label, **(given | more))


def choose(form: forms.Form, name: str, choices: list[tuple[Any, str]]) -> None:
    """Fill a list that is known only when the form is shown."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so
    field.choices = choices


RENEWED = [
    ("", "–"),
    ("changed", _("changed materially")),
    ("again", _("unchanged, assessed again")),
    ("waived", _("unchanged, not assessed again (say why)")),
]


NOT_LISTED, EXPORTED = "none", "yes"
ABROAD = [("", "–"), (EXPORTED, _("yes, goods are exported")), ("no", _("no, sold in this country alone"))]


class ReviewForm(OptionalReasonForm):
    """The entry is right; what the papers say of the risk decides whether it is assessed first. Where the line may be
    a major risk the reviewer answers: not to look is no answer (B-26, B-29)."""

    occupancy = forms.ChoiceField(label=_("Occupancy of the list of major risks"))
    exports = forms.ChoiceField(label=_("Products are exported"), choices=ABROAD)
    renewal = forms.ChoiceField(label=_("Renewal: project, operation, law"), choices=RENEWED)

    def __init__(
        self,
        *args: Any,
        occupancies: list[tuple[str, str]] | None = None,
        named: str = "",
        sold: bool = False,
        last_report: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "occupancy", [("", "–"), *(occupancies or []), (NOT_LISTED, gettext("none of the list"))])
        self.fields["occupancy"].initial = named
        self.fields["renewal"].help_text = last_report or ""
        asked = {"occupancy": occupancies is not None, "exports": sold, "renewal": last_report is not None}
        for name in (name for name, wanted in asked.items() if not wanted):
            del self.fields[name]

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        told: dict[str, Any] = {}
        if given.get("occupancy", NOT_LISTED) != NOT_LISTED:
            told["occupancy"] = given["occupancy"]
        if given.get("exports") == EXPORTED:
            told["exports"] = True
        if given.get("renewal"):
            told[given["renewal"]] = True
        return {"told": told} if told else {}


class OrderForm(CommandForm):
    """An assessment that somebody wants."""

    kind = forms.ChoiceField(label=_("Class of assessment"), choices=AssessmentClass.choices)
    to_centre = forms.BooleanField(label=_("The centre makes it"), required=False)
    address = forms.CharField(label=_("Place of the risk"), max_length=200, required=False)

    def order(self, *, proposal: int | None, policy: int | None) -> OrderData:
        given = self.cleaned_data
        return OrderData(
            kind=given["kind"],
            proposal=proposal,
            policy=policy,
            to_centre=given["to_centre"],
            address=given["address"],
        )


class AssignForm(CommandForm):
    """Who, when, and whether centre or sub-branch."""

    place = forms.ChoiceField(label=_("Made by"), choices=[(v.value, label) for v, label in PLACE_LABELS])
    assessor = forms.TypedChoiceField(label=_("Assessor"), coerce=int)
    visit_on = day_field(_("Planned visit"), required=False)

    def __init__(self, *args: Any, assessors: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "assessor", assessors or [])


class CollectForm(CommandForm):
    """Data of the insured and the subject, each with where it comes from."""

    address = forms.CharField(label=_("Place of the risk"), max_length=200, required=False)
    occupancy = forms.CharField(label=_("Occupancy"), max_length=40, required=False)
    business = text_field(_("Business of the insured"), 2, required=False)
    industry = forms.CharField(label=_("Industry"), max_length=80, required=False)
    years = forms.CharField(label=_("Years in business"), max_length=20, required=False)
    staff = forms.CharField(label=_("Staff and shifts"), max_length=80, required=False)
    items = text_field(_("Subject matter: what, how many, sums insured"), 3, required=False)
    history = text_field(_("Losses of five years: date, cause, amount"), 3, required=False)
    other_insurance = forms.CharField(label=_("Other insurance"), max_length=200, required=False)
    sources = text_field(_("Sources of these data"), 2, required=False)
    documents = forms.MultipleChoiceField(
        label=_("Papers that were collected"), widget=forms.CheckboxSelectMultiple, required=False
    )
    refused = text_field(
        _("Data that were refused"), 2, required=False, help_text=_("Then the data above may be left out.")
    )
    size_of = "3"

    def __init__(self, *args: Any, papers: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        """Everything that is needed carries its star and is told at once; what was refused takes its place."""
        super().__init__(*args, **kwargs)
        if papers:
            choose(self, "documents", papers)
        else:
            del self.fields["documents"]
        refused = self.is_bound and bool(self.data.get(self.add_prefix("refused"), "").strip())
        for name in NEEDED:
            self.fields[name].required = not refused

    def inputs(self) -> dict[str, Any]:
        given = self.cleaned_data
        profile = {name: given.get(name, "") for name in PROFILE}
        data = ProfileData(
            address=given["address"],
            occupancy=given["occupancy"],
            profile=profile,
            refused=given["refused"],
            documents=tuple(given.get("documents", ())),
        )
        return {"data": data}


class UnitForm(OptionalReasonForm):
    """A value in a fire area with what was found there."""

    area = forms.CharField(label=_("Fire area"), max_length=40)
    subject = forms.CharField(label=_("Subject matter"), max_length=60, help_text=_("Building, machinery, stock …"))
    value = forms.DecimalField(label=_("Value (yuan)"), max_digits=15, decimal_places=2, max_value=LARGEST)
    damage = forms.DecimalField(
        label=_("Damage factor (%)"),
        max_digits=5,
        decimal_places=2,
        help_text=_("Share that a fire in this area destroys with the protection at work"),
    )
    finding = text_field(
        _("What was found there"), 2, max_length=500, required=False, help_text=_("Needed when the visit is completed")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why above the sum insured")
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])


class FindingForm(CommandForm):
    """What was found at a risk unit."""

    unit = forms.TypedChoiceField(label=_("Risk unit"), coerce=int)
    finding = text_field(_("What was found there"), 3, max_length=500)

    def __init__(self, *args: Any, units: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", units or [])


class DropUnitForm(CommandForm):
    """Which value is taken out."""

    unit = forms.TypedChoiceField(label=_("Risk unit"), coerce=int)

    def __init__(self, *args: Any, units: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", units or [])


class SitePhotoForm(CommandForm):
    """One photo or plan and what it shows."""

    shot = forms.ChoiceField(choices=SitePhoto.SHOTS)
    note = forms.CharField(max_length=120, required=False)
    photo = forms.FileField(widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}))


class GuideForm(CommandForm):
    """The questions of a guide, section by section."""

    def __init__(self, *args: Any, guide: Guide, language: str, given: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guide, self.language = guide, "zh" if language.startswith("zh") else "en"
        for key, question in guide.questions().items():
            self.fields[key] = forms.ChoiceField(
                label=question.text[self.language],
                choices=[(choice.value, choice.text[self.language]) for choice in question.choices],
                widget=forms.RadioSelect,
                initial=given.get(key),
            )

    def sections(self) -> list[tuple[str, Any, list[forms.BoundField]]]:
        """Title, weight and questions of each section."""
        return [
            (section.text[self.language], section.weight, [self[question.key] for question in section.questions])
            for section in self.guide.sections
        ]

    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data[key] for key in self.guide.questions()}


class DraftForm(CommandForm):
    """Opinion, findings, advice."""

    opinion = forms.ChoiceField(label=_("Opinion"), choices=Opinion.choices)
    findings = text_field(_("Findings"), 5, max_length=6000)
    advice = text_field(_("Advice on terms, deductible, reinsurance"), 3, required=False)


class ExpertForm(CommandForm):
    """An expert from outside."""

    name = forms.CharField(label=_("Expert"), max_length=80)
    institution = forms.CharField(label=_("Institution"), max_length=120)
    task = forms.CharField(label=_("Task"), max_length=200)
    fee = forms.DecimalField(label=_("Fee (yuan)"), max_digits=12, decimal_places=2, min_value=0)


class ExpertDoneForm(CommandForm):
    """The opinion of an expert."""

    expert = forms.TypedChoiceField(label=_("Expert"), coerce=int)
    summary = text_field(_("Opinion in short"))

    def __init__(self, *args: Any, experts: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "expert", experts or [])


class TermsOfferForm(CommandForm):
    """Conditions that the sub-branch proposes."""

    terms = text_field(_("Conditions"), 4)


class LetterForm(CommandForm):
    """Hazards and what to do about them."""

    hazards = text_field(_("Hazards and what to do about them"), 6, max_length=4000)
    follow_up_on = day_field(_("To be checked on"), required=False)


class DeliverForm(CommandForm):
    """Who received the letter."""

    delivered_to = forms.CharField(label=_("Letter received by"), max_length=80)
    delivered_on = day_field(_("Delivered on"))


class FollowUpForm(ReasonForm):
    """What was found, and the next day."""

    follow_up_on = day_field(_("To be checked again on"))


class UnsafeForm(ReasonForm):
    """What follows for the contract."""

    consequence = forms.ChoiceField(
        label=_("Consequence for the contract"), choices=[(value, _(text)) for value, text in UNSAFE_LABELS.items()]
    )


class AskForm(CommandForm):
    """A question to the assessors."""

    title = forms.CharField(label=_("Matter"), max_length=80)
    customer = forms.CharField(label=_("Customer"), max_length=120, required=False)
    occupancy = forms.CharField(label=_("Occupancy"), max_length=80, required=False)
    text = text_field(_("Question"), 5)


class AdviceForm(CommandForm):
    """The advice."""

    answer = text_field(_("Advice"), 6, max_length=4000)
