"""How to cite what is shown: a report, a place, a holding, a disagreement or a view, in three forms.

Others use ``subjects``, which make a ``Citation``, and ``forms``, which write one.
"""
