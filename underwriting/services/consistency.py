"""What an entry says must agree with who is insured and with the policies that it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from parties.public import PartyFact, PartyKind, parties
from underwriting.models import Policy, Proposal
from underwriting.rules.compulsory_motor import VehicleClass
from underwriting.rules.lifecycle import IN_FORCE, ISSUED
from underwriting.rules.vehicle_kind import faults_of_kind, is_trailer
from underwriting.selectors.catalogue import product
from underwriting.services.refusals import InvalidEntry

BASE_MODULES = frozenset({"property", "machinery"})


def refuse_company_car_as_family_car(proposal: Proposal, *people: PartyFact) -> None:
    """Asked when a proposal is handed in."""
    _refuse_company_class(proposal.vehicle_class, proposal.owner_name, people)


def refuse_changed_class(terms: Mapping[str, str], *, changed: bool) -> None:
    """Asked when a vehicle is used otherwise or goes over to somebody else: ``terms`` are those after the change, and
    ``changed`` tells whether the class, or the kind of a special vehicle, is another one."""
    kind = int(terms.get("special_kind") or 0) or None
    if changed and (wrong := faults_of_kind({**terms, "seats": None, "special_kind": kind})):
        field = "special_kind" if "special_kind" in wrong else "vehicle_class"
        raise InvalidEntry(_(next(iter(wrong.values()))), field=field)
    if terms.get("vehicle_class") == VehicleClass.PRIVATE_CAR:
        people = sorted({int(terms[name]) for name in ("holder_id", "insured_id") if terms.get(name)})
        _refuse_company_class(VehicleClass.PRIVATE_CAR, terms.get("owner_name", ""), parties(people).values())


def _refuse_company_class(vehicle_class: str, owner: str, people: Iterable[PartyFact]) -> None:
    """The class of the compulsory tariff goes by the owner: a vehicle of a company is none of a family (4.6)."""
    if vehicle_class != VehicleClass.PRIVATE_CAR:
        return
    if any(one.kind == PartyKind.ORGANISATION and one.name == owner.strip() for one in people):
        message = _("The owner is an organisation: choose the class of company vehicles.")
        raise InvalidEntry(message, field="vehicle_class")


def refuse_insured_trailer(proposal: Proposal) -> None:
    """Trailers are not insured for compulsory cover: the tractor's insurer pays (CT-42)."""
    if proposal.compulsory and is_trailer(proposal.vehicle_class, proposal.plate):
        raise InvalidEntry(
            _("A trailer has no compulsory cover of its own; the tractor's covers it."), field="compulsory"
        )


def knows_base_policy(number: str) -> bool:
    """Whether such a policy is in force or will be; whose it is, is asked when the entry is handed in."""
    found = Policy.objects.filter(number=number.upper(), state__in=(ISSUED, IN_FORCE)).first()
    return found is not None and product(found.product, found.start_on).module in BASE_MODULES


def refuse_without_base_policy(proposal: Proposal) -> None:
    """Loss of profits goes with a policy of ours for the same customer, in force when it begins (domain 4.1)."""
    number = str(proposal.content.get("base_policy", "")).strip().upper()
    if not number:
        return
    held = Policy.objects.filter(number=number, state__in=(ISSUED, IN_FORCE), holder_id=proposal.holder_id or 0)
    found = held.filter(start_on__lte=proposal.start_on, end_on__gte=proposal.start_on).first()
    if found is None or product(found.product, found.start_on).module not in BASE_MODULES:
        message = _("No policy of this customer with this number is in force when cover begins.")
        raise InvalidEntry(message, field="base_policy")
