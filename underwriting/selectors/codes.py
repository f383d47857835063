"""Whether a clause outside the system has been applied for (PRD-02)."""

from __future__ import annotations

from underwriting.models import CodeRequest
from underwriting.rules.code_request import REFUSED, WITHDRAWN


def code_is_asked(number: str) -> bool:
    """Whether a request with this number is under way or answered with a code."""
    found = CodeRequest.objects.filter(number=number.strip().upper())
    return bool(found.exclude(state__in=(REFUSED, WITHDRAWN)).exists())
