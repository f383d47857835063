"""Views of lists that people keep: under a name, as the one to begin with, for colleagues of the same post and unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.models import ListView
from core.workflow.refusals import Hidden, RuleRefusal

MOST_VIEWS = 30
LONGEST_ADDRESS = 2000
LONGEST_NAME = 40
NEVER_KEPT = frozenset({"after", "before", "export", "all", "purpose", "purpose_note"})


def views_of(actor: Any, place: str) -> list[ListView]:
    """The person's own views of a list and those shared with the post in the unit, by name; in one statement."""
    if actor.staff_id is None:
        return []
    shared = ~Q(shared_post="") & Q(shared_post=actor.post, shared_unit_id=actor.unit_id)
    return list(ListView.objects.filter(Q(owner_id=actor.staff_id) | shared, place=place).order_by("name", "pk"))


def own_columns(views: list[ListView], actor: Any) -> str:
    """The columns that the person chose for this list; "" where nothing was chosen."""
    return next((v.params.get("cols", "") for v in views if not v.name and v.owner_id == actor.staff_id), "")


def first_view(views: list[ListView], actor: Any) -> ListView | None:
    """The view with which the list opens for this person."""
    return next((v for v in views if v.is_default and v.owner_id == actor.staff_id), None)


def keep_columns(actor: Any, place: str, columns: str) -> None:
    """Remember the columns of a list; no columns: as the list comes."""
    own = ListView.objects.filter(owner_id=actor.staff_id, place=place, name="")
    if not columns:
        own.delete()
        return
    ListView.objects.update_or_create(
        owner_id=actor.staff_id, place=place, name="", defaults={"params": {"cols": columns}, "owner_name": actor.name}
    )


def keep(actor: Any, place: str, name: str, params: Mapping[str, str], *, opens: bool, shared: bool) -> ListView:
    """Keep the present view under a name; a view of that name is replaced."""
    name, kept = name.strip(), {k: v for k, v in params.items() if v and k not in NEVER_KEPT}
    if not name:
        raise RuleRefusal(_("Give the view a name."), field="name")
    if len(name) > LONGEST_NAME or len(urlencode(kept)) > LONGEST_ADDRESS:
        raise RuleRefusal(_("The name or the conditions are too long to be kept."), field="name")
    with transaction.atomic():
        own = ListView.objects.select_for_update().filter(owner_id=actor.staff_id, place=place)
        if len([v for v in own if v.name not in {"", name}]) >= MOST_VIEWS:
            raise RuleRefusal(
                _("You keep %(count)s views of this list already; remove one first.") % {"count": MOST_VIEWS}
            )
        if opens:
            own.filter(is_default=True).update(is_default=False)
        share = {"shared_post": actor.post, "shared_unit_id": actor.unit_id} if shared else _UNSHARED
        values = {"params": kept, "is_default": opens, "owner_name": actor.name, **share}
        view, _new = ListView.objects.update_or_create(owner_id=actor.staff_id, place=place, name=name, defaults=values)
    return view


_UNSHARED: dict[str, Any] = {"shared_post": "", "shared_unit_id": None}


def begin_with(actor: Any, view_id: int) -> ListView:
    """Open the list with this view from now on, or, when it is so already, no more."""
    with transaction.atomic():
        view = _own(actor, view_id)
        was = view.is_default
        ListView.objects.filter(owner_id=actor.staff_id, place=view.place, is_default=True).update(is_default=False)
        view.is_default = not was
        view.save(update_fields=["is_default"])
    return view


def forget(actor: Any, view_id: int) -> ListView:
    """Remove one's own view; colleagues with whom it was shared lose it too."""
    with transaction.atomic():
        view = _own(actor, view_id)
        view.delete()
    return view


def _own(actor: Any, view_id: int) -> ListView:
    found = ListView.objects.select_for_update().filter(pk=view_id, owner_id=actor.staff_id).exclude(name="").first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
