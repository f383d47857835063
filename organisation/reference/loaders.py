"""Bring posts, duties, the segregation matrix, permissions and the working calendar into the database."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import chinese_calendar
from django.db.backends.postgresql.psycopg_any import DateRange

from core import clocks, permissions
from core.models import CalendarDay
from organisation.actors import SYSTEM
from organisation.models import IncompatibleDuties, Post, PostDuty, PostNorm, PostPermission, PostQueue, PostRequirement
from organisation.selectors import posts

FOLDER = Path(__file__).parent
FIRST_CALENDAR_YEAR = 2024


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def load_posts() -> None:
    """The post catalogue (domain 3.1). Names changed by administrators later are left alone."""
    known = set(Post.objects.values_list("code", flat=True))
    Post.objects.bulk_create(
        Post(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            department=row["department"],
            needs_second_factor=row["second_factor"] == "1",
            order=order,
        )
        for order, row in enumerate(_rows("posts.csv"))
        if row["code"] not in known
    )
    posts.forget()


def load_segregation() -> None:
    """The 30 pairs of the segregation matrix, and the duties that come with each post."""
    matrix = [
        IncompatibleDuties(
            number=int(row["number"]),
            first=row["first"],
            second=row["second"],
            level=row["level"],
            why=row["why"],
            user_from=int(row["user_from"]) if row["user_from"] else None,
            liftable=row["liftable"] == "1",
        )
        for row in _rows("segregation.csv")
    ]
    IncompatibleDuties.objects.bulk_create(matrix, ignore_conflicts=True)
    duties = [
        PostDuty(post_id=row["post"], duty=duty) for row in _rows("post_duties.csv") for duty in row["duties"].split()
    ]
    PostDuty.objects.bulk_create(duties, ignore_conflicts=True)


def load_requirements() -> None:
    """What the guide asks of the holders of each post. Requirements changed by administrators later are left alone."""
    known = set(PostRequirement.objects.values_list("post_id", "branch_kind"))
    PostRequirement.objects.bulk_create(
        PostRequirement(
            post_id=row["post"],
            branch_kind=row["branch_kind"],
            education=int(row["education"]),
            years=int(row["years"]),
            experience=row["experience"],
            good_english=row["good_english"] == "1",
            effective=DateRange(date(FIRST_CALENDAR_YEAR, 1, 1), None),
            source=row["source"],
        )
        for row in _rows("requirements.csv")
        if (row["post"], row["branch_kind"]) not in known
    )


def load_norms() -> None:
    """Posts and people of each centre by kind of branch. Norms changed by administrators later are left alone."""
    known = set(PostNorm.objects.values_list("centre_kind", "branch_kind", "post_id"))
    PostNorm.objects.bulk_create(
        PostNorm(
            centre_kind=row["centre_kind"],
            branch_kind=row["branch_kind"],
            post_id=row["post"],
            minimum=int(row["minimum"]),
            premium_each=Decimal(row["premium_each"]),
            units_each=int(row["units_each"]),
            without_reinsurance=row["without_reinsurance"] == "1",
            effective=DateRange(date(FIRST_CALENDAR_YEAR, 1, 1), None),
            source=row["source"],
        )
        for row in _rows("norms.csv")
        if (row["centre_kind"], row["branch_kind"], row["post"]) not in known
    )


def load_permissions() -> None:
    """What each post holds by default, as the apps declare it. Rights that a declaration no longer names go."""
    people = set(Post.objects.values_list("code", flat=True))
    held = {
        (post, name) for c in permissions.catalogues().values() for name, holders in c.posts.items() for post in holders
    }
    served = {
        (post, queue)
        for c in permissions.catalogues().values()
        for queue, holders in c.queues.items()
        for post in holders
    }
    _known(held | served, people)
    PostPermission.objects.exclude(permission__in={name for _post, name in held}).delete()
    PostPermission.objects.bulk_create(
        (PostPermission(post_id=post, permission=name) for post, name in sorted(held) if post in people),
        ignore_conflicts=True,
    )
    PostQueue.objects.bulk_create(
        (PostQueue(post_id=post, queue=queue) for post, queue in sorted(served) if post in people),
        ignore_conflicts=True,
    )
    posts.forget()


def _known(pairs: Iterable[tuple[str, str]], people: set[str]) -> None:
    unknown = {post for post, _right in pairs if not post.startswith(SYSTEM)} - people
    if unknown:
        raise LookupError(f"rights are declared for unknown posts: {', '.join(sorted(unknown))}")


def load_calendar() -> None:
    """Holidays and make-up days as published by the State Council, as far as they are known today."""
    known = set(CalendarDay.objects.values_list("day", flat=True))
    days = [
        day for day in _published_days() if day not in known and chinese_calendar.is_workday(day) != (day.weekday() < 5)
    ]
    CalendarDay.objects.bulk_create(
        CalendarDay(
            day=day, working=chinese_calendar.is_workday(day), name=chinese_calendar.get_holiday_detail(day)[1] or ""
        )
        for day in days
    )
    clocks.forget()


def _published_days() -> list[date]:
    last = max(chinese_calendar.holidays)
    first = date(FIRST_CALENDAR_YEAR, 1, 1)
    end = date(last.year, 12, 31)
    return [first + timedelta(days=n) for n in range((end - first).days + 1)]
