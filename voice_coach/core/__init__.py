"""The pure core: what a session does, without a clock, a thread, a sound or a file."""
