"""The policies of a day as one file for the printer."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from archives.public import joined, newest_papers, page_count
from core.directory import directory
from core.files import GENERATED, attach, store
from core.jobs import GiveUp, JobRun, RetryLater, job
from core.models import ListExport
from core.notify import notify
from core.web.export_job import KIND as EXPORT_KIND
from core.workflow.command import Command
from underwriting.documents.day_print import cover_list
from underwriting.documents.policy import POLICY_DOCUMENT
from underwriting.models import DayPrint, Policy
from underwriting.rules import day_print as rules
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.day_prints import DayOf, of_day
from underwriting.services.day_prints import Sheet, most_at_once, note_day_print

PRINTED, MISSING, PAGES = _("policies printed"), _("policies without paper"), _("pages printed")
LEFT = _("policies left for the next print")
HOUR = 3600


@job(rules.JOB, queue="documents", label=_("Print the policies of a day"), lease=120, time_limit=HOUR)
def print_day(run: JobRun) -> None:
    """What the person may see now; a policy that somebody else printed meanwhile is left out."""
    found = DayPrint.objects.select_related("unit", "of_unit").get(pk=int(run.payload["print"]))
    wish = ListExport.objects.filter(pk=found.export_id or 0).first()
    actor = directory().actor(wish.assignment_id, timezone.localdate(), staff_id=wish.owner_id) if wish else None
    if wish is None or actor is None:
        raise GiveUp("the wish has expired or the post of the person has ended")
    at = timezone.now()
    command = Command(key=uuid5(NAMESPACE_URL, f"{rules.JOB}/{run.key}"), actor=actor, at=at)
    with override(wish.language):
        taken = _gathered(run, found, command)
        content = joined([_cover(found, taken, at), *taken.parts])
        pages = page_count(content)

        def effect() -> dict[str, Any]:
            missing = len(taken.missing)
            note_day_print(found, command, sheets=taken.sheets, missing=missing, pages=pages)
            address = _keep(wish, content, command)
            done = {PRINTED: len(taken.sheets), MISSING: missing, PAGES: pages, "file": address}
            return done | ({LEFT: taken.left} if taken.left else {})

        try:
            run.finish(effect)
        except IntegrityError as clash:
            raise RetryLater("one of the policies was printed meanwhile", seconds=1) from clash


class Gathered(NamedTuple):
    """What goes into the file, what of the day does not – without a paper yet, or printed before –, and how many wait
    for the next file because this one is full."""

    parts: list[bytes]
    sheets: list[Sheet]
    missing: list[Policy]
    earlier: list[Policy]
    left: int


def _cover(found: DayPrint, taken: Gathered, at: datetime) -> bytes:
    return cover_list(found, taken.sheets, missing=taken.missing, earlier=taken.earlier, left=taken.left, at=at)


def _is_printed(policy: Policy) -> bool:
    return getattr(policy, "first_print", None) is not None


def _gathered(run: JobRun, found: DayPrint, command: Command) -> Gathered:
    """The papers with what they belong to, up to the number that one file holds."""
    asked = DayOf(day=found.day, unit_id=found.of_unit_id, line=found.line, only_new=found.only_new)
    every = list(of_day(command.actor, asked))  # type: ignore[arg-type]
    fresh, most = [one for one in every if not _is_printed(one)], most_at_once(found.unit, found.asked_at)
    rows = {one.pk: one for one in fresh[:most]}
    parts, sheets = [], []
    for paper in newest_papers(command, POLICY_KIND, list(rows), kind=POLICY_DOCUMENT):
        sheets.append(Sheet(rows[paper.subject_id], paper.document_id, page_count(paper.content)))
        parts.append(paper.content)
        run.progress(len(parts), len(rows))
    printed = {one.policy.pk for one in sheets}
    return Gathered(
        parts=parts,
        sheets=sheets,
        missing=[one for pk, one in rows.items() if pk not in printed],
        earlier=[one for one in every if _is_printed(one)],
        left=max(len(fresh) - most, 0),
    )


def _keep(wish: ListExport, content: bytes, command: Command) -> str:
    file = store(content, purpose=GENERATED, name=wish.name, actor=command.actor)
    attach(file, subject_kind=EXPORT_KIND, subject_id=wish.pk)
    wish.file = file
    wish.save(update_fields=["file"])
    address = reverse("core:file", args=[file.token])
    title = gettext("The policies of the day are ready for the printer")
    notify([wish.owner_id], key=f"day_print:{wish.pk}", title=title, url=address, subject_kind=EXPORT_KIND)
    return address
