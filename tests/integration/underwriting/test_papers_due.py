"""No proposal is handed in and no policy issued without its papers; a second person may waive some (B-22, LAW-17)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from archives.public import next_serial
from core.clocks import due
from core.models import Notification, WorkItem
from core.web.history import timeline
from core.work import waiting_for
from core.workflow.refusals import Forbidden, NotPossible, SegregationConflict
from tests.factories import underwriting as made
from tests.factories.endorsements import scan
from tests.factories.lines import PROPERTY, make_line_draft
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal
from underwriting.rules.papers_due import FILES_SINCE, WAIVABLE
from underwriting.selectors.papers_due import in_words
from underwriting.selectors.proposal_papers import papers_of
from underwriting.services import decide, intake, issue
from underwriting.services.papers_due import ask_waiver, insist_on_paper, waive_paper
from underwriting.services.proposal_papers import attach_paper
from underwriting.services.refusals import InvalidEntry, PapersMissing


def clerk() -> Any:
    return order(actor_at("UW_ISSUE", made.FENGZE))


def reviewer(reason: str = "清单随首次申报补交") -> Any:
    return order(actor_at("UW_REVIEW", made.FENGZE), reason=reason)


@pytest.mark.req("PRO-01", "PRO-05")
def test_nothing_is_handed_in_before_every_paper_of_the_product_is_a_file() -> None:
    draft = made.with_papers(make_line_draft("PRB", PROPERTY), "identity", "asset_list", "explanation")
    with nothing_changed(), pytest.raises(PapersMissing) as refused:
        intake.submit_proposal(draft.pk, clerk())
    assert (refused.value.details["papers"], refused.value.field) == (["identity", "asset_list"], "papers")
    attach_paper(draft.pk, clerk(), paper="identity", content=scan(), also=("asset_list",))
    assert intake.submit_proposal(draft.pk, clerk()).state == "review"
    shown = {one.code: one for one in papers_of(Proposal.objects.get(pk=draft.pk), actor_at("UW_REVIEW", made.FENGZE))}
    assert (len(shown["identity"].files), shown["asset_list"].files) == (1, ())
    assert shown["asset_list"].otherwise.startswith("in the file of another paper · Identity")


@pytest.mark.req("PRO-05")
def test_what_was_received_before_the_day_of_the_rule_goes_on_with_its_ticks(monkeypatch: Any) -> None:
    draft = made.with_papers(make_line_draft("PRB", PROPERTY), "identity", "asset_list")
    monkeypatch.setattr("underwriting.selectors.papers_due.parameter", lambda *_args: "2999-01-01")
    assert intake.submit_proposal(draft.pk, clerk()).state == "review"


@pytest.mark.req("PRO-05")
def test_a_second_person_waives_what_may_be_waived_with_a_reason() -> None:
    draft = made.with_papers(make_line_draft("PRB", PROPERTY), "identity", "asset_list")
    with nothing_changed(), pytest.raises(Forbidden):
        waive_paper(draft.pk, order(actor_at("UW_ISSUE", made.FENGZE), reason="客户稍后补"), paper="asset_list")
    for paper in ("identity", "proposal_form"):
        with nothing_changed(), pytest.raises(InvalidEntry) as refused:
            waive_paper(draft.pk, reviewer(), paper=paper)
        assert refused.value.field == "paper"
    waived = waive_paper(draft.pk, reviewer(), paper="asset_list")
    kept = waived.paper_marks["asset_list"]
    assert (kept["how"], kept["note"]) == ("waived", "清单随首次申报补交")
    attach_paper(draft.pk, clerk(), paper="identity", content=scan())
    assert intake.submit_proposal(draft.pk, clerk()).state == "review"


@pytest.mark.req("PRO-05")
def test_the_clerk_asks_for_a_waiver_and_the_reviewers_are_told_why(settings: Any) -> None:
    draft = made.with_papers(make_line_draft("PRB", PROPERTY), "identity", "asset_list")
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        ask_waiver(draft.pk, order(clerk().actor, reason="客户稍后补"), paper="identity")
    assert refused.value.field == "paper"
    asked = ask_waiver(draft.pk, order(clerk().actor, reason="清单随首次申报补交"), paper="asset_list")
    assert asked.paper_marks["asset_list"]["how"] == "asked"
    told = Notification.objects.get(subject_kind="underwriting.proposal", subject_id=draft.pk)
    assert told.recipient_id == reviewer().actor.staff_id
    assert told.body.endswith("清单随首次申报补交")
    with nothing_changed(), pytest.raises(PapersMissing) as lacking:
        intake.submit_proposal(draft.pk, clerk())
    assert lacking.value.details["papers"] == ["identity", "asset_list"]
    settings.DEMO = True
    shown = signed_in("UW_REVIEW", made.FENGZE).get(reverse("underwriting:proposal", args=[draft.pk]))
    assert "Waiver asked for: " in shown.content.decode()
    assert _waiting(draft) == ["underwriting.waiver"]
    assert waive_paper(draft.pk, reviewer(), paper="asset_list").paper_marks["asset_list"]["how"] == "waived"


def _waiting(draft: Proposal) -> list[str]:
    return list(waiting_for(reviewer().actor).filter(subject_id=draft.pk).values_list("queue", flat=True))


@pytest.mark.req("PRO-05")
def test_an_asked_waiver_is_work_of_the_reviewers_until_somebody_says_yes_or_no() -> None:
    draft = made.with_papers(make_line_draft("PRB", PROPERTY), "asset_list")
    with nothing_changed(), pytest.raises(NotPossible):
        insist_on_paper(draft.pk, reviewer(), paper="asset_list")
    asking = order(clerk().actor, reason="清单随首次申报补交")
    ask_waiver(draft.pk, asking, paper="asset_list")
    assert _waiting(draft) == ["underwriting.waiver"]
    with nothing_changed(), pytest.raises(Forbidden):
        insist_on_paper(draft.pk, order(clerk().actor, reason="自行补交"), paper="asset_list")

    no = insist_on_paper(draft.pk, order(reviewer().actor, reason="金额大，须有清单"), paper="asset_list")
    assert (no.paper_marks["asset_list"]["how"], _waiting(draft)) == ("insisted", [])
    told = Notification.objects.get(title__contains="is not waived")
    assert (told.recipient_id, told.body.endswith("金额大，须有清单")) == (draft.entered_by_id, True)
    with nothing_changed(), pytest.raises(PapersMissing):
        intake.submit_proposal(draft.pk, clerk())

    ask_waiver(draft.pk, order(clerk().actor, reason="客户在外地"), paper="asset_list")
    assert _waiting(draft) == ["underwriting.waiver"]
    attach_paper(draft.pk, clerk(), paper="asset_list", content=scan())
    assert _waiting(draft) == []
    assert intake.submit_proposal(draft.pk, clerk()).state == "review"


def _item(draft: Proposal) -> WorkItem:
    return WorkItem.objects.get(subject_id=draft.pk, queue="underwriting.waiver", done_at=None)


@pytest.mark.req("PRO-05")
def test_the_work_of_the_reviewer_names_the_papers_and_has_a_clock(settings: Any) -> None:
    draft = made.with_papers(make_line_draft("PRB", PROPERTY), "asset_list")
    before = due("underwriting.waiver", timezone.now())
    ask_waiver(draft.pk, order(clerk().actor, reason="清单随首次申报补交"), paper="asset_list")
    first = _item(draft)
    with override(settings.LANGUAGE_CODE):
        lists, subject = in_words(["asset_list"]), draft.insured_subject
        assert first.detail == f"{lists} · {subject}"
    assert (first.clock, first.clock_rule_id) == ("underwriting.waiver", before[1])
    assert first.due_at == due("underwriting.waiver", first.opened_at)[0]


@pytest.mark.req("PRO-05")
def test_a_second_paper_is_named_beside_the_first_until_something_is_said_of_it(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {FILES_SINCE: "2026-01-01", WAIVABLE: ["identity", "asset_list"]}
    monkeypatch.setattr("underwriting.selectors.papers_due.parameter", given.__getitem__)
    draft = made.with_papers(make_line_draft("PRB", PROPERTY), "identity", "asset_list")
    for paper in ("identity", "asset_list"):
        ask_waiver(draft.pk, order(clerk().actor, reason="客户稍后补"), paper=paper)
    both = _item(draft)
    with override(settings.LANGUAGE_CODE):
        assert both.detail == f"{in_words(['identity', 'asset_list'])} · {draft.insured_subject}"
        waive_paper(draft.pk, reviewer(), paper="identity")
        assert _item(draft).detail == f"{in_words(['asset_list'])} · {draft.insured_subject}"
    assert (_item(draft).pk, _item(draft).due_at) == (both.pk, both.due_at)


@pytest.mark.req("PRO-05")
def test_the_timeline_names_the_paper_that_was_asked_for_and_waived() -> None:
    draft = made.with_papers(make_line_draft("PRB", PROPERTY), "asset_list")
    ask_waiver(draft.pk, order(clerk().actor, reason="清单随首次申报补交"), paper="asset_list")
    waive_paper(draft.pk, reviewer(), paper="asset_list")
    with override("en"):
        waived, asked = timeline("underwriting.proposal", draft.pk, limit=2)
    name, wanted = "List of the property with values", "missing, a waiver is asked for"
    assert asked.changes == [(name, "–", wanted)]
    assert waived.changes == [(name, wanted, "waived")]


@pytest.mark.req("PRO-05")
def test_an_asked_waiver_waits_for_nobody_when_the_proposal_is_withdrawn() -> None:
    draft = made.with_papers(make_line_draft("PRB", PROPERTY), "asset_list")
    ask_waiver(draft.pk, order(clerk().actor, reason="客户稍后补"), paper="asset_list")
    intake.withdraw_proposal(draft.pk, order(clerk().actor, reason="客户放弃投保"))
    assert not WorkItem.objects.filter(subject_id=draft.pk, done_at=None).exists()


@pytest.mark.req("PRO-05")
def test_whoever_entered_it_waives_nothing() -> None:
    draft = made.with_papers(make_line_draft("PRB", PROPERTY), "asset_list")
    own = actor_at("UW_REVIEW", made.FENGZE)
    Proposal.objects.filter(pk=draft.pk).update(entered_by_id=own.staff_id)
    with nothing_changed(), pytest.raises(SegregationConflict):
        waive_paper(draft.pk, order(own, reason="客户稍后补"), paper="asset_list")


def _issue(proposal: Proposal) -> Proposal:
    serial = next_serial(issue.SIGN, clerk().actor.staff_id)
    return issue.issue(proposal.pk, clerk(), explained_to=proposal.holder_name, serial=serial)


@pytest.mark.req("ISS-02")
def test_no_policy_is_issued_before_the_customer_confirmed_that_exclusions_were_explained() -> None:
    paid = made.with_papers(made.pay(made.make_decided()), "explanation")
    with nothing_changed(), pytest.raises(PapersMissing) as refused:
        _issue(paid)
    assert refused.value.details["papers"] == ["explanation"]
    attach_paper(paid.pk, clerk(), paper="explanation", content=scan())
    assert _issue(paid).state == "issued"


@pytest.mark.req("ISS-02")
def test_compulsory_cover_alone_asks_for_no_explanation() -> None:
    alone = made.make_decided(own_damage=False, third_party_limit=None)
    assert _issue(made.with_papers(made.pay(alone), "explanation")).state == "issued"


@pytest.mark.req("ISS-02")
def test_an_agreement_to_earlier_terms_is_none_to_new_ones() -> None:
    waiting = made.make_decided(third_party_limit=2000000)
    assert waiting.state == "uw_queue"
    attach_paper(waiting.pk, clerk(), paper="terms", content=scan())
    underwriter = order(actor_at("UW_UND3", made.UWC))
    sent = decide.approve_with_terms(waiting.pk, underwriter, terms="绝对免赔500元")
    assert "terms" not in sent.paper_marks
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        decide.accept_terms(sent.pk, clerk())
    assert refused.value.field == "evidence"
    agreed = decide.accept_terms(sent.pk, clerk(), evidence=scan())
    assert (agreed.state, agreed.paper_marks["terms"]["how"]) == ("approved", "file")
