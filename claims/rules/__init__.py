"""Pure rules of claims: states, checklists, calculation."""
