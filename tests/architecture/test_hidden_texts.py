"""A text inside an f-string is not found when texts are gathered: it has its Chinese only if it stands elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import polib

from tests.architecture.source import ROOT, modules, named

MARKS = {"_", "gettext", "gettext_lazy", "_now"}


def _hidden(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for outer in ast.walk(tree):
        if not isinstance(outer, ast.JoinedStr):
            continue
        for call in ast.walk(outer):
            if isinstance(call, ast.Call) and named(call.func) in MARKS and call.args:
                first = call.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield call.lineno, first.value


def test_every_text_inside_an_f_string_has_its_chinese() -> None:
    folder = ROOT / "locale" / "zh_Hans" / "words"
    known = {entry.msgid for path in folder.glob("*.po") for entry in polib.pofile(str(path)) if entry.msgstr}
    lacking = [f"{path}:{line} {text}" for path, tree in modules() for line, text in _hidden(tree) if text not in known]
    assert lacking == []
