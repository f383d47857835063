"""Who works at the 95518 desk."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from core import permissions

LABELS = {"customer_service.use_desk": _("Work at the 95518 desk")}
POSTS: dict[str, tuple[str, ...]] = {"customer_service.use_desk": ("CS_AGENT",)}


def register() -> None:
    """Tell the registry what this app guards."""
    permissions.register("customer_service", labels=LABELS, posts=POSTS)
