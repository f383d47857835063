"""``make check``: everything that can be found without running the product. Each check says what it found."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from archives.documents.signing import make_demo_key
from tools import composition, dependencies, messages, trace
from tools.console import Problem, say
from tools.paths import PYTHON, ROOT
from tools.texts import APPS

BIN = PYTHON.parent
SOURCES = [*APPS, "tools", "tests", "bench", "manage.py"]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "".join(map(str, range(60))),
    "FIELD_KEYS": "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "INDEX_KEY": "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "ALLOWED_HOSTS": "example.org",
    "PUBLIC_ADDRESS": "https://example.org",
    "DATABASE_URL": "postgresql:///unused",
    "REDIS_URL": "redis://unused/0",
}
Check = Callable[[], str]


def ran(*words: str | Path, environment: dict[str, str] | None = None) -> str:
    """What a command had to say, if it failed."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=ROOT,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}".strip() or f"code {done.returncode}"


def sources() -> list[str]:
    return [name for name in SOURCES if (ROOT / name).exists()]


def api_schema() -> str:
    """The committed schema is the code's."""
    committed = ROOT / "docs" / "openapi.yaml"
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "openapi.yaml"
        problem = ran(PYTHON, "manage.py", "spectacular", "--validate", "--fail-on-warn", "--file", fresh)
        if problem:
            return problem
        if not committed.exists() or committed.read_text(encoding="utf-8") != fresh.read_text(encoding="utf-8"):
            return f"{committed.relative_to(ROOT)} is not up to date: make check ARGS=--write"
    return ""


def deployment() -> str:
    """Production's own checks, with a signing key of the moment."""
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "signing.p12"
        make_demo_key(key)
        environment = PRODUCTION | {"SIGNING_FILE": str(key)}
        return ran(PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING", environment=environment)


def translations() -> str:
    try:
        return "\n".join(messages.faults())
    except Problem as problem:
        return str(problem)


def checks() -> dict[str, Check]:
    return {
        "lint": lambda: ran(BIN / "ruff", "check", "--no-fix", "--output-format", "concise", *sources()),
        "format": lambda: ran(BIN / "ruff", "format", "--check", *sources()),
        "types": lambda: ran(
            BIN / "mypy", "--no-error-summary", *[name for name in sources() if name not in {"tests", "bench"}]
        ),
        "imports": lambda: ran(BIN / "lint-imports", "--no-cache"),
        "templates": lambda: ran(BIN / "djlint", "templates", "--lint", "--quiet"),
        "django": lambda: ran(PYTHON, "manage.py", "check", "--fail-level", "WARNING"),
        "deployment": deployment,
        "migrations": lambda: ran(PYTHON, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"),
        "translations": translations,
        "API schema": api_schema,
        "lifecycles": lambda: ran(PYTHON, "manage.py", "document_lifecycles", "--check"),
        "requirement marks": trace.faults,
        "docker-compose.yml": composition.faults,
        "lock files": dependencies.faults,
    }


def write() -> int:
    """Bring into order what a machine can."""
    commands: tuple[tuple[str | Path, ...], ...] = (
        (BIN / "ruff", "check", "--fix", "--quiet", *sources()),
        (BIN / "ruff", "format", "--quiet", *sources()),
        (PYTHON, "manage.py", "spectacular", "--file", ROOT / "docs" / "openapi.yaml"),
        (PYTHON, "manage.py", "document_lifecycles"),
    )
    for words in commands:
        say(ran(*words))
    return 0


def main(asked: list[str]) -> int:
    if "--write" in asked:
        return write()
    failed = []
    for name, check in checks().items():
        if asked and name not in asked:
            continue
        started = time.monotonic()
        problem = check()
        say(f"{'✗' if problem else '✓'} {name} ({time.monotonic() - started:.1f} s)")
        if problem:
            failed.append(name)
            say("\n".join(f"    {line}" for line in problem.splitlines()))
    if failed:
        say(f"\n{len(failed)} of the checks failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    sys.exit(main(sys.argv[1:]))
