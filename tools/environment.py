"""The Python environment: ``.venv`` with hash-pinned packages. Only the standard library."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.console import Problem, quietly, step
from tools.paths import PYTHON, ROOT, VENV
from tools.stamps import digest, once_for
from tools.system import install_packages, is_root

NETWORK = "Check the network connection and the settings of pip (proxy, mirror), then run the same command again."


def ensure(*groups: str) -> None:
    """``.venv`` with the packages of ``requirements.lock`` and of each ``requirements-<group>.lock``."""
    if not PYTHON.exists():
        with step("creating the Python environment .venv"):
            _create()
    locks = [ROOT / "requirements.lock", *(ROOT / f"requirements-{group}.lock" for group in groups)]
    for lock in locks:
        _install(lock)


def _create() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if is_root() and shutil.which("apt-get"):
        install_packages("python3-venv", f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
        quietly([sys.executable, "-m", "venv", VENV], log="venv", advice="Install the venv module of your Python.")
        return
    raise Problem(f"{made.stdout}{made.stderr}\nInstall the venv module first: sudo apt-get install python3-venv")


def _install(lock: Path) -> None:
    wanted = digest([lock], sys.version)
    with once_for(f"python-{lock.stem}", wanted, made=VENV / ".installed" / lock.stem) as needed:
        if not needed:
            return
        with step(f"installing the packages of {lock.name}"):
            _run_installer(lock)
        marker = VENV / ".installed" / lock.stem
        marker.parent.mkdir(exist_ok=True)
        marker.touch()


def _run_installer(lock: Path) -> None:
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        _pip(ROOT / "requirements-installer.lock")
    command: list[str | Path] = [uv, "pip", "install", "--require-hashes", "--python", PYTHON, "-r", lock]
    try:
        quietly(command, log=f"install-{lock.stem}", advice=NETWORK, environment=os.environ | {"UV_SYSTEM_CERTS": "1"})
    except Problem:
        _pip(lock)  # pip knows mirrors and proxies of its own configuration


def _pip(lock: Path) -> None:
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        lock,
    ]
    quietly(command, log=f"pip-{lock.stem}", advice=NETWORK)
