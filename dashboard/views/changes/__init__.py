"""The page of what changed between two versions of the record."""
