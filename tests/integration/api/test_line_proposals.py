"""Proposals of the other lines through the API: priced, handed in, refused by path (PRO-04)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.factories.api import Channel, identity
from tests.factories.underwriting import tomorrow
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal
from underwriting.selectors.questionnaire import in_force

COUNTED = {"organisation_apiminute"}
PATH = "/api/v1/line-proposals"


@pytest.fixture
def channel() -> Channel:
    return Channel()


def household(**over: Any) -> dict[str, Any]:
    asked = in_force(tomorrow(0), "HOUSEHOLD")
    answers = {q.key: next(v for v in q.options if v not in q.material) for q in asked.questions}
    content = {"address": "泉州市丰泽区泉秀路 120 号", "construction": "concrete", "house": "1200000", **over}
    return {
        "line": {"product": "HHP", "start_on": tomorrow().isoformat(), "content": content},
        "policyholder": {
            "kind": "person",
            "name": "陈晓东",
            "id_type": "resident_id",
            "id_number": identity(),
            "phone": "13905951234",
        },
        "papers": {"questionnaire": asked.version, "answers": answers},
    }


@pytest.mark.req("PRO-04", "PLT-07")
def test_a_household_proposal_is_priced_and_has_one_effect(channel: Channel) -> None:
    key, content = uuid4(), household()
    answer = channel.send(content, path=PATH, key=key)
    assert answer.status_code == 201, answer.content.decode()
    said = answer.json()
    assert (said["state"], said["product"], said["amount_due"]) == ("review", "HHP", "1200.00")
    with nothing_changed(but=COUNTED):
        assert channel.send(content, path=PATH, key=key).json() == said
    found = Proposal.objects.get()
    assert (found.channel, found.client_id, found.product) == ("ECOM", channel.client.pk, "HHP")


@pytest.mark.req("PRO-04")
@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"house": "many"}, "line.content.house"),
        ({"construction": "paper"}, "line.content.construction"),
        ({"factors": {"security": "5"}}, "line.content.factors.security"),
        ({"factors": ["x"]}, "line.content.factors"),
        ({"riders": {"THEFT": 1}}, "line.content.riders"),
        ({"address": ""}, "line.content.address"),
    ],
)
def test_a_fault_is_named_by_its_path(channel: Channel, over: dict[str, Any], field: str) -> None:
    with nothing_changed(but=COUNTED):
        answer = channel.send(household(**over), path=PATH)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
