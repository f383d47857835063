"""Questions to underwriting."""
