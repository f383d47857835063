"""State diagrams and state × post matrices, written from the declarations that the engine enforces."""

from __future__ import annotations

from core import permissions
from core.workflow.spec import Lifecycle, Transition


def page(lifecycle: Lifecycle) -> str:
    """The whole page of one lifecycle in Markdown: diagram, transitions, and who may do what in which state."""
    parts = [f"# {lifecycle.label} (`{lifecycle.kind}`)", diagram(lifecycle), acts(lifecycle), matrix(lifecycle)]
    return "\n\n".join(parts) + "\n"


def diagram(lifecycle: Lifecycle) -> str:
    """A Mermaid state diagram."""
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {lifecycle.creation.target}: {lifecycle.creation.label}"]
    for transition in lifecycle.transitions:
        for source in sorted(transition.sources):
            targets = [source] if transition.target is None else sorted(transition.targets())
            lines += [f"    {source} --> {target}: {transition.label}" for target in targets]
    lines += [f"    {state.value} --> [*]" for state in lifecycle.states if state.final]
    return "\n".join([*lines, "```"])


def acts(lifecycle: Lifecycle) -> str:
    """What each transition asks for: permission, duty for the segregation of duties, authority, reason."""
    rows = [
        f"| {t.label} | `{t.name}` | `{t.permission}` | {t.duty or '–'} | {t.operation or '–'} | {t.reason.value} |"
        for t in lifecycle.transitions
    ]
    return "\n".join(["| Act | Name | Permission | Duty | Authority | Reason |", "|---|---|---|---|---|---|", *rows])


def matrix(lifecycle: Lifecycle) -> str:
    """State × post: the acts that are open, before segregation and authority."""
    posts = sorted({post for transition in lifecycle.transitions for post in posts_of(transition)})
    rows = [
        f"| {state.label} | " + " | ".join(_cell(lifecycle, state.value, post) for post in posts) + " |"
        for state in lifecycle.states
    ]
    return "\n".join(["| State | " + " | ".join(posts) + " |", "|---" * (len(posts) + 1) + "|", *rows])


def posts_of(transition: Transition) -> tuple[str, ...]:
    """The posts that hold the transition's permission by default."""
    return next(
        (c.posts[transition.permission] for c in permissions.catalogues().values() if transition.permission in c.posts),
        (),
    )


def _cell(lifecycle: Lifecycle, state: str, post: str) -> str:
    open_acts = [transition.label for transition in lifecycle.leaving(state) if post in posts_of(transition)]
    return ", ".join(open_acts) or "–"
