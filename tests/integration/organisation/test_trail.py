"""The audit trail is read by those who watch over the others, within their scope, refusals included."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from core.models import AuditEntry
from core.workflow.refusals import Forbidden
from organisation.models import Unit
from organisation.services.units import UnitData, propose_new
from tests.factories.organisation import actor_at, make_branch, order
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def branch(settings: Any) -> None:
    settings.DEMO = True
    make_branch()
    wanted: dict[str, Any] = {
        "code": "350511",
        "unit_kind": "counter",
        "parent_id": Unit.objects.get(code="350503").pk,
        "data": UnitData(name="丰泽营业厅"),
    }
    with pytest.raises(Forbidden):
        propose_new(order(actor_at("IT_ADMIN", "350500"), reason="x"), **wanted)
    propose_new(order(actor_at("OPS_MGR", "350594"), reason="The district has grown"), **wanted)


def test_acts_and_refusals_are_shown_with_their_reason() -> None:
    client, address = signed_in("IA_AUD", "350500"), reverse("organisation:trail")
    everything = client.get(address).content.decode()
    assert "The district has grown" in everything
    assert "郝云飞" in everything
    refused = client.get(address, {"outcome": "refused"}).content.decode()
    assert "郝云飞" in refused
    assert "The district has grown" not in refused
    found = client.get(address, {"q": "CR2026000001"})
    assert found.status_code == 200
    assert client.get(address, {"export": "csv"}).status_code == 200
    assert "organisation.session.begin" not in everything  # said in words
    assert {"登录", "Sign-in"} & {word for word in ("登录", "Sign-in") if word in everything}


def test_what_happened_elsewhere_is_not_shown() -> None:
    AuditEntry.objects.create(
        stream=1, at=AuditEntry.objects.latest("pk").at, action="x.y.z", actor_name="某某", post="HO_FIN",
        unit_id=Unit.objects.get(code="000000").pk,
    )  # fmt: skip
    page = signed_in("SEC_ADMIN", "350500").get(reverse("organisation:trail")).content.decode()
    assert "某某" not in page


@pytest.mark.parametrize(("post", "unit"), [("IT_ADMIN", "350500"), ("OPS_MGR", "350594"), ("SUB_MGR", "350503")])
def test_others_do_not_read_it(post: str, unit: str) -> None:
    client = signed_in(post, unit)
    assert client.get(reverse("organisation:trail")).status_code == 403
    assert reverse("organisation:trail") not in client.get("/").content.decode()
