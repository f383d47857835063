"""Exact search over encrypted columns: a keyed hash of the field's name and the normalised value."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

from core.crypto.keys import key_ring

INDEX_BYTES = 16
IGNORED = str.maketrans("", "", " \t\u3000-\u2010\u2011\u2012\u2013\u2014()+")


def normalise(value: str) -> str:
    """Full-width forms, case, blanks and hyphens do not make another number."""
    return unicodedata.normalize("NFKC", value).translate(IGNORED).upper()


def blind_index(field: str, value: str) -> str:
    """The index of ``value`` under the name ``field`` as 32 hexadecimal characters; "" for an empty value."""
    plain = normalise(value)
    if not plain:
        return ""
    message = f"{field}\0{plain}".encode()
    return hmac.new(key_ring().index_key, message, hashlib.sha256).digest()[:INDEX_BYTES].hex()
