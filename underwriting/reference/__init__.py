"""Reference data of underwriting, and the business of the demo branch."""

from underwriting.reference.loaders import register

__all__ = ["register"]
