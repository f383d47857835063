"""Every page and every file of a business object: not found for another unit, refused to posts without the right.

The objects are those of the demo branch; pages are found through the links that name them, so that a new kind of object
is asked by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from core import links
from core.models import Stateful, StoredFile
from organisation.models import PostAssignment, PostPermission, Scoped
from tests.support.signed_in import signed_in

OWN, OTHER = "350503", "350582"
APPS = frozenset({"underwriting", "parties", "archives"})
# Common to the whole company, whatever unit works on it.
SHARED: frozenset[str] = frozenset()


@pytest.fixture
def demo(db: None, settings: Any) -> None:
    settings.DEMO = True
    call_command("seed_demo", verbosity=0)


def _pages() -> Iterator[tuple[str, str, Scoped]]:
    """Kind, address and permission of one object of the sub-branch for each kind that has a page."""
    for model in apps.get_models():
        if model._meta.app_label not in APPS or not issubclass(model, Scoped) or not issubclass(model, Stateful):
            continue
        link = links._links.get(model.lifecycle.kind)
        row = model._default_manager.filter(unit__code=OWN).order_by("pk").first()
        if link is None or row is None or model.lifecycle.kind in SHARED:
            continue
        try:
            yield model.lifecycle.kind, reverse(link.url_name, kwargs={"pk": row.pk}), row
        except NoReverseMatch:
            continue


def _holder(permission: str, unit: str) -> Client | None:
    posts = PostPermission.objects.filter(permission=permission).values("post_id")
    held = PostAssignment.objects.filter(post_id__in=posts, unit__code=unit, scope_unit__code=unit)
    found = held.order_by("pk").first()
    return signed_in(found.post_id, unit) if found else None


def _outsider(permission: str) -> Client:
    posts = PostPermission.objects.filter(permission=permission).values("post_id")
    found = PostAssignment.objects.exclude(post_id__in=posts).select_related("unit").order_by("pk")[0]
    held = PostAssignment.objects.filter(post_id=found.post_id, unit=found.unit).order_by("pk")
    return signed_in(found.post_id, found.unit.code, nth=list(held).index(found))


@pytest.mark.req("CUS-05")
@pytest.mark.usefixtures("demo")
def test_objects_and_their_files_are_kept_from_other_units_and_posts() -> None:
    asked, wrong = set(), {}
    for kind, url, row in _pages():
        permission = getattr(resolve(url).func, "permission", "")
        own, other = _holder(permission, OWN), _holder(permission, OTHER)
        answers = [
            client.get(url).status_code if client else expected
            for client, expected in ((other, 404), (_outsider(permission), 403))
        ]
        if answers != [404, 403]:
            wrong[kind] = (url, permission, answers)
        if own is not None and other is not None:
            asked.add(kind)
        for file in StoredFile.objects.filter(subject_kind=kind, subject_id=row.pk)[:2]:
            token = reverse("core:file", args=[file.token])
            if other is not None and other.get(token).status_code != 404:
                wrong[f"{kind} file"] = (token, permission, [])
    assert wrong == {}
    assert {"underwriting.proposal", "underwriting.policy", "underwriting.endorsement"} <= asked
    assert len(asked) >= 8
