"""The demo branch: Quanzhou with its real sub-branches, and people for every post of the story."""

from organisation.demo.build import build_organisation

__all__ = ["build_organisation"]
