"""Move personal data to the current key, after a new one was added to FIELD_KEYS."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from core.crypto.rotation import encrypted_columns, rotate


class Command(BaseCommand):
    help = "Re-encrypt every value that is under an older key. The older key may be removed when nothing is left."

    def handle(self, *args: Any, **options: Any) -> None:
        for model, fields in encrypted_columns():
            changed = rotate(model)
            names = ", ".join(field.name for field in fields)
            self.stdout.write(f"{model._meta.label} ({names}): {changed} rows moved")
