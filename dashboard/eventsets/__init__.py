"""Event files of others, of any size: brought into one table, kept in an engine, compared with the record."""
