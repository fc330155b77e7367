"""What the ear heard in a session, kept, and heard again by `replay`."""
