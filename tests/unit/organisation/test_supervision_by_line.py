"""Each centre works and supervises in its own line only, whatever its place in the hierarchy (ORG-02)."""

from __future__ import annotations

import pytest

from core import permissions
from core.workflow.registry import stateful_models

LINES = {"underwriting": "UW_", "claims": "CS_", "finance": "FN_"}
OF_SUB_BRANCHES = {"UW_ISSUE", "UW_REVIEW"}
# Money is finance's in every line; committees have members of all centres; a claim is shown to others when they ask.
SHARED = {
    "underwriting.reconcile_books",
    "underwriting.close_reconciliation",
    "underwriting.draw_reconciliation",
    "underwriting.settle_account",
    "underwriting.approve_refund",
    "underwriting.vote_committee",
    "claims.request_share",
}


def holders() -> dict[str, set[str]]:
    """The posts of every permission."""
    found: dict[str, set[str]] = {}
    for catalogue in permissions.catalogues().values():
        for name, posts in catalogue.posts.items():
            found.setdefault(name, set()).update(posts)
    return found


def acts(app: str) -> set[str]:
    """The permissions of all acts on objects of an app."""
    cycles = [model.lifecycle for kind, model in stateful_models().items() if kind.startswith(f"{app}.")]
    return {act.permission for cycle in cycles for act in (cycle.creation, *cycle.transitions)}


@pytest.mark.req("ORG-02")
@pytest.mark.parametrize("app", LINES)
def test_posts_of_another_centre_do_not_act_in_the_line(app: str) -> None:
    held, others = holders(), set(LINES.values()) - {LINES[app]}
    strange = {
        name: sorted(post for post in held.get(name, ()) if post[:3] in others and post not in OF_SUB_BRANCHES)
        for name in acts(app) - SHARED
    }
    assert {name: posts for name, posts in strange.items() if posts} == {}


@pytest.mark.req("ORG-02")
@pytest.mark.parametrize(("app", "director"), [("underwriting", "UW_DIR"), ("claims", "CS_DIR"), ("finance", "FN_DIR")])
def test_the_director_of_the_line_acts_in_it(app: str, director: str) -> None:
    held = holders()
    assert sum(director in held.get(name, ()) for name in acts(app)) >= 3
