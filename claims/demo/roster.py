"""The demo branch's duty roster: every surveyor stands at a known place for a year."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from claims.models import DutyShift, Speciality
from organisation.models import PostAssignment, Unit

OFFICES = {"刘朝晖": "350503", "叶彬彬": "350572"}


def build_roster() -> None:
    """Surveyors of the centre stand at three places in the city, those of sub-branches at home."""
    now = timezone.now()
    period = DateTimeTZRange(now - timedelta(days=1), now + timedelta(days=365))
    held = PostAssignment.objects.filter(post_id="CS_SURV").select_related("staff", "unit").order_by("pk")
    DutyShift.objects.bulk_create(_shift(one, period) for one in held)


def _shift(assignment: PostAssignment, period: DateTimeTZRange) -> DutyShift:
    code = OFFICES.get(assignment.staff.name, assignment.unit.code)
    place = Unit.objects.get(code=code)
    return DutyShift(
        staff=assignment.staff,
        unit=assignment.unit,
        place=place.name,
        latitude=place.latitude or Decimal(0),
        longitude=place.longitude or Decimal(0),
        specialities=[s.value for s in Speciality],
        period=period,
    )
