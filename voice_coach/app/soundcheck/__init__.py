"""What the air does between loudspeaker and microphone: measured on a machine, and simulated for a routine."""
