"""Who and what on a proposal or an endorsement stands on the grey or the black list (CUS-04, 5.19): policyholder,
insured, intermediary, vehicle, the persons of a list, and by their name alone beneficiaries and new holders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from parties.public import (
    ListedPeople,
    ListKind,
    hits_of_people,
    hits_of_vehicles,
    hits_on_case,
    listed_names,
    listed_people,
    parties_of_intermediaries,
)
from underwriting.models import Endorsement, ListedPerson, Proposal

BENEFICIARY = "beneficiary"


def people_asked(proposals: Sequence[Proposal], on: date) -> ListedPeople:
    """Who is listed by paper and name; asked only where persons are listed or beneficiaries named."""
    return listed_people(on) if any(map(_names_people, proposals)) else ListedPeople()


def _names_people(proposal: Proposal) -> bool:
    """Groups have lists of persons; others may name beneficiaries."""
    content = proposal.content or {}
    return not proposal.is_motor and bool(content.get("groups") or list(names_in(content)))


def lists_hit(
    proposals: Sequence[Proposal], on: date, *, listed: ListedPeople, persons: Mapping[int, Iterable[str]]
) -> dict[int, tuple[str, ...]]:
    """The lists on which somebody or something of each proposal stands, in a few statements for all. ``persons`` are
    the listed papers on the lists of persons of each."""
    agents = parties_of_intermediaries(p.intermediary_id for p in proposals if p.intermediary_id)
    people = {p.pk: _people(p, agents) for p in proposals}
    by_person = hits_of_people(set().union(*people.values()), on, known=listed.entries)
    by_vehicle = hits_of_vehicles({(p.plate, p.vin) for p in proposals if p.vin}, on)
    found = {}
    for p in proposals:
        hits = [*by_vehicle.get((p.plate, p.vin), ()), *(hit for pk in people[p.pk] for hit in by_person[pk])]
        others = _others(p, listed, persons.get(p.pk, ()))
        found[p.pk] = tuple(sorted({hit.kind for hit in hits} | others))
    return found


def lists_of(proposal: Proposal, on: date) -> tuple[str, ...]:
    """The same for one proposal, with people and vehicle asked together."""
    agents = parties_of_intermediaries([proposal.intermediary_id]) if proposal.intermediary_id else {}
    vehicles = {(proposal.plate, proposal.vin)} if proposal.vin else set()
    kinds = {hit.kind for hit in hits_on_case(_people(proposal, agents), vehicles, on)}
    listed = people_asked([proposal], on)
    persons: Iterable[str] = ()
    if listed.papers:
        rows = ListedPerson.objects.filter(list__proposal=proposal, id_index__in=listed.papers)
        persons = rows.values_list("id_index", flat=True)
    return tuple(sorted(kinds | _others(proposal, listed, persons)))


def _others(proposal: Proposal, listed: ListedPeople, persons: Iterable[str]) -> set[str]:
    """Persons of lists by their papers; beneficiaries by their names, which is a suspicion whatever the list."""
    found = {kind for index in persons for kind in listed.papers[index]}
    return found | {str(ListKind.GREY)} if listed.names & set(names_in(proposal.content)) else found


def _people(proposal: Proposal, agents: Mapping[int, int]) -> set[int]:
    agent = agents.get(proposal.intermediary_id or 0)
    return {pk for pk in (proposal.holder_id, proposal.insured_id, agent) if pk is not None}


def names_in(content: Mapping[str, Any] | None) -> Iterable[str]:
    """The beneficiaries that an entry names, of the contract and of each row."""
    given = content or {}
    rows = [row for value in given.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
    return [str(one[BENEFICIARY]).strip() for one in (given, *rows) if str(one.get(BENEFICIARY) or "").strip()]


def lists_of_endorsement(endorsement: Endorsement, on: date) -> tuple[str, ...]:
    """Those of the policy and of what the endorsement makes of it: another vehicle, other people."""
    policy, changes = endorsement.policy, endorsement.changes or {}
    plate, vin = (str(changes.get(name) or getattr(policy, name) or "") for name in ("plate", "vin"))
    vehicles = {pair for pair in ((policy.plate or "", policy.vin or ""), (plate, vin)) if any(pair)}
    kinds = {hit.kind for hit in hits_on_case({policy.holder_id, policy.insured_id}, vehicles, on)}
    kinds.update(*listed_names((str(changes[path]) for path in NEW_PEOPLE & changes.keys()), on).values())
    beneficiaries = [str(value) for path, value in changes.items() if path.endswith(f".{BENEFICIARY}")]
    if listed_names(beneficiaries, on):
        kinds.add(ListKind.GREY)
    return tuple(sorted(kinds))


NEW_PEOPLE = frozenset({"holder_name", "insured_name", "owner_name"})
