"""The same request twice at the same instant, from a channel and from a clerk."""

from __future__ import annotations

from uuid import uuid4

import pytest

from organisation.models import ApiMinute
from parties.models import Party
from tests.factories import underwriting as made
from tests.factories.api import Channel, request_content
from tests.factories.fleet import fleet_row, make_table
from tests.factories.organisation import actor_at, order
from tests.support.races import names, together
from underwriting.models import Proposal
from underwriting.services import fleet
from underwriting.services.data import PapersData

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.req("PLT-07")
def test_a_request_that_comes_twice_at_once_has_one_effect(working_branch: None) -> None:
    channel, key, before = Channel(), uuid4(), Party.objects.count()
    answers = together(*[lambda: channel.send(request_content(), key=key)] * 3)
    numbers = {answer.json().get("number") for answer in answers if answer.status_code == 201}
    assert {answer.status_code for answer in answers} <= {201, 409}  # 409 busy: may be sent again
    assert numbers == {Proposal.objects.get().number}
    assert Party.objects.count() == before + 1


@pytest.mark.req("PLT-07")
def test_requests_at_once_are_all_counted(working_branch: None) -> None:
    channel = Channel(limit=3)
    answers = together(*[lambda: channel.ask("proposals/T1")] * 6)
    counted = sum(ApiMinute.objects.values_list("count", flat=True))
    assert counted == 6
    if ApiMinute.objects.count() == 1:  # the minute did not turn meanwhile
        assert sorted(answer.status_code for answer in answers) == [404, 404, 404, 429, 429, 429]


@pytest.mark.req("PLT-08")
def test_two_clicks_import_a_fleet_once(working_branch: None) -> None:
    clerk = actor_at("UW_ISSUE", made.FENGZE)
    found = fleet.upload_fleet(order(clerk), content=make_table([fleet_row(1), fleet_row(2)]), name="f.xlsx")
    papers = PapersData(signed=True, inspected=False, answered=made.answers())
    given = {"holder_id": made.make_customer().id, "channel": "DIRECT", "papers": papers}
    outcomes = together(*[lambda: fleet.import_fleet(found.pk, order(clerk), **given)] * 2)
    assert names(outcomes) == ["NotPossible", "done"]
    assert Proposal.objects.filter(fleet=found.number).count() == 2
