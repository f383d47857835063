"""The search box beside the usual ``OR ILIKE`` over the same rows, per shape of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from bench.figures import Figure, p95, quietest, shorter
from core.models import SearchEntry
from core.search import find
from core.workflow.refusals import Refusal
from organisation.models import Unit
from underwriting.rules.lifecycle import POLICY_KIND, PROPOSAL_KIND

PERMISSIONS = {"underwriting.view_policies", "underwriting.view_proposals"}
KINDS = (POLICY_KIND, PROPOSAL_KIND)


@dataclass(frozen=True)
class _BranchReader:
    """Reads within one branch, like a clerk of the branch."""

    unit_id: int
    staff_id: int | None = None

    def refusal_for(self, permission: str, subject: object | None = None) -> Refusal | None:
        del subject
        return None if permission in PERMISSIONS else Refusal("no")

    def scope_filter(self, model: object) -> Q:
        del model
        return Q(branch_id=self.unit_id)


TURNS = 2


def questions(branch: int) -> tuple[tuple[str, str], ...]:
    """What people type, taken from rows in the middle of the branch."""
    rows = SearchEntry.objects.filter(kind=POLICY_KIND, branch_id=branch)
    one = rows.order_by("pk")[rows.count() // 2]
    names = rows.filter(names__regex="^..$").order_by("pk").values_list("names", flat=True)
    return (
        ("name of two characters", "陈芳"),
        ("name of two characters, rare", names[rows.count() // 8]),
        ("name of three characters", "陈建国"),
        ("name nobody has", "龘龘"),
        ("policy number", one.number),
        ("last eight of the number", one.number[-8:]),
        ("plate", one.plate),
        ("plate without its province", one.plate[1:]),
        ("vehicle identification number", one.vin),
    )


def figures(*, rounds: int = 25) -> list[Figure]:
    """One figure per shape of text, then the slowest of all; the same rows, scope and order on both sides."""
    branch = Unit.objects.values_list("pk", flat=True).get(code="350500")
    lines = [_compared(subject, text, branch, rounds) for subject, text in questions(branch)]
    ours, other = max(line.ours for line in lines), max(line.other for line in lines)
    worst = shorter("search, slowest shape", ours=ours, other=other, unit="ms", other_is="OR ILIKE", aim=100)
    return [*lines, worst]


def _compared(subject: str, text: str, branch: int, rounds: int) -> Figure:
    """Both sides take turns; of each the quietest turn counts."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _turn in range(TURNS):
        taken[0].append(p95(lambda: find(text, _BranchReader(branch)), rounds=rounds))  # type: ignore[arg-type]
        taken[1].append(p95(_usual(text, branch), rounds=max(rounds // 8, 3), warm_up=1))
    ours, other = quietest(taken[0]), quietest(taken[1])
    return shorter(f"search: {subject}", ours=ours, other=other, unit="ms", other_is="OR ILIKE", aim=100, note="p95")


def _usual(text: str, branch: int) -> Callable[[], object]:
    """The search box that everybody writes first."""
    anywhere = Q(number__icontains=text) | Q(plate__icontains=text) | Q(vin__icontains=text) | Q(names__icontains=text)
    rows = SearchEntry.objects.filter(anywhere, kind__in=KINDS, branch_id=branch).order_by("-updated_at", "-id")
    return lambda: list(rows[:30])
