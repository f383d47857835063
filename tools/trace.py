"""``make trace``: which test proves which requirement. Writes docs/traceability.md from the marks of the tests."""

from __future__ import annotations

import ast
import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.console import say
from tools.paths import ROOT

INDEX = ROOT / "docs" / "requirements.csv"
REPORT = ROOT / "docs" / "traceability.md"
MARK = "pytest.mark.req"
HEAD = """# Traceability

Which test proves which requirement; written by `make trace` from the marks `@pytest.mark.req("…")` of the tests.
The requirements are listed in [requirements.csv](requirements.csv).
"""


class Requirement(NamedTuple):
    """One row of the requirements, as the index holds it."""

    id: str
    group: str
    title: str
    source: str


class Proof(NamedTuple):
    """One marked test."""

    path: str
    line: int
    test: str


def requirements() -> list[Requirement]:
    with INDEX.open(encoding="utf-8", newline="") as file:
        return [Requirement(**row) for row in csv.DictReader(file)]


def proofs() -> dict[str, list[Proof]]:
    """The marked tests by requirement; a mark on the module or class counts for each of its tests."""
    found: dict[str, list[Proof]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name, proof in _marked(str(path.relative_to(ROOT)), tree.body, _module_marks(tree)):
            found[name].append(proof)
    return found


def faults() -> str:
    """Marks that name no requirement."""
    known = {row.id for row in requirements()}
    unknown = {name: found[0] for name, found in proofs().items() if name not in known}
    return "\n".join(f"{proof.path}:{proof.line}: no requirement {name}" for name, proof in sorted(unknown.items()))


def _marked(path: str, body: list[ast.stmt], inherited: set[str]) -> Iterator[tuple[str, Proof]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _marked(path, node.body, inherited | _marks(node.decorator_list))
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for name in sorted(inherited | _marks(node.decorator_list)):
                yield name, Proof(path, node.lineno, node.name)


def _module_marks(tree: ast.Module) -> set[str]:
    assigned = [node.value for node in tree.body if isinstance(node, ast.Assign) and _is_pytestmark(node)]
    return set().union(
        *(_marks(value.elts if isinstance(value, ast.List | ast.Tuple) else [value]) for value in assigned)
    )


def _is_pytestmark(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets)


def _marks(expressions: list[ast.expr]) -> set[str]:
    calls = [one for one in expressions if isinstance(one, ast.Call) and ast.unparse(one.func) == MARK]
    return {str(word.value) for call in calls for word in call.args if isinstance(word, ast.Constant)}


def _report(rows: list[Requirement], found: dict[str, list[Proof]]) -> str:
    proved = sum(row.id in found for row in rows)
    parts = [HEAD, f"\n{proved} of {len(rows)} requirements have a test.\n"]
    for group in dict.fromkeys(row.group for row in rows):
        members = [row for row in rows if row.group == group]
        done = sum(row.id in found for row in members)
        parts.append(f"\n## {group} ({done} of {len(members)})\n\n| requirement | | tests |\n|---|---|---|\n")
        parts += [f"| {row.id} | {row.title} | {_tests(found.get(row.id, []))} |\n" for row in members]
    return "".join(parts)


def _tests(found: list[Proof]) -> str:
    return "<br>".join(f"[{_sentence(one.test)}](../{one.path}#L{one.line})" for one in found) or "–"


def _sentence(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")


def main() -> int:
    unknown = faults()
    if unknown:
        say(unknown)
    rows, found = requirements(), proofs()
    REPORT.write_text(_report(rows, found), encoding="utf-8")
    say(f"{sum(row.id in found for row in rows)} of {len(rows)} requirements have a test: {Path('docs') / REPORT.name}")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
