"""Sessions that need nobody: a synthetic user, the room in which they sound, and scenarios."""
