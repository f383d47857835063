"""Model fields for personal data.

The associated data of a ciphertext needs the row, and the row's primary key is not known before it is inserted.
Every model with encrypted columns therefore derives from ``SealedModel``, whose random ``row_key`` never changes.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from core.crypto.cipher import Sealed, seal, unseal
from core.crypto.keys import key_ring

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    _TextField = models.Field[str, str]
else:
    _TextField = models.Field


class SealedModel(models.Model):
    """A row with encrypted columns; ``row_key`` binds each ciphertext to its row."""

    row_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class _ClearText(DeferredAttribute):
    """Decrypts when the attribute is read, and only then: a list that shows masks never decrypts."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Sealed):
            return value
        field = cast("EncryptedTextField", self.field)
        place = field.place_in(instance)
        opened = _Opened(unseal(value, place=place, ring=key_ring()), value, place)
        instance.__dict__[field.attname] = opened
        return opened

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class _Opened(str):
    """Clear text that remembers its ciphertext, so that saving an unchanged row does not rewrite it."""

    sealed: Sealed
    place: str

    def __new__(cls, clear: str, sealed: Sealed, place: str) -> _Opened:
        opened = super().__new__(cls, clear)
        opened.sealed, opened.place = sealed, place
        return opened


class EncryptedTextField(_TextField):
    """Text that is encrypted in the database and clear on the instance. It can be stored and read, not searched."""

    descriptor_class = _ClearText
    sensitive = True
    empty_strings_allowed = True

    def get_internal_type(self) -> str:
        return "BinaryField"

    def place_in(self, instance: models.Model) -> str:
        """The table, column and row for which a value is encrypted."""
        row_key = cast("SealedModel", instance).row_key
        return f"{self.model._meta.db_table}.{self.column}:{row_key}"

    def from_db_value(self, value: Any, _expression: object, _connection: BaseDatabaseWrapper) -> Sealed | str | None:
        if value is None:
            return None
        stored = bytes(value)
        return Sealed(stored) if stored else ""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002, FBT001 (Django's signature)
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        place = self.place_in(model_instance)
        if isinstance(value, _Opened) and value.place == place:
            return value.sealed
        return seal(str(value), place=place, ring=key_ring()) if value else Sealed(b"")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise FieldError(f"{self} is encrypted: save the instance, update() has no row to encrypt for")
        return connection.Database.Binary(bytes(value))

    def get_lookup(self, lookup_name: str) -> Any:
        """Only ``isnull`` makes sense on a ciphertext; use the blind index to search."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def value_to_string(self, obj: models.Model) -> str:
        """Serialising writes no clear text."""
        return bytes(self.pre_save(obj, add=False) or b"").hex()

    def formfield(self, **_kwargs: Any) -> None:
        """Pages use their own forms."""


class BlindIndexField(models.CharField):  # type: ignore[type-arg]
    """Holds ``blind_index(...)``; fixed length, empty when the value is empty."""

    sensitive = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
