"""The door of claims for the apps above."""

from __future__ import annotations

from claims.models import Cause, LossReport, Relation
from claims.selectors.cover import CoverAtLoss, cover_at_loss, earlier_claims
from claims.selectors.reports import similar_reports
from claims.services.data import ReportData
from claims.services.refusals import InvalidEntry, NotTheHotline
from claims.services.reports import register_report as _register
from core.workflow.command import Command

__all__ = [
    "Cause",
    "CoverAtLoss",
    "InvalidEntry",
    "NotTheHotline",
    "Relation",
    "ReportData",
    "cover_at_loss",
    "earlier_claims",
    "register_report",
    "similar_reports",
]


def register_report(command: Command, data: ReportData) -> LossReport:
    """A loss reported at 95518, with its survey tasks on their way to dispatch."""
    return _register(command, data)
