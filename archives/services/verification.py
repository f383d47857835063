"""Anyone with the paper in hand may ask whether it is ours; nobody learns anything about the person (issue 4.10)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.urls import reverse

from archives.models import PublicVisit, VerificationCode
from archives.rules.facts import VerificationFact, masked_number, masked_plate
from core.crypto import blind_index

Verifier = Callable[[int], VerificationFact | None]
TOKEN_BYTES = 16
KEPT = timedelta(hours=1)
_verifiers: dict[str, Verifier] = {}


def register_verifier(subject_kind: str, verifier: Verifier) -> None:
    """The app that owns a kind says what the public may know of one object."""
    _verifiers[subject_kind] = verifier


def verification_address(subject_kind: str, subject_id: int, *, at: datetime) -> str:
    """The absolute address that goes into the QR code; the same object always has the same one."""
    code, _created = VerificationCode.objects.get_or_create(
        subject_kind=subject_kind,
        subject_id=subject_id,
        defaults={"token": secrets.token_urlsafe(TOKEN_BYTES), "made_at": at},
    )
    return f"{settings.PUBLIC_ADDRESS}{reverse('archives:verify', args=[code.token])}"


def verified(token: str) -> VerificationFact | None:
    """What the public may know of the object behind ``token``, masked; None when there is none."""
    code = VerificationCode.objects.filter(token=token).first()
    verifier = _verifiers.get(code.subject_kind) if code else None
    fact = verifier(code.subject_id) if code and verifier else None
    if fact is None:
        return None
    return replace(
        fact,
        number=masked_number(fact.number),
        plate=masked_plate(fact.plate) if fact.plate else "",
        changes=tuple(replace(one, number=masked_number(one.number)) for one in fact.changes),
    )


def visits_this_minute(address: str, *, at: datetime) -> int:
    """Count a request of an address; the count is exact over all processes."""
    minute = at.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO archives_publicvisit AS v (address, minute, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (address, minute) DO UPDATE SET count = v.count + 1 RETURNING count",
            [blind_index("archives.visitor", address), minute],
        )
        count = int(cursor.fetchone()[0])
    if count == 1:
        PublicVisit.objects.filter(minute__lt=minute - KEPT).delete()
    return count
