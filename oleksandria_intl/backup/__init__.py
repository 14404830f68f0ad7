"""Backup and restore: the database and its files in one archive that either database brings in again."""
