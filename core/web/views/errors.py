"""Pages for what went wrong: each says what happened and what to do next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _


def _answer(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """No shell and no query: the page must show even when half of the product is down."""
    context = {"status": status, "title": title, "text": text, "theme": request.COOKIES.get("theme", "light")}
    return HttpResponse(loader.render_to_string("core/error.html", context, request), status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The browser sent something that cannot be read."""
    return _answer(request, 400, _("The request cannot be read"), _("Go back, load the page again and try once more."))


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The post does not allow it."""
    text = _("Your post does not allow this. Choose another of your posts, or ask the administrator.")
    return _answer(request, 403, _("Not allowed"), text)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The address leads nowhere, or out of scope."""
    text = _("It does not exist, or it lies outside what your post may see.")
    return _answer(request, 404, _("Not found"), text)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of the product."""
    text = _("Nothing was changed. The fault is recorded; try again, and tell the administrator if it comes back.")
    return _answer(request, 500, _("Something went wrong"), text)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - the framework's arguments
    """The page was open for too long, or cookies are blocked."""
    text = _("The page was open for too long. Load it again; what you typed is kept in this browser.")
    return _answer(request, 403, _("The page has expired"), text)
