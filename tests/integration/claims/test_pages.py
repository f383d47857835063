"""The pages of claims and of the 95518 desk answer, show what they must, and send the commands."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, LossItem, LossReport, ShareRequest, SurveyTask
from organisation.models import Staff
from tests.factories import claims as made
from tests.factories.organisation import actor_at
from tests.support.signed_in import signed_in


@pytest.fixture(autouse=True)
def demo(settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]


def read(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def report_form(**over: object) -> dict[str, object]:
    given = {
        "command_key": str(uuid4()),
        "reporter_name": "陈晓东",
        "reporter_phone": "13905951234",
        "relation": "driver",
        "occurred_at": f"{timezone.localtime():%Y-%m-%dT00:01}",
        "place": "丰泽区刺桐路",
        "latitude": "24.8950",
        "longitude": "118.6000",
        "cause": "collision",
        "third_vehicles": "1",
        "injured": "0",
        "estimate": "15000",
        "course": "追尾前车",
        "plate": "闽C12345",
    }
    return {**given, **over}


class TestDesk:
    @pytest.mark.req("HOT-14")
    def test_the_agent_finds_cover_and_registers(self) -> None:
        policies = made.policies.make_policy_in_force()
        agent = signed_in("CS_AGENT", made.HOTLINE)
        at = timezone.localtime(made.moment(3))
        for text in ("闽C·12345", policies[0].number, "13905951234", "陈晓东"):
            shown = read(agent, "customer_service:desk", q=text, at=f"{at:%Y-%m-%dT%H:%M}")
            assert policies[0].number in shown
            assert "covered" in shown
        data = report_form(policy=[policy.pk for policy in policies])
        answer = agent.post(reverse("customer_service:desk"), data)
        assert answer.status_code == 302, answer.content.decode()[:3000]
        report = LossReport.objects.get()
        assert report.covers.count() == 2
        # today the policies do not cover yet: registered all the same, said plainly
        assert "not covered" in read(agent, "claims:report", report.pk)

    def test_no_policy_is_no_refusal(self) -> None:
        agent = signed_in("CS_AGENT", made.HOTLINE)
        assert "Nothing found" in read(agent, "customer_service:desk", q="闽C99999")
        assert agent.post(reverse("customer_service:desk"), report_form()).status_code == 302
        assert "No policy found" in read(agent, "claims:report", LossReport.objects.get().pk)

    @pytest.mark.req("HOT-01", "HOT-03")
    def test_other_posts_have_no_desk(self) -> None:
        assert signed_in("CS_REG", made.CENTRE).get(reverse("customer_service:desk")).status_code == 403

    def test_errors_stand_at_their_fields(self) -> None:
        agent = signed_in("CS_AGENT", made.HOTLINE)
        answer = agent.post(reverse("customer_service:desk"), report_form(reporter_phone="123", latitude=""))
        assert answer.status_code == 200
        assert not LossReport.objects.exists()


class TestPhone:
    def test_the_surveyor_works_through_a_task(self) -> None:
        task = made.make_on_site()
        who = Staff.objects.get(pk=task.surveyor_id)
        nth = [
            s.pk for s in Staff.objects.filter(login_name__in=["guochangming", "liuzhaohui", "yebinbin"]).order_by("pk")
        ]
        phone = signed_in("CS_SURV", made.CENTRE, nth=nth.index(who.pk))
        assert task.number in read(phone, "claims:my_tasks")
        assert "still needed" in read(phone, "claims:field", task.pk)
        for shot in made.SHOTS:
            upload = SimpleUploadedFile(f"{shot}.jpg", made.photo(), content_type="image/jpeg")
            data = {"command_key": str(uuid4()), "shot": shot, "photo": upload}
            assert phone.post(reverse("claims:add_photo", args=[task.pk]), data).status_code == 302
        assert task.photos.count() == 4
        facts = {
            "command_key": str(uuid4()), "fault": "full", "counterpart": "vehicle", "narrative": "追尾",
            "blameless_others": "1", "received": "0", "first_scene": "on",
        }  # fmt: skip
        assert phone.post(reverse("claims:facts", args=[task.pk]), facts).status_code == 302
        item = {
            "command_key": str(uuid4()), "kind": "own_vehicle", "category": "property", "name": "朗逸", "residual": "0",
            "line_0": "前保险杠", "amount_0": "1200.00", "line_1": "喷漆", "amount_1": "600", "labour_1": "on",
        }  # fmt: skip
        assert phone.post(reverse("claims:field_new_item", args=[task.pk]), item).status_code == 302
        found = LossItem.objects.get()
        assert (str(found.parts), str(found.labour)) == ("1200.00", "600.00")
        assert "Confirm assessment" in read(phone, "claims:field_item", task.pk, found.pk)
        act = reverse("core:act", args=["claims.task", task.pk, "claims.task.finish"])
        assert phone.post(act, {"command_key": str(uuid4())}).status_code == 302
        assert SurveyTask.objects.get().state == "done"

    @pytest.mark.req("PLT-17")
    def test_a_photo_sent_again_under_the_same_key_is_kept_once(self) -> None:
        """The phone did not hear the answer; another picture under the same key is refused."""
        task = made.make_on_site()
        nth = next(n for n in range(3) if actor_at("CS_SURV", made.CENTRE, nth=n).staff_id == task.surveyor_id)
        phone, key = signed_in("CS_SURV", made.CENTRE, nth=nth), str(uuid4())
        answers = []
        for colour in ("red", "red", "blue"):
            upload = SimpleUploadedFile("scene.jpg", made.photo(colour), content_type="image/jpeg")
            data = {"command_key": key, "shot": "scene", "photo": upload}
            answers.append(phone.post(reverse("claims:add_photo", args=[task.pk]), data).status_code)
        assert answers == [302, 302, 422]
        assert task.photos.count() == 1

    @pytest.mark.req("SUR-01")
    def test_what_is_refused_says_so_to_the_queue_of_the_phone(self) -> None:
        """The phone drops what was answered with success; a refused form or photo must stay there."""
        task = made.make_on_site()
        who = Staff.objects.get(pk=task.surveyor_id)
        nth = next(n for n in range(3) if actor_at("CS_SURV", made.CENTRE, nth=n).staff_id == who.pk)
        phone = signed_in("CS_SURV", made.CENTRE, nth=nth)
        text = SimpleUploadedFile("a.txt", b"hello", content_type="text/plain")
        for data in ({"shot": "scene", "photo": text}, {"shot": "scene"}):
            answer = phone.post(reverse("claims:add_photo", args=[task.pk]), {"command_key": str(uuid4()), **data})
            assert answer.status_code == 422
            assert "ui-alert" in answer.content.decode()
        facts = phone.post(reverse("claims:facts", args=[task.pk]), {"command_key": str(uuid4()), "narrative": "追尾"})
        assert facts.status_code == 422
        item = {"kind": "own_vehicle", "category": "property", "name": "朗逸", "residual": "0", "line_0": "前保险杠"}
        answer = phone.post(reverse("claims:field_new_item", args=[task.pk]), {"command_key": str(uuid4()), **item})
        assert answer.status_code == 422
        assert "Enter the amount of this line." in answer.content.decode()
        assert (task.photos.count(), LossItem.objects.count()) == (0, 0)

    def test_a_task_of_somebody_else_reads_as_not_found(self) -> None:
        task = made.make_on_site()
        assert signed_in("CS_SURV", made.JINJIANG).get(reverse("claims:field", args=[task.pk])).status_code == 404


class TestClaimPages:
    def test_lists_and_details(self) -> None:
        claim = made.make_claim_in("payable")
        clerk = signed_in("CS_ADMIN", made.CENTRE)
        for name in ("claims:reports", "claims:tasks", "claims:claims", "claims:shares"):
            read(clerk, name)
        page = read(clerk, "claims:claim", claim.pk)
        for shown in (claim.number, "15,900.00", "Own damage pays", "Claim payable"):
            assert shown in page
        assert "survey" in read(clerk, "claims:claim", claim.pk, tab="field").lower()
        assert "Reserved now" in read(clerk, "claims:claim", claim.pk, tab="books")
        read(clerk, "claims:claim", claim.pk, tab="timeline")
        read(clerk, "claims:report", claim.report_id)
        read(clerk, "claims:report", claim.report_id, tab="field")
        read(clerk, "claims:item", LossItem.objects.order_by("pk")[0].pk)
        read(clerk, "claims:task", SurveyTask.objects.get().pk)
        read(clerk, "core:dashboard")
        assert claim.number in read(clerk, "core:search", q=claim.number)

    def test_dialogs_open(self) -> None:
        claim = made.make_claims()["MOD"]
        clerk = signed_in("CS_ADMIN", made.CENTRE)
        for act in ("receive_documents", "ask_missing", "complete_documents"):
            read(clerk, "core:act", "claims.claim", claim.pk, f"claims.claim.{act}")
        read(signed_in("CS_REG", made.CENTRE), "core:act", "claims.claim", claim.pk, "claims.claim.revise_reserve")
        codes = list(claim.documents.values_list("code", flat=True))
        act = reverse("core:act", args=["claims.claim", claim.pk, "claims.claim.receive_documents"])
        assert clerk.post(act, {"command_key": str(uuid4()), "codes": codes}).status_code == 302
        assert not claim.documents.filter(received_at=None).exists()

    def test_another_branchs_reader_gets_not_found(self) -> None:
        claim = made.make_claims()["MOD"]
        other = signed_in("SUB_MGR", made.JINJIANG)
        assert other.get(reverse("claims:claim", args=[claim.pk])).status_code == 404

    def test_asking_to_share(self) -> None:
        claim = made.make_claims()["MOD"]
        reader = signed_in("SUB_MGR", made.JINJIANG)
        data = {"command_key": str(uuid4()), "number": claim.number, "why": "客户在我处维修", "hours": "24"}
        assert reader.post(reverse("claims:ask_share"), data).status_code == 302
        request = ShareRequest.objects.get()
        director = signed_in("CS_DIR", made.CENTRE)
        grant = reverse("core:act", args=["claims.share", request.pk, "claims.share.grant"])
        assert director.post(grant, {"command_key": str(uuid4())}).status_code == 302
        assert claim.number in read(reader, "claims:claim", claim.pk)
        assert Claim.objects.count() == 2
