"""What apps above show of a customer: policies, claims, premiums. A registry for reading, never for a decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from core.workflow.command import Actor


class BusinessRow(NamedTuple):
    """One object of another app: where it is, what it is called, and its state in words and tone."""

    kind: str
    pk: int
    number: str
    text: str
    period: str = ""
    state: str = ""
    tone: str = "neutral"


class Business(NamedTuple):
    """What an app shows of a customer: its rows, newest first, in the reader's scope."""

    key: str
    label: str
    icon: str
    permission: str
    rows: Callable[[int, Actor], list[BusinessRow]]
    tab: str = "business"


class QuickAction(NamedTuple):
    """Something that is begun from the customer's page: ``url`` gets customer number and name."""

    label: str
    icon: str
    permission: str
    url: Callable[[str, str], str]


_business: dict[str, Business] = {}
_quick: dict[str, QuickAction] = {}


def show_business(business: Business) -> None:
    """Called from the owning app's ``ready()``; ``label`` is marked for translation."""
    _business[business.key] = business


def show_quick_action(action: QuickAction) -> None:
    """Called from the owning app's ``ready()``; ``label`` is marked for translation."""
    _quick[action.label] = action


def quick_actions(actor: Actor) -> list[QuickAction]:
    """What the actor may begin."""
    return [action for action in _quick.values() if actor.refusal_for(action.permission) is None]


def shown_business() -> list[Business]:
    return list(_business.values())
