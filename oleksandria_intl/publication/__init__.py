"""How long drafts of decisions are published before their session."""
