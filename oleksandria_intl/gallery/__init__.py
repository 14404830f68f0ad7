"""Pictures of what the portal tells of: taken in, shown, withdrawn."""
