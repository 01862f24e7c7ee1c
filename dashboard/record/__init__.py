"""The record: what a valid one is, its five tables, and reading them. Text, days and errors are all it needs."""
