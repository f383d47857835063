"""Queued work of underwriting."""

from underwriting.tasks import desk, policies

__all__ = ["desk", "policies"]
