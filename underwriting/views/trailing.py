"""Rows of a vehicle that only some classes have: kind of a special vehicle, trailer and tractor with their policies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from underwriting.models import Policy
from underwriting.rules.vehicle import shown_plate
from underwriting.selectors.trailers import drawing_cover, drawn_by

Row = tuple[str, Any]


def rows_of(request: HttpRequest, obj: Any) -> list[Row]:
    """What stands beside the class."""
    rows: list[Row] = []
    if obj.special_kind:
        rows.append((_("Kind of the special vehicle"), obj.get_special_kind_display()))
    actor = request.actor  # type: ignore[attr-defined]
    if obj.tractor_plate:
        rows.append((_("Drawn by (plate)"), shown_plate(obj.tractor_plate)))
        cover = drawing_cover(obj, actor)
        told = _link(cover) if cover else _("no policy of ours; ask for the other insurer's")
        rows.append((_("Compulsory cover of the tractor"), told))
    elif trailers := drawn_by(obj, actor):
        links = format_html_join(" ", "{} {}", ((one.shown_plate, _link(one)) for one in trailers))
        rows.append((_("Draws the trailers"), links))
    return rows


def _link(policy: Policy) -> str:
    return format_html('<a href="{}">{}</a>', reverse("underwriting:policy", kwargs={"pk": policy.pk}), policy.number)
