"""The Vosk recogniser, and the settings of its models."""
