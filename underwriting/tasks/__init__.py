"""Queued work of underwriting."""

from underwriting.tasks import desk, instalments, mass, papers, policies, quality, reinsurance, renewals, risk

__all__ = ["desk", "instalments", "mass", "papers", "policies", "quality", "reinsurance", "renewals", "risk"]
