"""Pages: who may open them, and rendering in which no query runs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template import loader

from core import links
from core.web import shell

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


class QueryWhileRendering(RuntimeError):
    """A template asked the database. Fetch everything in the view."""


def needs(permission: str) -> Callable[[View], View]:
    """The permission a page asks for. Without it 403; the scope of objects is the selectors' business (404)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = getattr(request, "actor", None)
            if actor is None:
                return redirect(settings.LOGIN_URL)
            refusal = actor.refusal_for(permission)
            if refusal is not None:
                raise refusal
            with links.seen_with(actor.permissions):
                return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def any_post(view: View) -> View:
    """A page for everybody who acts under a post: work, search, notifications, own settings."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = getattr(request, "actor", None)
        if actor is None:
            return redirect(settings.LOGIN_URL)
        with links.seen_with(actor.permissions):
            return view(request, *args, **kwargs)

    guarded.permission = "any post"  # type: ignore[attr-defined]
    return guarded


def public_page(view: View) -> View:
    """A page that anyone may open without signing in."""
    opened = login_not_required(view)
    opened.permission = "public"  # type: ignore[attr-defined]
    return opened


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page or a fragment. Everything it shows was fetched before; a query here is a bug."""
    content = {**shell.context(request), **(context or {})}
    with ExitStack() as stack:
        for connection in connections.all(initialized_only=True):
            stack.enter_context(connection.execute_wrapper(_refuse_queries))
        text = loader.render_to_string(template, content, request)
    return HttpResponse(text, status=status)


def _refuse_queries(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
    if settings.FORBID_QUERIES_WHILE_RENDERING:
        raise QueryWhileRendering(sql)
    logger.warning("query while rendering: %s", sql)
    return execute(sql, params, many, context)
