"""Posted people of the demo branch: in time, due soon and overdue, and an exchange that waits."""

from __future__ import annotations

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from organisation.demo.signing import by
from organisation.models import Posting, Staff, Unit
from organisation.rules import rotation as rules
from organisation.services.rotation import propose_exchange

POSTED = (
    ("xieminhua", "350582", rules.BOOKKEEPERS, 350),
    ("guochangming", "350592", rules.SURVEYORS, 190),
    ("liuzhaohui", "350503", rules.SURVEYORS, 165),
    ("yebinbin", "350572", rules.SURVEYORS, 40),
)


def build_rotation() -> None:
    """Once."""
    if Posting.objects.exists():
        return
    today = timezone.localdate()
    for login, place, kind, days in POSTED:
        person = Staff.objects.select_related("belongs_to").get(login_name=login)
        since = today - timedelta(days=days)
        row = Posting(staff=person, place=Unit.objects.get(code=place), kind=kind, period=DateRange(since, None))
        if person.belongs_to is not None:
            row.set_unit(person.belongs_to)
        row.save()
    held = {row.staff_id: row.place_id for row in Posting.objects.filter(kind=rules.SURVEYORS)}
    propose_exchange(
        by("xiejianguo", "郭昌明已满半年，按规定三人轮换查勘点。"),
        kind=rules.SURVEYORS,
        moves=rules.circle(held),
        on_day=today + timedelta(days=7),
    )
