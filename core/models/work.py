"""Work items: what waits for whom, and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SCOPES = (("branch", "branch"), ("sub_branch", "sub"), ("province", "province"), ("unit", "unit"))


class WorkItem(models.Model):
    """One object waiting in one queue. The engine opens an item when an object enters a state with a queue and closes
    it when the object leaves that state; "my work" reads this table only."""

    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_number = models.CharField(_("number"), max_length=60)
    subject_state = models.CharField(_("state"), max_length=32)
    queue = models.CharField(_("queue"), max_length=60)
    unit_id = models.BigIntegerField()
    sub_branch_id = models.BigIntegerField(null=True)
    branch_id = models.BigIntegerField(null=True)
    province_id = models.BigIntegerField(null=True)
    title = models.CharField(_("subject"), max_length=160)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    line = models.CharField(_("line"), max_length=20, blank=True)
    customer = models.CharField(_("customer"), max_length=120, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2, null=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    assignee_id = models.BigIntegerField(_("assignee"), null=True)
    in_place_of_id = models.BigIntegerField(_("in place of"), null=True)
    claimed_at = models.DateTimeField(null=True)
    clock = models.CharField(_("clock"), max_length=60, blank=True)
    clock_rule_id = models.BigIntegerField(_("frozen clock rule"), null=True)
    due_at = models.DateTimeField(_("due"), null=True)
    paused_at = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(_("since"))
    done_at = models.DateTimeField(null=True)
    done_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("work item")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "queue"], condition=Q(done_at=None), name="workitem_open_once"
            ),
        ]
        indexes = [
            # What waits and what is late is counted on every page: from these indexes alone.
            *(
                models.Index(
                    fields=[f"{scope}_id", "queue", "due_at", "id"],
                    include=["paused_at"],
                    condition=Q(done_at=None),
                    name=f"workitem_open_{place}",
                )
                for scope, place in SCOPES
            ),
            models.Index(
                fields=["assignee_id", "due_at", "id"], condition=Q(done_at=None), name="workitem_open_assignee"
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="workitem_subject"),
        ]
