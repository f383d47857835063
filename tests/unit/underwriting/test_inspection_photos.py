"""Photos of an inspection against the time and place that were named (5.1)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from underwriting.rules.inspection_photos import FAR_AWAY, OTHER_TIME, SEEN_BEFORE, Shot, doubts

NAMED = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def _found(shot: Shot) -> list[str]:
    return [one.code for one in doubts([shot], NAMED, hours=24, kilometres=Decimal(50))]


@pytest.mark.req("PRO-06")
@pytest.mark.parametrize(
    ("shot", "codes"),
    [
        (Shot(name="1"), []),
        (Shot(name="1", taken_at=NAMED - timedelta(hours=24), distance=Decimal(50)), []),
        (Shot(name="1", taken_at=NAMED - timedelta(hours=24, minutes=1)), [OTHER_TIME]),
        (Shot(name="1", taken_at=NAMED + timedelta(hours=25)), [OTHER_TIME]),
        (Shot(name="1", distance=Decimal("50.1")), [FAR_AWAY]),
        (Shot(name="1", seen_before=True), [SEEN_BEFORE]),
        (
            Shot(name="1", taken_at=NAMED - timedelta(days=9), distance=Decimal(300), seen_before=True),
            [OTHER_TIME, FAR_AWAY, SEEN_BEFORE],
        ),
    ],
)
def test_a_photo_of_another_time_or_place_or_inspection_is_doubtful(shot: Shot, codes: list[str]) -> None:
    assert _found(shot) == codes


@pytest.mark.req("PRO-06")
def test_a_doubt_names_the_photo_and_what_the_camera_says() -> None:
    (one,) = doubts([Shot(name="车头.jpg", distance=Decimal("312.4"))], NAMED, hours=24, kilometres=Decimal(50))
    assert (one.photo, one.value) == ("车头.jpg", "312.4 km")
