"""The basic recogniser: PocketSphinx behind a voice activity detector."""
