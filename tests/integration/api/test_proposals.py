"""The e-commerce channel: what it may send and see, and every refusal."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from archives.public import next_serial
from core.models import WorkItem
from organisation.public import system_actor
from parties.models import Party
from tests.factories import underwriting as made
from tests.factories.api import PROPOSALS, Channel, identity, request_content
from tests.factories.endorsements import scan
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal
from underwriting.services import automatic, issue, review
from underwriting.services.proposal_papers import attach_paper
from underwriting.services.refusals import PapersMissing

COUNTED = {"organisation_apiminute"}


@pytest.fixture
def channel() -> Channel:
    return Channel()


class TestSending:
    @pytest.mark.req("PRO-04", "PLT-07")
    def test_a_proposal_is_priced_and_waits_for_the_reviewer(self, channel: Channel) -> None:
        answer = channel.send(request_content())
        assert answer.status_code == 201, answer.content.decode()
        said = answer.json()
        assert said["state"] == "review"
        assert said["next_step"] == "A person of the branch checks the entry."
        assert (said["compulsory_premium"], said["vehicle_tax"]) == ("760.00", "300.00")
        assert (said["damage_premium"], said["third_party_premium"]) == ("1117.16", "676.67")
        assert said["amount_due"] == "2853.83"
        found = Proposal.objects.get()
        assert (found.number, found.channel, found.client_id, found.holder_name) == (
            said["number"],
            "ECOM",
            channel.client.pk,
            "陈晓东",
        )
        assert WorkItem.objects.get(subject_id=found.pk, done_at=None).queue == "underwriting.review"

    @pytest.mark.req("PLT-07")
    def test_sent_twice_it_has_one_effect(self, channel: Channel) -> None:
        key, content = uuid4(), request_content()
        first = channel.send(content, key=key)
        with nothing_changed(but=COUNTED):
            second = channel.send(content, key=key)
        assert (second.status_code, second.json()) == (201, first.json())

    def test_a_known_customer_is_taken(self, channel: Channel) -> None:
        known = made.make_customer()
        before = Party.objects.count()
        assert channel.send(request_content()).status_code == 201
        assert (Proposal.objects.get().holder_id, Party.objects.count()) == (known.id, before)

    @pytest.mark.req("PRO-04")
    def test_from_the_channel_to_the_policy(self, channel: Channel) -> None:
        number = channel.send(request_content(papers__exclusions_confirmed=True)).json()["number"]
        pk = Proposal.objects.get().pk
        review.pass_review(pk, order(actor_at("UW_REVIEW", made.FENGZE)))
        unit_id = Proposal.objects.get().unit_id
        automatic.decide_automatically(pk, order(system_actor("auto-underwriting", unit_id=unit_id)))
        made.pay(Proposal.objects.get())
        clerk = order(actor_at("UW_ISSUE", made.FENGZE))
        serial = next_serial("compulsory_sign", clerk.actor.staff_id)
        with nothing_changed(), pytest.raises(PapersMissing) as refused:
            issue.issue(pk, clerk, explained_to="陈晓东", serial=serial)
        assert refused.value.details["papers"] == ["identity", "driving_licence"]
        brought = order(actor_at("UW_ISSUE", made.FENGZE))
        attach_paper(pk, brought, paper="identity", content=scan(), also=("driving_licence",))
        issue.issue(pk, order(clerk.actor), explained_to="陈晓东", serial=serial)
        said = channel.ask(f"proposals/{number}").json()
        assert (said["state"], len(said["policies"])) == ("issued", 2)
        policy = channel.ask(f"policies/{said['policies'][0]['number']}")
        assert policy.status_code == 200
        assert policy.json()["proposal"] == number
        other = Channel(name="另一渠道")
        for path in (f"proposals/{number}", f"policies/{said['policies'][0]['number']}"):
            assert (other.ask(path).status_code, other.ask(path).json()["code"]) == (404, "not_found")


class TestRefusals:
    @pytest.mark.req("PLT-07")
    @pytest.mark.parametrize("header", ["", "Bearer wrong", "Basic eDp5", "Bearer"])
    def test_without_a_right_key(self, header: str) -> None:
        web = Client(headers={"authorization": header} if header else {})
        with nothing_changed():
            answer = web.post(PROPOSALS, request_content(), content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
        assert answer["WWW-Authenticate"] == "Bearer"

    def test_an_inactive_client(self, channel: Channel) -> None:
        channel.deactivate()
        with nothing_changed():
            assert channel.send(request_content()).status_code == 401

    def test_a_client_without_the_permission(self) -> None:
        other = Channel(post="SALES")
        with nothing_changed(but=COUNTED):
            answer = other.send(request_content())
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")

    @pytest.mark.parametrize("headers", [{}, {"idempotency-key": "7"}])
    def test_without_an_idempotency_key(self, channel: Channel, headers: dict[str, str]) -> None:
        with nothing_changed(but=COUNTED):
            answer = channel.web.post(PROPOSALS, request_content(), content_type="application/json", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")
        assert answer.json()["field"] == "Idempotency-Key"

    @pytest.mark.parametrize(
        "change", [{"vehicle__seats": 4}, {"policyholder__phone": "13905950000"}], ids=["vehicle", "person"]
    )
    def test_the_same_key_with_other_content(self, channel: Channel, change: dict[str, Any]) -> None:
        key = uuid4()
        channel.send(request_content(), key=key)
        with nothing_changed(but=COUNTED):
            answer = channel.send(request_content(**change), key=key)
        assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")

    def test_the_key_of_another_client(self, channel: Channel) -> None:
        key = uuid4()
        channel.send(request_content(), key=key)
        other = Channel(name="另一渠道")
        with nothing_changed(but=COUNTED):
            answer = other.send(request_content(), key=key)
        assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")

    @pytest.mark.req("GOV-09", "PLT-07")
    @pytest.mark.parametrize(
        ("change", "path"),
        [
            ({"vehicle__vin": "short"}, "vehicle.vin"),
            ({"vehicle__vin": "1M8GDM9A1KP042788"}, "vehicle.vin"),
            ({"vehicle__plate": "闽C1"}, "vehicle.plate"),
            ({"vehicle__first_registered_on": "2999-01-01"}, "vehicle.first_registered_on"),
            ({"vehicle__displacement": "0"}, "vehicle.displacement"),
            ({"vehicle__wheels": 4}, "vehicle.wheels"),
            ({"cover__start_on": made.tomorrow(0).isoformat()}, "cover.start_on"),
            ({"cover__start_on": "9999-12-31"}, "cover.start_on"),
            ({"cover__third_party_limit": "123"}, "cover.third_party_limit"),
            ({"cover__sum_insured": "200000"}, "cover.sum_insured"),
            ({"policyholder__id_number": "350503198503124210"}, "policyholder.id_number"),
            ({"policyholder__phone": "1"}, "policyholder.phone"),
            ({"policyholder__name": "\u0000"}, "policyholder.name"),
            ({"papers__inspected": False}, "papers.inspected"),
            ({"papers__explanation": 3 * ["x"]}, "papers.explanation"),
        ],
    )
    def test_broken_fields_are_named_by_path(self, channel: Channel, change: dict[str, Any], path: str) -> None:
        with nothing_changed(but=COUNTED):
            answer = channel.send(request_content(**change))
        assert (answer.status_code, answer.json()["field"]) == (422, path)

    @pytest.mark.req("PRO-04")
    def test_another_person_is_insured_and_found_again_by_number(self, channel: Channel) -> None:
        other = {
            "kind": "person", "name": "林雅婷", "id_type": "resident_id", "id_number": identity("35050319900307881"),
            "phone": "13905951235",
        }  # fmt: skip
        with nothing_changed(but=COUNTED):
            wrong = channel.send(request_content() | {"insured": other | {"id_number": "350503199003078810"}})
        assert (wrong.status_code, wrong.json()["field"]) == (422, "insured.id_number")
        made_now = channel.send(request_content() | {"insured": other})
        assert made_now.status_code == 201
        found = Proposal.objects.get()
        assert (found.holder_name, found.insured_name) == ("陈晓东", "林雅婷")

    @pytest.mark.parametrize(
        ("content", "status"),
        [
            ("{", 400),
            ("[1]", 422),
            ("null", 422),
            ('"x"', 422),
            ("[" * 30 + "]" * 30, 400),
            ("[" * 200_000, 400),
            ('{"\\ud800": 1}', 400),
            ('{"vehicle": "\\ud800"}', 400),
            ('"' + "x" * 3_000_000 + '"', 413),
        ],
        ids=["torn", "list", "null", "text", "deep", "bottomless", "half a name", "half a text", "huge"],
    )
    def test_what_is_no_proposal(self, channel: Channel, content: str, status: int) -> None:
        with nothing_changed(but=COUNTED):
            assert channel.send(content).status_code == status

    def test_another_name_under_a_known_number(self, channel: Channel) -> None:
        made.make_customer()
        with nothing_changed(but=COUNTED):
            answer = channel.send(request_content(policyholder__name="林建国"))
        assert (answer.status_code, answer.json()["field"]) == (422, "policyholder.name")

    def test_existing_customers_are_not_told(self, channel: Channel) -> None:
        made.make_customer()
        content = request_content(policyholder__id_number=identity("35050319850312441"))
        with nothing_changed(but=COUNTED):
            answer = channel.send(content)
        assert (answer.status_code, answer.json()["code"], answer.json()["details"]) == (422, "customer_not_clear", {})

    def test_a_vehicle_that_is_covered(self, channel: Channel) -> None:
        made.make_issued()
        with nothing_changed(but=COUNTED):
            answer = channel.send(request_content())
        assert (answer.status_code, answer.json()["code"]) == (422, "already_covered")
        assert answer.json()["field"] == "cover.start_on"

    @pytest.mark.req("PLT-07")
    def test_more_than_the_limit(self) -> None:
        busy = Channel(limit=2)
        assert [busy.ask("proposals/T1").status_code for _ in range(3)] == [404, 404, 429]
        with nothing_changed(but=COUNTED):
            answer = busy.send(request_content())
        assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
        assert 0 < int(answer["Retry-After"]) <= 60

    @pytest.mark.parametrize("number", ["T1%00", "'", "闽"])
    def test_numbers_that_are_none(self, channel: Channel, number: str) -> None:
        assert channel.ask(f"proposals/{number}").status_code == 404

    def test_refusals_speak_chinese_when_asked(self, channel: Channel) -> None:
        answer = channel.web.get("/api/v1/proposals/T1", headers={"accept-language": "zh-hans"})
        assert answer["Content-Language"] == "zh-hans"
