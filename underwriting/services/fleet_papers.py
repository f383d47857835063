"""The papers of a fleet: one file for all its proposals (B-22)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from archives.public import DocumentFact, deposit_upload
from core.workflow.command import Command
from underwriting.models import FleetRow, FleetUpload
from underwriting.rules import fleet as life
from underwriting.rules import periods
from underwriting.rules.fleet_values import read_row
from underwriting.rules.lines import MOTOR
from underwriting.rules.papers_due import FLEET_PAPERS, due_at_submission
from underwriting.rules.proposal_papers import EXPLAINED
from underwriting.selectors.catalogue import product
from underwriting.selectors.kept import kept_until
from underwriting.services.fleet_check import data_of


class FleetScan(NamedTuple):
    """The scanned papers of all vehicles, and whether the confirmation of explained exclusions is among them."""

    content: bytes = b""
    explained: bool = False


class _Term(NamedTuple):
    start_on: date
    end_on: date


NO_SCAN = FleetScan()


def keep_scan(upload: FleetUpload, rows: Sequence[FleetRow], scan: FleetScan, command: Command) -> list[str]:
    """Keep the file with the fleet; returns the papers that its proposals need no file of their own for."""
    if not scan.content:
        return []
    today = localdate(command.at)
    last = max((_start_of(row, upload) or today for row in rows), default=today)
    with override(settings.LANGUAGE_CODE):
        title = _("Papers of the fleet")
    fact = DocumentFact(
        kind=FLEET_PAPERS,
        title=title,
        subject_kind=life.FLEET_KIND,
        subject_id=upload.pk,
        subject_number=upload.number,
        content=scan.content,
        media_type="application/pdf" if scan.content.startswith(b"%PDF") else "image/jpeg",
        retain_until=kept_until(_Term(last, periods.year_end(last)), today),
    )
    deposit_upload(command.then("papers"), fact)
    held = due_at_submission(product(MOTOR, today).required_documents, channel=upload.channel)
    return [*held, *([EXPLAINED] if scan.explained else [])]


def _start_of(row: FleetRow, upload: FleetUpload) -> date | None:
    cover = data_of(read_row(row.texts)[0], upload.number).cover
    return cover.start_on if cover else None
