"""Voices: from a sentence to a clip."""
