"""Forms of endorsements: the sealed request, the new terms of each kind, endings, decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, OptionalReasonForm, ReasonForm
from underwriting.models import CLASS_LABELS
from underwriting.models.vehicle import SPECIAL_KIND_LABELS
from underwriting.rules.endorsement_kinds import Kind, KindRule
from underwriting.rules.entry import LineEntry
from underwriting.rules.occupants import DRIVER, PASSENGERS
from underwriting.rules.policy_terms import COVER, Terms, covers_in
from underwriting.selectors.endorsements import path_label, subject_label
from underwriting.selectors.policy_life import ADDRESS
from underwriting.services.endorsement_entry import DROPPED, ONLY_IF_THERE, EndorsementEntry
from underwriting.services.endorsement_request import EndorsementRequest
from underwriting.services.name_checks import LONGEST_ADDRESS

CLASS, LOAD = "vehicle_class", "tonnes"
LONG = {"special_terms", "list_note"}
STANDS, GIVES_WAY = "stands", "gives_way"


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, chosen in the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class RequestForm(CommandForm):
    """What the customer asks."""

    kind = forms.ChoiceField(label=_("What shall change"))
    effective_on = day_field(_("From"), required=False)
    requested_by = forms.CharField(label=_("Requested by"), max_length=120)
    requested_on = day_field(_("Requested on"))
    scan = forms.FileField(
        label=_("Scan of the sealed request"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*", "capture": "environment"}),
        required=False,
    )

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "–"), *kinds]
        self.fields["requested_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any] | None:
        """What makes a policy void has no day of its own: it holds from the day on which it is asked for."""
        given = super().clean()
        needs_day = self.cleaned_data.get("kind") != Kind.VOID
        if needs_day and "effective_on" not in self.errors and not self.cleaned_data.get("effective_on"):
            self.add_error("effective_on", forms.Field.default_error_messages["required"])
        return given

    def data_of(self, policy_id: int) -> EndorsementRequest:
        given = self.cleaned_data
        scan = given.get("scan")
        return EndorsementRequest(
            policy_id=policy_id,
            kind=given["kind"],
            requested_on=given["requested_on"],
            requested_by=given["requested_by"],
            effective_on=given["effective_on"] or given["requested_on"],
            scan=scan.read() if scan else b"",
        )


def ask_what_stands(form: forms.Form, rows: Sequence[Mapping[str, Any]], entry: LineEntry | None = None) -> None:
    """Later endorsements changed the same: say for each subject what stands."""
    for subject in dict.fromkeys(row["subject"] for row in rows):
        form.fields[f"stand__{subject.replace('.', '__')}"] = forms.ChoiceField(
            label=subject_label(subject, entry),
            choices=[(STANDS, _("the later change stands")), (GIVES_WAY, _("this change goes through"))],
            initial=STANDS,
            widget=forms.RadioSelect,
        )


def overruled_in(given: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The later changes that give way; None when nothing was asked."""
    asked = {name: value for name, value in given.items() if name.startswith("stand__")}
    if not asked:
        return None
    return tuple(name.removeprefix("stand__").replace("__", ".") for name, value in asked.items() if value == GIVES_WAY)


def add_account(form: forms.Form, accounts: Sequence[tuple[str, str]]) -> None:
    """Where a lower premium goes back to."""
    form.fields["account_token"] = forms.ChoiceField(
        label=_("Account of the payer"),
        choices=[("", "–"), *accounts],
        required=False,
        help_text=_("When premium goes back"),
    )


class TermsChangeForm(CommandForm):
    """The new values beside the old; only what differs is changed."""

    def __init__(
        self,
        *args: Any,
        rule: KindRule,
        old: Terms,
        motor: bool,
        accounts: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.paths: dict[str, str] = {}
        self.old = old
        for name in rule.entries_of(motor=motor):
            if name not in ONLY_IF_THERE or name in old:
                self._add(name, entry_field(name))
        for code in covers_in(old) if motor else ():
            self._add_figures(code, rule)
        if rule.kind is Kind.ADD_COVER and motor:
            self._add_new_cover()
        if rule.moves_premium:
            add_account(self, accounts)

    def _add(self, path: str, field: forms.Field) -> None:
        name = path.replace(".", "__")
        field.label = path_label(path)
        field.required = False
        field.initial = self.old.get(path, "")
        self.fields[name] = field
        self.paths[name] = path

    def _add_figures(self, code: str, rule: KindRule) -> None:
        known = rule.figures if rule.kind is not Kind.ADD_COVER else ()
        for figure in known:
            path = f"{COVER}{code}.{figure}"
            if figure == DROPPED:
                self._add(path, forms.BooleanField())
                self.fields[path.replace(".", "__")].label = _drop_label(path)
            elif path in self.old:
                self._add(path, _figure_field(figure))

    def _add_new_cover(self) -> None:
        """The cover that is not there yet, priced by the tariff."""
        for code, figure in (("MOD", "sum_insured"), ("MTP", "limit"), (DRIVER, "limit"), (PASSENGERS, "limit")):
            if f"{COVER}{code}.premium" not in self.old:
                self._add(f"{COVER}{code}.{figure}", _figure_field(figure))

    def ask_about(self, rows: Sequence[Mapping[str, Any]]) -> None:
        ask_what_stands(self, rows)

    def entry_of(self) -> EndorsementEntry:
        changes = {path: _as_text(self.cleaned_data.get(name)) for name, path in self.paths.items()}
        return EndorsementEntry(
            changes={path: value for path, value in changes.items() if value != self.old.get(path, "")},
            overruled=overruled_in(self.cleaned_data),
            account_token=self.cleaned_data.get("account_token", ""),
        )


def class_field() -> forms.ChoiceField:
    """What a vehicle is used for."""
    return forms.ChoiceField(choices=[(one.value, label) for one, label in CLASS_LABELS.items()])


def special_field() -> forms.ChoiceField:
    """The tariff of special vehicles goes by their kind."""
    return forms.ChoiceField(choices=[("", "–"), *SPECIAL_KIND_LABELS])


def load_field() -> forms.DecimalField:
    return forms.DecimalField(max_digits=7, decimal_places=3, min_value=0)


FIELDS: dict[str, Callable[[], forms.Field]] = {
    CLASS: class_field,
    LOAD: load_field,
    "special_kind": special_field,
    "first_registered_on": lambda: day_field(""),
    "seats": lambda: forms.IntegerField(min_value=1, max_value=99),
    "new_price": lambda: forms.DecimalField(max_digits=15, decimal_places=2, min_value=0),
}


def entry_field(name: str) -> forms.Field:
    if name == ADDRESS:
        return forms.CharField(max_length=LONGEST_ADDRESS, widget=forms.Textarea(attrs={"rows": 2}))
    if name in LONG:
        return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    return FIELDS.get(name, _short_text)()


def _short_text() -> forms.Field:
    return forms.CharField(max_length=120)


def _drop_label(path: str) -> Any:
    return path_label(path.replace(DROPPED, "premium"))


def _figure_field(figure: str) -> forms.Field:
    if figure == "deductible_rate":
        return forms.DecimalField(max_digits=6, decimal_places=4, min_value=0, max_value=1)
    return forms.DecimalField(max_digits=15, decimal_places=2, min_value=0)


def _as_text(value: Any) -> str:
    if value is True:
        return "1"
    return "" if value is None or value is False else str(value)  # a typed zero is said, an emptied field is not


class ExtensionForm(CommandForm):
    """A longer period."""

    end_on = day_field(_("New last day"))

    def entry_of(self) -> EndorsementEntry:
        return EndorsementEntry(end_on=self.cleaned_data["end_on"])


class PassForm(OptionalReasonForm):
    """Entry and request were compared; of an ending the papers that came back are counted."""

    papers_complete = forms.BooleanField(
        label=_("All papers are back"),
        required=False,
        help_text=_("Otherwise the declaration of loss is on file, the director agrees and the refund waits."),
    )

    def __init__(self, *args: Any, ends: bool = False, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers_complete"].initial = complete
        if not ends:
            del self.fields["papers_complete"]


class InspectionForm(CommandForm):
    """What was found."""

    inspected_on = day_field(_("Inspected on"))
    found = forms.CharField(label=_("Finding"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class AgreeDayForm(ReasonForm):
    """From which day the change holds instead."""

    effective_on = day_field(_("From"))


class GiveBackForm(ReasonForm):
    """The money of an endorsement that is not issued any more."""

    account_token = forms.ChoiceField(label=_("Account of the payer"))

    def __init__(self, *args: Any, accounts: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account_token"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "–"), *accounts]


class ApproveEndorsementForm(OptionalReasonForm):
    """Approval; open claims are looked at first."""

    claims_seen = forms.BooleanField(label=_("I have looked at the open claims"), required=False)

    def __init__(self, *args: Any, claims: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not claims:
            del self.fields["claims_seen"]
