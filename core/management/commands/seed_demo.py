"""Build the demo branch in an empty database."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core import demo


class Command(BaseCommand):
    help = "Build the demo branch: all of it or nothing. Does nothing when people are there already."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data is made with DEMO=1 only.")
        if get_user_model()._default_manager.exists():
            self.stdout.write("The database is in use; nothing was added.")
            return
        with transaction.atomic():
            for builder in demo.builders():
                builder.load()
                self.stdout.write(f"{builder.name}: built")
