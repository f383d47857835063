"""Papers of a proposal are kept as files, version by version, and shown where they are missing (B-22, PRO-01)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from archives.public import documents_of
from core.workflow.refusals import Forbidden
from tests.factories import underwriting as made
from tests.factories.endorsements import scan
from tests.factories.lines import PROPERTY, make_line_draft
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors.proposal_papers import papers_of
from underwriting.services.proposal_papers import attach_paper
from underwriting.services.refusals import InvalidEntry


def sales():  # type: ignore[no-untyped-def]
    return order(actor_at("SALES", made.FENGZE))


@pytest.mark.req("PRO-01", "PRO-05")
def test_a_paper_is_kept_with_its_versions_and_is_at_hand_with_it() -> None:
    draft = make_line_draft("PRB", PROPERTY)
    draft.papers = []
    draft.save(update_fields=["papers"])
    reader = actor_at("UW_REVIEW", made.FENGZE)
    assert [one.code for one in papers_of(draft, reader) if one.asked and not one.files] == [
        "proposal_form", "questionnaire", "identity", "asset_list", "explanation",
    ]  # fmt: skip
    for _time in range(2):
        done = attach_paper(draft.pk, sales(), paper="asset_list", content=scan())
    assert done.papers == ["asset_list"]
    kept = {one.code: one.files for one in papers_of(done, reader)}
    assert [(file.kind, file.version) for file in kept["asset_list"]] == [("proposal_paper:asset_list", 2)]
    assert len(documents_of(PROPOSAL_KIND, draft.pk, reader)) == 1


@pytest.mark.req("PRO-01")
def test_what_is_no_paper_and_who_has_no_business_with_it_is_refused() -> None:
    draft = made.make_draft()
    for paper, content, field in (("letter", scan(), "paper"), ("identity", b"", "file")):
        with nothing_changed(), pytest.raises(InvalidEntry) as refused:
            attach_paper(draft.pk, sales(), paper=paper, content=content)
        assert refused.value.field == field
    with nothing_changed(), pytest.raises(Forbidden):
        attach_paper(draft.pk, order(actor_at("FN_AR", "350593")), paper="identity", content=scan())


@pytest.mark.req("PRO-01", "PRO-05")
def test_the_checker_sees_which_papers_have_no_file(settings: Any) -> None:
    settings.DEMO = True
    submitted = made.make_submitted()
    attach_paper(submitted.pk, sales(), paper="identity", content=scan())
    page = signed_in("UW_REVIEW", made.FENGZE).get(reverse("underwriting:proposal", args=[submitted.pk]) + "?tab=entry")
    shown = page.content.decode()
    assert shown.count("file-certificate") == 1
    assert "Vehicle licence<small>missing" in shown or "行驶证<small>缺" in shown
