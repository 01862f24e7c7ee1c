"""What readers carry away: named tables of a view, where each comes from, and the file formats that hold them.

Others use ``query`` (what is asked), ``tables``, ``provenance``, ``formats.registry`` and ``record_package``.
"""
