"""``make bench``: measures on servers of its own, durable as in production; the data is kept for the next time."""

from __future__ import annotations

import os
import subprocess
import sys

from tools.console import Problem, report, say
from tools.paths import PYTHON, ROOT, VAR
from tools.servers import passing


def main(asked: list[str]) -> int:
    try:
        with passing.for_measuring(VAR / "bench") as servers:
            environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.local"} | servers
            small = environment | {"DATABASE_URL": servers["SMALL_DATABASE_URL"]}
            small["DATABASE_OWNER_URL"] = servers["SMALL_DATABASE_OWNER_URL"]
            for of, words in (
                (environment, ["tools.prepare"]),
                (small, ["tools.prepare"]),
                (environment, ["bench", *asked]),
            ):
                done = subprocess.run([PYTHON, "-m", *words], cwd=ROOT, env=of, check=False)
                if done.returncode:
                    return done.returncode
    except Problem as problem:
        return report(problem)
    except KeyboardInterrupt:
        say("\nstopped")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
