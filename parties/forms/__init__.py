"""What is typed about customers, lists and intermediaries: its shape only, the meaning is checked by the services."""
