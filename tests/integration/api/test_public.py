"""What anyone may read: the schema, the page about the API, whether a policy is real."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.utils import timezone

from archives.public import verification_address
from organisation.demo.client import KEY
from tests.factories import underwriting as made
from tests.support.unchanged import nothing_changed
from underwriting.rules.lifecycle import POLICY_KIND


@pytest.mark.req("PLT-07")
def test_the_schema_is_the_committed_one() -> None:
    committed = (Path(settings.BASE_DIR) / "docs" / "openapi.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(Client().get("/api/schema/").content) == yaml.safe_load(committed)


@pytest.mark.req("PLT-07")
def test_the_page_shows_every_route_and_field() -> None:
    answer = Client(headers={"accept-language": "en"}).get("/api/docs/")
    text = answer.content.decode()
    assert answer.status_code == 200
    for said in ("/api/v1/proposals", "/api/v1/verify/{token}", "vehicle.vin", "policies[].number", "Idempotency-Key"):
        assert said in text


def test_anyone_may_verify_and_learns_nothing_about_people() -> None:
    policy = made.make_issued()[0]
    token = verification_address(POLICY_KIND, policy.pk, at=timezone.now()).rstrip("/").rsplit("/", 1)[-1]
    answer = Client().get(f"/api/v1/verify/{token}")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    said = answer.json()
    assert said["number"].startswith("PMCI2026")
    assert "*" in said["number"]
    assert policy.holder_name not in answer.content.decode()


@pytest.mark.parametrize("token", ["unknown", "%00", "a" * 200, "'"])
def test_an_unknown_code(token: str) -> None:
    with nothing_changed(but={"archives_publicvisit"}):
        answer = Client().get(f"/api/v1/verify/{token}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_too_many_questions_of_one_address(settings: object) -> None:
    settings.PUBLIC_REQUESTS_PER_MINUTE = 1  # type: ignore[attr-defined]
    web = Client()
    assert [web.get("/api/v1/verify/x").status_code for _ in range(2)] == [404, 429]


@pytest.mark.req("PLT-07")
def test_the_example_of_the_manual_works_with_the_demo_client() -> None:
    text = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text(encoding="utf-8")
    body = text.partition("-d '")[2].partition("}'\n")[0] + "}"
    content = body.replace("""'"$(date -d tomorrow +%F)"'""", made.tomorrow().isoformat())
    headers = {"authorization": f"Bearer {KEY}", "idempotency-key": str(uuid4())}
    answer = Client().post("/api/v1/proposals", content, content_type="application/json", headers=headers)
    assert KEY in text
    assert (answer.status_code, answer.json()["state"]) == (201, "review")
