"""What a form says of a wrong entry is said in the words of the house: how much is allowed, and what to do."""

from __future__ import annotations

import pytest
from django import forms
from django.utils.translation import override


class Asked(forms.Form):
    note = forms.CharField(max_length=5)
    amount = forms.DecimalField(max_digits=4, decimal_places=2, min_value=1)
    day = forms.DateField()


@pytest.mark.req("PLT-17")
def test_errors_of_plain_fields_name_the_limit_and_the_remedy() -> None:
    with override("zh-hans"):
        form = Asked({"note": "一二三四五六", "amount": "123.45", "day": "昨天"})
        said = {name: [str(one) for one in found] for name, found in form.errors.items()}
    assert said == {
        "note": ["最多 5 个字，现有 6 个字，请删减。"],
        "amount": ["数字过大：总共最多 4 位。"],
        "day": ["请填写正确的日期。"],
    }
