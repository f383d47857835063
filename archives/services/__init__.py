"""Depositing, opening and verifying documents."""
