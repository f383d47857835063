"""What imports cannot show: floats near money, clocks in rules, states assigned by hand, sizes."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.architecture.source import LINE, ROOT, in_layer, modules, named, templates

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 400, 50, 120
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
FLOATS_ALLOWED = (
    "core/files",  # pixels and sizes
    "core/jobs",  # seconds of waiting, never money
    "core/rules/backoff.py",  # seconds of waiting
    "organisation/rules/geography.py",  # degrees
)
# What a person may see or decide is asked for the present moment, also by pages that send no command.
PRESENT_RIGHTS = ("organisation/selectors/authority.py", "organisation/selectors/grants.py")
INLINE = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")|\son[a-z]+=\"|javascript:|hx-on|\|safe\b"
)
UPWARD_LINK = re.compile(r"{%\s*url\s+[\"'](\w+):")


def places(sources: Iterable[tuple[Path, ast.Module]], is_wrong: Callable[[ast.AST], bool]) -> list[str]:
    """Where something wrong stands: ``file:line``."""
    return [f"{path}:{node.lineno}" for path, tree in sources for node in ast.walk(tree) if is_wrong(node)]


def _is_float(node: ast.AST) -> bool:
    literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
    call = isinstance(node, ast.Call) and named(node.func) == "float"
    return literal or call or (isinstance(node, ast.Attribute) and node.attr == "FloatField")


def test_money_is_never_a_float():
    near_money = [
        one for one in in_layer("rules", "services", "selectors", "models") if not _about_time_or_place(one[0])
    ]
    assert places(near_money, _is_float) == []


def _about_time_or_place(path: Path) -> bool:
    return str(path).startswith(FLOATS_ALLOWED)


def _reads_the_clock(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS


def test_time_comes_with_the_command():
    layers = in_layer("rules", "services", "selectors")
    asked = [one for one in layers if not str(one[0]).startswith(PRESENT_RIGHTS)]
    assert places(asked, _reads_the_clock) == []


def _assigns_a_state(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    is_assignment = isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
    return is_assignment and any(isinstance(one, ast.Attribute) and one.attr == "state" for one in targets)


def test_only_the_engine_assigns_a_state():
    assert places(modules(*LINE[1:]), _assigns_a_state) == []


def _queries(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}


def test_pages_ask_selectors():
    pages = [one for one in in_layer("views", "api", "templatetags", "forms") if one[0].parts[0] != "core"]
    assert places(pages, _queries) == []


def test_there_are_no_signals():
    def is_signal(node: ast.AST) -> bool:
        return isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db.models.signals")

    assert places(modules(*LINE), is_signal) == []


def test_nothing_saves_in_a_way_of_its_own():
    def overrides_save(node: ast.AST) -> bool:
        members = node.body if isinstance(node, ast.ClassDef) else []
        return any(isinstance(one, ast.FunctionDef) and one.name == "save" for one in members)

    models = list(in_layer("models"))
    assert places(models, overrides_save) == []


def test_nothing_is_called_utils():
    assert [str(path) for path, _ in modules() if path.stem in {"utils", "helpers", "common", "misc"}] == []


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_stay_small():
    assert [str(path) for path, _ in modules() if _lines(ROOT / path) > LONGEST_FILE] == []


def test_functions_stay_small():
    def is_long(node: ast.AST) -> bool:
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        return is_function and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION

    assert places(modules(), is_long) == []


def test_templates_stay_small():
    assert [str(path) for path in templates() if _lines(path) > LONGEST_TEMPLATE] == []


def test_templates_carry_no_inline_style_or_script():
    pages = [path for path in templates() if not {"pdf", "documents"} & set(path.parts) and path.stem != "print"]
    assert [str(path.relative_to(ROOT)) for path in pages if INLINE.search(path.read_text(encoding="utf-8"))] == []


def _upward_links(path: Path) -> Iterator[str]:
    owner = path.relative_to(ROOT / "templates").parts[0]
    above = LINE[LINE.index(owner) + 1 :] if owner in LINE else ()
    return (app for app in UPWARD_LINK.findall(path.read_text(encoding="utf-8")) if app in above)


def test_an_app_links_upwards_only_through_the_link_registry():
    """A template names routes of its own app or of one below."""
    assert [f"{path.name} → {app}" for path in templates() for app in _upward_links(path)] == []


def _migrations() -> list[Path]:
    return sorted(ROOT.glob("*/migrations/[0-9]*.py"))


def test_migrations_have_names():
    assert [path.stem for path in _migrations() if re.fullmatch(r"\d{4}(_auto_.*)?", path.stem)] == []


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def test_migrations_do_not_depend_on_the_code_of_apps():
    """Fields and index expressions of core excepted: they are part of the schema."""
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in _migrations()
        for name in _imported(ast.parse(path.read_text(encoding="utf-8")))
        if name.split(".")[0] in LINE[1:]
    ]
    assert found == []
