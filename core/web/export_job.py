"""The background work behind a long export: the list's own view is opened again for the person who asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core import notify
from core.directory import directory
from core.files import GENERATED, attach, guard, store
from core.jobs import GiveUp, JobRun, job
from core.models import ListExport, StoredFile
from core.web.export_purpose import mark_of
from core.web.exporting import JOB, MOST_ROWS, Prepare, csv_of, lines_of, xlsx_of
from core.web.list_spec import Column
from core.workflow.command import Actor
from core.workflow.refusals import Refusal

KIND = "core.list_export"
HOUR = 3600


@job(JOB, label=gettext_noop("Export a list"), time_limit=HOUR)
def export_list(run: JobRun) -> None:
    """What the person may see now, not what he might see when he asked."""
    wish = ListExport.objects.filter(pk=run.payload["export"]).first()
    if wish is None:
        raise GiveUp("the wish has expired")
    actor = directory().actor(wish.assignment_id, timezone.localdate(), staff_id=wish.owner_id)
    if actor is None:
        raise GiveUp("the post of the person has ended")
    with translation.override(wish.language):
        made = _made(run, wish, actor)
        run.finish(lambda: _keep(wish, actor, *made))


def _made(run: JobRun, wish: ListExport, actor: Any) -> tuple[bytes, dict[str, int]]:
    taken: list[tuple[bytes, dict[str, int]]] = []

    def take(columns: Sequence[Column], rows: QuerySet[Any], prepare: Prepare | None) -> HttpResponse:
        form = wish.name.rpartition(".")[2]
        total = rows.order_by().count()
        written = min(total, MOST_ROWS[form])
        run.progress(0, written)
        lines = lines_of(columns, rows[:written], partial(_tell, run, written), prepare)
        content = "".join(csv_of(lines, mark)).encode() if form == "csv" else xlsx_of(lines, mark)
        taken.append((content, {"rows": written, "left_out": total - written}))
        return HttpResponse()

    request = _request(wish.address, actor)
    mark = mark_of(request, at=wish.asked_at)
    request.exported_to = take
    match = request.resolver_match
    try:
        match.func(request, *match.args, **match.kwargs)
    except Refusal as refusal:
        raise GiveUp(f"refused: {refusal.code}") from refusal
    return taken[0]


def _tell(run: JobRun, total: int, done: int) -> None:
    run.progress(done, total)


def _request(address: str, actor: Any) -> Any:
    """The request that the person would send for the list, without a browser behind it."""
    parts = urlsplit(address)
    request: Any = HttpRequest()
    request.method, request.path, request.path_info = "GET", parts.path, parts.path
    request.GET, request.resolver_match = QueryDict(parts.query), resolve(parts.path)
    request.actor, request.user, request.session, request.htmx = actor, AnonymousUser(), {}, False
    return request


def _keep(wish: ListExport, actor: Actor, content: bytes, counts: dict[str, int]) -> dict[str, Any]:
    """Store the file, bind it to the wish, tell the person; together with the end of the work, or not at all."""
    file: StoredFile = store(content, purpose=GENERATED, name=wish.name, actor=actor)
    attach(file, subject_kind=KIND, subject_id=wish.pk)
    wish.file = file
    wish.save(update_fields=["file"])
    address = reverse("core:file", args=[file.token]) + "?download"
    title = _("The list %(name)s is ready") % {"name": wish.name}
    notify.notify([wish.owner_id], key=f"export:{wish.pk}", title=title, url=address, subject_kind=KIND)
    return {**counts, "file": address}


def _is_owner(actor: Actor, pk: int) -> bool:
    return actor.staff_id is not None and ListExport.objects.filter(pk=pk, owner_id=actor.staff_id).exists()


guard(KIND, _is_owner)
