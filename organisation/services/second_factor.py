"""The second factor: one authenticator a person, enrolled by its first right code."""

from __future__ import annotations

import django_otp
from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice


def device_of(staff_id: int) -> TOTPDevice:
    """The authenticator of a person; an unconfirmed one is made on the first visit."""
    device, _new = TOTPDevice.objects.get_or_create(user_id=staff_id, defaults={"name": "totp", "confirmed": False})
    return device


def passes(request: HttpRequest, device: TOTPDevice, token: str) -> bool:
    """Whether the code is right; then the session counts as verified."""
    if not device.verify_token(token):
        return False
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    django_otp.login(request, device)
    return True
