"""What changes proposals and policies, one module per step of the process."""
