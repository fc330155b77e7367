"""What happened, on disk: every event and effect of a session, before anything of it sounds."""
