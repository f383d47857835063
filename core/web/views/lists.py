"""Keeping views and columns of lists; each act leads back to the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.models import ListView
from core.web import kept_views
from core.web.list_bar import kept_address
from core.web.pages import any_post
from core.workflow.refusals import Hidden, Refusal


@any_post
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the present conditions, order and columns under a name."""
    place = _place(request)
    params = QueryDict(request.POST.get("present", "")).dict()
    try:
        view = kept_views.keep(
            _actor(request),
            place,
            request.POST.get("name", ""),
            {key: str(value) for key, value in params.items()},
            opens="opens" in request.POST,
            shared="shared" in request.POST,
        )
    except Refusal as refusal:
        messages.error(request, refusal.message, extra_tags="bad")
        return HttpResponseRedirect(f"{reverse(place)}?{request.POST.get('present', '')}")
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name}, extra_tags="good")
    return _to(view)


@any_post
@require_POST
def keep_columns(request: HttpRequest) -> HttpResponse:
    """Remember which columns the person wants to see in this list."""
    place = _place(request)
    present = QueryDict(request.POST.get("present", ""), mutable=True)
    present.pop("cols", None)
    chosen = [] if "reset" in request.POST else request.POST.getlist("column")
    kept_views.keep_columns(_actor(request), place, ",".join(chosen))
    return HttpResponseRedirect(f"{reverse(place)}?{present.urlencode() or 'all=1'}")


@any_post
@require_POST
def begin_with(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the list with this view from now on, or no more."""
    return _to(kept_views.begin_with(_actor(request), pk))


@any_post
@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove one's own view."""
    view = kept_views.forget(_actor(request), pk)
    messages.success(request, _("The view “%(name)s” is removed.") % {"name": view.name}, extra_tags="good")
    return HttpResponseRedirect(f"{reverse(view.place)}?all=1")


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]


def _place(request: HttpRequest) -> str:
    """The route of a list; what is no route without parameters keeps no views."""
    place = request.POST.get("place", "")
    try:
        reverse(place)
    except NoReverseMatch:
        raise Hidden(_("Not found.")) from None
    return place


def _to(view: ListView) -> HttpResponse:
    return HttpResponseRedirect(reverse(view.place) + kept_address(view))
