"""The form that an author fills in."""
