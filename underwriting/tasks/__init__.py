"""Queued work of underwriting."""

from underwriting.tasks import desk, mass, policies, quality, reinsurance, renewals, risk

__all__ = ["desk", "mass", "policies", "quality", "reinsurance", "renewals", "risk"]
from underwriting.tasks import papers

__all__ = ["desk", "mass", "papers", "policies", "reinsurance", "renewals", "risk"]
