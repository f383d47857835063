"""What every API route shares: answers to refusals, idempotency keys, the permission of a view, the page about it."""
