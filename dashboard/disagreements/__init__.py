"""In what reports contradict one another, and how the rule in force settles it."""
