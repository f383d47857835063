"""What happened, told to the packages above; and the slots in which scheduled work was started."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import pgettext_lazy


class Event(models.Model):
    """A fact published in the transaction that made it true. Each registered handler gets a job of its own for it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(pgettext_lazy("event", "event"), max_length=120)
    payload = models.JSONField(pgettext_lazy("event", "facts"))
    published_at = models.DateTimeField(pgettext_lazy("event", "published"), db_default=Now())

    class Meta:
        verbose_name = pgettext_lazy("event", "event")
        verbose_name_plural = pgettext_lazy("event", "events")
        indexes = [
            models.Index(name="event_recent", fields=["-published_at", "-id"]),
            models.Index(name="event_kind", fields=["kind", "-published_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class SlotOrigin(models.TextChoices):
    BEAT = "beat", pgettext_lazy("event", "clock")
    SWEEP = "sweep", pgettext_lazy("event", "found missed")
    BASELINE = "baseline", pgettext_lazy("event", "first start")


class ScheduleSlot(models.Model):
    """One planned moment of one schedule. The unique row decides who starts it, however many clocks tick."""

    name = models.CharField(pgettext_lazy("event", "schedule"), max_length=120)
    slot = models.DateTimeField(pgettext_lazy("event", "planned for"))
    origin = models.CharField(pgettext_lazy("event", "started by"), max_length=12, choices=SlotOrigin)
    fired_at = models.DateTimeField(pgettext_lazy("event", "started"), db_default=Now())
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = pgettext_lazy("event", "schedule slot")
        constraints = [models.UniqueConstraint(name="slot_once", fields=["name", "slot"])]

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"
