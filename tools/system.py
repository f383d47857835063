"""What the operating system gives: libraries for PDF documents, Chromium, processes that end with their parent."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from tools.console import Problem, quietly, say, step
from tools.paths import PYTHON

PR_SET_PDEATHSIG = 1  # of Linux
PDF_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PDF_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
WITHOUT_BROWSER = "Or leave the browser tests out: BROWSER_TESTS=0 make test"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def dies_with_its_parent(stop: signal.Signals) -> Callable[[], None]:
    """Linux tells the child when its parent is gone, even after ``kill -9``."""
    library = ctypes.CDLL(None)

    def arrange() -> None:
        if hasattr(library, "prctl"):
            library.prctl(PR_SET_PDEATHSIG, stop)

    return arrange


def is_root() -> bool:
    return os.geteuid() == 0


def install_packages(*packages: str) -> None:
    """Install Debian packages; only as root."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    advice = f"Install them by hand: apt-get install {' '.join(packages)}"
    quietly(["apt-get", "update", "-q"], log="apt-update", advice=advice, environment=environment)
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    quietly(command, log="apt-install", advice=advice, environment=environment)


def ensure_pdf_libraries() -> None:
    """Pango and HarfBuzz for WeasyPrint. Without them the product runs and says that documents are not available."""
    missing = _missing_libraries()
    if missing and is_root() and shutil.which("apt-get"):
        try:
            with step("installing Pango and HarfBuzz for PDF documents"):
                install_packages(*PDF_PACKAGES)
        except Problem as problem:
            say(f"  ! {problem}")
        missing = _missing_libraries()
    if missing:
        say(f"  ! PDF documents are not available: {', '.join(missing)} not found.")
        say(f"    To have them: sudo apt-get install {' '.join(PDF_PACKAGES)}   (macOS: brew install pango)")


def _missing_libraries() -> list[str]:
    return [library for library in PDF_LIBRARIES if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def chromium() -> str:
    """The browser of the tests: the system's, else installed as root, else Playwright's own."""
    found = _chromium_on_path()
    if found:
        return found
    if is_root() and shutil.which("apt-get"):
        with step("installing Chromium for the browser tests"):
            install_packages("chromium")
        return _chromium_on_path() or ""
    with step("fetching Chromium for the browser tests"):
        advice = f"Install Chromium (sudo apt-get install chromium). {WITHOUT_BROWSER}"
        quietly([PYTHON, "-m", "playwright", "install", "chromium"], log="chromium", advice=advice)
    return _playwright_chromium()


def _chromium_on_path() -> str | None:
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def _playwright_chromium() -> str:
    question = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=True).stdout.strip()
    if not Path(answer).exists():
        raise Problem(f"Chromium was not found. Install it. {WITHOUT_BROWSER}")
    return answer
