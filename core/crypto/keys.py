"""The keys for personal data, read once from the settings.

``FIELD_KEYS`` is ``"1:<base64>,2:<base64>"``: every key ever used by its number, the last one encrypts.
``INDEX_KEY`` is one base64 key. Identity numbers can be guessed, so the index key is worth as much as the data:
neither key is ever written to the database or its backups.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

KEY_BYTES = 32
LARGEST_KEY_ID = 0xFFFF


class KeyFault(ValueError):
    """A key is missing, malformed or used for two purposes; the message names the setting."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Field keys by number, the number of the key that encrypts, and the key of the blind indexes."""

    field_keys: Mapping[int, bytes]
    current: int
    index_key: bytes

    def __post_init__(self) -> None:
        if self.index_key in self.field_keys.values():
            raise KeyFault("INDEX_KEY must differ from every key in FIELD_KEYS")

    def field_key(self, key_id: int) -> bytes:
        try:
            return self.field_keys[key_id]
        except KeyError:
            raise KeyFault(f"FIELD_KEYS has no key {key_id}; add the old key back to read old rows") from None


def _decode(text: str, setting: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise KeyFault(f"{setting} is not base64") from None
    if len(key) != KEY_BYTES:
        raise KeyFault(f"{setting} must hold {KEY_BYTES} bytes, it holds {len(key)}")
    return key


def parse_field_keys(text: str) -> tuple[dict[int, bytes], int]:
    """Read ``FIELD_KEYS``; returns the keys and the number of the last one."""
    keys: dict[int, bytes] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        number, colon, encoded = entry.partition(":")
        if not colon or not number.isdigit() or not 0 < int(number) <= LARGEST_KEY_ID:
            raise KeyFault("FIELD_KEYS must read '1:<base64>,2:<base64>'")
        if int(number) in keys:
            raise KeyFault(f"FIELD_KEYS names key {number} twice")
        keys[int(number)] = _decode(encoded, f"FIELD_KEYS key {number}")
    if not keys:
        raise KeyFault("FIELD_KEYS is empty")
    return keys, list(keys)[-1]


def parse_ring(field_keys: str, index_key: str) -> KeyRing:
    keys, current = parse_field_keys(field_keys)
    return KeyRing(field_keys=keys, current=current, index_key=_decode(index_key, "INDEX_KEY"))


@lru_cache(maxsize=8)
def _ring(field_keys: str, index_key: str) -> KeyRing:
    return parse_ring(field_keys, index_key)


def key_ring() -> KeyRing:
    """The ring of the running process."""
    return _ring(settings.FIELD_KEYS, settings.INDEX_KEY)


def new_key() -> str:
    """A fresh random key as it is written into the settings."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
