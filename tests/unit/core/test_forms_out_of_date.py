"""No page lets a refusal of its form go by: only the form can show field by field what somebody else changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGES = sorted([*ROOT.glob("*/views/*.py"), *ROOT.glob("core/web/views/*.py")])
CAUGHT = {"Refusal", "Stale"}
# Buttons that make something new: their forms carry the version of no object, so that none can be out of date.
WITHOUT_VERSION = {
    "underwriting/views/guiding_opinion.py": ["opinion"],
    "underwriting/views/rule_files.py": ["back_test"],
}
ROUTED = {"require_http_methods", "require_POST"}


def _named(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _guards(one: ast.Try) -> bool:
    return any(handler.type is not None and CAUGHT & _named(handler.type) for handler in one.handlers)


def _open_calls(node: ast.AST) -> Iterator[ast.Call]:
    """Every call that a refusal would leave: what stands in a function of its own is called by ``sent_or_refused``."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Lambda | ast.FunctionDef):
            continue
        if isinstance(child, ast.Try) and _guards(child):
            for rest in (*child.handlers, *child.orelse, *child.finalbody):
                yield from _open_calls(rest)
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _open_calls(child)


def _sends(call: ast.Call) -> bool:
    """Whether a form's command is handed over: to a service it comes first, or second after the object's key."""
    given = [ast.unparse(one) for one in call.args[:2] if not isinstance(one, ast.Lambda)]
    return any(text == "command" or ".command(request)" in text for text in given)


def _unguarded(module: ast.Module) -> set[str]:
    """Functions out of which a refusal of a form's command comes, straight or through another of the module."""
    functions = {one.name: one for one in module.body if isinstance(one, ast.FunctionDef)}
    found: set[str] = set()
    while more := {name for name, one in functions.items() if _lets_go_by(one, found)} - found:
        found |= more
    return found


def _lets_go_by(one: ast.FunctionDef, unguarded: set[str]) -> bool:
    of_form = ".command(request)" in ast.unparse(one)
    called = [(call, call.func.id if isinstance(call.func, ast.Name) else "") for call in _open_calls(one)]
    return any((of_form and _sends(call)) or name in unguarded for call, name in called)


def _views(module: ast.Module) -> set[str]:
    functions = [one for one in module.body if isinstance(one, ast.FunctionDef)]
    return {one.name for one in functions if any(ROUTED & _named(by) for by in one.decorator_list)}


@pytest.mark.req("PRO-05")
def test_every_page_shows_a_refusal_on_the_form_that_was_sent() -> None:
    open_pages = {}
    for path in PAGES:
        module = ast.parse(path.read_text())
        if left := _unguarded(module) & _views(module):
            open_pages[str(path.relative_to(ROOT))] = sorted(left)
    assert open_pages == WITHOUT_VERSION


SEND = "send(pk, form.command(request))"


@pytest.mark.req("PRO-05")
@pytest.mark.parametrize(
    ("body", "left"),
    [
        (SEND, {"view"}),
        (f"command = form.command(request)\n    {SEND.replace('form.command(request)', 'command')}", {"view"}),
        (f"sent_or_refused(form, lambda: {SEND})", set()),
        (f"try:\n        {SEND}\n    except Refusal as why:\n        form.refuse(why)", set()),
        (f"try:\n        {SEND}\n    except ValueError:\n        pass", {"view"}),
        (f"try:\n        pass\n    except Refusal:\n        {SEND}", {"view"}),
    ],
)
def test_the_search_knows_what_is_guarded(body: str, left: set[str]) -> None:
    module = ast.parse(f"@require_POST\ndef view(request):\n    {body}\n")
    assert _unguarded(module) & _views(module) == left
