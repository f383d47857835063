"""Forms of customer service."""
