"""Scenarios: what a user says and does in a session, and what must come of it."""
