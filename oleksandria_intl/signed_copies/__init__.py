"""Signed copies of decisions: what is taken, kept, checked, served and verified."""
