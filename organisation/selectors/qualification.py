"""What a post asks for in a branch on a day, held against a person (ORG-15, ORG-27 … ORG-35)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from organisation.models import Education, PostRequirement, Staff, Unit
from organisation.rules.qualification import Asked, Brought, Check, checks


def asked_of(post: str, unit: Unit, on: date) -> Asked | None:
    """The requirement for a post in the branch of a unit; None where the guide asks for nothing."""
    kind = unit.branch.kind if unit.branch else ""
    found = PostRequirement.objects.filter(post_id=post, branch_kind=kind, effective__contains=on).first()
    if found is None:
        return None
    return Asked(
        education=found.education,
        years=found.years,
        experience=found.experience,
        good_english=found.good_english,
        source=found.source,
    )


def brought_by(staff: Staff) -> Brought:
    """What the person brings, as it stands in the record."""
    return Brought(
        education=staff.education,
        relevant_years=staff.experience_years,
        management_years=staff.management_years,
        good_english=staff.good_english,
    )


def shortcomings(staff: Staff, post: str, unit: Unit, on: date) -> Sequence[Check]:
    """The conditions of the post that the person does not fulfil."""
    asked = asked_of(post, unit, on)
    return [check for check in checks(asked, brought_by(staff)) if not check.holds] if asked else []


def in_words(check: Check) -> str:
    """One unfulfilled condition as a sentence."""
    if check.what == "education":
        return _("education %(asked)s is asked for, %(brought)s is there") % {
            "asked": Education(check.asked).label,
            "brought": Education(check.brought).label,
        }
    if check.what == "good_english":
        return _("good English is asked for")
    kind = PostRequirement.Experience(check.what).label
    return _("%(asked)s years of %(kind)s are asked for, %(brought)s are there") % {
        "asked": check.asked,
        "kind": kind,
        "brought": check.brought,
    }
