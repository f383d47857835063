"""States and transitions of everything finance moves, one module per object."""
