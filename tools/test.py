"""``make test``: the whole suite, in parallel, on PostgreSQL and Redis of its own, with a real browser."""

from __future__ import annotations

import os
import subprocess
import sys

from tools import catalogue
from tools.console import Problem, report, say, step
from tools.paths import PYTHON, ROOT, VAR
from tools.servers import passing
from tools.system import chromium


def main(asked: list[str]) -> int:
    try:
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"} | _browser()
        with step("compiling translations"):
            catalogue.compile_catalogue()
        if "DATABASE_URL" in os.environ and "REDIS_URL" in os.environ:
            code = _pytest(environment, asked)
        else:
            with passing.for_tests(VAR / "test") as servers:
                code = _pytest(environment | servers, asked)
    except Problem as problem:
        return report(problem)
    except KeyboardInterrupt:
        return 130
    if not _with_browser():
        say("The browser tests were left out (BROWSER_TESTS=0).")
    return code


def _with_browser() -> bool:
    return os.environ.get("BROWSER_TESTS", "1") != "0"


def _browser() -> dict[str, str]:
    return {"CHROMIUM": chromium()} if _with_browser() else {}


def _pytest(environment: dict[str, str], asked: list[str]) -> int:
    parallel = [] if "-n" in asked else ["-n", "auto", "--dist", "worksteal"]
    return subprocess.run(
        [PYTHON, "-m", "pytest", *parallel, *asked], env=environment, cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
