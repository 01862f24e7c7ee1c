"""What the workbench, the one screen of the home page, reads in the browser, as data under addresses of its own.

Who held what on every day, the texts behind it, and the land around it. ``addresses`` gives the addresses, ``routes``
serves them, ``order`` numbers the reports; ``browser/workbench/types.d.ts`` says what each answer holds.
"""
