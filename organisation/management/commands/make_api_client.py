"""Give a channel access to the API; its key is shown once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organisation.models import Unit
from organisation.services.clients import make_client


class Command(BaseCommand):
    """``manage.py make_api_client "泉州电商" --unit 350503``"""

    help = "Make a client of the API and print its key, which cannot be read again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--unit", required=True, help="code of the unit that checks its proposals")
        parser.add_argument("--post", default="ECOM", help="post whose permissions the client has")
        parser.add_argument("--per-minute", type=int, default=120, help="requests a minute")

    def handle(self, *args: Any, **options: Any) -> None:
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(f"There is no unit {options['unit']}.")
        client, key = make_client(
            name=options["name"], unit=unit, post=options["post"], requests_per_minute=options["per_minute"]
        )
        self.stdout.write(f"{client.name} ({unit.name}): {key}")
