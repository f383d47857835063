"""The step of the people: customers named before, the question who is meant, and who answers for the premium."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import links
from core.web.commands import CommandForm
from core.workflow.command import Command
from parties.public import PartyData, PartyFact, intermediaries, parties
from underwriting.forms.people import HOLDER, INSURED, PeopleForm, shown_in
from underwriting.models import Proposal
from underwriting.selectors.salespeople import channels_with_salesperson, salespeople_of, usual_salesperson
from underwriting.services.customers import WhichCustomer, named_customer
from underwriting.services.data import PeopleData


def choices_of(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    """What the form offers and shows."""
    today = localdate()
    asked = [pk for prefix in (HOLDER, INSURED) for pk in shown_in(request.POST, prefix)]
    numbers = {"holder": proposal.holder_id, "insured": proposal.insured_id}
    found = parties([*(pk for pk in numbers.values() if pk), *asked])
    sellers = salespeople_of(proposal, today)
    return {
        "through": intermediaries(today),
        "sellers": sellers,
        "with_seller": channels_with_salesperson(proposal, today) if sellers else (),
        "asked": {pk: found[pk] for pk in asked if pk in found},
        **{name: found[pk] for name, pk in numbers.items() if pk in found},
    }


def usual_of(request: HttpRequest, proposal: Proposal, sellers: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """The salesperson whom the form shows first."""
    actor = request.actor  # type: ignore[attr-defined]
    own = actor.staff_id if actor.post == "SALES" else None
    return {"salesperson_id": usual_salesperson(proposal, sellers, own=own)}


def people_of_form(form: PeopleForm, command: Command) -> PeopleData:
    """Customers left as they were stay; others are found by their number, or registered."""
    holder = _customer(form, command, HOLDER, form.holder, stays=form.holder_stays, typed=form.party_data())
    insured, other = holder, form.insured_data()
    if other is not None:
        own = command.then("insured")
        insured = _customer(form, own, INSURED, form.insured, stays=form.insured_stays, typed=other)
    return PeopleData(
        holder_id=holder.id,
        insured_id=insured.id,
        channel=form.cleaned_data["channel"],
        intermediary_id=form.cleaned_data["intermediary_id"],
        salesperson_id=form.cleaned_data["salesperson_id"],
    )


def _customer(
    form: PeopleForm, command: Command, prefix: str, named: PartyFact | None, *, stays: bool, typed: PartyData
) -> PartyFact:
    if stays and named is not None:
        return named
    try:
        return named_customer(command, typed, named=named, answer=form.answer(prefix))
    except WhichCustomer as refusal:
        form.ask(prefix, refusal, parties(list(refusal.details["customers"])))
        raise


def note_other_paper(request: HttpRequest, form: CommandForm) -> None:
    """A customer who was found under another paper brings a copy of it."""
    if not isinstance(form, PeopleForm):
        return
    for prefix in (HOLDER, INSURED):
        chosen = form.asked.get(form.answer(prefix).customer_id or 0)
        if chosen is not None:
            url = links.url_for("parties.party", chosen.id)
            text = _("Put a copy of the paper that was shown into the file of the customer:")
            messages.info(request, format_html('{} <a href="{}">{} {}</a>', text, url, chosen.number, chosen.name))
