"""A programme over weeks: which routine on which days, and how its doses grow; all of it follows from the sessions."""
