"""Tables of the mechanisms."""

from core.models.files import FileState, StoredFile
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
    "FileState",
    "NumberSeries",
    "Receipt",
    "SearchEntry",
    "Stateful",
    "StoredFile",
    "WorkItem",
    "WorkScope",
    "WorkSummary",
]
