"""The workspace of an edition: its outline, its paper as it will print, the form of what was clicked."""
