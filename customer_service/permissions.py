"""Who works at the 95518 desk, and who looks at its calls."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from core import permissions

LABELS = {
    "customer_service.use_desk": _("Work at the 95518 desk"),
    "customer_service.take_call": _("Take calls"),
    "customer_service.view_calls": _("See calls"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "customer_service.use_desk": ("CS_AGENT",),
    "customer_service.take_call": ("CS_AGENT",),
    "customer_service.view_calls": (
        "CS_AGENT",
        "CS_DISP",
        "CS_SUP",
        "CS_DIR",
        "CS_VISIT",
        "CS_STAT",
        "BR_MGR",
        "IA_AUD",
    ),
}


def register() -> None:
    """Tell the registry what this app guards."""
    permissions.register("customer_service", labels=LABELS, posts=POSTS)
