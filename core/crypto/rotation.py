"""Moving rows to the current key: each batch is locked, re-encrypted and saved in one short transaction."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction

from core.crypto.cipher import Sealed
from core.crypto.fields import EncryptedTextField
from core.crypto.keys import key_ring


def encrypted_columns() -> Iterator[tuple[type[models.Model], list[EncryptedTextField]]]:
    """Every model with encrypted columns in a table of ours, and those columns."""
    for model in (one for one in apps.get_models() if one._meta.managed):
        fields = [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
        if fields:
            yield model, fields


def rotate(model: type[models.Model], *, batch: int = 500) -> int:
    """Re-encrypt every value of ``model`` that is not under the current key; returns the number of rows changed."""
    fields = next(fields for candidate, fields in encrypted_columns() if candidate is model)
    names = [field.name for field in fields]
    changed, last = 0, 0
    while True:
        with transaction.atomic():
            following = model._base_manager.select_for_update(no_key=True).filter(pk__gt=last).order_by("pk")
            rows = list(following.only("row_key", *names)[:batch])
            changed += sum(_rotate_row(row, fields) for row in rows)
        if not rows:
            return changed
        last = rows[-1].pk


def _rotate_row(row: models.Model, fields: list[EncryptedTextField]) -> bool:
    old = [field for field in fields if _is_old(row.__dict__.get(field.attname))]
    for field in old:
        setattr(row, field.attname, str(getattr(row, field.attname)))
    if old:
        row.save(update_fields=[field.name for field in old])
    return bool(old)


def _is_old(value: object) -> bool:
    return isinstance(value, Sealed) and bool(value) and value.key_id != key_ring().current
