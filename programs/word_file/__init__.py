"""The Word file that a lawyer edited comes back: what differs stands beside its field, and is taken by a person."""
