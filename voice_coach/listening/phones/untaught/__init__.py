"""Languages in which the ear has had no lesson: the phone network with what their own synthesiser tells of them."""
