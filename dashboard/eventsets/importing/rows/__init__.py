"""One row becomes one event, or is set aside with row, column, value, reason and remedy."""
