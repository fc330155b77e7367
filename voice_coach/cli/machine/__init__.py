"""The commands about this machine: its devices, its settings, its recognition models, and what is wrong with it."""
