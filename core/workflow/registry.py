"""Every stateful model of the product, found by its lifecycle."""

from __future__ import annotations

from functools import cache

from django.apps import apps

from core.models import Stateful
from core.workflow.spec import Creation, Lifecycle, Transition


@cache
def stateful_models() -> dict[str, type[Stateful]]:
    """Models by kind ("claims.claim")."""
    models = [model for model in apps.get_models() if issubclass(model, Stateful)]
    return {model.lifecycle.kind: model for model in models}


def lifecycle_of(kind: str) -> Lifecycle:
    return stateful_models()[kind].lifecycle


@cache
def acts() -> dict[str, Transition | Creation]:
    """Every declared transition and creation by name; gives the audit trail its wording."""
    found: dict[str, Transition | Creation] = {}
    for model in stateful_models().values():
        found[model.lifecycle.creation.name] = model.lifecycle.creation
        found.update({transition.name: transition for transition in model.lifecycle.transitions})
    return found
