"""A placement in money, and texts that say nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from underwriting.rules.reinsurance.placement import Line, LineMoney, money_of, together
from underwriting.rules.saying import says_fully, says_something

D = Decimal


@pytest.mark.req("REI-05")
def test_premium_commission_and_net_of_every_line_are_in_cents() -> None:
    """RI-3: 60,000,000 placed at 260,377.36; the residual cent is the leader's."""
    lines = [
        Line(percent=D("50"), commission_percent=D("22")),
        Line(percent=D("42.8571"), commission_percent=D("25")),
        Line(percent=D("7.1429"), commission_percent=D("20")),
    ]
    found = money_of(lines, amount=D("60000000.00"), premium=D("260377.36"))
    assert found[0] == LineMoney(amount=D("30000000.00"), premium=D("130188.68"), commission=D("28641.51"))
    assert [one.premium for one in found] == [D("130188.68"), D("111590.19"), D("18598.49")]
    assert found[1].net == D("83692.64")
    assert together(found) == LineMoney(
        amount=D("60000000.00"), premium=D("260377.36"), commission=sum((one.commission for one in found), D(0))
    )


def test_lines_below_the_whole_leave_the_rest_to_nobody() -> None:
    found = money_of([Line(percent=D(60), commission_percent=D(20))], amount=D("1000.00"), premium=D("10.01"))
    assert found == [LineMoney(amount=D("600.00"), premium=D("6.01"), commission=D("1.20"))]
    assert money_of([], amount=D(1), premium=D(1)) == []


@pytest.mark.req("REI-04", "UWR-06")
@pytest.mark.parametrize("text", ["", "  ", "无", "无。", "None", "N/A", "-", "——", "xxxx", "11111", "不适用", "ab"])
def test_a_text_that_says_nothing(text: str) -> None:
    assert not says_something(text)
    assert not says_fully(text)


@pytest.mark.parametrize("text", ["近五年无赔案记录", "No losses", "总平面图、消防验收"])
def test_a_text_that_says_something(text: str) -> None:
    assert says_something(text)


@pytest.mark.req("UWR-08")
def test_a_reason_is_more_than_a_word() -> None:
    assert not says_fully("不需要")
    assert says_fully("保额在自留额以内")
