"""The people of a proposal: policyholder, insured, by whom the business came and who answers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import links
from core.web.commands import CommandForm
from core.workflow.refusals import Refusal
from parties.public import ID_TYPES, IdType, IntermediaryFact, PartyData, PartyFact, PartyKind
from underwriting.models import Channel
from underwriting.services.customers import OTHER, Answer, WhichCustomer

PAPER_TYPES = [(IdType(paper).value, _(label)) for paper, label in ID_TYPES.items()]
HOLDER, INSURED = "", "insured_"
NAMED_BY, PARTICULARS = ("kind", "name", "id_type"), ("phone", "address")
ASKED_ANEW = ("id_number", *PARTICULARS)


def shown_in(sent: Mapping[str, Any], prefix: str) -> tuple[int, ...]:
    """The customers about whom was asked, as the form sends them back."""
    return tuple(int(pk) for pk in str(sent.get(f"{prefix}shown", "")).split(",") if pk.isdecimal() and len(pk) < 19)


def _customer(one: PartyFact) -> str:
    return f"{one.number} {one.name} · {one.id_masked} · {one.phone_masked}"


def _where_to_change(named: PartyFact) -> SafeString:
    """Where the particulars of a registered customer are corrected."""
    text = gettext("Leave it empty: this customer stays as registered. A new telephone or address is entered here:")
    url, who = links.url_for("parties.party", named.id), f"{named.number} {named.name}"
    return format_html('{} <a href="{}">{}</a>', text, url, who) if url else format_html("{} {}", text, who)


def _stays_as_registered(named: PartyFact) -> SafeString:
    """What is left empty, and where telephone and address of a registered customer are changed."""
    told = gettext("Telephone %(phone)s and the address stay as well; they are changed on the page of the customer:")
    url, who = links.url_for("parties.party", named.id), f"{named.number} {named.name}"
    where = format_html('<a href="{}">{}</a>', url, who) if url else who
    return format_html("{}. {} {}", gettext("Empty: as registered"), told % {"phone": named.phone_masked}, where)


class HolderForm(CommandForm):
    """The policyholder by identity number: a known customer is taken, an unknown one is registered."""

    kind = forms.ChoiceField(
        label=_("Policyholder is"),
        choices=[("person", _("a person")), ("organisation", _("an organisation"))],
        widget=forms.RadioSelect,
        initial="person",
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    id_type = forms.ChoiceField(
        label=_("Paper"),
        choices=PAPER_TYPES,
    )
    id_number = forms.CharField(label=_("Number of the paper"), max_length=30)
    phone = forms.CharField(label=_("Phone"), max_length=20)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=[c for c in Channel.choices if c[0] != Channel.ECOM])

    def party_data(self) -> PartyData:
        given = self.cleaned_data
        return PartyData(
            kind=PartyKind(given["kind"]),
            name=given["name"],
            id_type=IdType(given["id_type"]),
            id_number=given["id_number"],
            phone=given.get("phone", ""),
            address=given.get("address", ""),
        )


class PeopleForm(HolderForm):
    """The policyholder, another insured where there is one, and by whom the business came (PRO-01 … PRO-04)."""

    intermediary_id = forms.TypedChoiceField(label=_("Intermediary"), required=False, coerce=int, empty_value=None)
    salesperson_id = forms.TypedChoiceField(
        label=_("Salesperson who answers for the premium"), required=False, coerce=int, empty_value=None
    )
    insured_kind = forms.ChoiceField(
        label=_("Insured, if another"),
        choices=[("", _("the policyholder")), ("person", _("a person")), ("organisation", _("an organisation"))],
        required=False,
    )
    insured_name = forms.CharField(label=_("Name of the insured"), max_length=120, required=False)
    insured_id_type = forms.ChoiceField(label=_("Paper of the insured"), choices=PAPER_TYPES, required=False)
    insured_id_number = forms.CharField(label=_("Number of this paper"), max_length=30, required=False)
    insured_phone = forms.CharField(label=_("Phone of the insured"), max_length=20, required=False)

    def __init__(
        self,
        *args: Any,
        through: Sequence[IntermediaryFact] = (),
        sellers: Sequence[tuple[int, str]] = (),
        with_seller: Sequence[str] = (),
        asked: Mapping[int, PartyFact] | None = None,
        holder: PartyFact | None = None,
        insured: PartyFact | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["intermediary_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "—"), *((one.id, f"{one.code} {one.name}") for one in through)]
        self.fields["salesperson_id"].choices = [("", "—"), *sellers]  # type: ignore[attr-defined]
        self.with_seller, self.asked = with_seller, asked or {}
        for prefix in (HOLDER, INSURED):
            self._ask_who(prefix)
        self.holder = holder
        self.insured = insured if holder and insured and insured.id != holder.id else None
        if self.insured is None:
            self.initial["insured_name"] = ""
        self._show_named(self.holder, "")
        self._show_named(self.insured, "insured_")

    def _show_named(self, named: PartyFact | None, prefix: str) -> None:
        """A customer named before stands as registered; the protected numbers are shown in part and may stay empty."""
        if named is None:
            return
        self.initial.update({f"{prefix}{name}": getattr(named, name) for name in NAMED_BY})
        for name, masked in (("id_number", named.id_masked), ("phone", named.phone_masked)):
            field = self.fields[f"{prefix}{name}"]
            field.required = False
            field.widget.attrs["placeholder"] = masked
            field.help_text = _("Empty: as registered")
        if not self._asks_particulars(named, prefix):
            self._offer_no_particulars(named, prefix)

    def _asks_particulars(self, named: PartyFact, prefix: str) -> bool:
        """Telephone and address are asked of another customer than the one named; who sent them all the same is told
        where they are changed, never that they were taken."""
        if not self.is_bound:
            return False
        sent = {name: self.data.get(f"{prefix}{name}", "").strip() for name in (*NAMED_BY, *ASKED_ANEW)}
        return any(sent[name] for name in ASKED_ANEW) or any(sent[name] != getattr(named, name) for name in NAMED_BY)

    def _offer_no_particulars(self, named: PartyFact, prefix: str) -> None:
        """Of a customer who stays an entry takes neither telephone nor address, so it does not offer them (CUS-01)."""
        for name in PARTICULARS:
            self.fields.pop(f"{prefix}{name}", None)
        self.fields[f"{prefix}id_number"].help_text = _stays_as_registered(named)

    def _ask_who(self, prefix: str) -> None:
        """The question who is meant; it stands in the form once it was asked."""
        shown = shown_in(self.data, prefix) if self.is_bound else ()
        listed = [self.asked[pk] for pk in shown if pk in self.asked]
        choices = [(str(one.id), _customer(one)) for one in listed]
        if shown and self.data.get(f"{prefix}new"):
            choices.append((OTHER, gettext("Somebody else: registered as a new customer")))
        label = gettext("Who the insured is") if prefix else gettext("Who the policyholder is")
        self.fields[f"{prefix}shown"] = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
        self.fields[f"{prefix}new"] = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
        if shown:
            self.fields[f"{prefix}who"] = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
            self.fields[f"{prefix}why"] = forms.CharField(
                label=gettext("Why somebody else"), max_length=300, required=False
            )

    def answer(self, prefix: str) -> Answer:
        """What was said to the question who it is."""
        given = self.cleaned_data
        shown = tuple(int(pk) for pk in given.get(f"{prefix}shown", "").split(",") if pk.isdecimal())
        return Answer(chosen=given.get(f"{prefix}who", ""), shown=shown, why=given.get(f"{prefix}why", ""))

    def ask(self, prefix: str, refusal: WhichCustomer, customers: Mapping[int, PartyFact]) -> None:
        """Put the question into the form as typed; nothing was kept."""
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        sent[f"{prefix}shown"] = ",".join(str(pk) for pk in refusal.details["customers"])
        sent[f"{prefix}new"] = "1" if refusal.details["new"] else ""
        self.data = sent
        self.asked = {**self.asked, **customers}
        self._ask_who(prefix)
        self.add_error(f"{prefix}who", refusal.message)

    def refuse(self, refusal: Refusal) -> None:
        """The question stands at its field already."""
        if not isinstance(refusal, WhichCustomer):
            super().refuse(refusal)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.with_seller and given.get("channel") in self.with_seller and not given.get("salesperson_id"):
            self.add_error("salesperson_id", _("This channel needs the salesperson who answers for the premium."))
        if self._is_named(self.holder, HOLDER):
            self._refuse_new_particulars(self.holder, HOLDER)
        elif self.holder and not self.errors:
            self._ask_numbers("", _("Needed when another policyholder is named."))
        if self._is_named(self.insured, INSURED):
            self._refuse_new_particulars(self.insured, INSURED)
        elif given.get("insured_kind"):
            self._ask_numbers("insured_", _("Needed where another person is insured."))
        return given

    def _refuse_new_particulars(self, named: PartyFact | None, prefix: str) -> None:
        """Telephone and address belong to the customer, for all business: they are changed on the customer's page,
        where it is seen who did it, and never by the way in an entry (CUS-01)."""
        for name in (f"{prefix}{particular}" for particular in PARTICULARS):
            if named and self.cleaned_data.get(name):
                self.add_error(name, _where_to_change(named))

    def _ask_numbers(self, prefix: str, why: Any) -> None:
        for name in (f"{prefix}name", f"{prefix}id_number", f"{prefix}phone"):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, why)

    @property
    def holder_stays(self) -> bool:
        """The policyholder named before was left as it is."""
        return self._is_named(self.holder, HOLDER)

    @property
    def insured_stays(self) -> bool:
        return self._is_named(self.insured, INSURED)

    def _is_named(self, named: PartyFact | None, prefix: str) -> bool:
        """The same customer as named before; a number of a paper would be looked up anew."""
        given = self.cleaned_data
        if named is None or given.get(f"{prefix}id_number"):
            return False
        return all(given.get(f"{prefix}{name}") == getattr(named, name) for name in NAMED_BY)

    def insured_data(self) -> PartyData | None:
        """The insured, where it is not the policyholder."""
        given = self.cleaned_data
        if not given["insured_kind"]:
            return None
        return PartyData(
            kind=PartyKind(given["insured_kind"]),
            name=given["insured_name"],
            id_type=IdType(given["insured_id_type"]),
            id_number=given["insured_id_number"],
            phone=given.get("insured_phone", ""),
        )
