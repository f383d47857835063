"""Queued work of underwriting."""

from underwriting.tasks import desk, mass, policies, renewals, risk

__all__ = ["desk", "mass", "policies", "renewals", "risk"]
