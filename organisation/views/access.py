"""Sessions and locked names for administrators; one's own password for everybody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.templatetags import ui
from core.web.detail import Crumb
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page, public_page
from core.web.requests import command_of
from core.workflow.refusals import Refusal
from organisation.forms.people import OwnPasswordForm, UnlockForm
from organisation.models import StaffSession
from organisation.selectors import locks as lock_selectors
from organisation.selectors import staff as selectors
from organisation.services import locks, passwords
from organisation.services import sessions as services
from organisation.views import cells
from organisation.views.plain import administration, sent_or_refused


@needs("organisation.view_sessions")
@require_GET
def sessions(request: HttpRequest) -> HttpResponseBase:
    """Who is signed in, where and since when."""
    return list_page(
        request,
        ListPage(
            title=_("Sessions"),
            facts=_("Who is signed in, from where and since when. An ended session is over with the next click."),
            rows=selectors.sessions,
            order="-seen_at",
            columns=_columns(),
            filters=(
                Filter(
                    key="state",
                    label=_("State"),
                    choices=lambda _actor: [("running", _("running")), ("ended", _("ended"))],
                    apply=_of_state,
                ),
                Filter(key="since", label=_("Since"), date_field="started_at__date"),
            ),
            search=lambda rows, text: rows.filter(
                Q(staff__name__contains=text) | Q(staff__login_name__istartswith=text) | Q(address__startswith=text)
            ),
            search_hint=_("Name, login name, address"),
            views=(SavedView(_("Running now"), {"state": "running"}), SavedView(_("All"), {})),
            bulk=((_("End session"), reverse("organisation:sessions_end"), "door-exit"),),
            empty=_("Nobody is signed in."),
            export_name="sessions",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="person",
            personal=False,
            label=_("Member of staff"),
            cell=lambda s: cells.linked("organisation:person", s.staff_id, s.staff.name, s.staff.login_name, code=True),
            plain=lambda s: f"{s.staff.name} ({s.staff.login_name})",
        ),
        Column(
            key="unit",
            label=_("Unit"),
            cell=lambda s: s.staff.belongs_to.label if s.staff.belongs_to else "–",
            css="ui-nowrap",
        ),
        Column(
            key="since", label=_("Since"), cell=lambda s: ui.moment(s.started_at), sort="started_at", css="ui-nowrap"
        ),
        Column(key="seen", label=_("Last seen"), cell=lambda s: ui.moment(s.seen_at), sort="seen_at", css="ui-nowrap"),
        Column(key="address", label=_("Address"), cell=lambda s: s.address or "–", css="ui-nowrap", personal=False),
        Column(key="device", label=_("Device"), cell=lambda s: s.device or "–", css="ui-clip ui-code"),
        Column(key="state", label=_("State"), cell=_state, css="ui-nowrap"),
    )


def _state(row: StaffSession) -> SafeString:
    if row.ended_at is None:
        return ui.badge(_("running"), "good")
    return format_html("{}<small>{}</small>", ui.badge(_("ended")), ui.moment(row.ended_at))


def _of_state(rows: Any, value: str) -> Any:
    return rows.filter(ended_at=None) if value == "running" else rows.exclude(ended_at=None)


@needs("organisation.view_sessions")
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """End the selected sessions, each for itself."""
    command, count = command_of(request), 0
    for item in request.POST.getlist("item"):
        try:
            services.close(int(item), command.then(f"session:{item}"))
            count += 1
        except (Refusal, ValueError) as problem:
            messages.error(request, getattr(problem, "message", _("Not found.")), extra_tags="bad")
    if count:
        messages.success(request, _("Ended: %(count)s") % {"count": count}, extra_tags="good")
    return redirect("organisation:sessions")


# -- locked names -----------------------------------------------------------------------------------------------------


@needs("organisation.reset_access")
@require_http_methods(["GET", "POST"])
def locked(request: HttpRequest) -> HttpResponse:
    """Login names that are locked after wrong passwords."""
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, command = form.cleaned_data["login_name"], form.command(request)
        done = sent_or_refused(form, lambda: locks.unlock(command, login_name=name))
        if done is not None:
            text = _("%(name)s is unlocked.") if done else _("%(name)s was not locked any more.")
            messages.success(request, text % {"name": name}, extra_tags="good")
            return redirect("organisation:locked")
    rows = lock_selectors.locked_names(request.actor, timezone.now())  # type: ignore[attr-defined]
    context = {
        "rows": [
            (row, UnlockForm(initial={"login_name": row.login_name}, auto_id=f"id_{n}_%s"))
            for n, row in enumerate(rows)
        ],
        "failed": form if form.errors else None,
        "limit": settings.AXES_FAILURE_LIMIT,
        "minutes": int(settings.AXES_COOLOFF_TIME * 60),
        "crumbs": administration(Crumb(_("Locked names"))),
    }
    return page(request, "organisation/locked.html", context, status=422 if form.errors else 200)


# -- one's own password -----------------------------------------------------------------------------------------------


@public_page
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password. Whoever has an initial password comes here before anything else."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    form = OwnPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            passwords.change_own(request, old=old, new=new, at=timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _("Your password is changed. Other sessions have ended."), extra_tags="good")
            return redirect("/")
    context = {"form": form, "forced": getattr(request.user, "must_change_password", False)}
    return page(request, "organisation/own_password.html", context, status=422 if form.errors else 200)
