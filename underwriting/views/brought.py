"""The customer whom somebody brought to the entry: from the customer's page or from an enquiry (CUS-08)."""

from __future__ import annotations

from django.http import HttpRequest

from parties.public import party, party_numbered
from underwriting.services.data import PeopleData


def people_of(request: HttpRequest) -> PeopleData | None:
    """Policyholder and insured as ``?party=<customer number>`` names them; nobody when it names none in use."""
    number = request.GET.get("party", "")
    pk = party_numbered(number) if number else None
    if pk is None:
        return None
    customer = party(pk)
    return PeopleData(holder_id=customer.id, insured_id=customer.id) if customer.is_active else None
