"""Places, links and buttons of people and places: units, people, posts, sessions, clients, grants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from core import files, links
from core.web import navigation
from core.web.commands import register_action
from core.web.history import name_acts
from core.web.navigation import NavItem
from organisation.forms.people import EndPostForm, LeaveForm
from organisation.forms.places import LimitForm
from organisation.models import ApiClient, Staff
from organisation.rules.lifecycles import client, staff
from organisation.rules.words import gettext_noop as _
from organisation.selectors import posts as post_names
from organisation.selectors import staff as selectors
from organisation.selectors.units import sees_unit
from organisation.services import clients, people
from organisation.services.same_city import UNIT

PLACES = (
    (_("Units"), "organisation:units", "sitemap", "organisation.view_units"),
    (_("Structure of the centres"), "organisation:centres", "building", "organisation.view_structure"),
    (_("Members of staff"), "organisation:people", "users", "organisation.view_staff"),
    (_("Posts"), "organisation:posts", "id-badge", "organisation.view_units"),
    (_("Sessions"), "organisation:sessions", "world", "organisation.view_sessions"),
    (_("Locked names"), "organisation:locked", "lock-open", "organisation.reset_access"),
    (_("API clients"), "organisation:clients", "key", "organisation.view_clients"),
    (_("Exceptional grants"), "organisation:exceptional_grants", "user-share", "organisation.view_grants"),
    (_("Audit trail"), "organisation:trail", "history", "organisation.view_audit"),
)
ACTS = {
    "organisation.session.begin": _("Sign-in"),
    "organisation.session.end": _("Sign-out"),
    "organisation.session.close": _("Session ended by the administrator"),
    "organisation.staff.unlock": _("Login name unlocked"),
    "organisation.staff.change_password": _("Own password changed"),
    "organisation.grant.end": _("Exceptional grant ended"),
}


def register() -> None:
    """Tell the shell about people and places."""
    for order, (label, url_name, icon, permission) in enumerate(PLACES, 40):
        navigation.register(
            NavItem(
                label=label, url_name=url_name, icon=icon, permission=permission, group="administration", order=order
            )
        )
    links.register(UNIT, "organisation:unit", _("unit"), "sitemap")
    links.register(staff.KIND, "organisation:person", _("member of staff"), "users")
    links.register(client.KIND, "organisation:client", _("API client"), "key")
    files.guard(UNIT, sees_unit)
    name_acts(ACTS)
    _buttons()


def _buttons() -> None:
    register_action(staff.EDIT, url_name="organisation:person_edit")
    register_action(staff.END_POST, people.end_post, form=EndPostForm, prepare=_held)
    register_action(staff.RESET_PASSWORD, url_name="organisation:person_password")
    register_action(staff.RESET_FACTOR, people.reset_factor)
    register_action(staff.LEAVE, people.leave, form=LeaveForm, prepare=_colleagues)
    register_action(staff.RETURN, people.come_back)
    register_action(client.ISSUE_KEY, url_name="organisation:client_key")
    register_action(client.LIMIT, clients.change_limit, form=LimitForm, prepare=_limit)
    register_action(client.CLOSE, clients.close_client)


def _held(_request: HttpRequest, found: Staff) -> Mapping[str, Any]:
    today = timezone.localdate()
    rows = selectors.running_assignments(found.pk, today)
    choices = [(row.pk, f"{post_names.name_of(row.post_id)} · {row.unit.label}") for row in rows]
    return {"assignments": choices, "initial": {"last_day": today}}


def _colleagues(request: HttpRequest, found: Staff) -> Mapping[str, Any]:
    rows = selectors.colleagues(request.actor, found.pk)  # type: ignore[attr-defined]
    return {"colleagues": [(row.pk, f"{row.name} · {row.belongs_to}") for row in rows]}


def _limit(_request: HttpRequest, found: ApiClient) -> Mapping[str, Any]:
    return {"initial": {"requests_per_minute": found.requests_per_minute}}
