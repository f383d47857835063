"""Relations between the apps point down and cannot be followed upwards; amounts have two decimals."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField

from tests.architecture.source import LINE

# Rates, shares, scores and measures have decimals of their own, other than money, and are named so.
NOT_MONEY = {
    "rate", "share", "factor", "coefficient", "ratio", "percent", "multiple", "weight", "latitude", "longitude",
    "quantity", "km", "hours", "measure", "limit", "kilometres", "displacement", "tonnage", "multiplier", "value",
    "tonnes", "score",
}  # fmt: skip


def _fields() -> Iterator[tuple[str, Field]]:
    for model in apps.get_models():
        if model._meta.app_label in LINE:
            for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
                yield model._meta.app_label, field


def _relations() -> Iterator[tuple[str, str, Field]]:
    for owner, field in _fields():
        if isinstance(field, ForeignKey | ManyToManyField):
            yield owner, field.related_model._meta.app_label, field


def test_foreign_keys_point_down_the_line():
    known = [one for one in _relations() if one[1] in LINE]
    assert [str(field) for owner, target, field in known if LINE.index(target) > LINE.index(owner)] == []


def test_a_relation_to_another_app_cannot_be_followed_back():
    across = [field for owner, target, field in _relations() if target in LINE and owner != target]
    assert [str(field) for field in across if not field.remote_field.hidden] == []


def test_amounts_have_two_decimals():
    decimals = [field for _, field in _fields() if field.get_internal_type() == "DecimalField"]
    found = [field for field in decimals if field.decimal_places != 2 and not NOT_MONEY & set(field.name.split("_"))]
    assert [str(field) for field in found] == []
