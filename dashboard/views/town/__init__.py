"""The town page."""
