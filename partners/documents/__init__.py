"""The papers of partners, as blocks."""
