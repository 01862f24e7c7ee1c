"""The valley page."""
