"""How the phone ear learns: `scripts/train-ear`."""
