"""Pages of the finance centre."""
