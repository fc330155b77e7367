"""The sessions of the past: what was done in each, what later ones remember of it, and how it adds up."""
