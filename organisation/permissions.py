"""Who may see and change the organisation."""

from __future__ import annotations

from core import permissions

ADMINISTRATORS = ("IT_ADMIN", "SEC_ADMIN")
MANAGERS = ("BR_MGR", "UW_DIR", "CS_DIR", "FN_DIR", "OPS_MGR", "IA_AUD", *ADMINISTRATORS)

LABELS = {
    "organisation.view_units": "See units and posts",
    "organisation.view_authority": "See authority",
    "organisation.view_controls": "See segregation of duties, parameters and calendar",
    "organisation.view_sessions": "See and end sessions",
    "organisation.give_posts": "Give posts",
    "organisation.view_audit": "See the audit trail",
}
POSTS: dict[str, tuple[str, ...]] = {
    "organisation.view_units": MANAGERS,
    "organisation.view_authority": MANAGERS,
    "organisation.view_controls": MANAGERS,
    "organisation.view_sessions": ADMINISTRATORS,
    "organisation.give_posts": ("IT_ADMIN",),
    "organisation.view_audit": ("IA_AUD", "SEC_ADMIN", "BR_MGR"),
}


def register() -> None:
    """Tell the registry what this app guards."""
    permissions.register("organisation", labels=LABELS, posts=POSTS)
