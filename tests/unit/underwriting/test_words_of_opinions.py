"""What dialogs offer to choose or to fill in stands in the reader's language (B-39, 5.12)."""

from __future__ import annotations

from unittest import mock
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.utils.translation import override

from core.web.commands import action
from underwriting.forms.referral import OpinionForm
from underwriting.rules.quality_lives import CHECK as COMPARE


@pytest.mark.req("UWR-06")
def test_opinions_are_offered_in_chinese() -> None:
    form = OpinionForm({"command_key": str(uuid4())})
    with override("zh-hans"):
        assert "accept" not in str(form["outcome"])


@pytest.mark.req("PRO-20")
def test_the_fields_of_a_quality_check_are_named_in_chinese() -> None:
    check = action(COMPARE.name)
    assert check.prepare is not None
    with override("zh-hans"), mock.patch("underwriting.views.quality_actions.selectors.graded", return_value={}):
        words = check.prepare(HttpRequest(), None)["fields"]
    assert words["subject"] == "保险标的"
    assert not [word for word in words.values() if word.isascii() and word != "VIN"]
