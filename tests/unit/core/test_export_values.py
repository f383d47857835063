"""What a cell of a list becomes in a file: words without markup, figures as numbers, days and moments as such."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.templatetags.ui import moment, money
from core.web.export_values import exported, text_of, value_of
from core.web.list_spec import Column

pytestmark = pytest.mark.req("PLT-08")
AT = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)


def _of(cell: Any, css: str = "") -> Any:
    return value_of(Column(key="x", label="X", cell=lambda _row: cell, css=css), None)


@pytest.mark.parametrize(
    ("cell", "css", "expected"),
    [
        (money(Decimal("12345.60")), "ui-r", Decimal("12345.60")),
        (money(Decimal("-0.5")), "", Decimal("-0.50")),
        ("1,204", "ui-r ui-num", 1204),
        ("0012040", "", "0012040"),
        ("2026-11-22", "", date(2026, 11, 22)),
        ("–", "ui-r", None),
        (format_html("{}<small>{}</small>", "陈晓东", "闽C·B9779"), "", "陈晓东 · 闽C·B9779"),
        (SafeString('<span class="ui-badge"><i class="ui-dot"></i>已发布</span>'), "", "已发布"),
        ("=1+1", "", "'=1+1"),
    ],
)
def test_a_cell_becomes_what_it_means(cell: Any, css: str, expected: Any) -> None:
    assert _of(cell, css) == expected


def test_a_moment_keeps_its_year_in_the_time_of_the_place() -> None:
    assert _of(moment(AT)) == datetime(2026, 11, 22, 12, 30)


def test_plain_values_keep_their_type_and_yes_is_a_word() -> None:
    assert exported(AT) == datetime(2026, 11, 22, 12, 30)
    assert (exported(Decimal("1.50")), exported(3), exported(None)) == (Decimal("1.50"), 3, None)
    assert {type(exported(value)) for value in (True, False)} == {str}


def test_lines_of_a_cell_are_told_apart() -> None:
    assert text_of(SafeString("<small>only the second</small>")) == "only the second"
    assert text_of(SafeString("a &amp; b<br>c")) == "a & b · c"
