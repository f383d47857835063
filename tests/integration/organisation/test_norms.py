"""The number of people of a post is changed by four eyes, from a day on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workflow.refusals import Forbidden
from organisation.models import ControlChange, PostNorm
from organisation.reference.loaders import load_norms
from organisation.rules.headcount import Norm
from organisation.services import norms
from organisation.services.changes import approve_change
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("branch"),
    pytest.mark.req("ORG-26", "ORG-36", "ORG-37"),
]
DIRECTOR = ("CS_DIR", "350592")


@pytest.fixture(autouse=True)
def loaded(branch: None) -> None:
    load_norms()


def row() -> PostNorm:
    return PostNorm.objects.get(post_id="CS_SURV", branch_kind="prefecture_branch", effective__endswith=None)


def proposed(minimum: int = 4, on: date | None = None) -> ControlChange:
    actor = actor_at(*DIRECTOR)
    norm = Norm(minimum=minimum, premium_each=Decimal("50000000.00"), units_each=3)
    day = on or timezone.localdate() + timedelta(days=10)
    return norms.propose_norm(
        order(actor, reason="More claims"), row=row(), unit_id=actor.unit_id, norm=norm, effective_on=day
    )


def test_new_figures_follow_the_old_without_a_gap() -> None:
    change = proposed()
    with nothing_changed(), pytest.raises(Forbidden):
        approve_change(change.pk, order(actor_at(*DIRECTOR)))
    approve_change(change.pk, order(actor_at("BR_MGR", "350500")))
    found = list(PostNorm.objects.filter(post_id="CS_SURV", branch_kind="prefecture_branch").order_by("pk"))
    day = change.effective_on
    assert [(one.minimum, one.effective.upper) for one in found] == [(3, day), (4, None)]
    assert (found[1].effective.lower, found[1].premium_each) == (day, Decimal("50000000.00"))


def test_figures_of_a_day_that_is_settled_already_are_refused() -> None:
    approve_change(proposed().pk, order(actor_at("BR_MGR", "350500")))
    with nothing_changed(), pytest.raises(norms.NormRefused):
        proposed(5, timezone.localdate() + timedelta(days=5))


def test_it_is_proposed_in_the_browser(settings: Any) -> None:
    settings.DEMO = True
    director, found = signed_in(*DIRECTOR), row()
    url = reverse("organisation:norm_propose", args=[found.pk])
    assert url in director.get(reverse("organisation:centres")).content.decode()
    sent = {
        "command_key": str(uuid4()),
        "minimum": 5,
        "premium_each": "60000000",
        "units_each": 3,
        "effective_on": timezone.localdate() + timedelta(days=2),
        "reason": "More claims",
    }
    assert director.get(url).status_code == 200
    answer = director.post(url, sent)
    assert answer.headers["location"] == reverse("organisation:change", args=[ControlChange.objects.get().pk])
    assert signed_in("UW_UND2", "350591").get(url).status_code == 403
