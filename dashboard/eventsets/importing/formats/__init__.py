"""Formats known by their columns: UCDP, ACLED, and this project's own tables."""
