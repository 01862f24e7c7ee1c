"""The briefing: a view as one HTML file that opens from disk without a network and runs no code but its own.

``view`` reads which view from parameters, ``document`` makes the file, ``command`` does both from a terminal.
"""
