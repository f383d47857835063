"""Questions of customer service."""
