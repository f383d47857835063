"""Every icon that a page names is built into the file of icons; a missing one is an empty place on the page."""

from __future__ import annotations

import re

from tests.architecture.source import LINE, ROOT, templates

NAMED = re.compile(r'(?:\bicon(?:_name)?=|\{% icon )"([a-z0-9-]+)"')


def test_every_named_icon_is_built() -> None:
    built = set((ROOT / "assets/icons.txt").read_text(encoding="utf-8").split())
    pages = [*templates(), *(path for app in LINE for path in (ROOT / app).rglob("*.py"))]
    named = {name for path in pages for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert named - built == set()
