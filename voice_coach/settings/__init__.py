"""What is settled once for a machine: a commented file, the environment, and where each value came from."""
