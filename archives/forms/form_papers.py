"""Entering papers about printed forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archives.models import FormCount, FormCountLine, FormIncident, FormSlip, FormType, Seal
from archives.rules.form_count import WAY_NAMES, may_end
from archives.selectors.form_lots import UnknownForm, read_first
from archives.services.form_counts import Found
from archives.services.form_differences import Answer
from core.web.commands import CommandForm, ReasonForm

MOMENT = "%Y-%m-%dT%H:%M"


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class KindForm(CommandForm):
    """A kind of form, chosen by name."""

    form_type_id = forms.TypedChoiceField(label=_("Printed form"), coerce=int)

    def __init__(self, *args: Any, kinds: Sequence[FormType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["form_type_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [(kind.pk, f"{kind} ({kind.prefix})") for kind in kinds]
        self._kinds = {kind.pk: kind for kind in kinds}

    def clean_first(self) -> int | None:
        """The number behind what was typed; None where a form lets it be empty."""
        return _number_in(self.cleaned_data["first"], self._kinds.get(self.cleaned_data.get("form_type_id") or 0))


def _first(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=30, **more)


def _number_in(text: str, kind: FormType | None) -> int | None:
    """One reader for every first number: the full serial or its digits."""
    if not text.strip() or kind is None:
        return None
    try:
        return read_first(kind, text)
    except UnknownForm as unknown:
        raise forms.ValidationError(unknown.message) from None


class OrderForm(KindForm):
    """Printing ordered from an approved printer."""

    first = _first(_("From number"), required=False, help_text=_("Empty: the next free"))
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=10_000_000)
    printer = forms.CharField(label=_("Printer"), max_length=80)
    printer_licence = forms.CharField(label=_("Approval of the printer"), max_length=60)
    unit_price = forms.DecimalField(label=_("Price of one form"), min_value=0, max_digits=18, decimal_places=2)
    wanted_on = _day(_("To be delivered on"))


class RequestForm(KindForm):
    """What a unit asks for."""

    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=10_000_000)
    grounds = forms.CharField(label=_("Why more than suggested"), max_length=200, required=False)


class SlipForm(KindForm):
    """Which forms change hands."""

    kind = forms.ChoiceField(label=_("What is to be done"))
    first = _first(_("First serial number"), required=False, help_text=_("Empty: the lowest that is here"))
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=100_000)
    person_id = forms.TypedChoiceField(label=_("Person"), coerce=int, empty_value=None, required=False)
    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, allowed: Sequence[str], people: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, person = self.fields["kind"], self.fields["person_id"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(person, forms.TypedChoiceField)  # noqa: S101 - declared above
        kind.choices = [(code, FormSlip.KINDS[code]) for code in allowed]
        person.choices = [("", "–"), *((one.pk, one.name) for one in people)]


class IncidentForm(KindForm):
    """What happened to which forms."""

    kind = forms.ChoiceField(label=_("What happened"), choices=list(FormIncident.KINDS.items()))
    first = _first(_("First serial number"))
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, initial=1)
    discovered_at = forms.DateTimeField(
        label=_("Discovered at"),
        input_formats=[MOMENT, f"{MOMENT}:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )
    account = forms.CharField(label=_("What happened, in words"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["discovered_at"].initial = timezone.localtime().replace(second=0, microsecond=0)


class ExplainForm(CommandForm):
    """Why numbers were skipped or lie too long in the hand."""

    account = forms.CharField(label=_("Explanation"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class DestructionForm(KindForm):
    """Forms that are out of use or void."""

    first = _first(_("First serial number"))
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1)
    method = forms.CharField(label=_("Way of destruction"), max_length=60)


class CountForm(CommandForm):
    """A count of a store."""

    kind = forms.ChoiceField(label=_("Kind of count"), choices=list(FormCount.KINDS.items()))
    unit_id = forms.TypedChoiceField(label=_("Store of"), coerce=int)

    def __init__(self, *args: Any, units: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [(unit.pk, unit.name) for unit in units]


class SealForm(CommandForm):
    """A seal and its first keeper."""

    kind = forms.ChoiceField(label=_("Kind of seal"), choices=list(Seal.KINDS.items()))
    name = forms.CharField(label=_("Inscription"), max_length=80)
    keeper_id = forms.TypedChoiceField(label=_("Kept by"), coerce=int)
    place = forms.CharField(label=_("Place"), max_length=80)

    def __init__(self, *args: Any, people: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["keeper_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [(one.pk, one.name) for one in people]


# -- acts on papers ---------------------------------------------------------------------------------------------------


class CountedForm(CommandForm):
    """How many were counted."""

    counted = forms.IntegerField(label=_("Counted"), min_value=0)


class DispatchForm(CommandForm):
    """Which numbers are sent; the lowest in store are offered."""

    first = _first(_("From number"))
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1)

    def __init__(self, *args: Any, kind: FormType, lowest: int | None = None, wanted: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kind = kind
        self.fields["first"].initial = None if lowest is None else kind.serial(lowest)
        self.fields["quantity"].initial = wanted

    def clean_first(self) -> int | None:
        """The number behind what was typed."""
        return _number_in(self.cleaned_data["first"], self._kind)


class ReceiveForm(CommandForm):
    """The count on arrival."""

    received = forms.IntegerField(label=_("Counted on arrival"), min_value=0)
    missing = forms.CharField(
        label=_("Missing serial numbers"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Single numbers or first–last with commas between; only the first when all follow each other"),
    )
    difference = forms.CharField(
        label=_("Difference report"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False
    )

    def __init__(self, *args: Any, sent: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received"].help_text = _("%(sent)s were sent.") % {"sent": sent}


class SettleForm(ReasonForm):
    """What became of the missing forms."""

    found = forms.TypedChoiceField(
        label=_("The missing forms"),
        choices=[("yes", _("were found and received")), ("no", _("are lost"))],
        coerce=lambda value: value == "yes",
    )


class CopiesForm(CommandForm):
    """How many copies came back."""

    copies = forms.IntegerField(label=_("Copies that are back"), min_value=0)


class NoticeForm(CommandForm):
    """Where the notice of loss stood."""

    newspaper = forms.CharField(label=_("Newspaper"), max_length=80)
    page = forms.CharField(label=_("Page of the newspaper"), max_length=20)
    on = _day(_("Published on"))


class SheetForm(CommandForm):
    """The count sheet: for every kind what was found, and why it differs."""

    def __init__(self, *args: Any, sheet: Sequence[FormCountLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [line.form_type.code for line in sheet]
        for line in sheet:
            code = line.form_type.code
            self.fields[f"{code}_found"] = forms.IntegerField(
                label=str(line.form_type), min_value=0, help_text=f"{line.booked} · {line.ranges}"
            )
            self.fields[f"{code}_cause"] = forms.CharField(
                label=_("Cause of the difference"), max_length=200, required=False
            )
            self.fields[f"{code}_measure"] = forms.CharField(label=_("Action taken"), max_length=200, required=False)

    def inputs(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "found": {
                code: Found(
                    quantity=given[f"{code}_found"], cause=given[f"{code}_cause"], measure=given[f"{code}_measure"]
                )
                for code in self.codes
            }
        }


class AnswerForm(CommandForm):
    """How the difference of every kind came to its end, and of class I who answers for it."""

    def __init__(self, *args: Any, lines: Sequence[FormCountLine], severe: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [line.form_type.code for line in lines]
        for line in lines:
            self._ask_about(line)
        self.fields["liable"] = forms.CharField(label=_("Who answers for it, and how"), max_length=200, required=severe)

    def _ask_about(self, line: FormCountLine) -> None:
        kind = line.form_type
        ways = [(one.value, str(_(name))) for one, name in WAY_NAMES.items() if may_end(one, kind.grade)]
        self.fields[f"{kind.code}_way"] = forms.ChoiceField(
            label=_("%(form)s: difference %(number)s") % {"form": kind, "number": f"{line.counted.difference:+d}"},
            choices=ways,
        )
        self.fields[f"{kind.code}_paper"] = forms.CharField(
            label=_("Number of the paper that made it good"), max_length=24, required=False
        )
        self.fields[f"{kind.code}_words"] = forms.CharField(
            label=_("What was found out"), max_length=300, required=False
        )

    def inputs(self) -> dict[str, Any]:
        given = self.cleaned_data
        answers = {
            code: Answer(way=given[f"{code}_way"], paper=given[f"{code}_paper"], words=given[f"{code}_words"])
            for code in self.codes
        }
        return {"answers": answers, "liable": given["liable"]}


class SealUseForm(CommandForm):
    """One use of a seal."""

    paper = forms.CharField(label=_("Sealed paper"), max_length=120)
    impressions = forms.IntegerField(label=_("Impressions"), min_value=1, initial=1)
    asked_by = forms.CharField(label=_("Asked for by"), max_length=64)
    approved_by = forms.CharField(label=_("Approved by"), max_length=64)


class SuccessorForm(ReasonForm):
    """Who takes the seal over."""

    successor_id = forms.TypedChoiceField(label=_("Taken over by"), coerce=int)

    def __init__(self, *args: Any, people: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [(one.pk, one.name) for one in people]
