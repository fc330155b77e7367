"""Scenarios: what a user says and does in a session, and what must come of it."""

ENDING = ".scenario.yaml"
"""How the name of a scenario file ends. Here, where nothing else need be imported to know one."""
