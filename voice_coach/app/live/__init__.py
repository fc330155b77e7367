"""A session for a person: its parts, its way of hearing, how it is taken up again, and who keeps it alive."""
