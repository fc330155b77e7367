"""From sentences and tones to samples, each at its time."""
