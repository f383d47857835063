"""Forms of a report upward: its pack, the signed opinion, the reply."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, ReasonForm
from underwriting.forms.decisions import EntriesForm
from underwriting.rules.referral_pack import ITEMS, OUTCOME_LABELS, Outcome
from underwriting.services.referral import ItemEntry, NewFile

LONGEST = 4000
RECOMMENDED = [(one.value, _(OUTCOME_LABELS[one])) for one in (Outcome.AGREE, Outcome.CONDITIONS, Outcome.DISAGREE)]


class BeginForm(CommandForm):
    """Opens the pack."""

    off_area = forms.BooleanField(label=_("The business lies outside the area of the branch"), required=False)


class PackForm(CommandForm):
    """For each item a text, a file, or why it does not apply."""

    off_area = forms.BooleanField(label=_("The business lies outside the area of the branch"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in ITEMS:
            area = forms.Textarea(attrs={"rows": 3})
            self.fields[f"text_{item.code}"] = forms.CharField(
                label=_now(item.label), required=False, max_length=LONGEST, widget=area
            )
            for part, label in item.parts.items():
                self.fields[f"part_{item.code}_{part}"] = forms.CharField(
                    label=_now(label), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
                )
            self.fields[f"file_{item.code}"] = forms.FileField(label=_("Attach a file"), required=False, max_length=200)
            if item.waivable:
                self.fields[f"waived_{item.code}"] = forms.CharField(
                    label=_("Not applicable because"), required=False, max_length=300
                )

    def inputs(self) -> dict[str, Any]:
        given = self.cleaned_data
        entries = {
            item.code: ItemEntry(
                text=given[f"text_{item.code}"],
                waived=given.get(f"waived_{item.code}", ""),
                parts={part: given[f"part_{item.code}_{part}"] for part in item.parts},
            )
            for item in ITEMS
        }
        sent = [(item.code, given.get(f"file_{item.code}")) for item in ITEMS]
        files = tuple(NewFile(item=code, name=file.name, content=file.read()) for code, file in sent if file)
        return {"entries": entries, "files": files, "off_area": given["off_area"]}


class OpinionForm(ReasonForm):
    """The own opinion, signed."""

    outcome = forms.ChoiceField(label=_("Opinion"), choices=RECOMMENDED)
    conditions = forms.CharField(
        label=_("Conditions of the reply"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AgreeForm(EntriesForm, ReasonForm):
    """The reply, with conditions if there are any."""

    conditions = forms.CharField(
        label=_("Conditions of the reply"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Conditions become terms that the customer must accept first."),
    )
    copy_wanted = forms.BooleanField(
        label=_("A copy of the policy is to be sent up (it is not seen in the system)"), required=False
    )
