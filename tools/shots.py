"""``make shots``: a picture of every page of the demo branch into ``var/shots``."""

from __future__ import annotations

import sys

from tools import test

PAGES = "tests/browser/shots.py"

if __name__ == "__main__":
    sys.exit(test.main([PAGES, "-n", "0", "-p", "no:randomly", *sys.argv[1:]]))
