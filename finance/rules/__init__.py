"""Accounting without Django: from a business fact to balanced lines."""
