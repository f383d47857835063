"""Exceptional access: cases shared for a time, sessions, clients of the API."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Stateful
from core.workflow.spec import Lifecycle
from organisation.models.post import Post
from organisation.models.staff import Staff
from organisation.models.unit import Unit
from organisation.rules.lifecycles import client as client_lifecycle


class SharedCase(models.Model):
    """An approved, limited permission to read one object outside one's scope."""

    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_number = models.CharField(_("number"), max_length=60)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    period = DateTimeRangeField(_("period"))
    requested_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[SharedCase]] = models.Manager()

    class Meta:
        verbose_name = _("shared case")
        indexes = [models.Index(fields=["staff", "subject_kind", "subject_id"], name="sharedcase_staff_subject")]
        constraints = [
            models.CheckConstraint(
                name="sharedcase_four_eyes", condition=Q(approved_by=None) | ~Q(approved_by=F("requested_by"))
            ),
        ]


class StaffSession(models.Model):
    """A running session; one at a time, ended by an administrator if need be."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[StaffSession]] = models.Manager()

    class Meta:
        verbose_name = _("session")


class ApiClient(Stateful):
    """A client of the REST API. Only a digest of its key is kept; before the first key is issued nothing fits it."""

    lifecycle: ClassVar[Lifecycle] = client_lifecycle.LIFECYCLE
    audit_excluded: ClassVar[frozenset[str]] = frozenset({"key_digest"})

    state = models.CharField(_("state"), max_length=32, default=client_lifecycle.OPEN)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed at"), default=timezone.now)

    name = models.CharField(_("name"), max_length=80)
    key_digest = models.CharField(max_length=64, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    requests_per_minute = models.PositiveIntegerField(_("requests a minute"))
    active = models.BooleanField(_("active"), default=True)
    key_issued_at = models.DateTimeField(_("key issued at"), null=True)

    objects: ClassVar[models.Manager[ApiClient]] = models.Manager()

    class Meta:
        verbose_name = _("API client")

    @property
    def branch_id(self) -> int | None:
        return self.unit.branch_id

    @property
    def province_id(self) -> int | None:
        return self.unit.province_id

    @property
    def sub_branch_id(self) -> int | None:
        return self.unit.sub_branch_id

    def audit_number(self) -> str:
        return self.name


class ApiMinute(models.Model):
    """How many requests a client sent within one minute; old rows are removed as new ones come."""

    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="+")
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager[ApiMinute]] = models.Manager()

    class Meta:
        verbose_name = _("requests of a minute")
        constraints = [models.UniqueConstraint(fields=["client", "minute"], name="apiminute_once")]
