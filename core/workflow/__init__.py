"""How a business object changes: declared as data, sent as a command, refused aloud."""
