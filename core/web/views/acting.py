"""One page for every transition: asks for the reason and what else the act needs, sends it, shows the refusal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import links
from core.models import Stateful
from core.web.commands import Action, CommandForm, action
from core.web.conflicts import Conflict, conflict
from core.web.pages import any_post, page
from core.workflow.refusals import Hidden, Refusal, Stale
from core.workflow.registry import stateful_models


@any_post
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """Show the dialog of a transition, or send it. The engine checks everything again under the lock."""
    chosen, obj = _found(request, kind, pk, name)
    extra = dict(chosen.prepare(request, obj)) if chosen.prepare else {}
    form_class = chosen.form_class()
    if request.method == "GET":
        return _dialog(request, obj, chosen, form_class(version=obj.version, **extra))
    form = form_class(request.POST, request.FILES, version=obj.version, **extra)
    if not form.is_valid():
        return _dialog(request, obj, chosen, form, status=422)
    command = form.command(request)
    try:
        chosen.required_send()(pk, command, **form.inputs())
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.refuse(refusal)
            return _dialog(request, obj, chosen, form, status=422)
        if isinstance(refusal, Stale):
            return _out_of_date(request, chosen, refusal, form)
        return _dialog(request, obj, chosen, form, refusal=refusal, status=refusal.status)
    messages.success(request, _("Done: %(act)s") % {"act": _(chosen.transition.label)}, extra_tags="good")
    if chosen.told is not None:
        chosen.told(request, obj, command)
    return done(request, links.url_for(kind, pk) or "/")


def _out_of_date(request: HttpRequest, chosen: Action, refusal: Stale, form: CommandForm) -> HttpResponse:
    """The dialog as typed, with what was done meanwhile; sent again, it applies to the new state."""
    obj = stateful_models()[refusal.details["kind"]]._default_manager.get(pk=refusal.details["pk"])
    found = conflict(obj, int(refusal.details["value"]))
    form.bring_up_to_date(found)
    is_open = obj.state in chosen.transition.sources
    return _dialog(request, obj, chosen, form, refusal=refusal, conflict=found, is_open=is_open, status=refusal.status)


def done(request: HttpRequest, url: str) -> HttpResponse:
    """Go on to ``url``: a redirect for a page, a full load for a dialog."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _found(request: HttpRequest, kind: str, pk: int, name: str) -> tuple[Action, Stateful]:
    """The action and the object, if the actor may see it."""
    model = stateful_models().get(kind)
    try:
        chosen = action(name)
    except KeyError:
        raise Hidden(_("Not found.")) from None
    obj = model._default_manager.filter(pk=pk).first() if model else None
    if obj is None or chosen.transition not in obj.lifecycle.transitions:
        raise Hidden(_("Not found."))
    refusal = request.actor.refusal_for(obj.act(chosen.transition).permission, obj)  # type: ignore[attr-defined]
    if refusal is not None:
        raise refusal
    return chosen, obj


def _dialog(
    request: HttpRequest,
    obj: Stateful,
    chosen: Action,
    form: CommandForm,
    *,
    refusal: Refusal | None = None,
    conflict: Conflict | None = None,
    is_open: bool = True,
    status: int = 200,
) -> HttpResponse:
    back = links.url_for(obj.lifecycle.kind, obj.pk) or "/"
    context = {"object": obj, "number": obj.audit_number(), "transition": chosen.transition, "form": form}
    more = {"refusal": refusal, "back": back, "conflict": conflict, "is_open": is_open}
    return page(request, "core/act.html", {**context, **more}, status=status)
