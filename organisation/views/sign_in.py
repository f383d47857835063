"""Signing in and out, choosing the acting post, the second factor."""

from __future__ import annotations

from itertools import groupby

import segno
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from core.web.pages import page, public_page
from organisation.forms.sign_in import SecondFactor, SignIn
from organisation.models import Staff
from organisation.selectors.delegations import acting_posts_of
from organisation.selectors.people import demo_posts
from organisation.services import second_factor as factor
from organisation.services import sessions

FAILURES_PER_ADDRESS = 100
FAILURE_SECONDS = 600


@public_page
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Login name and password; in the demo also one click per post."""
    if request.user.is_authenticated and getattr(request, "actor", None):
        return redirect("/")
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        staff = _authenticated(request, form)
        if staff is not None:
            sessions.begin(request, staff, at=timezone.now())
            return HttpResponseRedirect(_following(request))
    status = 422 if request.method == "POST" else 200
    people = demo_posts(timezone.localdate()) if settings.DEMO else []
    by_unit = [(unit, list(rows)) for unit, rows in groupby(people, key=lambda a: a.unit.label)]
    context = {"form": form, "units": by_unit, "ended": "ended" in request.GET, "next": request.GET.get("next", "")}
    return page(request, "organisation/sign_in.html", context, status=status)


def _authenticated(request: HttpRequest, form: SignIn) -> Staff | None:
    """The person, or an error on the form that does not tell which of the two was wrong."""
    address = f"sign-in:{request.META.get('REMOTE_ADDR', '')}"
    locked = AxesProxyHandler.is_locked(request, {"username": form.cleaned_data["login_name"]})
    if locked or cache.get(address, 0) >= FAILURES_PER_ADDRESS:
        form.add_error(None, _("Too many wrong attempts. Try again later, or ask the administrator."))
        return None
    data = form.cleaned_data
    staff = authenticate(request, username=data["login_name"], password=data["password"])
    if isinstance(staff, Staff):
        return staff
    cache.add(address, 0, FAILURE_SECONDS)
    cache.incr(address)
    form.add_error(None, _("Login name or password is wrong."))
    return None


def _following(request: HttpRequest) -> str:
    url = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return url if safe else "/"


@public_page
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click for a post of the demo branch. Does not exist outside the demo."""
    if not settings.DEMO:
        raise Http404
    wanted = request.POST.get("assignment", "")
    chosen = next((a for a in demo_posts(timezone.localdate()) if str(a.pk) == wanted), None)
    if chosen is None:
        raise Http404
    sessions.begin(request, chosen.staff, at=timezone.now(), assignment=chosen)
    return redirect("/")


@public_page
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if request.user.is_authenticated:
        sessions.end(request, at=timezone.now())
    return redirect(settings.LOGIN_URL)


@public_page
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act under another of one's own posts, or in place of somebody by a running delegation."""
    held = acting_posts_of(request.user.pk or 0, timezone.localdate())
    wanted = request.POST.get("assignment", "")
    if any(str(a.pk) == wanted for a in held):
        request.session["assignment"] = int(wanted)
        request.session.cycle_key()
        sessions.follow_key(request)
    return redirect("/")


@public_page
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Enter the code of the authenticator; without one, enrol it first."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    device = factor.device_of(request.user.pk or 0)
    form = SecondFactor(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if factor.passes(request, device, form.cleaned_data["token"]):
            return redirect("/")
        form.add_error("token", _("The code is wrong or was used already."))
    picture = "" if device.confirmed else segno.make(device.config_url, error="m").svg_data_uri(scale=4)
    return page(
        request,
        "organisation/second_factor.html",
        {"form": form, "picture": picture},
        status=422 if form.errors else 200,
    )
