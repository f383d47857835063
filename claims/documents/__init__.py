"""Documents of claims."""
