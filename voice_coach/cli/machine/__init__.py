"""The commands about this machine: its devices, its settings, and what is wrong with it."""
