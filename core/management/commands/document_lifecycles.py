"""Write the lifecycle pages of the documentation."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.workflow import document
from core.workflow.registry import stateful_models


class Command(BaseCommand):
    help = "Write docs/lifecycles/*.md from the declared lifecycles; with --check only say whether they are up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs" / "lifecycles"
        pages = {
            folder / f"{kind}.md": document.page(m.lifecycle)
            for kind, m in stateful_models().items()
            if kind != "sample.paper"
        }
        stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
        if options["check"] and stale:
            raise CommandError(
                f"not up to date: {', '.join(path.name for path in stale)} (run manage.py document_lifecycles)"
            )
        folder.mkdir(parents=True, exist_ok=True)
        for path in stale:
            path.write_text(pages[path], encoding="utf-8")
        self.stdout.write(f"{len(pages)} lifecycles documented")
