"""Explanations of numbers that were skipped or lie too long in a hand (FRM-08)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from archives.models.form_papers import FormPaper
from archives.rules import form_gap
from core.workflow.spec import Lifecycle
from organisation.models import Staff


class FormGap(FormPaper):
    """What the holder of numbers says about them."""

    lifecycle: ClassVar[Lifecycle] = form_gap.LIFE

    holder = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("user"))
    account = models.TextField(_("explanation"))
    looked_at_by = models.CharField(_("looked at by"), max_length=64, blank=True)
    opinion = models.CharField(_("opinion"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("explanation of numbers")
        indexes: ClassVar = [
            models.Index(fields=["form_type", "first", "last"], name="formgap_numbers"),
            models.Index(fields=["branch_id", "-created_at", "-id"], name="formgap_branch_new"),
        ]
