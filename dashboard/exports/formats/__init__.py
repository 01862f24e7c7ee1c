"""File formats of tables that are carried away, one module a format.

Others use ``registry`` alone: ``FORMATS`` by name, each with media type, suffix and ``write``.
"""
