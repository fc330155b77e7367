"""The coach as a service of systemd: what its unit says, and how it comes and goes."""
