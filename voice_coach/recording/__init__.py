"""What the ear heard, kept: whole sessions for `replay`, and a person's own commands from `rehearse`."""
