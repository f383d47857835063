"""API clients of an intermediary: shown on its page, bound by four eyes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import links
from core.templatetags.ui import day, money
from core.web.detail import Panel
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from parties.forms.channel import ChannelForm
from parties.models import ApiChannel, Intermediary
from parties.rules.intermediary import INTERMEDIARY, IntermediaryState
from parties.selectors.channels import channels_of, clients_to_bind
from parties.selectors.intermediaries import visible_intermediaries
from parties.services.channels import PER_MILLE, ChannelData, propose_channel

BIND = "parties.register_intermediary"


def channel_panel() -> Panel:
    """Which keys send its business."""
    return Panel(
        key="channels", title=_("API clients"), template="parties/panels/channels.html", icon="world",
        context=_channels, flush=True,
    )  # fmt: skip


def _channels(request: HttpRequest, row: Intermediary) -> Mapping[str, Any] | None:
    today = timezone.localdate()
    rows = [
        (
            one.client.name,
            money(one.largest_sum) if one.largest_sum is not None else "–",
            f"{(one.lowest_rate * PER_MILLE).normalize():f}‰" if one.lowest_rate is not None else "–",
            _period(one),
            today in one.effective,
            one.change,
        )
        for one in channels_of(row)
        if not one.effective.isempty
    ]
    may_bind = request.actor.refusal_for(BIND, row) is None and row.state == IntermediaryState.ACTIVE  # type: ignore[attr-defined]
    url = reverse("parties:bind_client", args=[row.pk]) if may_bind else ""
    return {"rows": rows, "bind_url": url} if rows or url else None


def _period(one: ApiChannel) -> str:
    last = day(one.effective.upper - timedelta(days=1)) if one.effective.upper else ""
    return f"{day(one.effective.lower)} – {last}"


@needs(BIND)
@require_http_methods(["GET", "POST"])
def bind(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the binding of a client; another person approves it among the changes."""
    row = visible_intermediaries(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if row is None:
        raise Hidden(_("Not found."))
    form = ChannelForm(
        request.POST or None,
        clients=clients_to_bind(row),
        initial={"effective_on": timezone.localdate() + timedelta(days=1)},
    )
    back = links.url_for(INTERMEDIARY.kind, row.pk)
    if request.method == "POST" and form.is_valid():
        given = form.inputs()
        holds_from = given.pop("effective_on")
        try:
            data = ChannelData(**given)
            change = propose_channel(form.command(request), intermediary_id=row.pk, data=data, holds_from=holds_from)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            text = _("Proposed: %(number)s. Another person approves.") % {"number": change.number}
            messages.success(request, text, extra_tags="good")
            return HttpResponseRedirect(back or "/")
    title = _("Bind an API client: %(name)s") % {"name": row.party.name}
    context = {"form": form, "title": title, "back": back}
    return page(request, "parties/paper_form.html", context, status=422 if form.is_bound else 200)
