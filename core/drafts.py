"""Drafts of forms: what a person has typed and not sent is kept for that person, encrypted, for a few days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.keeping import drafts_kept_until
from core.models import Draft
from core.workflow.refusals import RuleRefusal

LONGEST = 100_000  # characters of one form
MOST_DRAFTS = 100


def keep(owner_id: int, form: str, content: str, at: datetime) -> Draft:
    """Keep the latest content of a form; who writes more forms than anybody can have open loses the oldest draft."""
    if len(content) > LONGEST:
        raise RuleRefusal(_("This form is too long to be kept as a draft."))
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(owner_id=owner_id, form=form).first()
        if draft is None:
            draft = Draft(owner_id=owner_id, form=form)
            _make_room(owner_id)
        draft.content, draft.saved_at, draft.expires_at = content, at, drafts_kept_until(at)
        draft.save()
    return draft


def _make_room(owner_id: int) -> None:
    kept = Draft.objects.filter(owner_id=owner_id).order_by("-saved_at", "-pk").values_list("pk", flat=True)
    Draft.objects.filter(pk__in=list(kept[MOST_DRAFTS - 1 :])).delete()


def found(owner_id: int, form: str, at: datetime) -> Draft | None:
    """The person's own draft of the form, unless its time is over."""
    return Draft.objects.filter(owner_id=owner_id, form=form, expires_at__gt=at).first()


def forget(owner_id: int, form: str) -> None:
    """The form was sent, or the person gave the draft up."""
    Draft.objects.filter(owner_id=owner_id, form=form).delete()


def forget_expired(owner_id: int, at: datetime) -> None:
    Draft.objects.filter(owner_id=owner_id, expires_at__lte=at).delete()


def on_sign_out(sender: Any, user: Any, **_more: Any) -> None:  # noqa: ARG001 - the signal's arguments
    """Who leaves the workstation leaves no draft behind whose time is over."""
    if user is not None and user.pk:
        forget_expired(user.pk, timezone.now())
