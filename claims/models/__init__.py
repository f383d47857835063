"""What claims keeps."""

from claims.models.claim import Calculation, Claim, ClaimDocument, ClaimPayee, Opinion, ReserveEntry
from claims.models.duty import Absence, DutyShift, Speciality
from claims.models.event import MajorEvent
from claims.models.loss import CATEGORY_LABELS, KIND_LABELS, LossItem
from claims.models.notice import Channel, SentNotice
from claims.models.report import Cause, LossReport, Relation, ReportCover
from claims.models.share import ClaimUserPermission, ShareRequest
from claims.models.survey import FAULT_LABELS, Counterpart, Photo, Shot, SurveyTask
from claims.models.tables import ClaimTable

__all__ = [
    "CATEGORY_LABELS",
    "FAULT_LABELS",
    "KIND_LABELS",
    "Absence",
    "Calculation",
    "Cause",
    "Channel",
    "Claim",
    "ClaimDocument",
    "ClaimPayee",
    "ClaimTable",
    "ClaimUserPermission",
    "Counterpart",
    "DutyShift",
    "LossItem",
    "LossReport",
    "MajorEvent",
    "Opinion",
    "Photo",
    "Relation",
    "ReportCover",
    "ReserveEntry",
    "SentNotice",
    "ShareRequest",
    "Shot",
    "Speciality",
    "SurveyTask",
]
