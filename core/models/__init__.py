"""Tables of the mechanisms."""

from core.models.events import Event, ScheduleSlot, SlotOrigin
from core.models.files import FileState, StoredFile
from core.models.jobs import Job, JobState, QueuePulse
from core.models.notifications import Notification
from core.models.personal import Draft, ListExport, ListView
from core.models.records import AuditEntry, AuditHead, CaseAct, Receipt
from core.models.search import SearchEntry
from core.models.stateful import AuthoritySubject, Stateful, WorkScope, WorkSummary
from core.models.time import CalendarDay, ClockRule, NumberSeries
from core.models.work import WorkItem

__all__ = [
    "AuditEntry",
    "AuditHead",
    "AuthoritySubject",
    "CalendarDay",
    "CaseAct",
    "ClockRule",
    "Draft",
    "Event",
    "FileState",
    "Job",
    "JobState",
    "ListExport",
    "ListView",
    "Notification",
    "NumberSeries",
    "QueuePulse",
    "Receipt",
    "ScheduleSlot",
    "SearchEntry",
    "SlotOrigin",
    "Stateful",
    "StoredFile",
    "WorkItem",
    "WorkScope",
    "WorkSummary",
]
