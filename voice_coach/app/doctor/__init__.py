"""What a machine has and lacks for a session, and what to do about it: `voice-coach doctor`."""
