"""Photos are decoded and encoded again: nothing that is not picture survives, what the camera said is kept as data."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from core.files.purposes import JPEG, PNG
from core.files.refusals import FileRefused

MAX_PIXELS = 60_000_000
LONGEST_EDGE = 4096
THUMBNAIL_EDGE = 480
QUALITY = 88
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanImage:
    """A photo as it is shown, its small version, and when and where it was taken."""

    content: bytes
    media_type: str
    thumbnail: bytes
    width: int
    height: int
    taken_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None


def clean_image(content: bytes) -> CleanImage:
    """Decode, straighten, and encode again without anything that came along."""
    picture = _decode(content)
    exif = picture.getexif()
    taken_at, (latitude, longitude) = _taken_at(exif), _place(exif)
    straight = ImageOps.exif_transpose(picture)
    straight.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    keep_alpha = straight.mode in {"RGBA", "LA", "P"} and picture.format == "PNG"
    encoded = _encode(straight, "PNG" if keep_alpha else "JPEG")
    small = straight.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    return CleanImage(
        content=encoded,
        media_type=PNG if keep_alpha else JPEG,
        thumbnail=_encode(small, "JPEG"),
        width=straight.width,
        height=straight.height,
        taken_at=taken_at,
        latitude=latitude,
        longitude=longitude,
    )


def _decode(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            _refuse_bomb(picture)
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused("too_many_pixels", _("The picture has too many pixels. Send it in a smaller size.")) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning):
        raise FileRefused("unreadable", _("The picture cannot be read. It may be damaged; send it again.")) from None
    return picture


def _refuse_bomb(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise Image.DecompressionBombError


def _encode(picture: Image.Image, form: str) -> bytes:
    target = io.BytesIO()
    bare = Image.new("RGBA" if form == "PNG" else "RGB", picture.size, "white")
    bare.paste(picture.convert(bare.mode))
    bare.save(target, form, **({"quality": QUALITY, "optimize": True} if form == "JPEG" else {"optimize": True}))
    return target.getvalue()


def _taken_at(exif: Image.Exif) -> datetime | None:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    stamp = str(details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "").strip("\0 ")
    offset = str(details.get(ExifTags.Base.OffsetTimeOriginal) or "").strip("\0 ")
    try:
        if offset:
            return datetime.strptime(stamp + offset, "%Y:%m:%d %H:%M:%S%z")
        return timezone.make_aware(datetime.strptime(stamp, "%Y:%m:%d %H:%M:%S"))  # noqa: DTZ007 (camera's local time)
    except ValueError:
        return None


def _place(exif: Image.Exif) -> tuple[Decimal | None, Decimal | None]:
    gps: Mapping[int, Any] = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), negative=gps.get(ExifTags.GPS.GPSLatitudeRef) == "S")
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), negative=gps.get(ExifTags.GPS.GPSLongitudeRef) == "W")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None, None
    return latitude, longitude


def _degrees(parts: Any, *, negative: bool) -> Decimal | None:
    try:
        degrees, minutes, seconds = (Decimal(str(part)) for part in parts)
        value = (degrees + minutes / 60 + seconds / 3600).quantize(Decimal("0.000001"))
    except (TypeError, ValueError, InvalidOperation):
        return None
    return -value if negative else value
