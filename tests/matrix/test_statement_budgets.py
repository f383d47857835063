"""How many statements a page or a transition may ask: counted, not timed, so that it holds on every machine.

Every page without parameters is opened by somebody of the demo branch who may see it, on the demo's business; every
transition of the demo's story is counted while the story is told. What a request costs on every page – session, person,
posts, rights – is not counted, nor is the control of transactions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from core.web.lists import ListPage
from core.workflow import engine
from organisation.models import PostAssignment, PostPermission
from tests.factories import underwriting as story
from tests.factories.endorsements import scan
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from underwriting.models import Proposal
from underwriting.services.proposal_papers import attach_paper

LIST_BUDGET, PAGE_BUDGET, TRANSITION_BUDGET = 6, 15, 15
# A list under a board of figures of its own.
COMPOSITE = {"core:jobs": 7}
# Versions that are read once and kept in the process.
KEPT = (
    "underwriting_ruleelements",
    "underwriting_rulevalues",
    "underwriting_ratetable",
    "underwriting_retentiontable",
    "underwriting_treaty",
    "underwriting_treatyshare",
    "core_clockrule",
    "finance_account",
    "organisation_parameter",
)
CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET ", "BEGIN", "COMMIT")
SESSION = (
    "django_session",
    "organisation_staff",
    "organisation_staffsession",
    "organisation_postassignment",
    "organisation_postpermission",
    "organisation_postqueue",
    "organisation_post",
)


def _routes(patterns: Any = None, namespace: str = "") -> Iterator[tuple[str, str]]:
    """Name and permission of each page of the product that needs no parameter."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, f"{one.namespace}:" if one.namespace else namespace)
        elif isinstance(one, URLPattern) and one.name and not one.pattern.regex.groups:
            permission = getattr(one.callback, "permission", "")
            if permission and permission != "public":
                yield f"{namespace}{one.name}", permission


def _client(permission: str) -> Client | None:
    """Somebody of the demo branch who may open the page."""
    held = PostAssignment.objects.order_by("unit_id", "pk")
    if permission != "any post":
        held = held.filter(post_id__in=PostPermission.objects.filter(permission=permission).values("post_id"))
    found = held.select_related("unit").first()
    return signed_in(found.post_id, found.unit.code) if found else None


def _own(queries: list[dict[str, str]]) -> list[str]:
    return [one["sql"] for one in queries if not any(f'FROM "{table}"' in one["sql"] for table in SESSION)]


@pytest.fixture
def demo(db: None, settings: Any) -> None:
    settings.DEMO = True
    call_command("seed_demo", verbosity=0)


@pytest.mark.usefixtures("demo")
def test_every_page_keeps_its_budget() -> None:
    spent, lists = {}, 0
    for name, permission in sorted(set(_routes())):
        client = _client(permission)
        if client is None:
            continue
        client.get(reverse(name))  # what is kept in the process is read once
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(reverse(name))
        if answer.status_code != 200:
            continue
        is_list = isinstance(answer.context and answer.context.get("spec"), ListPage)
        lists += is_list
        own = _own(asked.captured_queries)
        if len(own) > COMPOSITE.get(name, LIST_BUDGET if is_list else PAGE_BUDGET):
            spent[name] = own
    assert {name: len(own) for name, own in spent.items()} == {}, "\n".join(q[:200] for o in spent.values() for q in o)
    assert lists >= 10


def test_pages_never_ask_while_they_render(settings: Any) -> None:
    """The suite runs with the guard of ``core.web.pages`` on, so every page test proves it for its page."""
    assert settings.FORBID_QUERIES_WHILE_RENDERING is True


class _Told:
    """Statements of each command of a story, without those of the commands inside it."""

    def __init__(self) -> None:
        self.most: dict[str, list[str]] = {}
        self._open: list[list[str]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self._open and not sql.startswith(CONTROL) and not any(f'FROM "{table}"' in sql for table in KEPT):
            self._open[-1].append(sql)
        return execute(sql, params, many, context)

    @contextmanager
    def sent(self, command: Any, name: str, subject: Any) -> Iterator[None]:
        self._open.append([])
        try:
            with SENT(command, name, subject):
                yield
        finally:
            asked = self._open.pop()
            if len(asked) > len(self.most.get(name, [])):
                self.most[name] = asked


SENT = engine.sent


@pytest.fixture
def kept_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept in the process is read once: a slow machine counts the same statements as a fast one."""
    cache.clear()
    keep = cache.set
    monkeypatch.setattr(cache, "set", lambda key, value, timeout=None: keep(key, value, None))


@pytest.mark.usefixtures("kept_for_good")
def test_every_transition_of_the_story_keeps_its_budget(db: None, settings: Any, monkeypatch: Any) -> None:
    settings.DEMO = True
    told = _Told()
    monkeypatch.setattr(engine, "sent", told.sent)
    with connection.execute_wrapper(told):
        call_command("seed_demo", verbosity=0)
    over = {name: asked for name, asked in told.most.items() if len(asked) > TRANSITION_BUDGET}
    assert {name: len(asked) for name, asked in over.items()} == {}, "\n".join(
        q[:160] for o in over.values() for q in o
    )
    assert len(told.most) >= 15


FULL = {"driver_limit": Decimal(10000), "passenger_limit": Decimal(10000)}


def _full_draft() -> Proposal:
    """Vehicle, every cover, people, questionnaire, inspection, every paper, one of them with its file."""
    draft = story.make_draft(**FULL)
    clerk = order(actor_at("UW_ISSUE", story.FENGZE))
    return attach_paper(draft.pk, clerk, paper="identity", content=scan())


@pytest.mark.req("PRO-05")
@pytest.mark.usefixtures("working_branch")
@pytest.mark.parametrize("post", ["SALES", "UW_ISSUE", "UW_REVIEW"])
def test_the_page_of_a_full_motor_draft_keeps_its_budget(settings: Any, post: str) -> None:
    settings.DEMO = True
    address = reverse("underwriting:proposal", args=[_full_draft().pk])
    client, spent = signed_in(post, story.FENGZE), {}
    for tab in ("main", "entry", "compare", "timeline"):
        client.get(address, {"tab": tab})  # what is kept in the process is read once
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address, {"tab": tab})
        assert (answer.status_code, answer.context["tab"]) == (200, tab)
        if len(own := _own(asked.captured_queries)) > PAGE_BUDGET:
            spent[tab] = own
    assert {tab: len(own) for tab, own in spent.items()} == {}, "\n".join(q[:200] for o in spent.values() for q in o)
