"""What the clock starts, and when (Beijing time). Changing the plan is a change of this file, reviewed and tested."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_noop as _

from core.jobs.schedules import Schedule
from core.rules.slots import Daily

SCHEDULE: tuple[Schedule, ...] = (
    Schedule(
        name="core.remove_ended_jobs",
        label=_("Remove finished jobs after the keeping time"),
        when=Daily(time(2, 40)),
        kind="core.remove_ended_jobs",
    ),
)
