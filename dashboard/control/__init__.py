"""Who held what: reports, judged by a rule, become intervals of each place, and intervals the states of a day."""
