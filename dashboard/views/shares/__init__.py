"""The shares page."""
