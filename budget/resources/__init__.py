"""The budget's tables as files: exported and imported by the staff, published as open data."""
