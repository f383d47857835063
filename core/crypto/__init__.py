"""Personal data at rest: encrypted columns, blind indexes to find them by, masks to show them with."""

from core.crypto.cipher import Sealed, Unreadable, seal, unseal
from core.crypto.fields import BlindIndexField, EncryptedTextField, SealedModel
from core.crypto.index import blind_index, normalise
from core.crypto.keys import KeyFault, KeyRing, key_ring
from core.crypto.masks import mask_account, mask_address, mask_id, mask_name, mask_phone

__all__ = [
    "BlindIndexField",
    "EncryptedTextField",
    "KeyFault",
    "KeyRing",
    "Sealed",
    "SealedModel",
    "Unreadable",
    "blind_index",
    "key_ring",
    "mask_account",
    "mask_address",
    "mask_id",
    "mask_name",
    "mask_phone",
    "normalise",
    "seal",
    "unseal",
]
