"""Queued work of underwriting."""

from underwriting.tasks import desk, policies, risk

__all__ = ["desk", "policies", "risk"]
from underwriting.tasks import mass, renewals

__all__ = ["desk", "mass", "policies", "renewals"]
