"""Writes of the finance centre, one module per step."""
