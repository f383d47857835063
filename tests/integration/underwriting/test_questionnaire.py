"""What was asked and answered is kept with its version, and answers that matter reach the underwriter (LAW-16)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.documents.proposal_form import content_of
from underwriting.models import Questionnaire
from underwriting.rules.questionnaire import Answered
from underwriting.selectors.questionnaire import answered_by, in_force
from underwriting.services import intake
from underwriting.services import refusals as refused
from underwriting.services.data import PapersData, ProposalData

VERSION = "MOTOR-2026-1"


def answer(draft_pk: int, answered: Answered) -> None:
    papers = PapersData(signed=True, inspected=True, answered=answered)
    intake.edit_proposal(draft_pk, order(actor_at("UW_ISSUE", made.FENGZE)), data=ProposalData(papers=papers))


@pytest.mark.req("PRO-01")
def test_answers_are_kept_with_the_version_that_was_asked() -> None:
    draft = made.make_draft()
    answered, rows = answered_by(draft)
    assert answered.version == VERSION
    assert [row.question.key for row in rows] == [
        "use",
        "modified",
        "new_driver",
        "refused",
        "dangerous",
        "damaged",
        "financed",
    ]
    assert rows[0].question.asked("zh-hans") == "投保车辆的实际用途是什么？"
    assert rows[0].question.answer(rows[0].value, "zh-hans") == "家庭自用"


def test_only_what_belongs_to_the_covers_is_asked() -> None:
    draft = made.make_draft(own_damage=False, third_party_limit=None)
    assert [row.question.key for row in answered_by(draft)[1]] == ["use", "modified", "new_driver"]


@pytest.mark.req("PRO-05")
def test_a_proposal_with_an_open_question_is_not_handed_in() -> None:
    said = made.answers()
    open_question = Answered(version=said.version, answers={k: v for k, v in said.answers.items() if k != "refused"})
    draft = made.make_draft(papers=PapersData(signed=True, inspected=True, answered=open_question))
    with nothing_changed(), pytest.raises(refused.Incomplete) as caught:
        intake.submit_proposal(draft.pk, order(actor_at("UW_ISSUE", made.FENGZE)))
    assert caught.value.details["fields"] == ["disclosures"]


@pytest.mark.req("AUW-10")
def test_an_answer_that_matters_reaches_the_underwriter() -> None:
    said = made.answers(modified="yes", explanation="加装了尾翼，已备案")
    decided = made.make_decided(papers=PapersData(signed=True, inspected=True, answered=said))
    assert decided.state == "uw_queue"
    decision = decided.decisions.get()
    failed = [verdict for verdict in decision.verdicts if not verdict["passed"]]
    assert [(v["element"], v["value"]) for v in failed] == [("disclosures", ["modified"])]


@pytest.mark.parametrize(
    ("answered", "field"),
    [
        (Answered(version="MOTOR-2025-9", answers={"use": "private"}), "disclosures"),
        (Answered(version=VERSION, answers={"use": "racing"}), "q_use"),
        (Answered(version=VERSION, answers={"colour": "red"}), "q_colour"),
        (Answered(version=VERSION, answers={"use": "hire"}), "explanation"),
    ],
)
def test_wrong_answers_are_refused_at_their_question(answered: Answered, field: str) -> None:
    draft = made.make_draft()
    with nothing_changed(), pytest.raises(refused.InvalidEntry) as caught:
        answer(draft.pk, answered)
    assert caught.value.field == field


def test_a_version_that_was_asked_cannot_be_reworded() -> None:
    row = Questionnaire.objects.get(version=in_force(timezone.localdate()).version)
    for change in ({"questions": []}, {"version": "MOTOR-2026-1b"}, {"title": {}}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Questionnaire.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


@pytest.mark.req("PRO-01")
def test_the_form_to_be_signed_says_what_was_asked() -> None:
    draft = made.make_draft(
        papers=PapersData(signed=True, inspected=True, answered=made.answers(modified="yes", explanation="加装尾翼"))
    )
    content = content_of(draft, at=timezone.localtime(), printed_by="李珍珍")
    assert content["questionnaire"] == VERSION
    assert content["questions"][1] == (
        "车辆是否加装、改装（如加装燃气装置、加高货箱、改装动力）？",
        [(False, "否"), (True, "是")],
    )
    assert content["explanation"] == "加装尾翼"
    assert content["rows"][0][0] == "机动车交通事故责任强制保险"


def test_the_page_shows_the_underwriter_what_matters(settings: Any) -> None:
    settings.DEMO = True
    said = made.answers(modified="yes", explanation="加装尾翼")
    decided = made.make_decided(papers=PapersData(signed=True, inspected=True, answered=said))
    shown = signed_in("UW_UND2", made.UWC).get(reverse("underwriting:proposal", kwargs={"pk": decided.pk}))
    assert [panel.panel.key for panel in shown.context["main_panels"]][:3] == ["demands", "auto", "told"]
    assert shown.context["main_panels"][2].content["rows"] == [
        ("Has the vehicle been fitted or modified (gas equipment, raised sides, engine)?", "yes", True)
    ]
    assert "加装尾翼" in shown.content.decode()
