"""What the organisation puts on paper."""
