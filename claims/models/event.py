"""A major event: reports of one cause that came in close together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.rules.event_lifecycle import EVENT, RUNNING
from core.models import Stateful
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet


class MajorEvent(Scoped, Stateful):
    """One event of a branch. While it runs, further reports of its cause belong to it."""

    lifecycle: ClassVar[Lifecycle] = EVENT

    number = models.CharField(_("event"), max_length=24, unique=True)
    cause = models.CharField(_("cause"), max_length=12)
    first_at = models.DateTimeField(_("first loss"))
    declared_with = models.PositiveSmallIntegerField(_("reports when declared"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("major event")
        constraints = [
            models.UniqueConstraint(fields=["branch", "cause"], condition=Q(state=RUNNING), name="event_one_per_cause")
        ]
