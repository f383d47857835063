"""The customers, lists and intermediaries of the demo branch."""
