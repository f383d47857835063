"""The table behind the search box: one row per object that can be found."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Left, Reverse

from core.crypto.fields import BlindIndexField

EXACT_NAME = 60  # characters of a name that are compared as a whole


class Grams(Func):
    """All single characters and pairs of neighbours of a text; the index behind two-character Chinese names."""

    function = "core_search_grams"
    output_field = ArrayField(models.TextField())


class SearchEntry(models.Model):
    """What can be found of one object, and what the result shows, with its scope. Written by ``core.search.index``.

    Telephone and identity numbers stand here only as blind indexes, so no search page ever holds them.
    """

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    number = models.CharField(max_length=64, blank=True, default="")
    plate = models.CharField(max_length=20, blank=True, default="")
    vin = models.CharField(max_length=20, blank=True, default="")
    names = models.TextField(blank=True, default="")
    phone = BlindIndexField()
    phone_tail = BlindIndexField()
    identity = BlindIndexField()
    title = models.CharField(max_length=200)
    detail = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=60, blank=True, default="")
    tone = models.CharField(max_length=12, blank=True, default="")
    unit_id = models.BigIntegerField(null=True)
    sub_branch_id = models.BigIntegerField(null=True)
    branch_id = models.BigIntegerField(null=True)
    province_id = models.BigIntegerField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_object_once")]
        indexes: ClassVar = [
            # Without a list of pending entries, which every search would have to read through.
            GinIndex(Grams(F("names")), name="search_names", fastupdate=False),
            # A common name has thousands of rows: its newest are read in the order of this index.
            models.Index(Left("names", EXACT_NAME), F("updated_at").desc(), F("id").desc(), name="search_whole_name"),
            models.Index(OpClass(F("number"), "text_pattern_ops"), name="search_number"),
            models.Index(OpClass(Reverse(F("number")), "text_pattern_ops"), name="search_number_tail"),
            models.Index(
                OpClass(F("plate"), "text_pattern_ops"), name="search_plate", condition=~models.Q(plate=Value(""))
            ),
            models.Index(
                OpClass(Reverse(F("plate")), "text_pattern_ops"),
                name="search_plate_tail",
                condition=~models.Q(plate=Value("")),
            ),
            models.Index(
                OpClass(Reverse(F("vin")), "text_pattern_ops"),
                name="search_vin_tail",
                condition=~models.Q(vin=Value("")),
            ),
            models.Index(fields=["phone"], name="search_phone", condition=~models.Q(phone="")),
            models.Index(
                fields=["phone_tail", "-updated_at"], name="search_phone_tail", condition=~models.Q(phone_tail="")
            ),
            models.Index(fields=["identity"], name="search_identity", condition=~models.Q(identity="")),
        ]

    def __str__(self) -> str:
        return self.title
