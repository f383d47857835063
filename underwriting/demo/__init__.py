"""Business for trying the product out."""
