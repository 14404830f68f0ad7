"""Undoing what was deleted or changed: recording it, keeping it, bringing it back."""
