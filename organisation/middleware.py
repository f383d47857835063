"""Under which post a signed-in person acts, and how long a session may last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from organisation.actors import acting_as
from organisation.models import Delegation, PostAssignment, StaffSession
from organisation.selectors import posts
from organisation.selectors.delegations import acting_posts_of

Handler = Callable[[HttpRequest], HttpResponse]
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post to choose from in the menu."""

    pk: int
    label: str
    in_place_of: str = ""


class ActingPostMiddleware:
    """Sets ``request.actor`` and ``request.acting_posts``; ends sessions that were idle or open for too long, or that
    an administrator ended."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            if not _session_lives(request):
                logout(request)
                return redirect(f"{_login_path()}?ended=1")
            if getattr(request.user, "must_change_password", False) and request.path not in _ways_out():
                return redirect(reverse("organisation:own_password"))
            _act(request)
        return self.get_response(request)


def _login_path() -> str:
    return reverse(settings.LOGIN_URL)


def _ways_out() -> set[str]:
    """Where somebody with an initial password may go: to a password of one's own, or out."""
    return {reverse("organisation:own_password"), reverse("organisation:logout")}


def _act(request: HttpRequest) -> None:
    """The post chosen before, else the first one held today. A person whose posts ended acts under none."""
    staff_id = request.user.pk or 0
    held = acting_posts_of(staff_id, timezone.localdate())
    wanted = request.session.get("assignment")
    chosen = next((a for a in held if a.pk == wanted), held[0] if held else None)
    if chosen is None or _lacks_second_factor(request, chosen):
        return
    try:
        request.actor = acting_as(chosen, staff_id)  # type: ignore[attr-defined]
    except Delegation.DoesNotExist:
        return  # ended in this very moment: the next request acts under the own post
    request.acting_posts = [_label(a, staff_id) for a in held] if len(held) > 1 else []  # type: ignore[attr-defined]


def _lacks_second_factor(request: HttpRequest, assignment: PostAssignment) -> bool:
    """Posts that approve or pay act only after the second factor, except in the demo."""
    verified = getattr(request.user, "is_verified", lambda: False)
    return assignment.post.needs_second_factor and not settings.DEMO and not verified()


def _label(assignment: PostAssignment, staff_id: int) -> HeldPost:
    label = f"{posts.name_of(assignment.post_id)} · {assignment.unit.label}"
    if assignment.staff_id == staff_id:
        return HeldPost(assignment.pk, label)
    return HeldPost(assignment.pk, label, assignment.staff.name)


def _session_lives(request: HttpRequest) -> bool:
    now = timezone.now()
    row = StaffSession.objects.filter(session_key=request.session.session_key or "").first()
    if row is None or row.ended_at is not None:
        return False
    idle = now - row.seen_at > timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    old = now - row.started_at > timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS)
    if idle or old:
        StaffSession.objects.filter(pk=row.pk).update(ended_at=now)
        return False
    _seen(row, now)
    return True


def _seen(row: StaffSession, now: datetime) -> None:
    """Noted once a minute: a page costs no write."""
    if now - row.seen_at > SEEN_EVERY:
        StaffSession.objects.filter(pk=row.pk).update(seen_at=now)
