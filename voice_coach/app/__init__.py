"""The composition root: the only room that picks the parts of a session and wires them."""
