"""Steps that need not be repeated: a stamp holds the digest of what a step depended on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.paths import ROOT, STAMPS


def digest(paths: Iterable[Path], *words: str) -> str:
    found = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        if path.is_file():
            found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


@contextmanager
def once_for(name: str, wanted: str, *, made: Path | None = None) -> Iterator[bool]:
    """Yields whether the step has to be done; records it only if the block ends well."""
    stamp = STAMPS / name
    current = stamp.is_file() and stamp.read_text(encoding="ascii") == wanted
    needed = not current or (made is not None and not made.exists())
    if needed:
        stamp.unlink(missing_ok=True)
    yield needed
    if needed:
        STAMPS.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted, encoding="ascii")
