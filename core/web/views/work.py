"""My work: what waits for me or my post, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from core import links, work
from core.directory import Colleague
from core.models import WorkItem
from core.templatetags.ui import clock, icon, moment, money, state_of, translated_parts
from core.web.commands import ReasonForm
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import any_post, page
from core.web.requests import command_of
from core.workflow.refusals import Hidden, Refusal
from core.workflow.registry import lifecycle_of


@any_post
@require_GET
def my_work(request: HttpRequest) -> HttpResponseBase:
    """The work list, the nearest deadline first."""
    return list_page(request, _spec(), "core/work.html")


def _spec() -> ListPage:
    return ListPage(
        title=_("My work"),
        rows=work.waiting_for,
        order="due_at",
        facts=_("What waits for you and your post, the nearest deadline first"),
        empty=_("Nothing waits for you. New work appears here by itself."),
        export_name="work",
        search=_search,
        search_hint=_("Number, customer"),
        columns=(
            Column(key="subject", label=_("Matter"), cell=_subject, plain=lambda r: r.subject_number),
            Column(key="customer", label=_("Customer and object"), cell=_customer, css="ui-clip"),
            Column(key="line", label=_("Line"), cell=lambda r: _(r.line) if r.line else "–", css="ui-nowrap"),
            Column(key="state", label=_("State"), cell=_state),
            Column(
                key="amount", label=_("Amount"), cell=lambda r: money(r.amount), plain=lambda r: r.amount, css="ui-r"
            ),
            Column(
                key="clock",
                label=_("Due"),
                cell=_clock,
                plain=lambda r: r.due_at,
                sort="due_at",
                css="ui-nowrap",
            ),
            Column(
                key="since",
                label=_("Arrived"),
                cell=lambda r: moment(r.opened_at),
                sort="opened_at",
                css="ui-nowrap ui-muted",
            ),
        ),
        filters=(
            Filter(key="when", label=_("Due"), choices=_whens, apply=_when),
            Filter(key="queue", label=_("Step"), choices=_queues, apply=_queue),
        ),
        views=(
            SavedView(_("All"), {}),
            SavedView(_("Taken by me"), {"when": "mine"}),
            SavedView(_("Due today"), {"when": "today"}),
            SavedView(_("Overdue"), {"when": "late"}),
        ),
        bulk=(
            (_("Take"), reverse("core:take"), "user-check"),
            (_("Put back"), reverse("core:put_back"), "arrow-left"),
            (_("Hand over"), reverse("core:transfer"), "user-share"),
        ),
    )


def _subject(row: WorkItem) -> SafeString:
    link = links.link_of(row.subject_kind)
    url = links.url_for(row.subject_kind, row.subject_id)
    mark = icon(link.icon if link else "file-text", "sm")
    taken = format_html(" · {}", _("taken")) if row.assignee_id else ""
    return format_html(
        '<div class="ui-subject">{}<span><a class="ui-code" href="{}">{}</a><small>{}{}</small></span></div>',
        mark,
        url,
        row.subject_number,
        _(link.label) if link else row.subject_kind,
        taken,
    )


def _customer(row: WorkItem) -> SafeString:
    return format_html("{}<small>{}</small>", row.customer or translated_parts(row.title), row.detail)


def _state(row: WorkItem) -> SafeString:
    return state_of(lifecycle_of(row.subject_kind), row.subject_state)


def _clock(row: WorkItem) -> SafeString | str:
    return clock(row) or "–"


def _search(rows: QuerySet[WorkItem], text: str) -> QuerySet[WorkItem]:
    return rows.filter(Q(subject_number__istartswith=text) | Q(customer__contains=text) | Q(title__contains=text))


def _whens(actor: Any) -> list[tuple[str, str]]:  # noqa: ARG001 - the same for everybody
    return [("mine", _("taken by me")), ("today", _("due today")), ("late", _("overdue"))]


def _when(rows: QuerySet[WorkItem], value: str) -> QuerySet[WorkItem]:
    now = timezone.now()
    if value == "late":
        return rows.filter(due_at__lt=now, paused_at=None)
    if value == "today":
        end = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return rows.filter(due_at__lt=end)
    return rows.exclude(assignee_id=None) if value == "mine" else rows


def _queues(actor: Any) -> list[tuple[str, str]]:
    return [(queue, _(work.queue_label(queue))) for queue in sorted(actor.queues())]


def _queue(rows: QuerySet[WorkItem], value: str) -> QuerySet[WorkItem]:
    return rows.filter(queue=value)


@any_post
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take the selected items, each for itself; what was refused is said item by item."""
    return _each(request, work.claim, _("Taken: %(count)s"))


@any_post
@require_POST
def put_back(request: HttpRequest) -> HttpResponse:
    """Put the selected items back into the queue."""
    return _each(request, work.release, _("Put back: %(count)s"))


def _each(request: HttpRequest, change: Any, done: str) -> HttpResponse:
    command, count = command_of(request), 0
    for item_id in request.POST.getlist("item"):
        try:
            with transaction.atomic():
                change(int(item_id), command)
            count += 1
        except (Refusal, WorkItem.DoesNotExist, ValueError) as problem:
            messages.error(request, getattr(problem, "message", _("Not found.")), extra_tags="bad")
    if count:
        messages.success(request, done % {"count": count}, extra_tags="good")
    return HttpResponseRedirect(reverse("core:work"))


@any_post
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the free item with the nearest deadline and open it."""
    item = work.take_next(command_of(request))
    if item is None:
        messages.info(request, _("Nothing free waits for your post."), extra_tags="info")
        return HttpResponseRedirect(reverse("core:work"))
    return HttpResponseRedirect(links.url_for(item.subject_kind, item.subject_id) or reverse("core:work"))


class TransferForm(ReasonForm):
    """To whom, and why."""

    to = forms.TypedChoiceField(label=gettext_lazy("Colleague"), coerce=int)
    field_order = ("command_key", "version", "to", "reason")

    def __init__(self, *args: Any, colleagues: Sequence[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "")] + [  # type: ignore[attr-defined]
            (one.assignment_id, f"{one.name} · {one.post_name} · {one.unit_name}") for one in colleagues
        ]


@any_post
@require_POST
def transfer(request: HttpRequest) -> HttpResponse:
    """Hand the selected items to a colleague who may work on all of them. First the question, then the answer."""
    items = _chosen(request)
    able = work.colleagues_for(items, request.actor, timezone.localdate())  # type: ignore[attr-defined]
    is_answer = "command_key" in request.POST
    form = TransferForm(request.POST if is_answer else None, colleagues=able)
    if is_answer and form.is_valid():
        command, to = form.command(request), form.cleaned_data["to"]
        return _each(
            request,
            lambda item_id, _c: work.transfer(item_id, command.then(str(item_id)), to=to),
            _("Handed over: %(count)s"),
        )
    context = {"form": form, "items": items, "able": able}
    return page(request, "core/transfer.html", context, status=422 if is_answer else 200)


def _chosen(request: HttpRequest) -> list[WorkItem]:
    ids = [int(one) for one in request.POST.getlist("item") if one.isdigit()]
    found = list(work.waiting_for(request.actor).filter(pk__in=ids).order_by("due_at", "pk"))  # type: ignore[attr-defined]
    if not found:
        raise Hidden(_("Not found."))
    return found
