"""Queued work. The row is the record; a message on the broker is only a hint that a row may be due."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JobState(models.TextChoices):
    READY = "ready", pgettext_lazy("job", "waiting")
    RUNNING = "running", pgettext_lazy("job", "in work")
    DONE = "done", pgettext_lazy("job", "done")
    DEAD = "dead", pgettext_lazy("job", "given up")
    CANCELLED = "cancelled", pgettext_lazy("job", "cancelled")


class Job(models.Model):
    """One piece of work that is done exactly once.

    Inserted in the transaction that makes it necessary. Whoever claims it takes a lease and a new ``token``; the effect
    and the flag "done" are written in one transaction that demands that very token, so a worker whose lease was
    given to another cannot commit. ``payload`` holds references only, never personal data.
    """

    kind = models.CharField(_("kind of work"), max_length=120)
    key = models.CharField(pgettext_lazy("job", "business key"), max_length=200)
    queue = models.CharField(pgettext_lazy("job", "queue"), max_length=40)
    payload = models.JSONField(pgettext_lazy("job", "references"), db_default={})
    state = models.CharField(
        pgettext_lazy("job", "state"), max_length=12, choices=JobState, db_default=JobState.READY.value
    )
    priority = models.SmallIntegerField(pgettext_lazy("job", "priority"), db_default=5)
    run_after = models.DateTimeField(pgettext_lazy("job", "not before"), db_default=Now())
    attempts = models.SmallIntegerField(pgettext_lazy("job", "attempts"), db_default=0)
    max_attempts = models.SmallIntegerField(pgettext_lazy("job", "attempts allowed"))
    lease_seconds = models.IntegerField()
    token = models.BigIntegerField(pgettext_lazy("job", "fence token"), db_default=0)
    lease_until = models.DateTimeField(pgettext_lazy("job", "lease until"), null=True)
    locked_by = models.CharField(pgettext_lazy("job", "worker"), max_length=120, db_default="")
    sent_at = models.DateTimeField(pgettext_lazy("job", "hint sent"), null=True)
    last_error = models.TextField(pgettext_lazy("job", "last error"), db_default="")
    cancel_requested = models.BooleanField(pgettext_lazy("job", "cancel requested"), db_default=False)
    progress_done = models.IntegerField(_("done so far"), db_default=0)
    progress_total = models.IntegerField(pgettext_lazy("job", "of"), null=True)
    progress_note = models.CharField(pgettext_lazy("job", "step"), max_length=200, db_default="")
    result = models.JSONField(pgettext_lazy("job", "result"), null=True)
    requested_by = models.BigIntegerField(pgettext_lazy("job", "requested by"), null=True)
    created_at = models.DateTimeField(pgettext_lazy("job", "created"), db_default=Now())
    started_at = models.DateTimeField(pgettext_lazy("job", "started"), null=True)
    done_at = models.DateTimeField(pgettext_lazy("job", "finished"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("job", "job")
        verbose_name_plural = pgettext_lazy("job", "jobs")
        constraints = [
            models.UniqueConstraint(name="job_once", fields=["kind", "key"]),
            models.CheckConstraint(name="job_state_known", condition=Q(state__in=JobState.values)),
            models.CheckConstraint(
                name="job_running_has_lease", condition=~Q(state="running") | Q(lease_until__isnull=False)
            ),
            models.CheckConstraint(
                name="job_end_is_dated",
                condition=Q(state__in=["ready", "running"], done_at=None)
                | Q(state__in=["done", "dead", "cancelled"], done_at__isnull=False),
            ),
            models.CheckConstraint(name="job_attempts_bounded", condition=Q(attempts__gte=0) & Q(max_attempts__gte=1)),
            models.CheckConstraint(name="job_lease_positive", condition=Q(lease_seconds__gte=1)),
        ]
        indexes = [
            models.Index(name="job_due", fields=["queue", "priority", "id"], condition=Q(state="ready")),
            models.Index(name="job_lease", fields=["lease_until"], condition=Q(state="running")),
            models.Index(name="job_dead", fields=["-done_at", "-id"], condition=Q(state="dead")),
            models.Index(name="job_requested", fields=["requested_by", "-id"], condition=Q(requested_by__isnull=False)),
            models.Index(name="job_ended", fields=["done_at"], condition=Q(state__in=["done", "cancelled"])),
            models.Index(name="job_started", fields=["queue", "-started_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class QueuePulse(models.Model):
    """Proof that a queue is consumed: when the last canary was sent through the broker and when a worker took one."""

    queue = models.CharField(pgettext_lazy("job", "queue"), primary_key=True, max_length=40)
    sent_at = models.DateTimeField(pgettext_lazy("job", "canary sent"), null=True)
    seen_at = models.DateTimeField(pgettext_lazy("job", "canary consumed"), null=True)
    host = models.CharField(pgettext_lazy("job", "host"), max_length=120, db_default="")
    pid = models.IntegerField(pgettext_lazy("job", "process"), null=True)
    up_since = models.DateTimeField(_("worker up since"), null=True)
    restarts = models.IntegerField(_("restarts for silence"), db_default=0)
    restarted_at = models.DateTimeField(_("last restart for silence"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("job", "queue pulse")

    def __str__(self) -> str:
        return self.queue
