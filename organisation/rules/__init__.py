"""Rules of the organisation that need no framework."""
