"""Reads of the finance centre."""
