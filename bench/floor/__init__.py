"""The ways to decide that ours is measured against. Never part of the product."""
