"""Rules of customer service."""
