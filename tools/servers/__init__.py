"""PostgreSQL and Redis for a machine that has none: binaries out of Python packages, data under ``var``."""
