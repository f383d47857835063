"""Questions to the organisation."""
