"""What the Makefile calls: setting up, running, testing and checking the product."""
