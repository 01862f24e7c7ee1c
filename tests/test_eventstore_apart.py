"""What the event store does apart from any one engine: filters from a selection, the grid, other dialects, outages."""
