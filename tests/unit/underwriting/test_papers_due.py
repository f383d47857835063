"""Which papers are due until which step."""

from __future__ import annotations

import pytest

from underwriting.models import Proposal
from underwriting.rules.papers_due import due_at_issue, due_at_submission, lacking, without_terms

ASKED = ("proposal_form", "questionnaire", "identity", "driving_licence", "explanation")


@pytest.mark.req("PRO-05")
def test_everything_but_the_explanation_is_due_at_submission() -> None:
    assert due_at_submission(ASKED, channel="DIRECT") == [
        "proposal_form",
        "questionnaire",
        "identity",
        "driving_licence",
    ]


@pytest.mark.req("PRO-04")
def test_an_online_customer_sends_papers_until_the_issue() -> None:
    assert due_at_submission(ASKED, channel="ECOM") == []
    assert due_at_issue(ASKED, channel="ECOM", explained=True) == ["identity", "driving_licence", "explanation"]


@pytest.mark.req("ISS-02")
@pytest.mark.parametrize(("explained", "due"), [(True, ["explanation"]), (False, [])])
def test_the_explanation_is_due_at_the_issue_where_exclusions_are_the_contracts_own(
    explained: bool, due: list[str]
) -> None:
    assert due_at_issue(ASKED, channel="DIRECT", explained=explained) == due


def test_what_is_accounted_for_in_any_way_is_not_lacking() -> None:
    marks = {"identity": {"how": "waived"}, "terms": {"how": "call"}}
    assert lacking(["identity", "schedule"], marks) == ["schedule"]
    assert without_terms(marks) == {"identity": {"how": "waived"}}


@pytest.mark.req("UWR-01")
@pytest.mark.parametrize(("line", "clock"), [("MOTOR", "underwriting.decide"), ("PRB", "underwriting.decide_lines")])
def test_lines_other_than_motor_are_underwritten_by_a_clock_of_their_own(line: str, clock: str) -> None:
    proposal = Proposal(product=line, line=line)
    assert (proposal.stage("uw_queue").clock, proposal.stage("review").clock) == (clock, "underwriting.review")
