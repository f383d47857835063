"""What is decided by a plan that is filed with, or approved by, the level above (guide, one·2(3), 3(3), 4(2)–(3))."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from organisation.rules.words import gettext_noop as _

BUSINESS_DEPARTMENT, BOOKKEEPERS = "business_department", "bookkeepers"
FINANCE_MODE, CLAIMS_POSTS = "finance_mode", "claims_posts"
KEPT, ABOLISHED = "kept", "abolished"
CENTRAL, WITH_BOOKKEEPERS = "central", "with_bookkeepers"
GENERAL, FINANCE, CLAIMS = "general", "finance", "claims"
POSTS_OF_A_SUB_BRANCH = ("CS_SURV", "CS_ADJ", "CS_APPR1", "CS_APPR2", "CS_APPR3", "CS_APPR4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter that is settled by a plan. ``area`` names who decides above; ``floor`` the parameter with the premium
    from which it is allowed; ``posts`` those that may then be given at the sub-branch."""

    code: str
    label: str
    area: str
    of_a_branch: bool
    source: str
    choices: Mapping[str, str] = field(default_factory=dict)
    approved: frozenset[str] = frozenset()
    floor: str = ""
    posts: tuple[str, ...] = ()


MATTERS = {
    one.code: one
    for one in (
        Matter(
            code=BUSINESS_DEPARTMENT,
            label=_("Business management department"),
            area=GENERAL,
            of_a_branch=True,
            source="ORG-03 · 一·二(三)",
            choices={KEPT: _("stays beside the centres"), ABOLISHED: _("is abolished")},
            approved=frozenset({ABOLISHED}),
        ),
        Matter(
            code=FINANCE_MODE,
            label=_("Mode of the finance centre"),
            area=FINANCE,
            of_a_branch=True,
            source="ORG-17 · 一·三(三)",
            choices={CENTRAL: _("all accounting in the centre"), WITH_BOOKKEEPERS: _("with posted accountants")},
        ),
        Matter(
            code=BOOKKEEPERS,
            label=_("Posted accountant at a sub-branch"),
            area=FINANCE,
            of_a_branch=False,
            source="ORG-16 · 一·三(三)",
            floor="organisation.bookkeeper_premium_floor",
            posts=("FN_POSTED",),
        ),
        Matter(
            code=CLAIMS_POSTS,
            label=_("Claims posts at a sub-branch outside the same city"),
            area=CLAIMS,
            of_a_branch=False,
            source="ORG-25 · 一·四(三)",
            floor="organisation.claims_posts_premium_floor",
            posts=POSTS_OF_A_SUB_BRANCH,
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The figures on which a plan rests. ``known`` is the premium of the year before in this system."""

    year: int
    stated: Decimal
    known: Decimal
    floor: Decimal | None
    same_city: bool = False

    @property
    def suffices(self) -> bool:
        return self.floor is None or self.stated >= self.floor


def needs_approval(matter: Matter, choice: str, *, within_stable_period: bool) -> bool:
    """Abolishing the department is approved on a special report; a mode changed too early is approved as well.
    Everything else is decided by the province and filed."""
    return choice in matter.approved or within_stable_period
