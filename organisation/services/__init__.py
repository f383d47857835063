"""What changes in the organisation."""
