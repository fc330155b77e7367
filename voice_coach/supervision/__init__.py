"""A parent that keeps a session's process alive, and the signs of life that it goes by."""
