"""Pages of underwriting."""
