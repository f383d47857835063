"""Documents of underwriting."""
