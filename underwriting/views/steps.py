"""The steps of an entry: vehicle and cover for motor, the object for every other line; then people and papers."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.commands import CommandForm
from underwriting.forms.people import PeopleForm
from underwriting.forms.proposal import CoverForm, PapersForm, VehicleForm
from underwriting.models import Proposal
from underwriting.rules.entry import ENTRIES
from underwriting.rules.products import ProductFact
from underwriting.selectors.checked import named
from underwriting.selectors.lines import product_of

OBJECT, LIST, VEHICLE, COVER, PEOPLE, PAPERS = "object", "list", "vehicle", "cover", "people", "papers"
PAGES = {OBJECT: "underwriting:line_edit", LIST: "underwriting:people_list"}


class Step(NamedTuple):
    """A step of the entry; those without a form have a page of their own."""

    key: str
    label: str
    form: type[CommandForm] | None


def motor_steps() -> list[Step]:
    return [
        Step(VEHICLE, _("Vehicle"), VehicleForm),
        Step(COVER, _("Cover and premium"), CoverForm),
        Step(PEOPLE, _("People"), PeopleForm),
        Step(PAPERS, _("Papers"), PapersForm),
    ]


def line_steps(fact: ProductFact) -> list[Step]:
    """Groups have a list of persons between the people and the papers."""
    listed = [Step(LIST, _("List of persons"), None)] if ENTRIES[fact.module].heads else []
    return [
        Step(OBJECT, _("Object and premium"), None),
        Step(PEOPLE, _("People"), PeopleForm),
        *listed,
        Step(PAPERS, _("Papers"), PapersForm),
    ]


def steps_of(proposal: Proposal | None, fact: ProductFact | None = None) -> list[Step]:
    if fact is None and proposal is not None and not proposal.is_motor:
        fact = product_of(proposal)
    return line_steps(fact) if fact else motor_steps()


def url_of(proposal: Proposal, key: str) -> str:
    if key in PAGES:
        return reverse(PAGES[key], kwargs={"pk": proposal.pk})
    return f"{reverse('underwriting:edit', kwargs={'pk': proposal.pk})}?step={key}"


def after(request: HttpRequest, proposal: Proposal, key: str) -> str:
    """Where saving leads: to the next step, or to the proposal."""
    keys = [step.key for step in steps_of(proposal)]
    place = keys.index(key) + 1
    if request.POST.get("leave") or place == len(keys):
        return reverse("underwriting:proposal", kwargs={"pk": proposal.pk})
    return url_of(proposal, keys[place])


def stages(proposal: Proposal | None, fact: ProductFact | None, key: str) -> list[tuple[str, str, bool, str]]:
    """The row of steps above the entry: label, what is behind, where one is, and the links of a kept entry."""
    listed = steps_of(proposal, fact)
    reached = [step.key for step in listed].index(key)
    return [
        (s.label, "done" if n < reached else "", s.key == key, url_of(proposal, s.key) if proposal else "")
        for n, s in enumerate(listed)
    ]


def reasons(proposal: Proposal | None, form: CommandForm) -> list[tuple[str, str, str]]:
    """Why the entry came back, at the fields of this step."""
    if proposal is None or not proposal.return_reasons:
        return []
    given = proposal.return_reasons.items()
    return [(_field_of(name), named(proposal, name), why) for name, why in given if _is_here(_field_of(name), form)]


def _field_of(name: str) -> str:
    """The field that the name of an entry leads to."""
    return {"holder_id": "name", "insured_id": "insured_name"}.get(name, name)


def _is_here(name: str, form: CommandForm) -> bool:
    shown = [*form.fields, *(["inspected"] if "signed" in form.fields else [])]
    return any(field == name or field.startswith(f"{name}.") for field in shown)
