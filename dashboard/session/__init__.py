"""What one visitor looks at: the selection, its address, and what the filters leave of the record."""
