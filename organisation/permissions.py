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
    "organisation.approve_posts": "Approve the giving of posts",
    "organisation.view_staff": "See people and their posts",
    "organisation.manage_staff": "Enter, change and deactivate people",
    "organisation.reset_access": "Reset passwords and second factors, unlock",
    "organisation.propose_same_city": "Propose same-city decisions",
    "organisation.approve_same_city": "Approve same-city decisions",
    "organisation.view_clients": "See API clients",
    "organisation.manage_clients": "Propose and manage API clients",
    "organisation.approve_clients": "Approve API clients",
    "organisation.view_grants": "See exceptional grants",
    "organisation.end_grants": "End exceptional grants",
    "organisation.view_audit": "See the audit trail",
}
POSTS: dict[str, tuple[str, ...]] = {
    "organisation.view_units": MANAGERS,
    "organisation.view_authority": MANAGERS,
    "organisation.view_controls": MANAGERS,
    "organisation.view_sessions": ADMINISTRATORS,
    "organisation.give_posts": ("IT_ADMIN",),
    "organisation.approve_posts": ("BR_MGR",),
    "organisation.view_staff": MANAGERS,
    "organisation.manage_staff": ("IT_ADMIN",),
    "organisation.reset_access": ("SEC_ADMIN",),
    "organisation.propose_same_city": ("CS_DIR", "OPS_MGR"),
    "organisation.approve_same_city": ("BR_MGR",),
    "organisation.view_clients": ADMINISTRATORS,
    "organisation.manage_clients": ("IT_ADMIN",),
    "organisation.approve_clients": ("SEC_ADMIN",),
    "organisation.view_grants": ("IA_AUD", "SEC_ADMIN", "BR_MGR"),
    "organisation.end_grants": ("SEC_ADMIN",),
    "organisation.view_audit": ("IA_AUD", "SEC_ADMIN", "BR_MGR"),
}


def register() -> None:
    """Tell the registry what this app guards."""
    permissions.register("organisation", labels=LABELS, posts=POSTS)
