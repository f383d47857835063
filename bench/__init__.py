"""Measurements: every figure is a ratio taken in one run, with its floor or the usual way beside it."""
