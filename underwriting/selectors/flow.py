"""Where the work of the underwriting centre stands: every process with the number of cases in each state (ISS-06)."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Model, Q

from core.workflow.spec import Lifecycle, State
from organisation.public import ScopedActor
from underwriting.models import Endorsement, Policy, Proposal, Renewal


class Stage(NamedTuple):
    """A state with how many cases stand in it."""

    state: State
    cases: int
    way_on: list[str]


class Process(NamedTuple):
    """A process: its stages in the order of the procedure, those that go on and those that end it."""

    lifecycle: Lifecycle
    url_name: str
    going: list[Stage]
    ended: list[Stage]
    total: int


KINDS: tuple[tuple[Any, str], ...] = (
    (Proposal, "underwriting:proposals"),
    (Policy, "underwriting:policies"),
    (Endorsement, "underwriting:endorsements"),
    (Renewal, "underwriting:renewals"),
)


def processes(actor: ScopedActor) -> list[Process]:
    """One statement a process."""
    return [_process(model, url_name, actor) for model, url_name in KINDS]


def _process(model: Any, url_name: str, actor: ScopedActor) -> Process:
    lifecycle: Lifecycle = model.lifecycle
    counts = _counts(model, lifecycle, actor)
    stages = [Stage(state, counts[state.value], _way_on(lifecycle, state)) for state in lifecycle.states]
    return Process(
        lifecycle=lifecycle,
        url_name=url_name,
        going=[stage for stage in stages if not stage.state.final],
        ended=[stage for stage in stages if stage.state.final],
        total=sum(counts.values()),
    )


def _counts(model: type[Model], lifecycle: Lifecycle, actor: ScopedActor) -> dict[str, int]:
    wanted = {state.value: Count("pk", filter=Q(state=state.value)) for state in lifecycle.states}
    rows: Any = model._default_manager
    found: dict[str, int] = rows.visible_to(actor).aggregate(**wanted)
    return found


def _way_on(lifecycle: Lifecycle, state: State) -> list[str]:
    """Acts that lead on from a state, in the order of the procedure."""
    return [act.label for act in lifecycle.leaving(state.value) if act.target not in {None, state.value}]
