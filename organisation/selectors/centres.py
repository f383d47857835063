"""The three centres of a branch with their posts, people and norms, made from the data (ORG-05 … ORG-10, ORG-38,
ORG-39)."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import (
    BRANCHES,
    SUB_BRANCHES,
    Education,
    PostAssignment,
    PostNorm,
    PostRequirement,
    Unit,
    UnitKind,
)
from organisation.rules.headcount import people_needed
from organisation.rules.supervisors import supervisors_allowed
from organisation.selectors.supervisors import premium_of, rule_of, staff_of
from organisation.selectors.units import units_in_scope

CENTRES = (UnitKind.UNDERWRITING_CENTRE, UnitKind.CLAIMS_CENTRE, UnitKind.FINANCE_CENTRE)
REINSURANCE_DEPARTMENT, SUPERVISOR = "RI_DEPT", "CS_SUP"
DEPARTMENTS = Path(__file__).parent.parent / "reference" / "department_posts.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOfCentre:
    """A post with who holds it, how many people the norm asks for, and what the guide asks of them."""

    norm: PostNorm
    holders: list[str]
    needed: int
    asked: PostRequirement | None
    source: str

    @property
    def post(self) -> str:
        return self.norm.post_id

    @property
    def short(self) -> bool:
        return len(self.holders) < self.needed

    @property
    def education(self) -> str:
        return str(Education(self.asked.education).label) if self.asked else ""


@dataclass(slots=True)
class Centre:
    """One centre; its first post is the director's."""

    unit: Unit
    variant: str
    posts: list[PostOfCentre] = field(default_factory=list)


def branches(actor: Any) -> list[Unit]:
    """Branches in scope, or the own branch of people who see only a part of it."""
    rows = [unit for unit in units_in_scope(actor) if unit.kind in BRANCHES]
    own = Unit.objects.filter(pk=actor.unit_id).values("branch_id")
    return rows or list(Unit.objects.filter(pk__in=own))


def centres_of(branch: Unit, on: date) -> list[Centre]:
    """The centres of a branch in the variant of its kind: municipality and plan-listed city, or prefecture."""
    units = list(Unit.objects.filter(branch=branch, kind__in=CENTRES, active=True).select_related("branch"))
    people, asked = _people(branch, on), _asked(branch, on)
    premium, organisations = premium_of(branch, on.year - 1), _organisations(branch)
    own_department = bool(people.get((branch.pk, REINSURANCE_DEPARTMENT)))
    norms, found = _norms(branch, on), []
    for unit in sorted(units, key=lambda one: CENTRES.index(UnitKind(one.kind))):
        centre = Centre(unit, branch.kind)
        for norm in norms.get(unit.kind, []):
            if norm.without_reinsurance and own_department:
                continue
            centre.posts.append(
                PostOfCentre(
                    norm=norm,
                    holders=_holders(people, unit, norm.post_id),
                    needed=_needed(norm, unit, premium, organisations, on),
                    asked=asked.get(norm.post_id),
                    source=norm.source,
                )
            )
        found.append(centre)
    return found


def _norms(branch: Unit, on: date) -> dict[str, list[PostNorm]]:
    """By kind of centre, in the order of the catalogue."""
    rows = PostNorm.objects.filter(branch_kind=branch.kind, effective__contains=on).select_related("post")
    found: dict[str, list[PostNorm]] = {}
    for row in rows.order_by("post__order"):
        found.setdefault(row.centre_kind, []).append(row)
    return found


def _needed(norm: PostNorm, unit: Unit, premium: Decimal, organisations: int, on: date) -> int:
    """Second-level supervisors follow their own rule of the guide (ORG-12, ORG-13)."""
    if norm.post_id == SUPERVISOR:
        return supervisors_allowed(premium, staff_of(unit), rule_of(unit, on))
    return people_needed(norm.as_norm(), premium, organisations)


def _organisations(branch: Unit) -> int:
    return Unit.objects.filter(branch=branch, kind__in=SUB_BRANCHES, active=True).count()


def _people(branch: Unit, on: date) -> dict[tuple[int, str], list[str]]:
    """Holders by unit and post; people of a workplace such as 95518 count with the centre above it."""
    held = PostAssignment.objects.filter(unit__branch=branch, period__contains=on, staff__is_active=True)
    found: dict[tuple[int, str], list[str]] = {}
    for unit, parent, post, name in held.order_by("pk").values_list(
        "unit_id", "unit__parent_id", "post_id", "staff__name"
    ):
        found.setdefault((unit, post), []).append(name)
        found.setdefault((parent or 0, post), []).append(name)
    return found


def _holders(people: dict[tuple[int, str], list[str]], unit: Unit, post: str) -> list[str]:
    return people.get((unit.pk, post), [])


def _asked(branch: Unit, on: date) -> dict[str, PostRequirement]:
    rows = PostRequirement.objects.filter(branch_kind=branch.kind, effective__contains=on)
    return {row.post_id: row for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPost:
    """A post of the working policy with the posts of the catalogue that do its work."""

    department: dict[str, str]
    title: dict[str, str]
    posts: list[str]
    holders: list[str]


def departments_of(branch: Unit, on: date) -> list[DepartmentPost]:
    """The four departments of the working policy (ORG-07): operations, underwriting, claims, customer service."""
    held = PostAssignment.objects.filter(unit__branch=branch, period__contains=on, staff__is_active=True)
    names: dict[str, list[str]] = {}
    for post, name in held.order_by("pk").values_list("post_id", "staff__name"):
        names.setdefault(post, []).append(name)
    with DEPARTMENTS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [
        DepartmentPost(
            department={"zh": row["department"], "en": row["department_en"]},
            title={"zh": row["title"], "en": row["title_en"]},
            posts=row["posts"].split(),
            holders=[name for post in row["posts"].split() for name in names.get(post, [])],
        )
        for row in rows
    ]


def norm_in_force(pk: int, on: date) -> PostNorm:
    """The figures of a post that hold on a day; others read as not found."""
    found = PostNorm.objects.filter(pk=pk, effective__contains=on).select_related("post").first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
