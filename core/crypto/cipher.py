"""One encrypted value: version byte, key number, nonce, AES-256-GCM ciphertext with tag.

The associated data is the place of the value (table, column and row key), so a ciphertext that is copied to another
column or another row cannot be read there. The version byte leaves room for SM4-GCM under the same header.
"""

from __future__ import annotations

import secrets
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.crypto.keys import KeyRing

AES_256_GCM = 1
HEADER = struct.Struct(">BH")
NONCE_BYTES = 12
TAG_BYTES = 16


class Unreadable(ValueError):
    """A stored value is not what was written at this place: damaged, moved, or of an unknown version."""


class Sealed(bytes):
    """An encrypted value as it stands in the database."""

    __slots__ = ()

    @property
    def key_id(self) -> int:
        """The number of the key that this value needs."""
        return int(HEADER.unpack_from(self)[1])


def seal_bytes(clear: bytes, *, place: str, ring: KeyRing) -> Sealed:
    """Encrypt ``clear`` for exactly one place with the current key."""
    header = HEADER.pack(AES_256_GCM, ring.current)
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = AESGCM(ring.field_key(ring.current)).encrypt(nonce, clear, header + place.encode())
    return Sealed(header + nonce + body)


def unseal_bytes(sealed: bytes, *, place: str, ring: KeyRing) -> bytes:
    """Decrypt what was sealed for ``place``; raises ``Unreadable`` anywhere else."""
    if len(sealed) < HEADER.size + NONCE_BYTES + TAG_BYTES:
        raise Unreadable(f"the value at {place} is too short to be an encrypted value")
    version, key_id = HEADER.unpack_from(sealed)
    if version != AES_256_GCM:
        raise Unreadable(f"the value at {place} has the unknown version {version}")
    header, rest = sealed[: HEADER.size], sealed[HEADER.size :]
    try:
        return AESGCM(ring.field_key(key_id)).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], header + place.encode())
    except InvalidTag:
        raise Unreadable(f"the value at {place} was not written there") from None


def seal(clear: str, *, place: str, ring: KeyRing) -> Sealed:
    """Encrypt a text; see ``seal_bytes``."""
    return seal_bytes(clear.encode(), place=place, ring=ring)


def unseal(sealed: bytes, *, place: str, ring: KeyRing) -> str:
    """Decrypt a text; see ``unseal_bytes``."""
    return unseal_bytes(sealed, place=place, ring=ring).decode()
