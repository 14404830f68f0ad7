"""Bringing in payments: files are read here as rows in the portal's own words, whatever their format."""
