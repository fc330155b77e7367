"""What the coach says and when: instructions, cues, and the sentences that they are made of."""
