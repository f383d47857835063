"""What the list of persons of a group is: insured persons of a group, or those for whom the insured is liable, who have
no cover of their own (PRO-10, domain 5.10, 5.18)."""

from __future__ import annotations

from dataclasses import dataclass

from underwriting.rules.words import gettext_noop as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """How pages and papers call such a list. ``certificates``: each person gets a paper of his own; ``employed``:
    nobody below the age of employment stands on it. ``paper``, ``sum_told`` and ``closing`` are words of the printed
    list."""

    title: str
    proposed: str
    nobody: str
    since: str
    paper: str
    sum_told: str
    closing: str
    certificates: bool = True
    employed: bool = False


INSURED = Roster(
    title=_("Insured persons"),
    proposed=_("Persons to be insured"),
    nobody=_("Nobody is insured on this day."),
    since=_("Insured from"),
    paper="被保险人清单",
    sum_told="每人保险金额",
    closing="本清单为保险单的组成部分，列示截至上述日期的全部被保险人。",
)
EMPLOYEES = Roster(
    title=_("List of employees"),
    proposed=_("List of employees"),
    nobody=_("Nobody is on the list on this day."),
    since=_("On the list from"),
    paper="雇员清单",
    sum_told="每人责任限额",
    closing="本清单为保险单的组成部分，列示截至上述日期的全部雇员。被保险人为雇主，雇员不是被保险人。",
    certificates=False,
    employed=True,
)
PUPILS = Roster(
    title=_("List of pupils"),
    proposed=_("List of pupils"),
    nobody=_("Nobody is on the list on this day."),
    since=_("On the list from"),
    paper="学生清单",
    sum_told="每人责任限额",
    closing="本清单为保险单的组成部分，列示截至上述日期的全部学生。被保险人为学校，学生不是被保险人。",
    certificates=False,
)
