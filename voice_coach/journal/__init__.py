"""What happened, on disk: every event and effect of a session, and what later sessions remember."""
