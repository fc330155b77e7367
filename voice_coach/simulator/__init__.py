"""Sessions on a virtual clock: the same loop with another inbox."""
