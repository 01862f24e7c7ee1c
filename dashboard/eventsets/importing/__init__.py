"""Event files of other makers become sets of an event store; every row in is accepted or set aside with a reason."""
