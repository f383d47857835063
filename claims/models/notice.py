"""What was sent to customers: which paper, to whom, by which way, when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.report import LossReport


class Channel(models.TextChoices):
    """How a paper goes out."""

    SMS = "sms", _("text message")


class SentNotice(models.Model):
    """A paper that was handed to the message gateway. Never changed: a second sending is a second row."""

    report = models.ForeignKey(LossReport, on_delete=models.PROTECT, related_name="notices")
    what = models.CharField(_("paper"), max_length=20)
    title = models.CharField(_("paper"), max_length=80)
    listed = models.JSONField(_("documents asked for"), default=list)
    recipient = models.CharField(_("sent to"), max_length=120)
    phone_masked = models.CharField(_("telephone"), max_length=30)
    channel = models.CharField(_("by"), max_length=6, choices=Channel.choices, default=Channel.SMS)
    reference = models.CharField(_("reference of the gateway"), max_length=60)
    sent_at = models.DateTimeField(_("sent at"))

    objects: ClassVar[models.Manager[SentNotice]] = models.Manager()

    class Meta:
        verbose_name = _("sent notice")
        constraints = [models.UniqueConstraint(fields=["reference"], name="sentnotice_once")]
