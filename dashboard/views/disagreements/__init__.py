"""The disagreements page."""
