"""From blocks of sound to commands."""
