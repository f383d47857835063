"""API clients by their key."""

from __future__ import annotations

import hashlib

from organisation.models import ApiClient


def digest_of(key: str) -> str:
    """What is kept of a key. Keys are random, so that a plain digest suffices."""
    return hashlib.sha256(key.encode()).hexdigest()


def client_of_key(key: str) -> ApiClient | None:
    """The active client that holds ``key``."""
    return ApiClient.objects.filter(key_digest=digest_of(key), active=True).first()
