"""Random keys for a demonstration, made once and kept under ``var/``. Production never reads them."""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def demo_keys(path: Path) -> tuple[str, str]:
    """The field keys and the index key out of ``path``, which is created for its owner alone if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump({"FIELD_KEYS": f"1:{_random_key()}", "INDEX_KEY": _random_key()}, file)
    keys = json.loads(path.read_text(encoding="ascii"))
    return keys["FIELD_KEYS"], keys["INDEX_KEY"]
