"""A reader says what is wrong in the record: as a text, as a message to whoever keeps the record, and in a queue.

Others use ``ErrorReport`` and ``as_words``, ``message`` (a mail or an issue) and ``queue`` (a folder of entries).
"""
