"""Event files of other makers become sets of the event plane."""
