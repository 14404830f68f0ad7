"""What was typed and not saved when a session, a form or a browser ended: it comes back to whoever typed it."""
