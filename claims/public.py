"""The door of claims for the apps above."""

from __future__ import annotations

from claims.models import Cause, LossReport, Relation
from claims.rules.lifecycle import OPEN_REPORTS
from claims.selectors.contacts import ContactRow, show_contacts
from claims.selectors.cover import CoverAtLoss, cover_at_loss, covers_at_loss, earlier_claims
from claims.selectors.patterns import claim_patterns, losses_of_customers
from claims.selectors.reports import report_by_number, similar_reports
from claims.services.data import ReportData
from claims.services.refusals import InvalidEntry, NotTheHotline
from claims.services.reports import amend_report
from claims.services.reports import register_report as _register
from core.workflow.command import Command

__all__ = [
    "OPEN_REPORTS",
    "Cause",
    "ContactRow",
    "CoverAtLoss",
    "InvalidEntry",
    "LossReport",
    "NotTheHotline",
    "Relation",
    "ReportData",
    "amend_report",
    "claim_patterns",
    "cover_at_loss",
    "covers_at_loss",
    "earlier_claims",
    "losses_of_customers",
    "register_report",
    "report_by_number",
    "show_contacts",
    "similar_reports",
]


def register_report(command: Command, data: ReportData) -> LossReport:
    """A loss reported at 95518, with its survey tasks on their way to dispatch."""
    return _register(command, data)
