"""The product's source as the architecture tests read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# From the lowest to the highest: an import and a foreign key point to the left only.
LINE = (
    "core",
    "organisation",
    "parties",
    "archives",
    "finance",
    "underwriting",
    "claims",
    "customer_service",
    "training",
    "risk",
)


@cache
def modules(*apps: str) -> tuple[tuple[Path, ast.Module], ...]:
    """Every hand-written module of the apps, parsed."""
    paths = [path for app in apps or (*LINE, "config") for path in sorted((ROOT / app).rglob("*.py"))]
    return tuple(
        (path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8")))
        for path in paths
        if "migrations" not in path.parts
    )


def in_layer(*layers: str) -> Iterator[tuple[Path, ast.Module]]:
    """The modules of some layers of every app: ``rules``, ``services``, …"""
    for path, tree in modules():
        if set(layers) & {part.removesuffix(".py") for part in path.parts[1:]}:
            yield path, tree


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def named(node: ast.expr) -> str:
    """The dotted name of an expression, as far as it is one."""
    if isinstance(node, ast.Attribute):
        return f"{named(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
