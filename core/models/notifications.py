"""What a person is told: shown under the bell until it is read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import pgettext_lazy


class Notification(models.Model):
    """One message to one person about one object. ``key`` keeps a redelivered event from telling it twice."""

    recipient_id = models.BigIntegerField(pgettext_lazy("notification", "recipient"))
    key = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=60, db_default="")
    subject_id = models.BigIntegerField(null=True)
    title = models.CharField(pgettext_lazy("notification", "title"), max_length=160)
    body = models.CharField(pgettext_lazy("notification", "text"), max_length=500, db_default="")
    url = models.CharField(pgettext_lazy("notification", "address"), max_length=300, db_default="")
    created_at = models.DateTimeField(pgettext_lazy("notification", "time"), db_default=Now())
    read_at = models.DateTimeField(pgettext_lazy("notification", "read"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("notification", "notification")
        verbose_name_plural = pgettext_lazy("notification", "notifications")
        constraints = [models.UniqueConstraint(name="notification_once", fields=["recipient_id", "key"])]
        indexes = [
            models.Index(name="notification_unread", fields=["recipient_id", "-id"], condition=Q(read_at=None)),
            models.Index(name="notification_recent", fields=["recipient_id", "-id"]),
        ]

    def __str__(self) -> str:
        return self.title
