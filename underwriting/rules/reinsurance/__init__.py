"""Reinsurance as pure rules: sharing, excess of loss, statutory limits, deadlines, lifecycles (domain 5.5)."""
