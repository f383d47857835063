"""Who did something, in words: the person with the post, or the part of the system."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SYSTEM = "system:"
PARTS = {
    "auto-underwriting": gettext_noop("automatic underwriting"),
    "policy-clock": gettext_noop("clock of policies"),
    "claims-clock": gettext_noop("clock of claims"),
    "delegation-clock": gettext_noop("clock of delegations"),
    "form-clock": gettext_noop("clock of printed forms"),
    "party-clock": gettext_noop("clock of customers"),
    "dispatcher": gettext_noop("automatic dispatch"),
    "ledger": gettext_noop("automatic posting"),
    "relay": gettext_noop("queued work"),
    "verifier": gettext_noop("check of the audit trail"),
}
_names: list[Callable[[str], str]] = []


def name_posts_with(name_of: Callable[[str], str]) -> None:
    """How a post is called in the language of the request (said while the app of the posts starts)."""
    _names[:] = [name_of]


def said(name: str, post: str) -> str:
    """The actor of an act as people read it."""
    if post.startswith(SYSTEM):
        part = post.removeprefix(SYSTEM)
        return _("System: %(part)s") % {"part": _(PARTS.get(part, part))}
    return f"{name} · {_names[0](post) if _names else post}"


def said_of(signature: str) -> str:
    """A signature as it was kept with a row (``Command.signature``), in words."""
    name, between, post = signature.rpartition(" · ")
    return said(name, post) if between else signature
