"""Pages that look at all apps."""
