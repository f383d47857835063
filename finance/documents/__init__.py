"""Papers and tables that the finance centre hands out."""
