"""Bring the reference data of all apps into the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from core import reference


class Command(BaseCommand):
    help = "Load effective-dated reference data of every app; running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        for loader in reference.loaders():
            with transaction.atomic():
                loader.load()
            self.stdout.write(f"{loader.name}: ready")
