"""Printing the policies of a day in one go (ISS-05)."""

from __future__ import annotations

MOST = "underwriting.day_print_most"
PERMISSION = "underwriting.print_policies"
JOB = "underwriting.print_day"
PURPOSE = "打印当日保险单"
