"""Forms of endings: ground with its proof, papers that come back or are declared lost, delivery of the letter."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.forms.endorsements import day_field
from underwriting.models import Endorsement
from underwriting.rules.ending_notice import WAY_NAMES
from underwriting.rules.ending_papers import BROUGHT, CERTIFICATE, LOSS
from underwriting.rules.endorsement_kinds import Kind
from underwriting.rules.grounds import GROUND_NAMES, Ground
from underwriting.services.ending_notice import Delivery
from underwriting.services.endorsement_entry import EndorsementEntry

SCAN = {"accept": "application/pdf,image/*", "capture": "environment"}
UNASKED = {
    Kind.VOID: ("known_on", "certificate"),
    Kind.END_HOLDER: ("ground_note",),
    Kind.END_INSURER: ("certificate", "declaration"),
}


def _file(label: Any, **more: Any) -> forms.FileField:
    return forms.FileField(label=label, max_length=200, widget=forms.FileInput(attrs=SCAN), **more)


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared as one
    field.choices = [("", "–"), *choices]


class EndingForm(CommandForm):
    """Ending before time: ground, papers, and where the money goes."""

    ground = forms.ChoiceField(label=_("Ground"))
    ground_note = forms.CharField(
        label=_("What was issued in error"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed for a policy issued in error: nothing is kept then, a second person confirms it"),
    )
    known_on = day_field(_("Ground known since"), required=False, help_text=_("Or the day of the partial loss payment"))
    certificate = _file(_(BROUGHT[CERTIFICATE]), required=False)
    returned_papers = forms.CharField(
        label=_("Papers given back"), max_length=200, required=False, help_text=_("Policy, invoice, sign")
    )
    papers_complete = forms.BooleanField(label=_("All papers are back"), required=False)
    declaration = _file(
        _("Declaration of loss"), required=False, help_text=_("When policy, mark or forms do not come back")
    )
    account_token = forms.ChoiceField(label=_("Account of the payer"), required=False)

    def __init__(
        self,
        *args: Any,
        endorsement: Endorsement,
        grounds: Collection[Ground],
        accounts: Sequence[tuple[str, str]],
        evidence: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in UNASKED[Kind(endorsement.kind)]:
            del self.fields[name]
        if endorsement.kind == Kind.END_INSURER:
            note = self.fields["ground_note"]
            note.label, note.help_text = _("Facts on which the ending rests"), _("The letter to the customer says them")
        chosen = [(one.value, _(name)) for one, name in GROUND_NAMES.items() if one in grounds]
        _choose(self, "ground", chosen)
        _choose(self, "account_token", accounts)
        self._ask_for_proof({ground: paper for ground, paper in evidence.items() if ground in dict(chosen)})

    def _ask_for_proof(self, evidence: Mapping[str, str]) -> None:
        """Which certificate proves which ground; none is asked for where no ground needs one."""
        if not evidence:
            self.fields.pop("certificate", None)
        elif "certificate" in self.fields:
            named = (f"{_(GROUND_NAMES[Ground(ground)])}: {paper}" for ground, paper in evidence.items())
            self.fields["certificate"].help_text = "; ".join(named)

    def entry_of(self) -> EndorsementEntry:
        given = self.cleaned_data
        names = ("ground", "ground_note", "known_on", "returned_papers", "papers_complete", "account_token")
        sent = {CERTIFICATE: given.get("certificate"), LOSS: given.get("declaration")}
        return EndorsementEntry(
            **{name: given[name] for name in names if given.get(name)},
            files={paper: file.read() for paper, file in sent.items() if file},
        )


class PaperForm(CommandForm):
    """Which paper it is, and its scan or photo."""

    paper = forms.ChoiceField(label=_("Which paper"))
    file = _file(
        _("Scan or photo"), help_text=_("PDF or photo; a further one of the same paper is kept as its next version.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "paper", [(code, _(name)) for code, name in BROUGHT.items()])

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        sent = given.pop("file")
        return given | {"content": sent.read() if sent else b""}


class DeliveryForm(CommandForm):
    """When and how the letter reached the policyholder."""

    delivered_on = day_field(_("Delivered on"))
    way = forms.ChoiceField(label=_("Delivered how"))
    note = forms.CharField(label=_("Receipt number, received by"), max_length=200, required=False)
    proof = _file(_("Proof of delivery"), help_text=_("Receipt, signed copy, record of the notary or of the sending"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "way", [(code.value, _(name)) for code, name in WAY_NAMES.items()])

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        proof = given["proof"]
        return {
            "delivery": Delivery(
                on=given["delivered_on"],
                way=given["way"],
                note=given["note"],
                proof=proof.read() if proof else b"",
            )
        }
