"""Typed reading of the environment. A missing or malformed variable stops the start with its name."""

from __future__ import annotations

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()
