"""Lists of persons as an actor may see them, and what they lack."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet

from core.workflow.command import Actor
from parties.public import IdType, id_index
from underwriting.models import ListedPerson, PeopleList, Policy, Proposal
from underwriting.rules.entry import ENTRIES
from underwriting.rules.entry.spec import rows_of
from underwriting.rules.line_facts import Ages, whole_years
from underwriting.rules.people_list import COMPLETE, missing
from underwriting.rules.roster import Roster
from underwriting.selectors.catalogue import product


def heads_by_group(proposal: Proposal) -> dict[int, int]:
    """The persons of each group of the entry, by its place from 1."""
    counts = [str(row.get("heads", "")) for row in rows_of(proposal.content, "groups")]
    return {place: int(count) for place, count in enumerate(counts, start=1) if count.isdecimal()}


def named_list(policy: Policy) -> PeopleList | None:
    """The list of a group policy in which every name stands; None where there is none or it is on paper."""
    if policy.is_motor:
        return None
    return PeopleList.objects.filter(proposal_id=policy.proposal_id, state=COMPLETE).first()


def roster_of(contract: Proposal | Policy) -> Roster:
    """What a list of persons of this product is."""
    return ENTRIES[product(contract.product, contract.start_on).module].roster


def insured_on(listed: PeopleList, on: date) -> QuerySet[ListedPerson]:
    """The persons who are insured on a day, in the order of the list."""
    begun = Q(since=None) | Q(since__lte=on)
    return listed.rows.filter(begun, Q(until=None) | Q(until__gt=on)).order_by("place")


def as_proposed(listed: PeopleList) -> QuerySet[ListedPerson]:
    """The persons for whom cover was asked first; who joined by an endorsement is on the policy's list only."""
    return listed.rows.filter(since=None)


def found_on(listed: PeopleList, on: date, text: str) -> QuerySet[ListedPerson]:
    """Persons insured on a day by part of the name or the whole number of their paper."""
    return insured_on(listed, on) & found_by(listed, text)


def found_by(listed: PeopleList, text: str) -> QuerySet[ListedPerson]:
    """Persons of the list by part of the name or the whole number of their paper."""
    rows = listed.rows.all()
    if not text:
        return rows
    return rows.filter(Q(name__icontains=text) | Q(id_index__in=[id_index(paper, text.upper()) for paper in IdType]))


def days_of_change(listed: PeopleList) -> set[date]:
    """The days from which others are insured than the day before."""
    rows = listed.rows.exclude(since=None, until=None).values_list("since", "until").distinct()
    return {day for pair in rows for day in pair if day}


def list_of(proposal: Proposal) -> PeopleList | None:
    return PeopleList.objects.select_related("proposal__unit", "scan", "file").filter(proposal=proposal).first()


def lacking(listed: PeopleList) -> dict[int, int]:
    """By group how many persons the list lacks, below zero how many it has too many; only right rows are insured."""
    counted = listed.rows.filter(faults={}).values_list("group", flat=True)
    return missing(counted, heads_by_group(listed.proposal))


def ages_of(proposal: Proposal) -> Ages | None:
    """The ages on the list of a group; None where the product has no list, or the names stand on sealed paper."""
    if not heads_by_group(proposal):
        return None
    rows = ListedPerson.objects.filter(list__proposal=proposal, faults={})
    found = rows.aggregate(all=Count("pk"), known=Count("born_on"), first=Min("born_on"), last=Max("born_on"))
    if not found["all"]:
        return None
    if found["known"] < found["all"]:
        return Ages(None, None)
    return Ages(whole_years(found["last"], proposal.start_on), whole_years(found["first"], proposal.start_on))


def faulty_persons(listed: PeopleList, *, limit: int) -> list[ListedPerson]:
    return list(listed.rows.exclude(faults={}).order_by("place")[:limit])


def sound_persons(listed: PeopleList, *, limit: int, text: str = "", among: Q | None = None) -> list[ListedPerson]:
    """Right rows, all or ``among`` some, or those of a name or with the last digits of a number."""
    rows = listed.rows.filter(among or Q(), faults={})
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(id_masked__iendswith=text))
    return list(rows.order_by("place")[:limit])


def person_at(proposal: Proposal, place: int) -> ListedPerson | None:
    """One row of the list of a proposal."""
    row: ListedPerson | None = (
        ListedPerson.objects.select_related("list").filter(list__proposal=proposal, place=place).first()
    )
    return row


def may_see_list(actor: Actor, pk: int) -> bool:
    """Who may read the table and the scan: who sees the proposal."""
    found = PeopleList.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for("underwriting.view_proposals", found) is None
