"""Start-up check: the keys are there, well formed and different from each other."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from core.crypto.keys import KeyFault, key_ring

HINT = 'FIELD_KEYS reads "1:<base64 of 32 random bytes>", INDEX_KEY is the base64 of 32 other random bytes.'


@register(Tags.security)
def check_keys(app_configs: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Personal data cannot be read or written without sound keys, so nothing starts without them."""
    del app_configs
    try:
        key_ring()
    except KeyFault as fault:
        return [Error(str(fault), id="core.E101", hint=HINT)]
    return []
