"""The home page of every post: nothing waits there for somebody who can do nothing about it (DUT rows, domain 11.5)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command

from core import work
from core.barring import subject_of
from core.web.commands import next_steps
from organisation.models import PostAssignment
from organisation.public import actor_of

# What is done about premium due has a page of its own, the receipt; a case of a committee waits for all who sit there,
# and each is called to the cases of some meetings only.
ELSEWHERE = {"receipts", "underwriting.committee"}


@pytest.fixture
def demo(db: None, settings: Any) -> None:
    settings.DEMO = True
    call_command("seed_demo", verbosity=0)


@pytest.mark.req("DUT-01", "DUT-29")
def test_whoever_has_an_item_on_the_home_page_can_take_a_step_with_it(demo: None) -> None:
    held = PostAssignment.objects.select_related("staff", "unit", "scope_unit").order_by("pk")
    dead, seen = [], 0
    for assignment in held:
        actor = actor_of(assignment)
        for item in work.waiting_for(actor):
            subject = subject_of(item)
            steps = next_steps(subject, actor).steps if subject else []
            seen += 1
            if item.queue not in ELSEWHERE and not any(step.refusal is None for step in steps):
                dead.append(f"{assignment.post_id} {assignment.staff.name}: {item.subject_number} {item.queue}")
    assert dead == []
    assert seen > 100
