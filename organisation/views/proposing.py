"""The page on which a change of rules is proposed: the form, what holds now, and what the service answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.web.commands import CommandForm
from core.web.detail import Crumb
from core.web.pages import page
from core.workflow.refusals import Refusal
from organisation.models import ControlChange


def propose(
    request: HttpRequest,
    form: CommandForm,
    send: Callable[[], ControlChange],
    *,
    title: str,
    crumbs: tuple[Crumb, ...],
    back: str,
    intro: str = "",
    now: tuple[tuple[str, Any], ...] = (),
) -> HttpResponse:
    """Show the form, or send it; a refusal stands at its field, with the figures the person can act on."""
    if request.method == "POST" and form.is_valid():
        try:
            change = send()
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("%(number)s waits for its decision.") % {"number": change.number}, extra_tags="good"
            )
            return redirect("organisation:change", pk=change.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "title": title, "crumbs": crumbs, "back": back, "intro": intro, "now": now}
    return page(request, "organisation/propose.html", context, status=status)
