"""Doubtful photos keep the mark “inspected” from a proposal and are shown where it is decided (5.1)."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import ExifTags, Image

from organisation.public import system_actor
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from underwriting.models import Decision, Inspection, Proposal
from underwriting.services import automatic, intake, review
from underwriting.services.data import PapersData
from underwriting.services.inspections import record_inspection, set_aside

pytestmark = pytest.mark.django_db
FENGZE, UWC = made.FENGZE, made.UWC


def photo(taken_at: datetime, *, north: float = 24.9, shade: int = 1) -> bytes:
    """As a phone makes it, with time and position."""
    exif = Image.Exif()
    local = timezone.localtime(taken_at)
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{local:%Y:%m:%d %H:%M:%S}"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (north, 0.0, 0.0)
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", (118.6, 0.0, 0.0)
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), (20, 130, shade)).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def draft() -> Proposal:
    return made.make_draft(papers=PapersData(signed=True, inspected=False, answered=made.answers()))


def recorded(proposal: Proposal, *photos: bytes) -> Inspection:
    seen: dict[str, Any] = {
        "inspected_at": timezone.now() - timedelta(minutes=5),
        "place": "泉州市丰泽区",
        "result": "good",
    }
    files = tuple((content, f"{n}.jpg") for n, content in enumerate(photos))
    return record_inspection(order(actor_at("SALES", FENGZE)), proposal=proposal.pk, photos=files, **seen)


def mark(proposal: Proposal) -> bool:
    return Proposal.objects.values_list("inspected", flat=True).get(pk=proposal.pk)


@pytest.mark.req("PRO-06", "PRO-07")
def test_photos_of_the_day_and_the_place_set_the_mark() -> None:
    proposal, now = draft(), timezone.now()
    found = recorded(proposal, *(photo(now, shade=n) for n in range(3)))
    assert (found.doubts, mark(proposal)) == ([], True)


@pytest.mark.req("PRO-06", "PRO-07")
def test_an_old_photo_from_far_away_is_shown_and_sets_no_mark(settings: Any) -> None:
    settings.DEMO = True
    proposal, now = draft(), timezone.now()
    old = photo(now - timedelta(days=3), north=39.9)
    found = recorded(proposal, photo(now, shade=2), photo(now, shade=3), old)
    assert [(one["code"], one["photo"]) for one in found.doubts] == [("other_time", "2.jpg"), ("far_away", "2.jpg")]
    assert mark(proposal) is False
    page = signed_in("UW_UND3", UWC).get(reverse("underwriting:proposal", args=[proposal.pk]) + "?tab=entry")
    assert page.content.decode().count("Doubtful photo:") == 2


@pytest.mark.req("PRO-06", "PRO-07")
def test_a_photo_serves_one_proposal_only() -> None:
    first, second, now = (
        draft(),
        made.make_draft(
            papers=PapersData(signed=True, inspected=False, answered=made.answers()),
            vehicle=made.vehicle(plate="闽C·B0002"),
        ),
        timezone.now(),
    )
    photos = [photo(now, shade=n) for n in range(3)]
    record = recorded(first, *photos)
    set_aside(record.pk, order(actor_at("SALES", FENGZE), reason="place was wrong"))
    assert recorded(first, *photos).doubts == []
    again = recorded(second, *photos)
    assert [one["code"] for one in again.doubts] == ["seen_before"] * 3
    assert (mark(first), mark(second)) == (True, False)


def decided(proposal: Proposal) -> Decision:
    """Handed in, checked, and decided by the rules."""
    intake.submit_proposal(proposal.pk, order(actor_at("UW_ISSUE", FENGZE)))
    review.pass_review(proposal.pk, order(actor_at("UW_REVIEW", FENGZE)))
    automatic.decide_automatically(proposal.pk, order(system_actor("auto-underwriting", unit_id=proposal.unit_id)))
    return Decision.objects.get(proposal=proposal)


@pytest.mark.req("PRO-07", "AUW-01")
@pytest.mark.parametrize(("days_old", "expected", "state"), [(3, ["inspection"], "uw_queue"), (0, [], "approved")])
def test_a_record_in_doubt_is_decided_by_a_person(days_old: int, expected: list[str], state: str) -> None:
    proposal, now = draft(), timezone.now()
    shots = [photo(now, shade=2), photo(now, shade=3), photo(now - timedelta(days=days_old), shade=4)]
    recorded(proposal, *shots)
    assert [v["element"] for v in decided(proposal).verdicts if not v["passed"]] == expected
    assert Proposal.objects.get(pk=proposal.pk).state == state
