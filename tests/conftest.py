"""What every test has."""

from __future__ import annotations
