"""What differs between two versions of the record: in its rows, and in who is shown to have held what.

Others use ``difference``, ``published`` (the versions kept with a record), ``as_text`` and ``feed``.
"""
