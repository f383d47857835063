"""Where things lie."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).absolute()  # another place for a second copy
LOGS = VAR / "log"
RUN = VAR / "run"
STAMPS = VAR / "stamps"
