"""The coach's own voice taken out of what the microphone hears, and who speaks in what is left."""
