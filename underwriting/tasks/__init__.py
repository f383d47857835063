"""Queued work of underwriting."""

from underwriting.tasks import desk, policies, risk

__all__ = ["desk", "policies", "risk"]
from underwriting.tasks import renewals

__all__ = ["desk", "policies", "renewals"]
