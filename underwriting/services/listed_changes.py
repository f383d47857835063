"""Persons who join or leave a group by an endorsement: noted row by row or from a table, rated by the tariff, on the
list from the day on which the endorsement holds (END-01, A4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.copying import copy_in
from core.workflow.command import Command
from core.workflow.engine import transition
from underwriting.models import Endorsement, ListedPerson, PeopleList, PersonChange
from underwriting.rules import endorsement_life as life
from underwriting.rules import people_changes as rules
from underwriting.rules.content_terms import content_in, rows_at
from underwriting.rules.entry.spec import rows_of
from underwriting.rules.people_changes import Act
from underwriting.rules.periods import total_days
from underwriting.rules.policy_terms import CONTENT, Segment, Terms, difference, terms_on
from underwriting.selectors.people_changes import changes_its_names, changes_of, groups_of, standing_index, summary
from underwriting.selectors.people_list import insured_on, roster_of
from underwriting.selectors.policy_life import segments_of
from underwriting.services.endorsement_content import life_with
from underwriting.services.people_check import least_age, note_repeated, read_person
from underwriting.services.people_sheet import Texts, read_people
from underwriting.services.refusals import InvalidEntry

if TYPE_CHECKING:
    from underwriting.services.endorsement_entry import EndorsementEntry

GROUPS = "groups"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsNoted:
    """What was typed or sent: new persons, a table of them, places of the list that leave, a table of those who leave,
    and rows of the endorsement that are taken out again."""

    joining: tuple[Mapping[str, str], ...] = ()
    leaving: tuple[int, ...] = ()
    table: bytes = b""
    table_leaves: bool = False
    dropped: tuple[int, ...] = ()


@transition(Endorsement, life.NOTE_PERSONS)
def note_persons(endorsement: Endorsement, command: Command, /, *, noted: PersonsNoted) -> None:
    """Rows are checked when they come; what is wrong is said at the row, nothing of it reaches the policy."""
    listed = _list_of(endorsement)
    endorsement.person_changes.filter(pk__in=noted.dropped).delete()
    kept = changes_of(endorsement)
    groups, today = len(_groups(endorsement)), localdate(command.at)
    place = max((row.place for row in kept), default=0)
    texts = [dict(person) for person in noted.joining]
    sent = [cells for _row, cells in read_people(noted.table)] if noted.table else []
    joining = texts if noted.table_leaves else [*texts, *map(dict, sent)]
    fresh = [_joining(endorsement, cells, groups=groups, today=today) for cells in joining]
    fresh += _leaving(endorsement, listed, noted, sent if noted.table_leaves else (), groups=groups, today=today)
    for row in fresh:
        place += 1
        row.place = place
    _compare(endorsement, listed, [*kept, *fresh])
    copy_in(fresh)
    PersonChange.objects.bulk_update(kept, ["faults"])


def _list_of(endorsement: Endorsement) -> PeopleList:
    listed = changes_its_names(endorsement)
    if listed is None:
        raise InvalidEntry(_("This policy has no list of names. Change the numbers of its groups."))
    return listed


def _groups(endorsement: Endorsement) -> list[dict[str, Any]]:
    """The groups as they stand on the day of the change."""
    terms: Terms = terms_on(segments_of(endorsement.policy), endorsement.effective_on)
    return [dict(row) for row in rows_of(content_in(terms), GROUPS)]


def _joining(endorsement: Endorsement, texts: Texts, *, groups: int, today: date) -> PersonChange:
    row = _blank(endorsement, Act.JOIN)
    least = least_age(roster_of(endorsement.policy), endorsement.effective_on)
    read_person(row, texts, groups=groups, today=today, least=least)
    return row


def _blank(endorsement: Endorsement, act: Act) -> PersonChange:
    return PersonChange(
        endorsement=endorsement, act=act, place=0, name="", id_number="", id_index="", id_masked="", texts={}, faults={}
    )


def _leaving(
    endorsement: Endorsement,
    listed: PeopleList,
    noted: PersonsNoted,
    sent: Sequence[Texts],
    *,
    groups: int,
    today: date,
) -> list[PersonChange]:
    """Those ticked on the list, and those of a table who are found on it by their papers."""
    here = insured_on(listed, endorsement.effective_on)
    gone = set(endorsement.person_changes.exclude(person=None).values_list("person_id", flat=True))
    found = [_of(endorsement, one) for one in here.filter(place__in=noted.leaving).exclude(pk__in=gone)]
    known = standing_index(listed, endorsement) if sent else {}
    people = here.in_bulk(known.values()) if sent else {}
    for cells in sent:
        asked = _joining(endorsement, {"group": "1", **cells}, groups=max(groups, 1), today=today)
        person = people.get(known.get(asked.id_index, 0))
        found.append(_of(endorsement, person) if person is not None else _unknown(asked))
    return found


def _of(endorsement: Endorsement, person: ListedPerson) -> PersonChange:
    row = _blank(endorsement, Act.LEAVE)
    row.person, row.name, row.group = person, person.name, person.group
    row.id_index, row.id_masked, row.born_on = person.id_index, person.id_masked, person.born_on
    row.texts = {name: text for name, text in person.texts.items() if name != "number"}
    return row


def _unknown(row: PersonChange) -> PersonChange:
    row.act = Act.LEAVE
    row.faults = row.faults or {"number": _("Nobody with this paper is on the list on that day.")}
    return row


def _compare(endorsement: Endorsement, listed: PeopleList, rows: list[PersonChange]) -> None:
    """Nobody twice in the endorsement, nobody who is insured already."""
    _forget(rows)
    note_repeated(rows)
    standing = set(standing_index(listed, endorsement))
    for row in rows:
        if row.act == Act.JOIN and row.id_index in standing and "number" not in row.faults:
            row.faults = {**row.faults, "number": _("This person is on the list already.")}


def _forget(rows: Iterable[PersonChange]) -> None:
    """Rows that were at fault beside another are compared anew."""
    for row in rows:
        if row.id_index and "number" in row.faults and (row.act == Act.JOIN or row.person_id):
            row.faults = {name: why for name, why in row.faults.items() if name != "number"}


def with_persons(endorsement: Endorsement, entry: EndorsementEntry) -> EndorsementEntry:
    """Of a list with names the numbers of the groups follow from who joins and leaves, never from a typed number."""
    if changes_its_names(endorsement) is None:
        return entry
    changes = changes_of(endorsement)
    _refuse_before_later(endorsement)
    if not changes:
        raise InvalidEntry(_(rules.NOBODY))
    if any(row.faults for row in changes):
        raise InvalidEntry(_(rules.FAULTY))
    try:
        groups = rules.groups_after(_groups(endorsement), groups_of(changes, Act.JOIN), groups_of(changes, Act.LEAVE))
    except rules.ListFault as fault:
        raise InvalidEntry(_(str(fault))) from None
    content = {**(entry.content or {}), GROUPS: groups}
    return replace(entry, content=content, changes={"list_note": f"{endorsement.number} · {summary(changes)}"})


def price_persons(endorsement: Endorsement, segments: Sequence[Segment]) -> None:
    """What each person adds to the premium or gives back, so that the customer reads it on the printed endorsement:
    the price of one more person of the group for the days left, by the tariff of the contract (4.4, END-01)."""
    if changes_its_names(endorsement) is None:
        return
    rows = changes_of(endorsement)
    prices = {group: _price_of_one(endorsement, segments, group) for group in {row.group for row in rows}}
    each = [prices[row.group] if row.act == Act.JOIN else -prices[row.group] for row in rows]
    shares = rules.shared_out(endorsement.delta, each)
    for place, row in enumerate(rows):
        row.premium = shares[place] if shares else None
    PersonChange.objects.bulk_update(rows, ["premium"])


def _price_of_one(endorsement: Endorsement, segments: Sequence[Segment], group: int) -> Decimal:
    policy, on = endorsement.policy, endorsement.effective_on
    rows = rows_at(terms_on(segments, on), GROUPS)
    place = sorted(rows)[group - 1]
    more = {f"{CONTENT}{GROUPS}.{place}.heads": str(int(rows[place]["heads"]) + 1)}
    after = life_with(policy, segments, more, on, overruled=(), source=endorsement.number)
    agreed = total_days(policy.start_on, policy.proposal.end_on)
    return difference(segments, after, agreed).result


def _refuse_before_later(endorsement: Endorsement) -> None:
    """Who joins and leaves is counted from the list of the day; a later list is not counted anew."""
    now = _groups(endorsement)
    for one in segments_of(endorsement.policy):
        if one.begins > endorsement.effective_on and rows_of(content_in(one.terms), GROUPS) != now:
            raise InvalidEntry(
                _("A later endorsement changed the list from %(day)s on. Let this one hold from that day or later.")
                % {"day": one.begins}
            )


def put_on_list(endorsement: Endorsement) -> None:
    """The endorsement is issued: the list knows from when on who is insured, and by which endorsement."""
    listed = changes_its_names(endorsement)
    if listed is None:
        return
    changes = changes_of(endorsement)
    on, number = endorsement.effective_on, endorsement.number
    leaving = [row.person_id for row in changes if row.act == Act.LEAVE and row.person_id is not None]
    listed.rows.filter(pk__in=leaving).update(until=on, left_by=number)
    last = listed.rows.aggregate(last=Max("place"))["last"] or 1
    joining = [row for row in changes if row.act == Act.JOIN]
    copy_in([_listed(listed, row, last + n, on, number) for n, row in enumerate(joining, start=1)])


def _listed(listed: PeopleList, row: PersonChange, place: int, on: date, number: str) -> ListedPerson:
    return ListedPerson(
        list=listed,
        place=place,
        name=row.name,
        id_number=str(row.id_number),
        id_index=row.id_index,
        id_masked=row.id_masked,
        born_on=row.born_on,
        group=row.group,
        texts=row.texts,
        faults={},
        since=on,
        joined_by=number,
    )
