"""The e-commerce channel of the demo branch. Its key is known to everybody, so it exists in demo data only."""

from __future__ import annotations

from organisation.models import ApiClient, Unit
from organisation.services.clients import make_client

KEY = "demo-key-of-the-e-commerce-channel"
UNIT, POST, PER_MINUTE = "350503", "ECOM", 120


def build_client() -> None:
    """One client that enters proposals for Fengze sub-branch."""
    if not ApiClient.objects.exists():
        unit = Unit.objects.get(code=UNIT)
        make_client(name="泉州电子商务平台", unit=unit, post=POST, requests_per_minute=PER_MINUTE, key=KEY)
