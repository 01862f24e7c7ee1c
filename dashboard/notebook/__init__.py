"""The record for notebooks: typed Pandas tables of reports, places and control under a rule, without a server.

Used as ``from dashboard import open_record``; ``opened`` has all of it, ``arguments`` reads what a notebook hands in.
"""
