"""A whole file at work: preview, parts in workers, one database file in the end, the report of problems."""
