"""A stage for chaos: PostgreSQL, Redis, relay and workers of its own, and the means to kill each of them."""
