"""What can be asked of the record and its control: a selection, a town, an operation, two days, shares, deaths."""
