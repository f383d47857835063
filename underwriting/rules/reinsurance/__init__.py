"""Reinsurance as pure rules: sharing of a risk, excess of loss, statutory limits, deadlines, lifecycles (domain 5.5)."""
