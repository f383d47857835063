"""What customer service does."""
