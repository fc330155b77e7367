"""The room in which a simulated session sounds: loudspeaker, air, noise and microphone, block by block."""
