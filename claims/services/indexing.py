"""Reports and claims in the search box."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from claims.models import Claim, LossReport
from claims.rules import claim_lifecycle, lifecycle
from core import search


def index_report(report: LossReport, *, state: str = "") -> None:
    """Keep the search row of a report up to date; ``state`` is the one it is about to enter."""
    search.index(report_entry(report, state or report.state))


def report_entry(report: LossReport, state: str) -> search.Entry:
    shown = lifecycle.REPORT.state(state)
    return search.Entry(
        kind=lifecycle.REPORT_KIND,
        object_id=report.pk,
        title=report.reporter_name,
        at=report.reported_at,
        scope=search.Scope.of(report),
        number=report.number,
        plate=report.plate,
        names=tuple(name for name in (report.reporter_name, report.driver_name) if name),
        phone=report.reporter_phone,
        detail=f"{report.plate} {report.place}".strip()[:120],
        state=shown.label,
        tone=shown.tone.value,
    )


def index_claim(claim: Claim, *, state: str = "", at: datetime | None = None) -> None:
    """Keep the search row of a claim up to date; ``state`` is the one it is about to enter."""
    search.index(claim_entry(claim, state or claim.state, at or claim.created_at))


def claim_entry(claim: Claim, state: str, at: datetime) -> search.Entry:
    shown = claim_lifecycle.CLAIM.state(state)
    return search.Entry(
        kind=claim_lifecycle.CLAIM_KIND,
        object_id=claim.pk,
        title=claim.insured_name,
        at=at,
        scope=search.Scope.of(claim),
        number=claim.number,
        plate=claim.plate,
        names=(claim.insured_name,),
        detail=f"{claim.policy_number} · {claim.plate}",
        state=shown.label,
        tone=shown.tone.value,
    )


def all_reports() -> Iterator[Any]:
    return (report_entry(report, report.state) for report in LossReport.objects.iterator())


def all_claims() -> Iterator[Any]:
    return (claim_entry(claim, claim.state, claim.created_at) for claim in Claim.objects.iterator())
