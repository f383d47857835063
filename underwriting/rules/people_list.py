"""Lists of insured persons: every name up to a number of heads, beyond it a sealed paper list may stand in (B-31,
PRO-10 … PRO-12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.workflow.spec import Creation, Lifecycle, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

LIST_KIND = "underwriting.people_list"
OPEN, COMPLETE, SEALED = "open", "complete", "sealed"
MOST_PERSONS = 100_000
_PERMISSION = "underwriting.edit_proposal"
_ALL = frozenset({OPEN, COMPLETE, SEALED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the table."""

    name: str
    heading: str
    label: str
    example: str = ""
    required: bool = False
    longest: int = 40


COLUMNS = (
    Column(name="name", heading="姓名", label=_("Name of the person"), example="陈晓东", required=True),
    Column(name="paper", heading="证件类型", label=_("Paper"), example="身份证"),
    Column(
        name="number",
        heading="证件号码",
        label=_("Number of the paper"),
        example="35050319850312421X",
        required=True,
    ),
    Column(name="group", heading="组别", label=_("Group"), example="1"),
    Column(name="job", heading="岗位", label=_("Job"), example="操作工"),
    Column(name="page", heading="清单页码", label=_("Page of the paper list"), example="1", longest=6),
)
_REQUIRED = tuple(column.name for column in COLUMNS if column.required)
_LONGEST = {column.name: column.longest for column in COLUMNS}
PAPERS = {
    "身份证": "resident_id",
    "护照": "passport",
    "港澳通行证": "hk_macao_permit",
    "台湾通行证": "taiwan_permit",
    "外国人永久居留证": "foreign_resident_id",
    "军官证": "military_id",
    "户口簿": "household_register",
    "其他": "other",
}
NEEDED, NO_PAPER, NO_GROUP, TOO_LONG = (
    _("This entry is needed."),
    _("This kind of paper is not known."),
    _("There is no such group in the entry."),
    _("The text is too long."),
)

START = Creation(
    name="underwriting.people_list.start", label=_("Start the list of persons"), permission=_PERMISSION, target=OPEN
)
TAKE = Transition(
    name="underwriting.people_list.take",
    label=_("Take the list from a table"),
    permission=_PERMISSION,
    sources=_ALL,
    target=OPEN,
    alternatives=frozenset({COMPLETE}),
    icon="upload",
)
ADD = Transition(
    name="underwriting.people_list.add",
    label=_("Add persons"),
    permission=_PERMISSION,
    sources=frozenset({OPEN, COMPLETE}),
    target=OPEN,
    alternatives=frozenset({COMPLETE}),
    icon="plus",
)
CORRECT = Transition(
    name="underwriting.people_list.correct",
    label=_("Correct rows"),
    permission=_PERMISSION,
    sources=frozenset({OPEN, COMPLETE}),
    target=OPEN,
    alternatives=frozenset({COMPLETE}),
    icon="edit",
)
CHANGE = Transition(
    name="underwriting.people_list.change",
    label=_("Change a person of the list"),
    permission=_PERMISSION,
    sources=frozenset({OPEN, COMPLETE}),
    target=OPEN,
    alternatives=frozenset({COMPLETE}),
    icon="edit",
)
TAKE_OUT = Transition(
    name="underwriting.people_list.take_out",
    label=_("Take a person out of the list"),
    permission=_PERMISSION,
    sources=frozenset({OPEN, COMPLETE}),
    target=OPEN,
    alternatives=frozenset({COMPLETE}),
    icon="trash",
)
SEAL = Transition(
    name="underwriting.people_list.seal",
    label=_("Record the sealed list"),
    permission=_PERMISSION,
    sources=_ALL,
    target=SEALED,
    icon="rubber-stamp",
)
PEOPLE_LIST = Lifecycle(
    kind=LIST_KIND,
    label=_("List of persons"),
    states=(
        State(value=OPEN, label=_("being entered"), tone=Tone.WAIT),
        State(value=COMPLETE, label=_("every name entered"), tone=Tone.GOOD),
        State(value=SEALED, label=_("sealed paper list"), tone=Tone.INFO),
    ),
    creation=START,
    transitions=(TAKE, ADD, CORRECT, CHANGE, TAKE_OUT, SEAL),
)


def names_mandatory(heads: int, most: int) -> bool:
    """Up to and including ``most`` persons every name is entered (100 → list, 101 → the choice)."""
    return heads <= most


def plain_faults(texts: Mapping[str, str], groups: int) -> dict[str, str]:
    """What is wrong with a row before its number is read, by column."""
    found = {name: NEEDED for name in _REQUIRED if not texts.get(name)}
    found |= {name: TOO_LONG for name, text in texts.items() if len(text) > _LONGEST.get(name, len(text))}
    if texts.get("paper") and texts["paper"] not in PAPERS:
        found["paper"] = NO_PAPER
    if not _is_group(texts.get("group", ""), groups):
        found["group"] = NO_GROUP
    return found


def _is_group(text: str, groups: int) -> bool:
    """The place of the group in the entry; one group needs no mention."""
    if not text:
        return groups == 1
    return text.isdecimal() and 1 <= int(text) <= groups


def group_of(texts: Mapping[str, str]) -> int:
    text = texts.get("group", "")
    return int(text) if text.isdecimal() else 1


def paper_of(texts: Mapping[str, str]) -> str:
    """The kind of paper; a resident identity card where nothing is said."""
    return PAPERS.get(texts.get("paper", ""), "resident_id")


def missing(listed: Iterable[int], heads: Mapping[int, int]) -> dict[int, int]:
    """Persons that the list lacks (or has too many, below zero) by group."""
    counted = Counter(listed)
    return {group: many - counted[group] for group, many in heads.items() if many != counted[group]}
