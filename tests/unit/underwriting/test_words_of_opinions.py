"""What an underwriter recommends in a report upward is offered in the reader's language (B-39)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils.translation import override

from underwriting.forms.referral import OpinionForm


@pytest.mark.req("UWR-06")
def test_opinions_are_offered_in_chinese() -> None:
    form = OpinionForm({"command_key": str(uuid4())})
    with override("zh-hans"):
        assert "accept" not in str(form["outcome"])
