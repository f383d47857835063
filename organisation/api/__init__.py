"""Who may use the API: clients by their key."""
