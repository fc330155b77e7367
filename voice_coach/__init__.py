"""Voice coach: a hands-free, offline coach for exercise and mobility routines."""

__version__ = "0.1.0"
