"""An API key is an intermediary's: bound by four eyes, held to lines, sum, rate and period of its agreement."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.workflow.refusals import Refusal
from organisation.models import ControlChange, Unit
from organisation.services.changes import approve_change
from parties.models import ApiChannel, Intermediary, IntermediaryTerm
from parties.public import PartyData
from parties.rules.identity import IdType, PartyKind
from parties.services.channels import ChannelData, propose_channel
from parties.services.register import register_party
from tests.factories.api import Channel
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE, UWC
from tests.integration.api.test_line_proposals import PATH, household
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal

pytestmark = pytest.mark.req("PRO-03", "PRO-04", "CUS-07")
TODAY = timezone.localdate()
COUNTED = {"organisation_apiminute"}


@pytest.fixture
def channel() -> Channel:
    return Channel()


@pytest.fixture
def agency() -> Intermediary:
    """A platform of the sub-branch with one agreed line, as it stands after its approval."""
    data = PartyData(
        kind=PartyKind.ORGANISATION, name="泉州海峡保险平台有限公司", id_type=IdType.CREDIT_CODE,
        id_number="91110000600037341L", phone="0595-22345678", legal_representative="林建国",
    )  # fmt: skip
    party = register_party(order(actor_at("SALES", FENGZE)), data=data)
    row = Intermediary(
        party_id=party.pk, code="ZJ000901", kind="platform", state="active", licence_number="L1",
        licence_until=TODAY + timedelta(days=400), agreement_number="A1", agreement_from=TODAY - timedelta(days=10),
        agreement_until=TODAY + timedelta(days=300), created_at=timezone.now(), updated_at=timezone.now(),
    )  # fmt: skip
    row.set_unit(Unit.objects.get(code=FENGZE))
    row.save(force_insert=True)
    agree(row, "HHP")
    return row


def agree(row: Intermediary, line: str) -> None:
    IntermediaryTerm.objects.create(
        intermediary=row,
        line=line,
        commission_rate=Decimal("0.1"),
        valid_from=row.agreement_from,
        agreement_number="A1",
    )


def bound(row: Intermediary, channel: Channel, **limits: Any) -> None:
    """As the approved change leaves it."""
    ApiChannel.objects.create(
        client=channel.client, intermediary=row, effective=(TODAY - timedelta(days=1), None), change="C1", **limits
    )


def test_business_of_a_bound_key_carries_its_intermediary(channel: Channel, agency: Intermediary) -> None:
    bound(agency, channel, largest_sum=Decimal(2_000_000), lowest_rate=Decimal("0.0005"))
    answer = channel.send(household(), path=PATH)
    assert answer.status_code == 201, answer.content.decode()
    found = Proposal.objects.get()
    assert (found.channel, found.intermediary_id) == ("ECOM", agency.pk)


@pytest.mark.parametrize(
    ("limits", "limit", "field"),
    [
        ({"largest_sum": Decimal("1199999.99")}, "sum", "line.content"),
        ({"lowest_rate": Decimal("0.002")}, "rate", "line.content"),
    ],
)
def test_beyond_the_agreement_field_code_and_remedy_are_named(
    channel: Channel, agency: Intermediary, limits: dict[str, Any], limit: str, field: str
) -> None:
    bound(agency, channel, **limits)
    with nothing_changed(but=COUNTED | {"core_auditentry", "core_auditstream"}):
        answer = channel.send(household(), path=PATH)
    said = answer.json()
    assert (answer.status_code, said["code"], said["field"]) == (422, "agreement_limit", field)
    assert said["details"]["limit"] == limit
    assert said["details"]["remedy"]


def test_a_line_that_was_not_agreed_and_a_time_that_is_over_are_refused(channel: Channel, agency: Intermediary) -> None:
    bound(agency, channel)
    IntermediaryTerm.objects.filter(intermediary=agency).update(line="PRB")
    refused = channel.send(household(), path=PATH).json()
    assert (refused["code"], refused["field"], refused["details"]["limit"]) == (
        "agreement_limit", "line.product", "lines",
    )  # fmt: skip
    agree(agency, "HHP")
    ApiChannel.objects.update(effective=(date(2020, 1, 1), TODAY))
    refused = channel.send(household(), path=PATH).json()
    assert (refused["field"], refused["details"]["limit"]) == ("line.start_on", "period")
    assert not Proposal.objects.exists()


def test_a_key_is_bound_only_by_two_people(channel: Channel, agency: Intermediary) -> None:
    data = ChannelData(client_id=channel.client.pk, largest_sum=Decimal(500_000))
    asked = order(actor_at("UW_INFO", UWC), reason="平台上线")
    change = propose_channel(asked, intermediary_id=agency.pk, data=data, holds_from=TODAY + timedelta(days=1))
    assert not ApiChannel.objects.exists()
    with pytest.raises(Refusal):
        approve_change(change.pk, order(actor_at("UW_INFO", UWC)))
    approve_change(change.pk, order(actor_at("UW_DIR", UWC), reason="同意"))
    row = ApiChannel.objects.get()
    assert (row.intermediary_id, row.largest_sum, row.effective.lower) == (
        agency.pk, Decimal("500000.00"), TODAY + timedelta(days=1),
    )  # fmt: skip
    assert ControlChange.objects.get(pk=change.pk).state == "approved"
