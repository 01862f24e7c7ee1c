"""The record: what a valid one is, its six tables, and reading them. Text, days and errors are all it needs."""
