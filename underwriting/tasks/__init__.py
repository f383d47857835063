"""Queued work of underwriting."""

from underwriting.tasks import desk, mass, policies, quality, reinsurance, renewals, risk

__all__ = ["desk", "mass", "policies", "quality", "reinsurance", "renewals", "risk"]
