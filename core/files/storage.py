"""Bytes on disk under random names. Nothing of what people send ever becomes part of a path."""

from __future__ import annotations

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.crypto.cipher import seal_bytes, unseal_bytes
from core.crypto.keys import key_ring


def put(content: bytes) -> str:
    """Write ``content`` under a new random name and return the name."""
    name = uuid.uuid4().hex
    return default_storage.save(f"{name[:2]}/{name}", ContentFile(content))


def get(path: str) -> bytes:
    with default_storage.open(path, "rb") as file:
        return bytes(file.read())


def put_sealed(content: bytes) -> str:
    """Write encrypted; the name is part of what the ciphertext is bound to."""
    name = uuid.uuid4().hex
    place = f"sealed/{name}"
    return default_storage.save(place, ContentFile(seal_bytes(content, place=place, ring=key_ring())))


def get_sealed(path: str) -> bytes:
    return unseal_bytes(get(path), place=path, ring=key_ring())
