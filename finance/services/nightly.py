"""Telling the finance centre what the nightly comparison found (reliability M9: any break opens a task)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.notify import notify
from organisation.models import PostAssignment

WATCHERS = ("FN_DIR", "FN_CHECK", "FN_RPT")
Break = tuple[int, str, str, str]


def report_breaks(night: str, breaks: Sequence[Break], faults: int) -> dict[str, Any]:
    """One notification per broken branch and one for a broken chain, to those who answer for the books."""
    for unit_id, unit, check, difference in breaks:
        notify(
            _watchers(unit_id),
            key=f"finance.break:{night}:{unit_id}:{check}",
            title=_("Business and ledger of %(unit)s differ") % {"unit": unit},
            body=_("%(check)s differs by %(difference)s.") % {"check": check, "difference": difference},
        )
    if faults:
        notify(
            _watchers(None),
            key=f"finance.chain:{night}",
            title=_("The chain of vouchers does not hold"),
            body=_("%(count)s places were changed, removed or left out.") % {"count": faults},
        )
    return {"breaks": len(breaks), "faults": faults}


def _watchers(branch_id: int | None) -> set[int]:
    held = PostAssignment.objects.filter(post_id__in=WATCHERS)
    if branch_id is not None:
        held = held.filter(unit__branch_id=branch_id)
    return set(held.values_list("staff_id", flat=True))
