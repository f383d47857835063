"""The guiding opinion on automatic underwriting is written from the rules in force and kept when published (AUW-09)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from archives.models import Document
from tests.factories.underwriting import FENGZE, UWC
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import RuleElements, RuleValues

pytestmark = [pytest.mark.django_db, pytest.mark.req("AUW-09")]


@pytest.fixture(autouse=True)
def demo(branch: None, settings: Any) -> None:
    settings.DEMO = True


def test_the_opinion_says_elements_values_filing_and_monitoring_of_the_rules_in_force() -> None:
    shown = signed_in("UW_UND2", UWC).get(reverse("underwriting:guiding_opinion"))
    motor = next(one for one in shown.context["opinion"].products if one.code == "MOTOR")
    values = RuleValues.objects.get(product="MOTOR")
    assert (motor.values_version, motor.filing) == (values.version, values.filing)
    elements = RuleElements.objects.get(version=motor.elements_version).elements
    assert len(motor.rows) == len(elements)
    page = shown.content.decode()
    assert "≤ ¥500,000" in page
    assert "Entered later (back-entry)" in page


def test_a_published_opinion_is_a_document_with_a_version() -> None:
    url = reverse("underwriting:guiding_opinion")
    underwriter = signed_in("UW_UND2", UWC)
    with nothing_changed():
        assert underwriter.post(url, {"command_key": str(uuid4())}).status_code == 403
    director = signed_in("UW_DIR", UWC)
    for _version in (1, 2):
        assert director.post(url, {"command_key": str(uuid4())}).status_code == 302
    kept = Document.objects.filter(kind="underwriting.guiding_opinion").order_by("version")
    assert [(one.version, one.title) for one in kept] == [(1, "自动核保实施指导意见"), (2, "自动核保实施指导意见")]
    assert "自动核保实施指导意见" in director.get(url).content.decode()
    assert signed_in("SALES", FENGZE).get(url).status_code == 403
