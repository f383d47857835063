"""What the engine writes down: receipts of commands, acts on cases, and the hash-chained audit trail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Receipt(models.Model):
    """One row per command key: the same key never has two effects."""

    key = models.UUIDField(primary_key=True)
    name = models.CharField(_("transition"), max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    digest = models.CharField(_("content digest"), max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("command receipt")


class CaseAct(models.Model):
    """Who did what on a case, under which post and grant. Segregation and authority are enforced over this table by
    triggers of the organisation package, so that no import, page or shell can go round them."""

    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    case_ref = models.CharField(_("case"), max_length=80)
    duty = models.CharField(_("duty"), max_length=60)
    staff_id = models.BigIntegerField(null=True)
    assignment_id = models.BigIntegerField(null=True)
    post = models.CharField(_("post"), max_length=60, blank=True)
    unit_id = models.BigIntegerField(_("acting unit"), null=True)
    delegation_id = models.BigIntegerField(_("in place of"), null=True)
    operation = models.CharField(max_length=60, blank=True)
    line = models.CharField(max_length=20, blank=True)
    measure = models.CharField(max_length=40, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    limit_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    grant_id = models.BigIntegerField(null=True)
    transition = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("case act")
        indexes = [models.Index(fields=["case_ref", "staff_id"], name="caseact_case_staff")]


class AuditHead(models.Model):
    """The last link of each audit stream. Written by the database only."""

    stream = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    digest = models.BinaryField()

    class Meta:
        verbose_name = _("audit head")


class AuditEntry(models.Model):
    """One act, accepted or refused. ``seq``, ``previous`` and ``digest`` are set by the database on insert; each
    stream (the acting unit) is a chain of SHA-256 digests. Rows are never changed or deleted."""

    stream = models.BigIntegerField()
    seq = models.BigIntegerField(default=0)
    at = models.DateTimeField(_("at"))
    action = models.CharField(_("action"), max_length=80)
    outcome = models.CharField(_("outcome"), max_length=40, default="done")
    staff_id = models.BigIntegerField(null=True)
    assignment_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("who"), max_length=80)
    post = models.CharField(_("post"), max_length=60)
    unit_id = models.BigIntegerField()
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_number = models.CharField(max_length=60, blank=True)
    state_before = models.CharField(max_length=32, blank=True)
    state_after = models.CharField(max_length=32, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(_("reason"), blank=True)
    basis = models.JSONField(default=dict)
    edition = models.CharField(_("rule-book edition"), max_length=20, blank=True)
    command_key = models.UUIDField(null=True)
    context = models.JSONField(default=dict)
    previous = models.BinaryField(default=b"")
    digest = models.BinaryField(default=b"")

    class Meta:
        verbose_name = _("audit entry")
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="auditentry_stream_seq")]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="auditentry_subject"),
            models.Index(fields=["staff_id", "-id"], name="auditentry_staff"),
        ]
