"""A channel learns what a product asks, and sends the papers of its proposals as files (PRO-04, B-22)."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archives.models import Document
from tests.factories.api import Channel, request_content
from tests.factories.endorsements import scan
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal
from underwriting.rules.entry import ENTRIES
from underwriting.rules.papers_due import How

COUNTED = {"organisation_apiminute"}


@pytest.fixture
def channel() -> Channel:
    return Channel()


def _photo(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("身份证.jpg", scan() if content is None else content, "image/jpeg")


def _send(channel: Channel, number: str, *, key: UUID | None = None, **fields: Any) -> Any:
    headers = {"idempotency-key": str(key or uuid4())}
    return channel.web.post(f"/api/v1/proposals/{number}/papers", fields, headers=headers)


class TestProducts:
    @pytest.mark.req("PRO-04", "PRD-01")
    def test_every_product_that_is_entered_here_is_named_with_its_route(self, channel: Channel) -> None:
        listed = {one["code"]: one for one in channel.ask("products").json()["products"]}
        assert listed["MOTOR"]["send_to"] == "/api/v1/proposals"
        assert listed["HHP"]["send_to"] == "/api/v1/line-proposals"
        assert "MOD" not in listed

    @pytest.mark.req("PRO-04", "PRO-08")
    def test_a_product_says_what_its_entry_asks(self, channel: Channel) -> None:
        said = channel.ask("products/PRB").json()
        paths = {one["path"]: one for one in said["fields_of_content"]}
        rows = ENTRIES["property"].rows
        assert rows is not None
        assert {f"{rows.name}[].{column.name}" for column in rows.columns if column.required} <= set(paths)
        asked = [one for one in said["fields_of_content"] if one["holds"] == "choice"]
        assert asked
        assert all(one["choices"] for one in asked)
        assert "identity" in [paper["code"] for paper in said["papers"]]
        assert said["questionnaire"]
        assert all(question["text"] and len(question["options"]) > 1 for question in said["questions"])

    @pytest.mark.req("PRO-04")
    def test_a_group_product_asks_for_its_persons(self, channel: Channel) -> None:
        assert channel.ask("products/GPA").json()["lists_persons"] is True
        assert channel.ask("products/HHP").json()["lists_persons"] is False

    @pytest.mark.req("PLT-07")
    @pytest.mark.parametrize("code", ["MOD", "NONE", "prb"])
    def test_what_is_not_entered_here_is_not_found(self, channel: Channel, code: str) -> None:
        answer = channel.ask(f"products/{code}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


class TestPapers:
    @pytest.mark.req("PRO-04")
    def test_a_paper_is_kept_with_the_proposal_and_no_longer_missing(self, channel: Channel) -> None:
        said = channel.send(request_content(papers__exclusions_confirmed=True)).json()
        assert [one["code"] for one in said["papers_missing"]] == ["identity", "driving_licence"]
        answer = _send(channel, said["number"], paper="identity", file=_photo())
        assert answer.status_code == 201, answer.content.decode()
        assert [one["code"] for one in answer.json()["papers_missing"]] == ["driving_licence"]
        found = Proposal.objects.get()
        assert found.paper_marks["identity"]["how"] == How.FILE
        kept = Document.objects.get(subject_id=found.pk, kind="proposal_paper:identity")
        assert kept.made_by_name == channel.client.name

    @pytest.mark.req("PLT-07")
    def test_sent_twice_it_is_kept_once(self, channel: Channel) -> None:
        number, key, content = channel.send(request_content()).json()["number"], uuid4(), scan()
        first = _send(channel, number, key=key, paper="identity", file=_photo(content))
        with nothing_changed(but=COUNTED):
            second = _send(channel, number, key=key, paper="identity", file=_photo(content))
        assert (first.status_code, second.status_code) == (201, 201)

    @pytest.mark.req("PRO-04", "PLT-07")
    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"paper": "identity"}, "file"),
            ({"paper": "portrait", "file": _photo(b"x")}, "paper"),
            ({"paper": "identity", "file": _photo(b"")}, "file"),
            ({"paper": "identity", "file": _photo(b"no picture at all")}, "file"),
        ],
    )
    def test_a_wrong_file_is_refused_at_its_field(self, channel: Channel, fields: dict[str, Any], field: str) -> None:
        number = channel.send(request_content()).json()["number"]
        with nothing_changed(but=COUNTED):
            answer = _send(channel, number, **fields)
        assert (answer.status_code, answer.json()["field"]) == (422, field)

    @pytest.mark.req("PLT-07")
    def test_the_proposals_of_others_are_not_found(self, channel: Channel) -> None:
        number = channel.send(request_content()).json()["number"]
        other = Channel(name="另一渠道")
        with nothing_changed(but=COUNTED):
            answer = _send(other, number, paper="identity", file=_photo())
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

    @pytest.mark.req("PLT-07")
    def test_json_is_not_taken(self, channel: Channel) -> None:
        number = channel.send(request_content()).json()["number"]
        answer = channel.send({"paper": "identity"}, path=f"/api/v1/proposals/{number}/papers")
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
