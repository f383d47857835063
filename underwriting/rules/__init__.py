"""Rules of underwriting that need no framework: tables come in as arguments, results explain themselves."""
