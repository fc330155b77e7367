"""How well spoken commands are understood: the coach's listening path beside its peers, over the same streams."""
