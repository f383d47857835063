"""Queued work of underwriting."""

from underwriting.tasks import desk, mass, papers, policies, quality, reinsurance, renewals, risk

__all__ = ["desk", "mass", "papers", "policies", "quality", "reinsurance", "renewals", "risk"]
