"""The catalogue of posts: what each holds and who fills it (domain 3.1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import permissions
from core.workflow.refusals import Hidden
from core.workflow.registry import stateful_models
from core.workflow.spec import Creation, Transition
from organisation.models import IncompatibleDuties, Post, PostAssignment, PostDuty, PostRequirement
from organisation.selectors.staff import people


def catalogue() -> QuerySet[Post]:
    return Post.objects.order_by("order")


def holder_counts(actor: Any, on: date) -> dict[str, int]:
    """How many people in scope hold each post on a day."""
    rows = PostAssignment.objects.filter(
        period__contains=on, staff__in=people(actor).filter(is_active=True).values("pk")
    )
    return Counter(rows.values_list("post_id", flat=True))


def duties_of_posts() -> dict[str, list[str]]:
    """The duties that come with each post, as the segregation matrix knows them."""
    found: dict[str, list[str]] = {}
    for post, duty in PostDuty.objects.order_by("duty").values_list("post_id", "duty"):
        found.setdefault(post, []).append(duty)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A duty that excludes one of the post's own, with the posts that carry it."""

    own: str
    other: str
    level: str
    why: str
    row: int
    posts: list[str]


def post_by_code(code: str) -> Post:
    """Raises ``Hidden``."""
    post = Post.objects.filter(pk=code).first()
    if post is None:
        raise Hidden(_("Not found."))
    return post


def exclusions_of(post: str) -> list[Exclusion]:
    """What cannot be together with the post: for one person, or on one case."""
    duties = duties_of_posts()
    own = set(duties.get(post, []))
    found = []
    for pair in IncompatibleDuties.objects.order_by("number", "pk"):
        for mine, other in ((pair.first, pair.second), (pair.second, pair.first)):
            if mine in own:
                carriers = [code for code, held in duties.items() if other in held and code != post]
                found.append(
                    Exclusion(own=mine, other=other, level=pair.level, why=pair.why, row=pair.number, posts=carriers)
                )
    return found


def requirements_of(post: str, on: date) -> list[PostRequirement]:
    """What the post asks for on a day, by kind of branch."""
    rows = PostRequirement.objects.filter(post_id=post, effective__contains=on)
    return list(rows.order_by("branch_kind"))


def holders_of(actor: Any, post: str, on: date) -> list[PostAssignment]:
    """The people in scope who hold the post on a day."""
    rows = PostAssignment.objects.filter(post_id=post, period__contains=on)
    rows = rows.filter(staff__in=people(actor).filter(is_active=True).values("pk"))
    return list(rows.select_related("staff", "unit", "scope_unit").order_by("unit__code", "pk"))


def labels_of_permissions() -> dict[str, str]:
    """Every permission in words: as declared for pages, and as the acts that ask for it are called."""
    found: dict[str, str] = {}
    for model in stateful_models().values():
        acts: list[Creation | Transition] = [model.lifecycle.creation, *model.lifecycle.transitions]
        for act in acts:
            found.setdefault(act.permission, act.label)
    for one in permissions.catalogues().values():
        found.update(one.labels)
    return found
