"""What is done with customers, lists and intermediaries."""
